"""The pages of the sources: where the digest's news comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site, Source
from broadsheet.pages.articles import language_name
from broadsheet.pages.card import Cards, direction
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
class SourceRow:
    """One source in the index: our page on it, its own address, its language by name."""

    link: Link
    url: str
    description: str
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(PageData):
    """What `sources.html` gets."""

    title: str
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage(PageData):
    """What `source.html` gets. `source` is the row of the index."""

    source: SourceRow
    listing: Listing


def source_pages(desk: Desk) -> Iterator[Page]:
    """Make the index of sources and the pages of every source."""
    site = desk.site
    if "sources" in site.config.without:
        return
    rows = {slug: _row(site, source) for slug, source in site.sources.items()}
    yield index_page(
        desk,
        urls.SOURCES,
        kind="sources",
        template="sources.html",
        make=_index_data,
        facts=(tuple(sorted(rows.values(), key=lambda row: row.link.text.casefold())),),
    )
    for slug, row in rows.items():
        yield from list_pages(
            desk,
            site.by_source.get(slug, ()),
            row.link.url,
            kind="source",
            template="source.html",
            make=_data,
            facts=(row,),
        )


def _index_data(site: Site, _: Cards, rows: tuple[SourceRow, ...]) -> SourcesPage:
    description = f"Where the stories of {site.config.name} come from"
    return SourcesPage(
        head=list_head(site, title="Sources", url=urls.SOURCES, description=description),
        url=urls.SOURCES,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title="Sources",
        rows=rows,
    )


def _row(site: Site, source: Source) -> SourceRow:
    return SourceRow(
        link=Link(
            text=source.name.in_language(site.config.lang),
            url=urls.source(source.slug),
            count=len(site.by_source.get(source.slug, ())),
        ),
        url=source.url,
        description=source.description.in_language(site.config.lang) if source.description else "",
        language=language_name(source.lang) if source.lang else None,
    )


def _data(site: Site, cards: Cards, row: SourceRow, part: Slice) -> SourcePage:
    listing = make_listing(site, cards, part)
    return SourcePage(
        head=list_head(
            site,
            title=numbered(row.link.text, part),
            url=part.url,
            description=row.description or f"Stories from {row.link.text}",
            cards=listing.cards,
            offset=part.offset,
        ),
        url=part.url,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        source=row,
        listing=listing,
    )
