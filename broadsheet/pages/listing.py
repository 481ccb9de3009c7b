"""Lists of articles: cut into pages, and each page into months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.model import Site
from broadsheet.pages.card import Card, Cards
from broadsheet.pages.dates import month_in_words
from broadsheet.pages.desk import Desk
from broadsheet.pages.page import Kind, Maker, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Pagination:
    """Where one page of a list stands among the others. Addresses are None at the ends."""

    number: int
    total: int
    first: str
    last: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The articles of one month in a list."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which articles of a list stand on one of its pages; `count` are those of all pages."""

    url: str
    first: str
    number: int
    total: int
    count: int
    offset: int
    slugs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a list: its articles by month, the number of all, its place among the pages."""

    months: tuple[Month, ...]
    count: int
    pagination: Pagination
    slugs: tuple[str, ...]
    """The articles of this page."""

    @property
    def cards(self) -> tuple[Card, ...]:
        """The articles of this page in one row."""
        return tuple(card for month in self.months for card in month.cards)


def slices(slugs: tuple[str, ...], url: str, config: SiteConfig) -> Iterator[Slice]:
    """Cut a list into pages; an empty list has one.

    Args:
        slugs: the articles of the list, in order.
        url: the address of its first page.
        config: says how long a page is.
    """
    cuts = cut(len(slugs), config)
    for number, (start, end) in enumerate(cuts, 1):
        yield Slice(
            url=urls.numbered(url, number),
            first=url,
            number=number,
            total=len(cuts),
            count=len(slugs),
            offset=start,
            slugs=slugs[start:end],
        )


def list_pages(  # noqa: PLR0913  the parts of a page
    desk: Desk,
    slugs: tuple[str, ...],
    url: str,
    *,
    kind: Kind,
    template: str,
    make: Maker,
    facts: tuple[Any, ...] = (),
) -> Iterator[Page]:
    """Make the pages of a list of articles.

    Args:
        desk: the site.
        slugs: the articles of the list, in order.
        url: the address of its first page.
        kind: of all its pages.
        template: of all its pages.
        make: makes the data of a page of these facts and, last, its Slice.
        facts: what all pages of the list are made of.
    """
    for part in slices(slugs, url, desk.site.config):
        yield Page(
            kind=kind,
            path=urls.save_as(part.url),
            url=part.url,
            template=template,
            desk=desk,
            make=make,
            facts=(*facts, part),
            articles=part.slugs,
            group=slugs,
            lastmod=newest_change(desk, part.slugs),
        )


def index_page(  # noqa: PLR0913  the parts of a page
    desk: Desk, url: str, *, kind: Kind, template: str, make: Maker, facts: tuple[Any, ...]
) -> Page:
    """Make the page that leads to lists: it shows no article, and changes with all of them."""
    return Page(
        kind=kind,
        path=urls.save_as(url),
        url=url,
        template=template,
        desk=desk,
        make=make,
        facts=facts,
        lastmod=newest_change(desk, tuple(desk.site.articles)),
    )


def make_listing(site: Site, cards: Cards, part: Slice) -> Listing:
    """Make what a page of a list shows."""
    return Listing(
        months=tuple(_months(site, cards, part.slugs)),
        count=part.count,
        pagination=pagination(part.first, part.number, part.total),
        slugs=part.slugs,
    )


def numbered(title: str, part: Slice) -> str:
    """Give the title of a page of a list: that of the list, and its number from the second on."""
    return title if part.number == 1 else f"{title}, page {part.number}"


def cut(length: int, config: SiteConfig) -> list[tuple[int, int]]:
    """Give the bounds of each page of a list, as Pelican cuts it.

    The last DEFAULT_ORPHANS articles never stand alone: they join the page before.
    """
    size = config.page_length or max(length, 1)
    starts = range(0, max(length - config.orphans, 1), size)
    return list(pairwise([*starts, length]))


def pagination(url: str, number: int, total: int) -> Pagination:
    """Say where a page stands among all pages of its list."""
    return Pagination(
        number=number,
        total=total,
        first=url,
        last=urls.numbered(url, total),
        previous=urls.numbered(url, number - 1) if number > 1 else None,
        next=urls.numbered(url, number + 1) if number < total else None,
    )


def newest_change(desk: Desk, slugs: tuple[str, ...]) -> datetime | None:
    """Give the moment at which any of the articles last changed."""
    newest = max(slugs, key=desk.ages.__getitem__, default=None)
    return None if newest is None else desk.changes[newest]


def _months(site: Site, cards: Cards, slugs: tuple[str, ...]) -> Iterator[Month]:
    def month_of(slug: str) -> tuple[int, int]:
        day = site.articles[slug].date.astimezone(site.config.timezone)
        return day.year, day.month

    for (year, month), group in groupby(slugs, key=month_of):
        title = month_in_words(year, month, site.config.lang)
        yield Month(title=title, cards=cards.of(tuple(group)))
