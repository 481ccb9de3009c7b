"""The pages of topics and regions: the index of each vocabulary, and one list per term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from broadsheet import urls
from broadsheet.model import Site, Term, Vocabulary
from broadsheet.pages.card import Cards, direction
from broadsheet.pages.crossings import Matrix, make_matrix
from broadsheet.pages.head import list_head
from broadsheet.pages.listing import Listing, listings, newest_change
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


def topic_pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the index of topics and the pages of every topic."""
    yield _index(site, "topic")
    for term in site.topics:
        yield from _term(site, cards, term, "topic")


def region_pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the index of regions and the pages of every region."""
    yield _index(site, "region")
    for term in site.regions:
        yield from _term(site, cards, term, "region")


def term_link(site: Site, slug: str, side: Side) -> Link:
    """Give a link to a topic or region with the number of its articles."""
    vocabulary, groups = _of(site, side)
    make_url = urls.topic if side == "topic" else urls.region
    return Link(
        text=vocabulary[slug].name.in_language(site.config.lang),
        url=make_url(slug),
        count=len(groups.get(slug, ())),
    )


def _index(site: Site, side: Side) -> Page:
    vocabulary, _ = _of(site, side)
    title, url = ("Topics", urls.TOPICS) if side == "topic" else ("Regions", urls.REGIONS)
    with_matrix = side == "topic" and "crossings" not in site.config.without
    return Page(
        kind="topics" if side == "topic" else "regions",
        path=urls.save_as(url),
        template=f"{side}s.html",
        lastmod=newest_change(site, tuple(site.articles)),
        data=TermsPage(
            head=list_head(
                site, title=title, url=url, description=f"{title} of {site.config.name}"
            ),
            url=url,
            lang=site.config.lang,
            dir=direction(site.config.lang),
            title=title,
            tree=tuple(_node(site, term, vocabulary, side) for term in vocabulary.roots),
            matrix=make_matrix(site) if with_matrix else None,
        ),
    )


def _node(site: Site, term: Term, vocabulary: Vocabulary, side: Side) -> Node:
    return Node(
        link=term_link(site, term.slug, side),
        description=_description(term, site),
        children=tuple(_node(site, vocabulary[child], vocabulary, side) for child in term.children),
    )


def _term(site: Site, cards: Cards, term: Term, side: Side) -> Iterator[Page]:
    _, groups = _of(site, side)
    link = term_link(site, term.slug, side)
    slugs = groups.get(term.slug, ())
    feeds = offered(site.config, f"{side}s/{term.slug}", f"{site.config.name}: {link.text}")
    description = _description(term, site)
    shared = {
        "lang": site.config.lang,
        "dir": direction(site.config.lang),
        "slug": term.slug,
        "name": link.text,
        "description": description,
        "above": tuple(term_link(site, parent, side) for parent in reversed(term.parents)),
        "children": tuple(term_link(site, child, side) for child in term.children),
        "crossings": tuple(_crossings(site, term, side)),
        "since": cards[slugs[-1]].day if slugs else None,
        "feeds": feeds,
    }
    for url, listing in listings(site, cards, slugs, link.url):
        head = list_head(
            site,
            title=_numbered(link.text, listing),
            url=url,
            description=description or f"{link.text}: {_stories(len(slugs))} in {site.config.name}",
            cards=listing.cards,
            feeds=feeds,
            offset=listing.offset,
        )
        yield Page(
            kind=side,
            path=urls.save_as(url),
            template=f"{side}.html",
            lastmod=newest_change(site, listing.slugs),
            data=TermPage(head=head, url=url, listing=listing, **shared),  # type: ignore[arg-type]  # shared is checked by the tests
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


def _numbered(title: str, listing: Listing) -> str:
    place = listing.pagination
    return title if place.number == 1 else f"{title}, page {place.number}"


def _stories(number: int) -> str:
    return "1 story" if number == 1 else f"{number} stories"
