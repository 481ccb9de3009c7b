"""The ledger of corrections: all of them by date, and a feed of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.desk import Desk
from broadsheet.pages.errata import CorrectionView, as_html, correction_views
from broadsheet.pages.feeds import NEVER, identifier
from broadsheet.pages.head import plain_head
from broadsheet.pages.listing import Pagination, pagination
from broadsheet.pages.offers import formats, offered
from broadsheet.pages.page import Entry, Feed, FeedLink, Link, Page, PageData

LENGTH = 100
"""Corrections on a page."""
TITLE = "Corrections"
GROUP = "corrections"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A correction in the ledger, with the story it is of."""

    correction: CorrectionView
    story: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage(PageData):
    """What `corrections.html` gets."""

    title: str
    rows: tuple[Entered, ...]
    feeds: tuple[FeedLink, ...]
    pagination: Pagination


Place = tuple[str, str]
"""An article's slug and the name of one of its corrections."""


def corrections_pages(desk: Desk) -> Iterator[Page]:
    """Make the pages of all corrections, the newest first."""
    if "corrections" in desk.site.config.without:
        return
    places = tuple(place for _, place in _ledger(desk.site))
    total = max(1, -(-len(places) // LENGTH))
    for number in range(1, total + 1):
        part = places[(number - 1) * LENGTH : number * LENGTH]
        url = urls.numbered(urls.CORRECTIONS, number)
        slugs = tuple(dict.fromkeys(slug for slug, _ in part))
        yield Page(
            kind="corrections",
            path=urls.save_as(url),
            url=url,
            template="corrections.html",
            desk=desk,
            make=_data,
            facts=(url, part, number, total),
            articles=slugs,
            lastmod=max((desk.changes[slug] for slug in slugs), default=None),
        )


def corrections_feeds(desk: Desk) -> Iterator[Feed]:
    """Make the feed of the newest corrections, in every format."""
    config = desk.site.config
    if "corrections" in config.without:
        return
    ledger = _ledger(desk.site)
    newest = tuple(place for _, place in ledger[: config.feed_length or None])
    for format_, ending, _, _ in formats(config):
        path = urls.feed(GROUP, ending)
        yield Feed(
            path=path,
            format=format_,
            id=identifier(desk.site, f"feeds/{GROUP}"),
            title=f"{config.name}: {TITLE}",
            description=f"What {config.name} has put right",
            home=urls.absolute(config, urls.CORRECTIONS),
            address=urls.absolute(config, path),
            lang=config.lang,
            updated=ledger[0][0] if ledger else NEVER,
            desk=desk,
            make=_entry_of,
            slugs=tuple("/".join(place) for place in newest),
            articles=tuple(dict.fromkeys(slug for slug, _ in newest)),
        )


def _ledger(site: Site) -> list[tuple[datetime, Place]]:
    """Give all corrections, the newest first; those of one moment by slug and name."""
    corrected = [article for article in site.articles.values() if article.corrections]
    entered = [
        (datetime.fromisoformat(view.date), (article.slug, view.name))
        for article in corrected
        for view in correction_views(site, article)
    ]
    entered.sort(key=lambda row: row[1])
    return sorted(entered, key=lambda row: row[0], reverse=True)


def _data(
    site: Site, _: Cards, url: str, places: tuple[Place, ...], number: int, total: int
) -> CorrectionsPage:
    config = site.config
    title = TITLE if number == 1 else f"{TITLE}, page {number}"
    return CorrectionsPage(
        head=plain_head(
            site, title=title, url=url, description=f"What {config.name} has put right: {title}"
        ),
        url=url,
        lang=config.lang,
        dir=direction(config.lang),
        title=title,
        rows=tuple(_entered(site, place) for place in places),
        feeds=offered(config, GROUP, f"{config.name}: {TITLE}"),
        pagination=pagination(urls.CORRECTIONS, number, total),
    )


def _entered(site: Site, place: Place) -> Entered:
    slug, name = place
    article = site.articles[slug]
    return Entered(
        correction=next(v for v in correction_views(site, article) if v.name == name),
        story=Link(text=article.title, url=urls.article(site.config, article), lang=article.lang),
    )


def _entry_of(desk: Desk, name: str) -> Entry:
    slug, _, own = name.partition("/")
    site = desk.view((slug,))
    entered, article = _entered(site, (slug, own)), site.articles[slug]
    view = entered.correction
    return Entry(
        id=identifier(site, f"corrections/{name}"),
        url=f"{urls.absolute(site.config, entered.story.url)}#bs-{view.name}",
        title=f"{view.word}: {article.title}",
        summary=view.text,
        content=as_html([view]),
        published=datetime.fromisoformat(view.date),
        updated=datetime.fromisoformat(view.date),
        lang=article.lang,
    )
