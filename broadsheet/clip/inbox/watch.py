"""Which feeds to look at: those of `feeds.yaml`, or those that are named when it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from broadsheet.clip.feed.opml import read_opml
from broadsheet.clip.feed.payload import MAX_BYTES, unpack
from broadsheet.clip.inbox.rounds import Watched
from broadsheet.errors import ContentError, SettingsError
from broadsheet.problems import Problem, Severity, problem
from broadsheet.read.addresses import address_fault
from broadsheet.read.files import Folder
from broadsheet.read.watchlist import read_watchlist

WATCHLIST: Final = "feeds.yaml"
_SHAPE: Final = "write `- https://…` into it for each feed, or name one: inbox https://…"


def listed_feeds(folder: Folder) -> tuple[list[Watched], list[Problem]]:
    """Give the feeds that the site watches, and what is wrong with the list.

    Raises:
        ContentError: there is no list, or it names no feed.
    """
    path = folder.named(f"data/{WATCHLIST}")
    file = folder.data.get(WATCHLIST)
    if file is None:
        faults = [fault for fault in folder.problems if fault.path == path]
        missing = problem("missing-field", "is not there", path=path, hint=_SHAPE)
        raise ContentError(faults or [missing])
    feeds, problems = read_watchlist(file.data, path=path)
    if not feeds:
        empty = problem("empty-field", "names no feed", path=path, hint=_SHAPE)
        raise ContentError(problems or [empty])
    watched = [
        Watched(place=feed.url, name=feed.name, listed=path, line=feed.line) for feed in feeds
    ]
    return watched, problems


def named_feeds(source: str) -> tuple[list[Watched], list[Problem]]:
    """Give the feeds that somebody names: an address, a feed, a list in OPML, a folder of them.

    Raises:
        SettingsError: there is nothing like that.
    """
    path = Path(source)
    if path.is_dir():
        files = sorted(entry for entry in path.iterdir() if _is_plain(entry))
        if not files:
            raise _wrong(f"holds no file, got {source!r}")
        found = [_named_file(file) for file in files]
        return [one for feeds, _ in found for one in feeds], [p for _, ps in found for p in ps]
    if path.is_file():
        return _named_file(path)
    if source.startswith(("http://", "https://")):
        fault = address_fault(source)
        if fault:
            raise _wrong(fault)
        return [Watched(place=source)], []
    raise _wrong(f"must name a feed: an address, a file or a folder, got {source!r}")


def _is_plain(entry: Path) -> bool:
    return entry.is_file() and not entry.name.startswith(".")


def _named_file(file: Path) -> tuple[list[Watched], list[Problem]]:
    name = str(file)
    try:
        with file.open("rb") as opened:
            payload = unpack(opened.read(MAX_BYTES + 1))
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        return [], [problem("unreadable-file", reason, path=name)]
    if payload.kind == "opml":
        return _listed_in_opml(payload.data, name)
    return [Watched(place=str(file.resolve()), file=file, listed=name)], []


def _listed_in_opml(data: bytes, name: str) -> tuple[list[Watched], list[Problem]]:
    subscriptions, notes = read_opml(data)
    watched = [
        Watched(place=one.address, name=one.title or None, listed=name, line=one.line)
        for one in subscriptions
    ]
    severity: Severity = "warning" if watched else "error"
    problems = [
        problem("unreadable-file", note.message, path=name, line=note.line, severity=severity)
        for note in notes
    ]
    return watched, problems


def each_once(watched: Iterable[Watched]) -> list[Watched]:
    """Give each feed once, where several lists name it."""
    once: dict[str, Watched] = {}
    for one in watched:
        once.setdefault(one.place, one)
    return list(once.values())


def _wrong(message: str) -> SettingsError:
    hint = "without a source, `inbox` looks at the feeds of content/data/feeds.yaml"
    return SettingsError([problem("bad-argument", message, field="source", hint=hint)])
