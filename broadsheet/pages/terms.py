"""The pages of topics and regions: the index of each vocabulary, and one list per term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from broadsheet import urls
from broadsheet.model import Site, Term, Vocabulary
from broadsheet.pages.card import Cards, day_of, direction
from broadsheet.pages.crossings import Matrix, make_matrix
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
from broadsheet.pages.offers import offered
from broadsheet.pages.page import FeedLink, Link, Page, PageData


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A term in the tree of its vocabulary."""

    link: Link
    description: str
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage(PageData):
    """What `topics.html` and `regions.html` get; `matrix` is None where crossings are left out."""

    title: str
    tree: tuple[Node, ...]
    matrix: Matrix | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPage(PageData):
    """What `topic.html` and `region.html` get. `since` is the day of the first story, in words."""

    slug: str
    name: str
    description: str
    above: tuple[Link, ...]
    children: tuple[Link, ...]
    crossings: tuple[Link, ...]
    since: str | None
    feeds: tuple[FeedLink, ...]
    listing: Listing


Side = Literal["topic", "region"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What all pages of a term say, besides their articles."""

    side: Side
    slug: str
    name: str
    description: str
    above: tuple[Link, ...]
    children: tuple[Link, ...]
    crossings: tuple[Link, ...]
    since: str | None


def topic_pages(desk: Desk) -> Iterator[Page]:
    """Make the index of topics and the pages of every topic."""
    yield _index(desk, "topic")
    for term in desk.site.topics:
        yield from _term(desk, term, "topic")


def region_pages(desk: Desk) -> Iterator[Page]:
    """Make the index of regions and the pages of every region."""
    yield _index(desk, "region")
    for term in desk.site.regions:
        yield from _term(desk, term, "region")


def term_link(site: Site, slug: str, side: Side) -> Link:
    """Give a link to a topic or region with the number of its articles."""
    vocabulary, groups = _of(site, side)
    make_url = urls.topic if side == "topic" else urls.region
    return Link(
        text=vocabulary[slug].name.in_language(site.config.lang),
        url=make_url(slug),
        count=len(groups.get(slug, ())),
    )


def _index(desk: Desk, side: Side) -> Page:
    site = desk.site
    vocabulary, _ = _of(site, side)
    title, url = ("Topics", urls.TOPICS) if side == "topic" else ("Regions", urls.REGIONS)
    with_matrix = side == "topic" and "crossings" not in site.config.without
    tree = tuple(_node(site, term, vocabulary, side) for term in vocabulary.roots)
    return index_page(
        desk,
        url,
        kind="topics" if side == "topic" else "regions",
        template=f"{side}s.html",
        make=_index_data,
        facts=(title, url, tree, make_matrix(site) if with_matrix else None),
    )


def _index_data(
    site: Site, _: Cards, title: str, url: str, tree: tuple[Node, ...], matrix: Matrix | None
) -> TermsPage:
    return TermsPage(
        head=list_head(site, title=title, url=url, description=f"{title} of {site.config.name}"),
        url=url,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title=title,
        tree=tree,
        matrix=matrix,
    )


def _node(site: Site, term: Term, vocabulary: Vocabulary, side: Side) -> Node:
    return Node(
        link=term_link(site, term.slug, side),
        description=_description(term, site),
        children=tuple(_node(site, vocabulary[child], vocabulary, side) for child in term.children),
    )


def _term(desk: Desk, term: Term, side: Side) -> Iterator[Page]:
    site = desk.site
    _, groups = _of(site, side)
    link = term_link(site, term.slug, side)
    slugs = groups.get(term.slug, ())
    about = About(
        side=side,
        slug=term.slug,
        name=link.text,
        description=_description(term, site),
        above=tuple(term_link(site, parent, side) for parent in reversed(term.parents)),
        children=tuple(term_link(site, child, side) for child in term.children),
        crossings=tuple(_crossings(site, term, side)),
        since=day_of(site.articles[slugs[-1]], site) if slugs else None,
    )
    yield from list_pages(
        desk,
        slugs,
        link.url,
        kind=side,
        template=f"{side}.html",
        make=_term_data,
        facts=(about,),
    )


def _term_data(site: Site, cards: Cards, about: About, part: Slice) -> TermPage:
    config = site.config
    listing = make_listing(site, cards, part)
    feeds = offered(config, f"{about.side}s/{about.slug}", f"{config.name}: {about.name}")
    head = list_head(
        site,
        title=numbered(about.name, part),
        url=part.url,
        description=about.description
        or f"{about.name}: {_stories(part.count)} in {site.config.name}",
        cards=listing.cards,
        feeds=feeds,
        offset=part.offset,
    )
    return TermPage(
        head=head,
        url=part.url,
        lang=config.lang,
        dir=direction(config.lang),
        slug=about.slug,
        name=about.name,
        description=about.description,
        above=about.above,
        children=about.children,
        crossings=about.crossings,
        since=about.since,
        feeds=feeds,
        listing=listing,
    )


def _crossings(site: Site, term: Term, side: Side) -> Iterator[Link]:
    """Offer the other side of the crossings a term has: its regions, or its topics."""
    if "crossings" in site.config.without:
        return
    others, _ = _of(site, "region" if side == "topic" else "topic")
    for other in others:
        key = (term.slug, other.slug) if side == "topic" else (other.slug, term.slug)
        if key in site.by_crossing:
            yield Link(
                text=other.name.in_language(site.config.lang),
                url=urls.crossing(*key),
                count=len(site.by_crossing[key]),
            )


def _of(site: Site, side: Side) -> tuple[Vocabulary, dict[str, tuple[str, ...]]]:
    if side == "topic":
        return site.topics, dict(site.by_topic)
    return site.regions, dict(site.by_region)


def _description(term: Term, site: Site) -> str:
    return term.description.in_language(site.config.lang) if term.description else ""


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"
