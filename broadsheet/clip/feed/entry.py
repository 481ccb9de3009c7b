"""What a feed says, in one form for RSS, Atom, RDF and JSON Feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final, Literal

from broadsheet.clip.dateline import Dateline

Kind = Literal["rss", "atom", "rdf", "json", "opml", "page", "unknown"]

_NOON: Final = time(12, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that comes with an entry: its address, and its media type where that is said."""

    address: str
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of an entry. A feed may give a caption or a credit and no address."""

    address: str | None = None
    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One story of a feed. What the feed does not say is None or empty."""

    key: str
    """By what the entry is known again in the same feed: its id, else its address or its words."""
    feed: str
    """The address or the file name of the feed."""
    title: str = ""
    address: str | None = None
    """The story's web address, freed of what tracks."""
    summary: str = ""
    """Plain text; empty where the feed gives no summary beside the content."""
    content: str = ""
    """HTML; what the feed gives of the story, in full or in part."""
    authors: tuple[str, ...] = ()
    published: Dateline | None = None
    updated: Dateline | None = None
    language: str | None = None
    tags: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an editor should know of a feed that could not be read as it stands.

    The message completes a sentence that begins with the feed's name. `line` counts from 1.
    """

    message: str
    line: int | None = None
    hint: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that has been read, as far as that was possible; `notes` say what stood in the way."""

    name: str
    """Its address, or the file it came from."""
    kind: Kind = "unknown"
    title: str = ""
    home: str | None = None
    language: str | None = None
    entries: tuple[Entry, ...] = ()
    notes: tuple[Note, ...] = ()


def could_be_read(count: int) -> str:
    """Say how many entries a broken feed gave."""
    return f"{count} {'entry' if count == 1 else 'entries'} could be read"


def moment_of(entry: Entry) -> datetime | None:
    """Give the moment by which entries are put in order; a day alone counts as its noon."""
    dateline = entry.published or entry.updated
    if dateline is None:
        return None
    return dateline.moment or datetime.combine(dateline.day, _NOON)
