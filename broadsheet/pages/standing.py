"""Standing pages, and the page for an address at which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from broadsheet import urls
from broadsheet.model import Site, Standing
from broadsheet.pages.articles import language_name
from broadsheet.pages.body import finish
from broadsheet.pages.card import Card, Cards, direction
from broadsheet.pages.head import plain_head
from broadsheet.pages.page import Link, Page, PageData

LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage(PageData):
    """What `page.html` gets. `body` is safe HTML."""

    slug: str
    title: str
    summary: str
    body: str
    draft: bool
    translations: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(PageData):
    """What `404.html` gets. It is shown at any depth, so its links never climb."""

    title: str
    latest: tuple[Card, ...]


def standing_pages(site: Site, _cards: Cards) -> Iterator[Page]:
    """Make every standing page."""
    for item in site.standing.values():
        yield _page(site, item)


def not_found_page(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the page a host shows for an unknown address."""
    title = "Nothing stands here"
    yield Page(
        kind="not-found",
        path=urls.NOT_FOUND,
        template="404.html",
        data=NotFoundPage(
            head=plain_head(site, title=title, url=urls.NOT_FOUND, index=False),
            url=urls.NOT_FOUND,
            lang=site.config.lang,
            dir=direction(site.config.lang),
            title=title,
            latest=cards.of(tuple(site.articles)[:LATEST]),
        ),
    )


def _page(site: Site, item: Standing) -> Page:
    url = urls.standing(site.config, item)
    others = site.standing_translations.get(item.slug, ())
    head = plain_head(
        site,
        title=item.title,
        url=url,
        description=item.summary or item.body.excerpt,
        index=item.status == "published",
    )
    return Page(
        kind="standing",
        path=urls.standing_file(site.config, item),
        template="page.html",
        data=StandingPage(
            head=replace(head, alternates=tuple(_alternates(site, item, others))),
            url=url,
            lang=item.lang,
            dir=direction(item.lang),
            slug=item.slug,
            title=item.title,
            summary=item.summary,
            body=finish(item.body, site, urls.base(site.config, url)),
            draft=item.status == "draft",
            translations=tuple(_link(site, site.standing[slug]) for slug in others),
        ),
    )


def _link(site: Site, item: Standing) -> Link:
    return Link(text=language_name(item.lang), url=urls.standing(site.config, item), lang=item.lang)


def _alternates(site: Site, item: Standing, others: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    group = (site.standing[slug] for slug in (item.slug, *others)) if others else ()
    for other in sorted(
        group, key=lambda page: (page.translation_of is not None, page.lang, page.slug)
    ):
        yield other.lang, urls.absolute(site.config, urls.standing(site.config, other))
