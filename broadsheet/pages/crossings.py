"""Where a topic and a region cross: a list for each crossing with articles, and their matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, direction, region_links, topic_links
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import list_head
from broadsheet.pages.listing import (
    Listing,
    Slice,
    list_pages,
    make_listing,
    numbered,
)
from broadsheet.pages.page import Link, Page, PageData


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One region in the matrix: `depth` counts those above it, cells follow the columns."""

    link: Link
    depth: int
    cells: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Regions by topics; a cell is None where no article stands."""

    columns: tuple[Link, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossingPage(PageData):
    """What `crossing.html` gets."""

    title: str
    topic: Link
    region: Link
    listing: Listing


def crossing_pages(desk: Desk) -> Iterator[Page]:
    """Make the pages of every crossing."""
    site = desk.site
    if "crossings" in site.config.without:
        return
    for (topic, region), slugs in site.by_crossing.items():
        yield from list_pages(
            desk,
            slugs,
            urls.crossing(topic, region),
            kind="crossing",
            template="crossing.html",
            make=_data,
            facts=(topic, region),
        )


def _data(site: Site, cards: Cards, topic: str, region: str, part: Slice) -> CrossingPage:
    lang = site.config.lang
    (topic_link,), (region_link,) = (
        topic_links(site, (topic,), lang),
        region_links(site, (region,), lang),
    )
    title = f"{topic_link.text}: {region_link.text}"
    listing = make_listing(site, cards, part)
    return CrossingPage(
        head=list_head(
            site,
            title=numbered(title, part),
            url=part.url,
            description=title,
            cards=listing.cards,
            offset=part.offset,
        ),
        url=part.url,
        lang=lang,
        dir=direction(lang),
        title=title,
        topic=topic_link,
        region=region_link,
        listing=listing,
    )


def make_matrix(site: Site) -> Matrix | None:
    """Make the matrix of all crossings, without topics and regions that have none."""
    topics = [t for t in site.topics if site.by_topic.get(t.slug)]
    regions = [r for r in site.regions if site.by_region.get(r.slug)]
    if not topics or not regions:
        return None
    lang = site.config.lang
    return Matrix(
        columns=topic_links(site, tuple(topic.slug for topic in topics), lang),
        rows=tuple(
            Row(
                link=region_links(site, (region.slug,), lang)[0],
                depth=len(region.parents),
                cells=tuple(_cell(site, topic.slug, region.slug) for topic in topics),
            )
            for region in regions
        ),
    )


def _cell(site: Site, topic: str, region: str) -> Link | None:
    slugs = site.by_crossing.get((topic, region))
    if not slugs:
        return None
    names = (site.topics[topic].name, site.regions[region].name)
    text = ": ".join(name.in_language(site.config.lang) for name in names)
    return Link(text=text, url=urls.crossing(topic, region), count=len(slugs))
