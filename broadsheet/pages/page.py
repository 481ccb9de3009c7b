"""What a build writes: pages with what their data is made of, feeds, texts, copies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from broadsheet.pages.desk import Desk  # which knows cards, and they know links

Kind = Literal[
    "front", "latest", "article", "withdrawn", "topics", "topic", "regions", "region", "crossing",
    "sources", "source", "archive", "year", "month", "credits", "corrections", "standing",
    "not-found", "alias",
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


Maker = Callable[..., PageData]
"""Makes a page's data of a view of the site, its cards, and the facts of the page, in order."""


class Page(Struct, frozen=True, kw_only=True, eq=False):
    """One page: the file it becomes, its template, and what its data is made of.

    The data is made when it is asked for, by `make(view, cards, *facts)`: a page that is as the
    last build left it is never made at all. `make` is a function of a module, and `facts` are
    plain values, so that a page can be sent to another process and known again by its parts.
    """

    kind: Kind
    path: str
    url: str
    template: str
    desk: Desk
    make: Maker
    facts: tuple[Any, ...]
    articles: tuple[str, ...] = ()
    """The articles it may look at: all it shows and all it links to."""
    bodies: tuple[str, ...] = ()
    """Those of them whose bodies it shows; of the others it sees all the rest."""
    standing: tuple[str, ...] = ()
    """The standing pages it may look at."""
    group: tuple[str, ...] = ()
    """All articles of the list that this is a page of, for themes that cut lists themselves."""
    source: str | None = None
    """The content file it is the page of."""
    lastmod: datetime | None = None
    """When what it shows last changed, for the sitemap."""
    index: bool = True
    """Whether search engines may list it."""

    def __repr__(self) -> str:
        """Name the page: its desk has the whole site."""
        return f"Page({self.path!r})"

    @property
    def data(self) -> PageData:
        """What its template gets, made anew each time."""
        view = self.desk.view(self.articles, self.standing, self.bodies)
        return self.make(view, self.desk.cards_of(view), *self.facts)


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
    corrections: str = ""
    """What was put right, for a summary that stands without the content."""
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
    desk: Desk = field(repr=False, compare=False)
    make: Callable[[Desk, str], Entry]
    """Makes the entry of an article, by its slug."""
    slugs: tuple[str, ...]
    """The articles in it, the newest first."""
    articles: tuple[str, ...]
    """Those, and the articles that their texts link to."""
    bodies: tuple[str, ...] = ()
    """The articles whose bodies stand in it."""
    standing: tuple[str, ...] = ()
    """The standing pages that their texts link to."""
    summary_only: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in it."""
        return tuple(self.make(self.desk, slug) for slug in self.slugs)


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
