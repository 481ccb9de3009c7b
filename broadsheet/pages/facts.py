"""The site's facts: what every template may know besides its own page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import direction
from broadsheet.pages.dates import in_words
from broadsheet.pages.offers import offered
from broadsheet.pages.page import Link
from broadsheet.pages.terms import term_link


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFacts:
    """What every template gets as `site`. Addresses are relative to the site's root.

    `edition` is the day of the newest story in words: as old as its news, not its build.
    """

    name: str
    tagline: str
    lang: str
    dir: Literal["ltr", "rtl"]
    absolute: str
    static: str
    edition: str
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    standing: tuple[Link, ...]
    has_sources: bool
    has_archive: bool
    feeds: tuple[Link, ...]
    opml: str | None
    draft_view: bool
    """True in `serve --all`, where drafts are shown, marked as such."""


def site_facts(site: Site) -> SiteFacts:
    """Gather the facts of a site."""
    config = site.config
    newest = max((a.date for a in site.articles.values()), default=None)
    return SiteFacts(
        name=config.name,
        tagline=config.tagline,
        lang=config.lang,
        dir=direction(config.lang),
        absolute=config.absolute,
        static=config.theme_static_dir,
        edition=in_words(newest, config.timezone, config.lang) if newest else "",
        topics=tuple(term_link(site, term.slug, "topic") for term in site.topics.roots),
        regions=tuple(term_link(site, term.slug, "region") for term in site.regions.roots),
        standing=tuple(
            Link(text=page.title, url=urls.standing(config, page), lang=page.lang)
            for page in site.standing.values()
            if page.lang == config.lang
        ),
        has_sources="sources" not in config.without,
        has_archive="archive" not in config.without,
        feeds=tuple(
            Link(text=feed.title.rpartition("(")[2].rstrip(")"), url=feed.url)
            for feed in offered(config, "all", config.name)
        ),
        opml=urls.OPML if "opml" not in config.without else None,
        draft_view=config.show_drafts,
    )
