"""Lists of articles: cut into pages, and each page into months."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.model import Site
from broadsheet.pages.card import Card, Cards
from broadsheet.pages.dates import month_in_words


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
class Listing:
    """One page of a list: its articles by month, the number of all, its place among the pages."""

    months: tuple[Month, ...]
    count: int
    pagination: Pagination
    slugs: tuple[str, ...]
    """The articles of this page."""
    all_slugs: tuple[str, ...]
    """The articles of all pages."""
    offset: int

    @property
    def cards(self) -> tuple[Card, ...]:
        """The articles of this page in one row."""
        return tuple(card for month in self.months for card in month.cards)


def listings(
    site: Site, cards: Cards, slugs: tuple[str, ...], url: str
) -> Iterator[tuple[str, Listing]]:
    """Cut a list into pages.

    Args:
        site: the digest.
        cards: the cards of its articles.
        slugs: the articles of the list, in order.
        url: the address of its first page.

    Yields:
        The address of each page and what it shows; an empty list has one page.
    """
    cuts = cut(len(slugs), site.config)
    for number, (start, end) in enumerate(cuts, 1):
        yield (
            urls.numbered(url, number),
            Listing(
                months=tuple(_months(site, cards, slugs[start:end])),
                count=len(slugs),
                pagination=pagination(url, number, len(cuts)),
                slugs=slugs[start:end],
                all_slugs=slugs,
                offset=start,
            ),
        )


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


def newest_change(site: Site, slugs: tuple[str, ...]) -> datetime | None:
    """Give the moment at which any of the articles last changed."""
    return max((site.articles[slug].modified for slug in slugs), default=None)


def _months(site: Site, cards: Cards, slugs: tuple[str, ...]) -> Iterator[Month]:
    def month_of(slug: str) -> tuple[int, int]:
        day = site.articles[slug].date.astimezone(site.config.timezone)
        return day.year, day.month

    for (year, month), group in groupby(slugs, key=month_of):
        title = month_in_words(year, month, site.config.lang)
        yield Month(title=title, cards=cards.of(tuple(group)))
