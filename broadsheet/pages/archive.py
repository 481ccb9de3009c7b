"""The archive: every story by year and month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.dates import month_alone, month_in_words
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import list_head
from broadsheet.pages.listing import (
    Listing,
    Slice,
    index_page,
    list_pages,
    make_listing,
    numbered,
)
from broadsheet.pages.page import Link, Page, PageData


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the archive with its months, the newest first."""

    link: Link
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePage(PageData):
    """What `archives.html` gets."""

    title: str
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage(PageData):
    """What `period_archives.html` gets: a year with its months, or a month without any below it.

    `period` is the year, or the year and the month, as numbers.
    """

    title: str
    period: tuple[int, ...]
    above: tuple[Link, ...]
    months: tuple[Link, ...]
    listing: Listing


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or a year and a month, as numbers; what stands above it, and the months below."""

    numbers: tuple[int, ...]
    above: tuple[Link, ...] = ()
    months: tuple[Link, ...] = ()


def archive_pages(desk: Desk) -> Iterator[Page]:
    """Make the archive's index and the pages of every year and month."""
    site = desk.site
    if "archive" in site.config.without:
        return
    years = tuple(_years(site))
    yield index_page(
        desk,
        urls.ARCHIVE,
        kind="archive",
        template="archives.html",
        make=_index_data,
        facts=(years,),
    )
    home = Link(text="Archive", url=urls.ARCHIVE)
    for year in years:
        number = int(year.link.text)
        slugs = tuple(s for (y, _), group in site.by_month.items() if y == number for s in group)
        yield from _period(desk, Period((number,), above=(home,), months=year.months), slugs)
        for (y, month), group in site.by_month.items():
            if y == number:
                yield from _period(desk, Period((y, month), above=(home, year.link)), group)


def _index_data(site: Site, _: Cards, years: tuple[Year, ...]) -> ArchivePage:
    description = f"Every story of {site.config.name} by year and month"
    return ArchivePage(
        head=list_head(site, title="Archive", url=urls.ARCHIVE, description=description),
        url=urls.ARCHIVE,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title="Archive",
        years=years,
    )


def _years(site: Site) -> Iterator[Year]:
    for year in sorted({year for year, _ in site.by_month}, reverse=True):
        months = tuple(
            Link(
                text=month_alone(month, site.config.lang),
                url=urls.month(y, month),
                count=len(slugs),
            )
            for (y, month), slugs in site.by_month.items()
            if y == year
        )
        total = sum(link.count or 0 for link in months)
        yield Year(link=Link(text=str(year), url=urls.year(year), count=total), months=months)


def _period(desk: Desk, period: Period, slugs: tuple[str, ...]) -> Iterator[Page]:
    year, *month = period.numbers
    return list_pages(
        desk,
        slugs,
        urls.month(year, *month) if month else urls.year(year),
        kind="month" if month else "year",
        template="period_archives.html",
        make=_data,
        facts=(period,),
    )


def _data(site: Site, cards: Cards, period: Period, part: Slice) -> PeriodPage:
    year, *month = period.numbers
    title = month_in_words(year, *month, site.config.lang) if month else str(year)
    listing = make_listing(site, cards, part)
    return PeriodPage(
        head=list_head(
            site,
            title=numbered(title, part),
            url=part.url,
            description=f"The stories of {title} in {site.config.name}",
            cards=listing.cards,
            offset=part.offset,
        ),
        url=part.url,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title=title,
        period=period.numbers,
        above=period.above,
        months=period.months,
        listing=listing,
    )
