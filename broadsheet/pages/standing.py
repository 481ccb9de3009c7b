"""Standing pages, and the page for an address at which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from broadsheet import urls
from broadsheet.model import Site, Standing
from broadsheet.pages.articles import language_name
from broadsheet.pages.body import finish, linked
from broadsheet.pages.card import Card, Cards, direction
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import plain_head
from broadsheet.pages.notices import mark
from broadsheet.pages.page import Link, Page, PageData
from broadsheet.release import HIDDEN

LATEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPage(PageData):
    """What `page.html` gets. `body` is safe HTML."""

    slug: str
    title: str
    summary: str
    body: str
    mark: str | None
    translations: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage(PageData):
    """What `404.html` gets. It is shown at any depth, so its links never climb."""

    title: str
    latest: tuple[Card, ...]


def standing_pages(desk: Desk) -> Iterator[Page]:
    """Make every standing page."""
    site = desk.site
    for slug, item in site.standing.items():
        others = site.standing_translations.get(slug, ())
        articles, linked_standing = linked(item)
        url = urls.standing(site.config, item)
        yield Page(
            kind="standing",
            path=urls.standing_file(site.config, item),
            url=url,
            template="page.html",
            desk=desk,
            make=_data,
            facts=(slug, url, others),
            articles=articles,
            standing=(slug, *others, *linked_standing),
            source=item.path,
            index=item.state not in HIDDEN,
        )


def not_found_page(desk: Desk) -> Iterator[Page]:
    """Make the page a host shows for an unknown address."""
    latest = tuple(islice(desk.site.articles, LATEST))
    yield Page(
        kind="not-found",
        path=urls.NOT_FOUND,
        url=urls.NOT_FOUND,
        template="404.html",
        desk=desk,
        make=_not_found_data,
        facts=(latest,),
        articles=latest,
        index=False,
    )


def _not_found_data(site: Site, cards: Cards, latest: tuple[str, ...]) -> NotFoundPage:
    title = "Nothing stands here"
    return NotFoundPage(
        head=plain_head(site, title=title, url=urls.NOT_FOUND, index=False),
        url=urls.NOT_FOUND,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title=title,
        latest=cards.of(latest),
    )


def _data(site: Site, _: Cards, slug: str, url: str, translations: tuple[str, ...]) -> StandingPage:
    item = site.standing[slug]
    others = tuple(site.standing[other] for other in translations)
    head = plain_head(
        site,
        title=item.title,
        url=url,
        description=item.summary or item.body.excerpt,
        index=item.state not in HIDDEN,
    )
    return StandingPage(
        head=replace(head, alternates=tuple(_alternates(site, item, others))),
        url=url,
        lang=item.lang,
        dir=direction(item.lang),
        slug=slug,
        title=item.title,
        summary=item.summary,
        body=finish(item.body, site, urls.base(site.config, url)),
        mark=mark(site, item),
        translations=tuple(_link(site, other) for other in others),
    )


def _link(site: Site, item: Standing) -> Link:
    return Link(text=language_name(item.lang), url=urls.standing(site.config, item), lang=item.lang)


def _alternates(
    site: Site, item: Standing, others: tuple[Standing, ...]
) -> Iterator[tuple[str, str]]:
    group = (item, *others) if others else ()
    for other in sorted(
        group, key=lambda page: (page.translation_of is not None, page.lang, page.slug)
    ):
        yield other.lang, urls.absolute(site.config, urls.standing(site.config, other))
