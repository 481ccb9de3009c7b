"""Which feeds a page offers its readers."""

from __future__ import annotations

from typing import Final, Literal

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.pages.page import FeedLink

FORMATS: Final[tuple[tuple[Literal["atom", "rss", "json"], str, str, str], ...]] = (
    # format, ending of the file, media type, name
    ("atom", "atom.xml", "application/atom+xml", "Atom"),
    ("rss", "rss.xml", "application/rss+xml", "RSS"),
    ("json", "json", "application/feed+json", "JSON"),
)


def formats(config: SiteConfig) -> tuple[tuple[Literal["atom", "rss", "json"], str, str, str], ...]:
    """Give the formats that BROADSHEET_WITHOUT leaves."""
    return tuple(row for row in FORMATS if f"{row[0]}-feeds" not in config.without)


def offered(config: SiteConfig, group: str, title: str) -> tuple[FeedLink, ...]:
    """Give the feeds of a group (`all`, `topics/x`), in every format."""
    return tuple(
        FeedLink(title=f"{title} ({name})", name=name, url=urls.feed(group, ending), mime=mime)
        for _, ending, mime, name in formats(config)
    )
