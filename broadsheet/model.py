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

Status = Literal["published", "draft", "withheld", "withdrawn"]
"""What an editor may ask for."""
STATUSES: Final[tuple[Status, ...]] = ("published", "draft", "withheld", "withdrawn")
STANDING_STATUSES: Final[tuple[Status, ...]] = STATUSES[:3]

State = Literal["published", "draft", "withheld", "embargoed", "scheduled", "withdrawn", "expired"]
"""What comes of it at the clock of a build, as `release` finds."""

Right = Literal["licensed", "cc", "public-domain", "permission", "own"]
RIGHTS: Final[tuple[Right, ...]] = ("licensed", "cc", "public-domain", "permission", "own")

CorrectionKind = Literal["correction", "clarification", "update", "note"]
KINDS: Final[tuple[CorrectionKind, ...]] = ("correction", "clarification", "update", "note")

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

    `width` and `height` are pixels; None for a picture that is only named. `license` is a name that
    SPDX gives a licence of Creative Commons, or an address; `regions_out` are the countries (ISO
    3166-1) in which it may not be shown.
    """

    file: str | None
    caption: str | None
    credit: str | None
    alt: str | None
    rights: Right | None
    width: int | None = None
    height: int | None = None
    license: str | None = None
    expires: datetime | None = None
    """From when on it may not be shown."""
    regions_out: tuple[str, ...] = ()
    no_archive: bool = False
    """It may be shown while the story is news."""
    mandatory_credit: bool = False
    """It may not be shown without its credit beside it."""


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


class Withdrawal(Struct, frozen=True, kw_only=True, gc=False):
    """Since when an article is withdrawn, and why; None where the editor did not say."""

    date: datetime | None = None
    reason: str | None = None


class Correction(Struct, frozen=True, kw_only=True, gc=False):
    """What was put right in an article. `was` is what stood there; `serious` belongs on top."""

    date: datetime
    has_time: bool = False
    kind: CorrectionKind
    text: str
    was: str = ""
    serious: bool = False


class Article(Struct, frozen=True, kw_only=True, gc=False):
    """One article. `date` and `updated` have a zone; `has_time`: a clock time was given.

    `state` is what the editor asked for until `release` has found what comes of it.
    """

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
    state: State = "published"
    withdrawal: Withdrawal | None = None
    embargo: datetime | None = None
    """Until when nothing of it may be shown."""
    expires: datetime | None = None
    """From when on neither its text nor its pictures may be shown."""
    corrections: tuple[Correction, ...] = ()
    """The oldest first."""
    aliases: tuple[str, ...] = ()
    """Slugs it had before; their addresses lead to it."""
    body: Body = Body()

    @property
    def modified(self) -> datetime:
        """When what readers see of it last changed, as far as it is known."""
        change = self.change
        return change[0] if change else self.date

    @property
    def change(self) -> tuple[datetime, bool] | None:
        """When it last changed after its date, and whether a clock time was given."""
        changes = [(self.updated, self.updated_has_time)] if self.updated else []
        if self.corrections:
            changes += [(correction.date, correction.has_time) for correction in self.corrections]
        if self.state == "expired" and self.expires:
            changes.append((self.expires, False))
        elif self.state == "withdrawn" and self.withdrawal and self.withdrawal.date:
            changes.append((self.withdrawal.date, False))
        last = max(changes, default=None)
        return last if last and last[0] > self.date else None


class Standing(Struct, frozen=True, kw_only=True, gc=False):
    """A standing page: about, corrections policy."""

    slug: str
    path: str
    title: str
    summary: str = ""
    lang: str = "en"
    translation_of: str | None = None
    state: State = "published"
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

    `withdrawn` are headlines that keep their addresses and stand in no list, the newest first.
    `held` are files, by their path below the content, that only what is not shown uses.
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
    withdrawn: Mapping[str, Article] = field(default_factory=dict)
    held: frozenset[str] = frozenset()
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

    def story(self, slug: str) -> Article:
        """Give an article, or what is left of one that was withdrawn."""
        return self.articles.get(slug) or self.withdrawn[slug]
