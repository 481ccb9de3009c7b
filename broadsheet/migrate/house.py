"""What the texts of an old site move into, and what comes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.migrate.note import Note
from broadsheet.migrate.origin import Origin
from broadsheet.migrate.story import Story
from broadsheet.migrate.terms import Terms


@dataclass(frozen=True, slots=True)
class Kept:
    """A key whose value stays as a remark, or in no file at all, and why."""

    key: str
    value: str
    line: int
    why: str
    out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A text with its place below our content, and its file; `data` is empty where it was there."""

    story: Story
    target: str
    data: bytes = b""
    kept: tuple[Kept, ...] = ()
    notes: tuple[Note, ...] = ()
    new: bool = True

    @property
    def slug(self) -> str:
        """The slug, which is the name of the file."""
        return PurePosixPath(self.target).stem


@dataclass(frozen=True, slots=True)
class Item:
    """A text, what it is known by (`mark`, a path) and a hash of what it is."""

    story: Story
    mark: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the texts move into.

    `before` has, for each text that was moved by an earlier run, its hash and where it is now, by
    its mark; `taken` the slugs that articles have. `adopt` tells that the old site is the source
    of its own texts.
    """

    origin: Origin
    terms: Terms
    lang: str
    before: Mapping[str, tuple[str, str]]
    taken: frozenset[str]
    known_host: Callable[[str], bool]
    keep_status: bool = False
    all_topics: bool = False
    adopt: bool = False
    keep_fences: bool = False
