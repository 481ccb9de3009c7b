"""Which feeds there are and what stands in them: the site, each topic, each region.

How a feed is written as XML or JSON is the business of `broadsheet.feeds`.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Final

from broadsheet import urls
from broadsheet.model import Article, Site, Vocabulary
from broadsheet.pages.body import full_text, linked
from broadsheet.pages.card import photo_view
from broadsheet.pages.desk import Desk
from broadsheet.pages.errata import as_words, correction_views
from broadsheet.pages.head import site_host
from broadsheet.pages.listing import newest_change
from broadsheet.pages.notices import notice
from broadsheet.pages.offers import formats
from broadsheet.pages.page import Entry, Feed

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a digest without articles last changed: the clock would change its bytes with each build."""


def feeds(desk: Desk) -> Iterator[Feed]:
    """Make every feed, in every format that BROADSHEET_WITHOUT leaves."""
    site = desk.site
    config = site.config
    slugs = _with_withdrawn(site, tuple(site.articles), site.withdrawn.values())
    yield from _group(desk, "all", config.name, config.tagline, urls.FRONT, slugs)
    for kind, vocabulary, groups in (
        ("topics", site.topics, site.by_topic),
        ("regions", site.regions, site.by_region),
    ):
        for term in vocabulary:
            group = f"{kind}/{term.slug}"
            about = term.description.in_language(config.lang) if term.description else ""
            title = f"{config.name}: {term.name.in_language(config.lang)}"
            gone = [a for a in site.withdrawn.values() if term.slug in _filed(vocabulary, kind, a)]
            slugs = _with_withdrawn(site, groups.get(term.slug, ()), gone)
            yield from _group(desk, group, title, about, f"{group}/", slugs)


def _group(  # noqa: PLR0913, PLR0917  the parts of a feed
    desk: Desk,
    group: str,
    title: str,
    description: str,
    home: str,
    slugs: tuple[str, ...],
) -> Iterator[Feed]:
    site = desk.site
    config = site.config
    newest = slugs[: config.feed_length] if config.feed_length else slugs
    updated = newest_change(desk, slugs) or newest_change(desk, tuple(site.articles)) or NEVER
    links = [linked(site.story(slug)) for slug in newest]
    for format_, ending, _, _ in formats(config):
        path = urls.feed(group, ending)
        summary_only = format_ == "rss" and config.rss_summary_only
        yield Feed(
            path=path,
            format=format_,
            id=identifier(site, f"feeds/{group}"),
            title=title,
            description=description or title,
            home=urls.absolute(config, home),
            address=urls.absolute(config, path),
            lang=config.lang,
            updated=updated,
            desk=desk,
            make=_summary_of if summary_only else _entry_of,
            slugs=newest,
            articles=(*newest, *(slug for articles, _ in links for slug in articles)),
            bodies=() if summary_only else newest,
            standing=tuple(slug for _, standing in links for slug in standing),
            summary_only=summary_only,
        )


def _filed(vocabulary: Vocabulary, kind: str, article: Article) -> tuple[str, ...]:
    return vocabulary.with_parents(article.topics if kind == "topics" else article.regions)


def _with_withdrawn(
    site: Site, slugs: tuple[str, ...], withdrawn: Collection[Article]
) -> tuple[str, ...]:
    """Put what was withdrawn among the articles, as news of the day it was withdrawn.

    So readers who have the story learn of it, however old it is, until newer ones push it out.
    """
    if not withdrawn:
        return slugs
    gone = {article.slug: article.modified for article in withdrawn}

    def rank(slug: str) -> float:
        return -(gone.get(slug) or site.articles[slug].date).timestamp()

    return tuple(sorted((*gone, *slugs), key=rank))


def identifier(site: Site, name: str) -> str:
    """Make an id (RFC 4151) that stays whatever happens to a date, a title or an address.

    The day in it only says that the host belonged to the site's owner then; it must never change.
    """
    return (
        f"tag:{site_host(site)},2022-01-01:{urls.quoted(f'{site.config.base}/{name}'.lstrip('/'))}"
    )


def _entry_of(desk: Desk, slug: str) -> Entry:
    """Make the entry of an article once, however many feeds it stands in."""
    entry: Entry | None = desk.entries.get((slug, True))
    if entry is None:
        article = desk.site.story(slug)
        articles, standing = linked(article)
        view = desk.view((slug, *articles), standing, (slug,))
        address = urls.absolute(view.config, urls.article(view.config, article))
        text = full_text(article, view, view.config.absolute, home=address)
        entry = desk.entries[slug, True] = _entry(view, article, text)
    return entry


def _summary_of(desk: Desk, slug: str) -> Entry:
    """Make the entry of an article without its text, once."""
    entry: Entry | None = desk.entries.get((slug, False))
    if entry is None:
        view = desk.view((slug,))
        entry = desk.entries[slug, False] = _entry(view, view.story(slug))
    return entry


def _entry(site: Site, article: Article, text: str = "") -> Entry:
    config = site.config
    photo = next((photo_view(p) for p in article.photos if p.file), None)
    address = urls.absolute(config, urls.article(config, article))
    return Entry(
        id=identifier(site, f"articles/{article.slug}"),
        url=address,
        title=article.title,
        summary=article.summary or notice(site, article),
        content=text,
        corrections=as_words(correction_views(site, article)),
        published=article.date,
        updated=article.modified,
        lang=article.lang,
        authors=article.byline,
        categories=tuple(
            name.in_language(config.lang)
            for name in (
                *(site.topics[slug].name for slug in article.topics),
                *(site.regions[slug].name for slug in article.regions),
            )
        ),
        original=article.origin.url if article.origin else None,
        image=f"{config.absolute}/{photo.url}" if photo else None,
        image_credit=photo.credit if photo else None,
        image_caption=photo.caption if photo else None,
        image_alt=photo.alt if photo else None,
        image_type=mimetypes.guess_type(photo.url)[0] if photo and photo.url else None,
        image_width=photo.width if photo else None,
        image_height=photo.height if photo else None,
    )
