"""From a site to everything that is written: an ordered tuple of page makers, then collisions."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.model import Site
from broadsheet.pages.aliases import alias_pages, redirects
from broadsheet.pages.archive import archive_pages
from broadsheet.pages.articles import article_pages
from broadsheet.pages.corrections import corrections_feeds, corrections_pages
from broadsheet.pages.credits import credits_pages
from broadsheet.pages.crossings import crossing_pages
from broadsheet.pages.desk import Desk
from broadsheet.pages.facts import SiteFacts, site_facts
from broadsheet.pages.feeds import feeds
from broadsheet.pages.files import copies, theme_copies
from broadsheet.pages.front import front_pages
from broadsheet.pages.lists import opml, robots
from broadsheet.pages.page import Feed, Item, Page
from broadsheet.pages.sitemap import sitemap
from broadsheet.pages.sources import source_pages
from broadsheet.pages.standing import not_found_page, standing_pages
from broadsheet.pages.terms import region_pages, topic_pages
from broadsheet.pages.withdrawn import withdrawn_pages
from broadsheet.problems import Problem, problem

Maker = Callable[[Desk], Iterator[Page] | Iterator[Feed]]

PAGE_MAKERS: Final[tuple[Maker, ...]] = (
    # the order is that of the sitemap: what matters most first
    front_pages,
    article_pages,
    withdrawn_pages,
    topic_pages,
    region_pages,
    crossing_pages,
    source_pages,
    archive_pages,
    corrections_pages,
    credits_pages,
    standing_pages,
    not_found_page,
    alias_pages,
    feeds,
    corrections_feeds,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Everything a build writes, and the facts its templates share."""

    site: Site
    facts: SiteFacts
    items: tuple[Item, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """Every address at which something stands, as an editor could type it."""
        paths = {item.path for item in self.items}
        index = "index.html"
        folders = {path.removesuffix(index) for path in paths if f"/{path}".endswith(f"/{index}")}
        urls = {item.url for item in self.items if isinstance(item, Page)}
        return frozenset(paths | folders | urls)


def make_publication(site: Site, files: Mapping[str, Path]) -> Publication:
    """Make everything of a site.

    Args:
        site: enriched.
        files: the files of the content that could be copied, by their path below it.
    """
    desk = Desk(site)
    made: tuple[Item, ...] = tuple(item for maker in PAGE_MAKERS for item in maker(desk))
    items = (
        *made,
        *opml(site, made),
        *sitemap(site, made),
        robots(site),
        *redirects(site),
        *copies(site, files),
        *theme_copies(site.config),
    )
    return Publication(site=site, facts=site_facts(site), items=items)


def collisions(publication: Publication) -> Iterator[Problem]:
    """Note items that would be written to one path, or one below the file of another."""
    seen: dict[str, Item] = {}
    for item in publication.items:
        path = item.path  # as file systems compare names; ASCII has one form
        key = (path if path.isascii() else unicodedata.normalize("NFC", path)).casefold()
        if key in seen:
            yield _collision(item, f"two things would stand at {item.path}")
        seen.setdefault(key, item)
    for key, item in seen.items():
        parents = key.split("/")[:-1]
        for depth in range(1, len(parents) + 1):
            if "/".join(parents[:depth]) in seen:
                yield _collision(item, f"{item.path} would stand below a file")


def _collision(item: Item, message: str) -> Problem:
    """Name the content file an item comes from, where it has one."""
    path = item.source if isinstance(item, Page) else None
    return problem("same-path", message, path=path, hint="give one of them another slug or name")
