"""The site's facts: what every template may know besides its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from broadsheet import urls
from broadsheet.model import Site, Term
from broadsheet.pages.card import direction
from broadsheet.pages.offers import offered
from broadsheet.pages.page import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What every template gets as `site`. Addresses are relative to the site's root.

    Nothing here changes when an article is published: what does would change every page.
    """

    name: str
    tagline: str
    lang: str
    dir: Literal["ltr", "rtl"]
    absolute: str
    static: str
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    standing: tuple[Link, ...]
    has_sources: bool
    has_archive: bool
    has_credits: bool
    has_corrections: bool
    feeds: tuple[Link, ...]
    opml: str | None
    draft_view: bool
    """True in `serve --all`, where drafts are shown, marked as such."""


def site_facts(site: Site) -> SiteFacts:
    """Gather the facts of a site."""
    config = site.config
    return SiteFacts(
        name=config.name,
        tagline=config.tagline,
        lang=config.lang,
        dir=direction(config.lang),
        absolute=config.absolute,
        static=config.theme_static_dir,
        topics=term_links(site.topics.roots, urls.topic, config.lang),
        regions=term_links(site.regions.roots, urls.region, config.lang),
        standing=tuple(
            Link(text=page.title, url=urls.standing(config, page), lang=page.lang)
            for page in site.standing.values()
            if page.lang == config.lang
        ),
        has_sources="sources" not in config.without,
        has_archive="archive" not in config.without,
        has_credits="credits" not in config.without,
        has_corrections="corrections" not in config.without,
        feeds=tuple(
            Link(text=feed.title.rpartition("(")[2].rstrip(")"), url=feed.url)
            for feed in offered(config, "all", config.name)
        ),
        opml=urls.OPML if "opml" not in config.without else None,
        draft_view=config.show_drafts,
    )


def term_links(
    terms: Iterable[Term], make_url: Callable[[str], str], lang: str
) -> tuple[Link, ...]:
    """Give links to topics or regions, without the number of their articles."""
    return tuple(Link(text=term.name.in_language(lang), url=make_url(term.slug)) for term in terms)
