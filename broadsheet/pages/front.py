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
from broadsheet.pages.facts import term_links
from broadsheet.pages.head import front_head, list_head
from broadsheet.pages.listing import Listing, listings, newest_change
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


def front_pages(site: Site, cards: Cards) -> Iterator[Page]:
    """Make the front page and the pages of all articles behind it."""
    for url, listing in listings(site, cards, tuple(site.articles), urls.FRONT):
        make = _front if listing.pagination.number == 1 else _latest
        yield make(site, cards, url, listing)


def _front(site: Site, cards: Cards, url: str, listing: Listing) -> Page:
    lead, seconds = _chosen(site)
    used = {*([lead] if lead else []), *seconds}
    topics = tuple(
        _blocks(site, cards, _ordered(site.front.topics, site.topics.roots), "topic", used)
    )
    regions = tuple(
        _blocks(site, cards, _ordered(site.front.regions, site.regions.roots), "region", used)
    )
    lang = site.config.lang
    newest = max((article.date for article in site.articles.values()), default=None)
    head_cards = [cards[slug] for slug in ([lead] if lead else []) + list(seconds)]
    return Page(
        kind="front",
        path=urls.save_as(url),
        template="index.html",
        lastmod=newest_change(site, listing.all_slugs),
        data=FrontPage(
            head=front_head(site, head_cards, offered(site.config, "all", site.config.name)),
            url=url,
            lang=lang,
            dir=direction(lang),
            edition=in_words(newest, site.config.timezone, lang) if newest else "",
            topic_sections=_sections(site, site.topics, site.by_topic, urls.topic),
            region_sections=_sections(site, site.regions, site.by_region, urls.region),
            lead=cards[lead] if lead else None,
            seconds=cards.of(seconds),
            topics=topics,
            regions=regions,
            latest=listing,
        ),
    )


def _sections(
    site: Site,
    vocabulary: Vocabulary,
    groups: Mapping[str, tuple[str, ...]],
    make_url: Callable[[str], str],
) -> tuple[Link, ...]:
    told = (term for term in vocabulary.roots if groups.get(term.slug))
    return term_links(told, make_url, site.config.lang)


def _latest(site: Site, _cards: Cards, url: str, listing: Listing) -> Page:
    place = listing.pagination
    title = f"All stories, page {place.number} of {place.total}"
    return Page(
        kind="latest",
        path=urls.save_as(url),
        template="latest.html",
        lastmod=newest_change(site, listing.slugs),
        data=LatestPage(
            head=list_head(
                site,
                title=title,
                url=url,
                description=site.config.tagline,
                cards=listing.cards,
                feeds=offered(site.config, "all", site.config.name),
                offset=listing.offset,
            ),
            url=url,
            lang=site.config.lang,
            dir=direction(site.config.lang),
            title=title,
            listing=listing,
        ),
    )


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
    site: Site, cards: Cards, slugs: tuple[str, ...], kind: str, used: set[str]
) -> Iterator[Block]:
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
        yield Block(link=link, cards=cards.of(picked))
