"""The front page: a lead, the seconds, a block per topic and per region, the newest.

Its further pages are those of all articles in order of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from broadsheet import urls
from broadsheet.model import Site, Term, Vocabulary
from broadsheet.pages.card import Card, Cards, direction
from broadsheet.pages.dates import in_words
from broadsheet.pages.desk import Desk
from broadsheet.pages.facts import term_links
from broadsheet.pages.head import front_head, list_head
from broadsheet.pages.listing import (
    Listing,
    Slice,
    list_pages,
    make_listing,
    newest_change,
    slices,
)
from broadsheet.pages.offers import offered
from broadsheet.pages.page import Link, Page, PageData

SECONDS = 3
BLOCK = 4
"""Stories in a block: one with its summary, three headlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A topic or region on the front page, with its newest stories that stand nowhere above."""

    link: Link
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage(PageData):
    """What `index.html` gets. `latest` is the first page of all articles in order of time.

    `edition` is the day of the newest story in words: as old as its news, not its build. The
    sections are the top levels of the vocabularies, as far as they have stories.
    """

    edition: str
    topic_sections: tuple[Link, ...]
    region_sections: tuple[Link, ...]
    lead: Card | None
    seconds: tuple[Card, ...]
    topics: tuple[Block, ...]
    regions: tuple[Block, ...]
    latest: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestPage(PageData):
    """What `latest.html` gets: the second and further pages of all articles."""

    title: str
    listing: Listing


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The front page by its slugs; a block is the link to its term and its stories."""

    edition: str
    topic_sections: tuple[Link, ...]
    region_sections: tuple[Link, ...]
    lead: str | None
    seconds: tuple[str, ...]
    topics: tuple[tuple[Link, tuple[str, ...]], ...]
    regions: tuple[tuple[Link, tuple[str, ...]], ...]

    @property
    def slugs(self) -> Iterator[str]:
        """Every article that the plan places."""
        yield from (self.lead,) if self.lead else ()
        yield from self.seconds
        for _, slugs in (*self.topics, *self.regions):
            yield from slugs


def front_pages(desk: Desk) -> Iterator[Page]:
    """Make the front page and the pages of all articles behind it."""
    site = desk.site
    slugs = tuple(site.articles)
    first = next(slices(slugs, urls.FRONT, site.config))
    plan = _plan(site)
    yield Page(
        kind="front",
        path=urls.save_as(first.url),
        url=first.url,
        template="index.html",
        desk=desk,
        make=_data,
        facts=(plan, first),
        articles=(*plan.slugs, *first.slugs),
        group=slugs,
        lastmod=newest_change(desk, slugs),
    )
    pages = list_pages(
        desk, slugs, urls.FRONT, kind="latest", template="latest.html", make=_latest_data
    )
    yield from islice(pages, 1, None)


def _plan(site: Site) -> Plan:
    lead, seconds = _chosen(site)
    used = {*([lead] if lead else []), *seconds}
    lang = site.config.lang
    newest = max((article.date for article in site.articles.values()), default=None)
    topics = _ordered(site.front.topics, site.topics.roots)
    regions = _ordered(site.front.regions, site.regions.roots)
    return Plan(
        edition=in_words(newest, site.config.timezone, lang) if newest else "",
        topic_sections=_sections(site, site.topics, site.by_topic, urls.topic),
        region_sections=_sections(site, site.regions, site.by_region, urls.region),
        lead=lead,
        seconds=seconds,
        topics=tuple(_blocks(site, topics, "topic", used)),
        regions=tuple(_blocks(site, regions, "region", used)),
    )


def _data(site: Site, cards: Cards, plan: Plan, first: Slice) -> FrontPage:
    lang = site.config.lang
    head_cards = cards.of((*([plan.lead] if plan.lead else []), *plan.seconds))
    return FrontPage(
        head=front_head(site, head_cards, offered(site.config, "all", site.config.name)),
        url=first.url,
        lang=lang,
        dir=direction(lang),
        edition=plan.edition,
        topic_sections=plan.topic_sections,
        region_sections=plan.region_sections,
        lead=cards[plan.lead] if plan.lead else None,
        seconds=cards.of(plan.seconds),
        topics=tuple(Block(link=link, cards=cards.of(slugs)) for link, slugs in plan.topics),
        regions=tuple(Block(link=link, cards=cards.of(slugs)) for link, slugs in plan.regions),
        latest=make_listing(site, cards, first),
    )


def _latest_data(site: Site, cards: Cards, part: Slice) -> LatestPage:
    title = f"All stories, page {part.number} of {part.total}"
    listing = make_listing(site, cards, part)
    return LatestPage(
        head=list_head(
            site,
            title=title,
            url=part.url,
            description=site.config.tagline,
            cards=listing.cards,
            feeds=offered(site.config, "all", site.config.name),
            offset=part.offset,
        ),
        url=part.url,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title=title,
        listing=listing,
    )


def _sections(
    site: Site,
    vocabulary: Vocabulary,
    groups: Mapping[str, tuple[str, ...]],
    make_url: Callable[[str], str],
) -> tuple[Link, ...]:
    told = (term for term in vocabulary.roots if groups.get(term.slug))
    return term_links(told, make_url, site.config.lang)


def _chosen(site: Site) -> tuple[str | None, tuple[str, ...]]:
    """Take the editor's lead and seconds as far as they are shown, and fill up with the newest."""
    lead = site.front.lead if site.front.lead in site.articles else None
    seconds = [s for s in dict.fromkeys(site.front.seconds) if s in site.articles and s != lead]
    newest = (s for s in site.articles if s not in {lead, *seconds} and not _told_again(site, s))
    if lead is None:
        lead = next(newest, None) or (
            seconds.pop(0) if seconds else next(iter(site.articles), None)
        )
    return lead, (*seconds, *islice(newest, max(SECONDS - len(seconds), 0)))


def _told_again(site: Site, slug: str) -> bool:
    """Tell whether an article is another version of a story told here: it never fills a place."""
    article = site.articles[slug]
    if article.lang == site.config.lang:
        return False
    versions = site.translations.get(slug, ())
    return article.translation_of in site.articles or any(
        site.articles[version].lang == site.config.lang for version in versions
    )


def _ordered(chosen: tuple[str, ...], terms: tuple[Term, ...]) -> tuple[str, ...]:
    """Give the editor's order; without one, that of the vocabulary's top level."""
    return chosen or tuple(term.slug for term in terms)


def _blocks(
    site: Site, slugs: tuple[str, ...], kind: str, used: set[str]
) -> Iterator[tuple[Link, tuple[str, ...]]]:
    """Make the blocks that have stories; each story joins `used`, and no other block tells it."""
    vocabulary, groups = (
        (site.topics, site.by_topic) if kind == "topic" else (site.regions, site.by_region)
    )
    for slug in slugs:
        free = (s for s in groups[slug] if s not in used and not _told_again(site, s))
        picked = tuple(islice(free, BLOCK))
        if not picked:
            continue
        used.update(picked)
        link = Link(
            text=vocabulary[slug].name.in_language(site.config.lang),
            url=urls.topic(slug) if kind == "topic" else urls.region(slug),
            count=len(groups[slug]),
        )
        yield link, picked
