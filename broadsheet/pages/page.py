"""What a build writes: pages with exactly the data their templates get, feeds, texts, copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

Kind = Literal[
    "front", "latest", "article", "topics", "topic", "regions", "region", "crossing", "sources",
    "source", "archive", "year", "month", "standing", "not-found",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words with an address of this site, relative to its root; `count` is the articles there."""

    text: str
    url: str
    lang: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A feed a page offers. `url` is relative to the site's root, `mime` its media type.

    `title` says whose feed it is, `name` only the format: `Atom`.
    """

    title: str
    name: str
    url: str
    mime: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in a page's head. Addresses are absolute, times ISO 8601 with zone."""

    title: str
    description: str
    canonical: str
    og_type: Literal["website", "article"] = "website"
    image: str | None = None
    image_alt: str | None = None
    image_width: int | None = None
    image_height: int | None = None
    published: str | None = None
    modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    index: bool = True
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    """Language tags and addresses of the same page in other languages, itself included."""
    json_ld: str = ""
    """A JSON text that is safe inside a script element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """What every template gets as `page`; each kind of page adds its own."""

    head: Head
    url: str
    lang: str
    dir: Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: the file it becomes, its template, its data."""

    kind: Kind
    path: str
    template: str
    data: PageData
    lastmod: datetime | None = None
    """When what it shows last changed, for the sitemap."""

    @property
    def url(self) -> str:
        """Its address."""
        return self.data.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in a feed. Addresses are absolute; `id` stays whatever happens to the rest."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    lang: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    original: str | None = None
    image: str | None = None
    image_credit: str | None = None
    image_caption: str | None = None
    image_alt: str | None = None
    image_type: str | None = None
    image_width: int | None = None
    image_height: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed in one format. `home` is the page it belongs to; addresses are absolute."""

    path: str
    format: Literal["atom", "rss", "json"]
    id: str
    title: str
    description: str
    home: str
    address: str
    lang: str
    updated: datetime
    entries: tuple[Entry, ...]
    summary_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file whose text is known already: robots.txt, the sitemap, the list of feeds."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is copied as it is."""

    path: str
    source: Path


Item = Page | Feed | Text | Copy
