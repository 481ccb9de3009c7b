"""The digest as data: a `Site` of articles, topics, regions and sources, known to be good.

`validate` makes it, `enrich` adds what follows from it, `pages` reads it. Nothing here computes
more than a look-up, and nothing here knows of files, pages or templates.

What there is many of, an article and its parts, is a `Struct`: it is made and compared several
times faster than a dataclass. None can be part of a circle, so the garbage collector need not look
at them (`gc=False`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from broadsheet.config import SiteConfig
from broadsheet.prose import NOTHING, Prose

Status = Literal["published", "draft"]
STATUSES: Final[tuple[Status, ...]] = ("published", "draft")

Right = Literal["licensed", "cc", "public-domain", "permission", "own"]
RIGHTS: Final[tuple[Right, ...]] = ("licensed", "cc", "public-domain", "permission", "own")

EMPTY: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the vocabularies, in the languages the editor gave."""

    default: str
    by_language: tuple[tuple[str, str], ...] = ()

    def in_language(self, language: str) -> str:
        """Give the name in a language (`zh-Hans`), else in its base (`zh`), else the default."""
        if not self.by_language:
            return self.default
        names = {tag.lower(): text for tag, text in self.by_language}
        tag = language.lower()
        return names.get(tag) or names.get(tag.partition("-")[0]) or self.default

    def __str__(self) -> str:
        """Give the default name."""
        return self.default


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A topic or a region: an entry of a vocabulary that nests.

    `parents` are the slugs above it, the nearest first; `children` the slugs right below it.
    `code` is ISO 3166-1 alpha-2 (regions), `media_topic` an IPTC code (topics).
    """

    slug: str
    name: Name
    description: Name | None = None
    code: str | None = None
    media_topic: str | None = None
    parents: tuple[str, ...] = ()
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication or agency of `sources.yaml`; `domains` are its hosts, without `www.`."""

    slug: str
    name: Name
    url: str
    domains: tuple[str, ...] = ()
    lang: str | None = None
    description: Name | None = None


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """Where an article comes from. `slug` names its Source, None where `sources.yaml` lacks it."""

    name: str
    url: str
    slug: str | None = None


class Photo(Struct, frozen=True, kw_only=True, gc=False):
    """A picture, or only its credit: `file` is below `content/photos`, None where there is none.

    `width` and `height` are pixels; None for a picture that is only named.
    """

    file: str | None
    caption: str | None
    credit: str | None
    alt: str | None
    rights: Right | None
    width: int | None = None
    height: int | None = None


class Related(Struct, frozen=True, kw_only=True, gc=False):
    """A related piece: an article of this site (`slug`), or a title, with an address or without."""

    slug: str | None = None
    title: str | None = None
    url: str | None = None


class Link(Struct, frozen=True, kw_only=True, gc=False):
    """What an address inside a body means.

    `kind` is `article` or `standing` (target: a slug), `file` (a path below the content), or
    `address` (target: an address of the site). `tail` is the query and fragment that follow it.
    """

    kind: Literal["article", "standing", "file", "address"]
    target: str
    tail: str = ""


class Body(Struct, frozen=True, kw_only=True, gc=False):
    """A text as safe HTML, in which `local:N` stands for the address of `links[N]`."""

    prose: Prose = NOTHING
    links: tuple[Link, ...] = ()

    @property
    def html(self) -> str:
        """The HTML, decoded anew each time."""
        return self.prose.html

    @property
    def excerpt(self) -> str:
        """The beginning of the text without mark-up, for a summary where the editor gave none."""
        return self.prose.excerpt


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """One article. `date` and `updated` have a zone; `has_time`: a clock time was given."""

    slug: str
    path: str
    title: str
    date: datetime
    has_time: bool = False
    updated: datetime | None = None
    updated_has_time: bool = False
    byline: tuple[str, ...] = ()
    origin: Origin | None = None
    """None only in a draft."""
    photos: tuple[Photo, ...] = ()
    related: tuple[Related, ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    summary: str = ""
    lang: str = "en"
    translation_of: str | None = None
    status: Status = "published"
    body: Body = Body()

    @property
    def modified(self) -> datetime:
        """When it last changed: `updated` where there is one."""
        return self.updated or self.date


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """A standing page: about, corrections policy."""

    slug: str
    path: str
    title: str
    summary: str = ""
    lang: str = "en"
    translation_of: str | None = None
    status: Status = "published"
    body: Body = Body()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPlan:
    """What the editor chose for the front page; empty where the newest decide."""

    lead: str | None = None
    seconds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Topics or regions by slug, in the order of the file, parents before their children."""

    terms: Mapping[str, Term] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Term]:
        """Go through all terms, parents first."""
        return iter(self.terms.values())

    def __getitem__(self, slug: str) -> Term:
        """Give the term of a slug."""
        return self.terms[slug]

    def __contains__(self, slug: object) -> bool:
        """Tell whether the vocabulary has a slug."""
        return slug in self.terms

    def has(self, slugs: tuple[str, ...]) -> bool:
        """Tell whether the vocabulary has all of some slugs."""
        return self.terms.keys() >= {*slugs}

    @property
    def roots(self) -> tuple[Term, ...]:
        """The terms of the top level."""
        return tuple(term for term in self if not term.parents)

    def with_parents(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        """Add to slugs all that stand above them, each once."""
        rolled = (s for slug in slugs for s in (slug, *self.terms[slug].parents))
        return tuple(dict.fromkeys(rolled))


class Neighbours(Struct, frozen=True, kw_only=True, gc=False):
    """The articles right before and after one in its first topic; None at the ends."""

    topic: str
    earlier: str | None
    later: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The whole digest. Articles are those shown, the newest first.

    What stands below `front` is empty until `enrich` has filled it; the values are slugs, in the
    order of the articles.
    """

    config: SiteConfig
    articles: Mapping[str, Article]
    standing: Mapping[str, Standing]
    topics: Vocabulary
    regions: Vocabulary
    sources: Mapping[str, Source]
    front: FrontPlan
    by_topic: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_region: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_crossing: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    by_source: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_month: Mapping[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    neighbours: Mapping[str, Neighbours] = field(default_factory=dict)
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The other language versions of an article, by slug."""
    standing_translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
