"""A body made ready for one place: local links get addresses, or none where nothing is shown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Final

from broadsheet import urls
from broadsheet.model import Article, Body, Link, Site, Standing
from broadsheet.pages.errata import as_html, correction_views
from broadsheet.pages.notices import notice

_ANCHOR: Final = re.compile(r'<a([^>]*?) href="local:(\d+)"([^>]*)>(.*?)</a>', re.DOTALL)
_PICTURE: Final = re.compile(r'src="local:(\d+)"')
_OUTWARD: Final = re.compile(r'<a(?: [\w-]+="[^"]*")*? href="([^"#][^"]*)"')
_FRAGMENT: Final = re.compile(r'(<a(?: [\w-]+="[^"]*")*? href=")(#[^"]*")')


def finish(body: Body, site: Site, base: str, *, lazy: bool = True) -> str:
    """Write a body's HTML with the addresses of its links.

    Args:
        body: the text.
        site: what is shown; a link to anything else keeps its words only.
        base: what stands before every address: `/digest`, `../..`, `https://news.example.org`.
        lazy: let pictures wait until they are scrolled to.
    """
    if not body.links:
        return body.html

    def anchor(match: re.Match[str]) -> str:
        before, number, after, words = match.groups()
        address = _address(body.links[int(number)], site)
        if address is None:
            return words
        return f'<a{before} href="{html.escape(f"{base}/{address}")}"{after}>{words}</a>'

    def picture(match: re.Match[str]) -> str:
        link = body.links[int(match[1])]
        address = html.escape(f"{base}/{urls.file(urls.place(site.config, link.target))}")
        return f'src="{address}"' + (' loading="lazy"' if lazy else "")

    return _PICTURE.sub(picture, _ANCHOR.sub(anchor, body.html))


def full_text(article: Article, site: Site, base: str, *, home: str = "") -> str:
    """Write all that a reader elsewhere needs: the picture with its credit, the text, the original.

    Args:
        article: what is read.
        site: what is shown.
        base: what stands before every address.
        home: the address of the article's page, where its footnotes are, for a text elsewhere.
    """
    text = finish(article.body, site, base, lazy=False)
    if home:
        text = _FRAGMENT.sub(rf"\g<1>{html.escape(home)}\g<2>", text)
    parts = [_figure(article, base), *_paragraphs(notice(site, article))]
    parts += [text] if text else _paragraphs(article.summary)
    views = correction_views(site, article) if article.corrections else ()
    parts.insert(0, as_html(view for view in views if view.serious))
    parts.append(as_html(view for view in views if not view.serious))
    if article.origin:
        link = f'<a href="{html.escape(article.origin.url)}">{html.escape(article.origin.name)}</a>'
        parts.append(f"<p>Read the original at {link}.</p>")
    return "\n".join(part for part in parts if part)


def _paragraphs(words: str) -> list[str]:
    return [f"<p>{html.escape(words)}</p>"] if words else []


def _figure(article: Article, base: str) -> str:
    photo = next((photo for photo in article.photos if photo.file), None)
    if photo is None:
        return ""
    address = html.escape(f"{base}/{urls.file(f'photos/{photo.file}')}")
    words = " ".join(html.escape(text) for text in (photo.caption, photo.credit) if text)
    return (
        f'<figure><img src="{address}" alt="{html.escape(photo.alt or "")}" width="{photo.width}" '
        f'height="{photo.height}"><figcaption>{words}</figcaption></figure>'
    )


def addresses(markup: str) -> tuple[str, ...]:
    """Give the addresses of a finished body's links, in order, without those to its footnotes."""
    return tuple(html.unescape(target) for target in _OUTWARD.findall(markup))


def linked(item: Article | Standing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the articles and the standing pages, by their slugs, that a text links to."""
    links = item.body.links
    if not links:
        return (), ()
    articles = tuple(link.target for link in links if link.kind == "article")
    return articles, tuple(link.target for link in links if link.kind == "standing")


def files_of(items: Iterable[Article | Standing]) -> Iterator[str]:
    """Give the files, by their path below the content, that texts show or link to."""
    for item in items:
        yield from (link.target for link in item.body.links if link.kind == "file")


def _address(link: Link, site: Site) -> str | None:
    if link.kind == "article":
        article = site.articles.get(link.target)
        address = urls.article(site.config, article) if article else None
    elif link.kind == "standing":
        page = site.standing.get(link.target)
        address = urls.standing(site.config, page) if page else None
    elif link.kind == "file":
        address = urls.file(urls.place(site.config, link.target))
    else:
        address = link.target
    return None if address is None else address + link.tail
