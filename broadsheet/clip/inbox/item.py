"""What is laid before an editor: sheets, one for each feed, of entries with their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from broadsheet.clip.duplicate import Duplicate
from broadsheet.clip.feed.entry import Entry, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry to look at."""

    number: int
    entry: Entry
    new: bool = True
    """Whether it was never shown before."""
    there: tuple[Duplicate, ...] = ()
    """Articles of the digest that it repeats."""
    like: tuple[tuple[int, Duplicate], ...] = ()
    """Entries before it that it repeats, by their numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The entries of one feed that are shown; `more` counts those that a limit leaves out."""

    name: str
    place: str
    """The feed's address, or its file."""
    items: tuple[Item, ...] = ()
    more: int = 0
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be shown: everything the feeds have or what is new, since a day, so many each."""

    everything: bool = False
    since: date | None = None
    limit: int | None = None
