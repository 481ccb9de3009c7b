"""The `<meta>` elements of a page, by their names in all the vocabularies publishers use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.record import clean

Metas = dict[str, list[str]]
"""What stands for each name, in lower case; names with a colon are spelt with one."""

NAMES: Final[dict[str, tuple[tuple[str, float], ...]]] = {
    "title": (
        ("og:title", 0.85),
        ("citation_title", 0.8),
        ("parsely-title", 0.8),
        ("sailthru.title", 0.8),
        ("cxenseparse:title", 0.75),
        ("twitter:title", 0.7),
        ("dc.title", 0.7),
        ("dcterms.title", 0.7),
        ("hdl", 0.8),
        ("headline", 0.7),
        ("title", 0.5),
    ),
    "byline": (
        ("citation_author", 0.9),
        ("parsely-author", 0.85),
        ("byl", 0.85),
        ("sailthru.author", 0.8),
        ("article:author_name", 0.85),
        ("author", 0.8),
        ("authors", 0.8),
        ("article:author", 0.8),
        ("og:article:author", 0.75),
        ("cxenseparse:author", 0.75),
        ("cxenseparse:recs:articleauthor", 0.7),
        ("dc.creator", 0.7),
        ("dc.contributor", 0.5),
        ("dcterms.creator", 0.7),
        ("dcsext.author", 0.6),
        ("og:author", 0.6),
        ("byline", 0.75),
        ("article.author", 0.7),
        ("article_author", 0.8),
        ("article-author", 0.75),
        ("articleauthor", 0.75),
        ("author_name", 0.7),
        ("authorname", 0.7),
        ("page.author", 0.65),
        ("content-author", 0.65),
        ("news_authors", 0.7),
        ("vr:author", 0.6),
        ("sailthru.authors", 0.7),
    ),
    "date": (
        ("article:published_time", 0.9),
        ("og:article:published_time", 0.88),
        ("article:published", 0.88),
        ("citation_publication_date", 0.8),
        ("citation_online_date", 0.8),
        ("parsely-pub-date", 0.88),
        ("sailthru.date", 0.85),
        ("cxenseparse:recs:publishtime", 0.85),
        ("cxenseparse:publishtime", 0.85),
        ("date_published", 0.85),
        ("datepublished", 0.85),
        ("publication_date", 0.85),
        ("publish-date", 0.85),
        ("publishdate", 0.85),
        ("publish_date", 0.85),
        ("pubdate", 0.85),
        ("pub_date", 0.85),
        ("published", 0.8),
        ("published_time", 0.85),
        ("og:published_time", 0.85),
        ("og:pubdate", 0.85),
        ("og:release_date", 0.8),
        ("article.published", 0.85),
        ("article:create_at", 0.7),
        ("article.created", 0.7),
        ("dc.date.issued", 0.85),
        ("dcterms.issued", 0.85),
        ("dcterms.created", 0.75),
        ("dcterms.date", 0.7),
        ("dc.date", 0.7),
        ("dc.date.created", 0.75),
        ("displaydate", 0.8),
        ("pdate", 0.8),
        ("ptime", 0.7),
        ("originalpublicationdate", 0.85),
        ("datecreated", 0.7),
        ("created", 0.6),
        ("date", 0.7),
        ("dcsext.articlefirstpublished", 0.85),
        ("vr:published_time", 0.7),
        ("prism.publicationdate", 0.75),
        ("article_date_original", 0.85),
        ("apub:time", 0.7),
        ("bytedance:published_time", 0.85),
    ),
    "updated": (
        ("article:modified_time", 0.85),
        ("og:article:modified_time", 0.8),
        ("og:updated_time", 0.5),
        ("article:modified", 0.8),
        ("dcterms.modified", 0.7),
        ("dc.date.modified", 0.7),
        ("datemodified", 0.7),
        ("lastmod", 0.6),
        ("last-modified", 0.4),
        ("article.updated", 0.75),
        ("dateupdated", 0.6),
        ("revised", 0.5),
        ("bytedance:lrdate_time", 0.5),
        ("bytedance:updated_time", 0.7),
    ),
    "site": (
        ("og:site_name", 0.85),
        ("og:site", 0.7),
        ("cre", 0.7),
        ("citation_journal_title", 0.7),
        ("article:publication", 0.5),
        ("application-name", 0.55),
        ("apple-mobile-web-app-title", 0.5),
        ("al:ios:app_name", 0.35),
        ("al:android:app_name", 0.35),
        ("twitter:app:name:iphone", 0.35),
        ("twitter:app:name:googleplay", 0.3),
        ("dc.publisher", 0.6),
        ("dcterms.publisher", 0.6),
        ("publisher", 0.55),
        ("copyright", 0.35),
        ("author", 0.3),
        ("og:author", 0.25),
        ("site_name", 0.6),
        ("sitename", 0.6),
        ("cxenseparse:recs:sitename", 0.5),
    ),
    "agency": (
        ("syndication-source-name", 0.8),
        ("article:source", 0.7),
        ("source", 0.6),
        ("dc.source", 0.5),
        ("dcterms.source", 0.5),
        ("provider", 0.6),
        ("agency", 0.9),
        ("mediaid", 0.4),
        ("contentsource", 0.6),
        ("content_source", 0.6),
        ("news_source", 0.6),
        ("cre", 0.4),
        ("dc.rightsholder", 0.4),
    ),
}
"""By field the names of `<meta>` elements that hold it, and how often each is right."""


def read_metas(root: HtmlElement) -> Metas:
    """Give what the `<meta>` elements of a page hold, each text once, in their order."""
    found: Metas = {}
    for element in root.iter("meta"):
        content = clean(element.get("content") or element.get("value") or "")
        if not content or len(content) > 5000:  # noqa: PLR2004  no fact is as long
            continue
        keys = [element.get(key) or "" for key in ("property", "name", "itemprop", "http-equiv")]
        for name in {part.lower() for key in keys for part in _names(key)}:
            held = found.setdefault(name, [])
            if content not in held:
                held.append(content)
    return found


def _names(key: str) -> list[str]:
    """Give the names in an attribute: some pages write two, or one with blanks around it."""
    words = key.strip()
    return [words.replace(" ", "")] if words.count(":") == 1 else words.split()


def claims_of(metas: Metas, field: str) -> Iterator[Claim[list[str]]]:
    """Give what `<meta>` elements say for a field, under each name all that stands there."""
    for name, confidence in NAMES[field]:
        if name in metas:
            yield Claim(metas[name], f"meta {name}", confidence)
