"""The pages of withdrawn stories: the headline, that it was withdrawn, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import plain_head
from broadsheet.pages.notices import notice
from broadsheet.pages.page import Page, PageData


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnPage(PageData):
    """What `withdrawn.html` gets. `notice` is in the language of the site."""

    title: str
    notice: str


def withdrawn_pages(desk: Desk) -> Iterator[Page]:
    """Make a page at the address of every story that was withdrawn; no search engine lists it."""
    config = desk.site.config
    for slug, article in desk.site.withdrawn.items():
        url = urls.article(config, article)
        yield Page(
            kind="withdrawn",
            path=urls.article_file(config, article),
            url=url,
            template="withdrawn.html",
            desk=desk,
            make=_data,
            facts=(slug, url),
            articles=(slug,),
            source=article.path,
            lastmod=article.modified,
            index=False,
        )


def _data(site: Site, _: Cards, slug: str, url: str) -> WithdrawnPage:
    article = site.withdrawn[slug]
    return WithdrawnPage(
        head=plain_head(site, title=article.title, url=url, index=False),
        url=url,
        lang=article.lang,
        dir=direction(article.lang),
        title=article.title,
        notice=notice(site, article),
    )
