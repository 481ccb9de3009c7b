"""Old addresses of stories: each leads on to where the story stands now.

As a page for hosts that know nothing else, and as `_redirects` for those that read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from broadsheet import urls
from broadsheet.model import Article, Site
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import plain_head
from broadsheet.pages.page import Link, Page, PageData, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasPage(PageData):
    """What `alias.html` gets. `target` is the story's address, whole."""

    title: str
    story: Link
    target: str


def alias_pages(desk: Desk) -> Iterator[Page]:
    """Make a page at every old address."""
    config = desk.site.config
    for article, alias in _aliases(desk.site):
        before = replace(article, slug=alias)
        url = urls.article(config, before)
        yield Page(
            kind="alias",
            path=urls.article_file(config, before),
            url=url,
            template="alias.html",
            desk=desk,
            make=_data,
            facts=(article.slug, url),
            articles=(article.slug,),
            source=article.path,
            index=False,
        )


def redirects(site: Site) -> Iterator[Text]:
    """Write `_redirects`: an old address, the new one and 301 a line, as several hosts read it."""
    config = site.config
    rows = [
        f"{config.base}/{urls.quoted(urls.article(config, replace(article, slug=alias)))} "
        f"{config.base}/{urls.quoted(urls.article(config, article))} 301\n"
        for article, alias in _aliases(site)
    ]
    if rows:
        yield Text(path="_redirects", text="".join(rows))


def _aliases(site: Site) -> Iterator[tuple[Article, str]]:
    for article in (*site.articles.values(), *site.withdrawn.values()):
        for alias in article.aliases:
            yield article, alias


def _data(site: Site, _: Cards, slug: str, url: str) -> AliasPage:
    article, config = site.story(slug), site.config
    address = urls.article(config, article)
    return AliasPage(
        head=plain_head(site, title=article.title, url=address, index=False),
        url=url,
        lang=article.lang,
        dir=direction(article.lang),
        title=article.title,
        story=Link(text=article.title, url=address, lang=article.lang),
        target=urls.absolute(config, address),
    )
