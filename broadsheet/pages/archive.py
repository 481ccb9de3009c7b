"""The archive: every story by year and month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.dates import month_alone, month_in_words
from broadsheet.pages.head import list_head
from broadsheet.pages.listing import Listing, listings, newest_change
from broadsheet.pages.page import Kind, Link, Page, PageData


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


def archive_pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the archive's index and the pages of every year and month."""
    if "archive" in site.config.without:
        return
    years = tuple(_years(site))
    yield _index(site, years)
    for year in years:
        number = int(year.link.text)
        slugs = tuple(s for (y, _), group in site.by_month.items() if y == number for s in group)
        home = Link(text="Archive", url=urls.ARCHIVE)
        yield from _period(site, cards, "year", (number,), (home,), year.months, slugs)
        for (y, month), group in site.by_month.items():
            if y == number:
                yield from _period(site, cards, "month", (y, month), (home, year.link), (), group)


def _index(site: Site, years: tuple[Year, ...]) -> Page:
    description = f"Every story of {site.config.name} by year and month"
    return Page(
        kind="archive",
        path=urls.save_as(urls.ARCHIVE),
        template="archives.html",
        lastmod=newest_change(site, tuple(site.articles)),
        data=ArchivePage(
            head=list_head(site, title="Archive", url=urls.ARCHIVE, description=description),
            url=urls.ARCHIVE,
            lang=site.config.lang,
            dir=direction(site.config.lang),
            title="Archive",
            years=years,
        ),
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


def _period(  # noqa: PLR0913, PLR0917  what a page of the archive shows
    site: Site,
    cards: Cards,
    kind: Kind,
    period: tuple[int, ...],
    above: tuple[Link, ...],
    months: tuple[Link, ...],
    slugs: tuple[str, ...],
) -> Iterator[Page]:
    year, month = period[0], period[1] if len(period) > 1 else None
    title = month_in_words(year, month, site.config.lang) if month else str(year)
    first = urls.month(year, month) if month else urls.year(year)
    for url, listing in listings(site, cards, slugs, first):
        place = listing.pagination
        yield Page(
            kind=kind,
            path=urls.save_as(url),
            template="period_archives.html",
            lastmod=newest_change(site, listing.slugs),
            data=PeriodPage(
                head=list_head(
                    site,
                    title=title if place.number == 1 else f"{title}, page {place.number}",
                    url=url,
                    description=f"The stories of {title} in {site.config.name}",
                    cards=listing.cards,
                    offset=listing.offset,
                ),
                url=url,
                lang=site.config.lang,
                dir=direction(site.config.lang),
                title=title,
                period=period,
                above=above,
                months=months,
                listing=listing,
            ),
        )
