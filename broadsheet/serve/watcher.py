"""What changed on disk: folders through watchfiles, single files and folders replaced by looking.

An editor may replace a file, and git or `start` a whole folder; the system's watch would then hold
on to what is gone. So the stamps of both are compared at every turn.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchfiles import DefaultFilter, watch

from broadsheet.errors import BroadsheetError

LOOK_MS: Final = 200
"""How often single files are looked at."""
GATHER_MS: Final = 400
"""The longest time for which changes that follow each other are gathered into one."""

Stamp = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What is watched. Folders count with all below them, except what is below `ignored`."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()
    ignored: tuple[Path, ...] = ()


def changes(places: Callable[[], Places], stop: threading.Event) -> Iterator[frozenset[Path]]:
    """Yield what changed, several files at once when they change together.

    The first is empty and comes as soon as the watch stands, so that no change after it is missed.
    Another empty one follows whenever the places have changed: anything may have happened there.

    Raises:
        BroadsheetError: the system refuses to watch.
    """
    while not stop.is_set():
        yield from _until_moved(places(), places, stop)


def _until_moved(
    here: Places, places: Callable[[], Places], stop: threading.Event
) -> Iterator[frozenset[Path]]:
    seen, first = _stamps(here), True
    for batch in _batches(here, stop):
        now = _stamps(here)
        moved = {path for path, stamp in now.items() if stamp != seen[path]}
        changed = frozenset({*batch, *moved})
        if first or changed:
            yield frozenset() if first else changed
        if stop.is_set() or places() != here or not moved.isdisjoint(here.folders):
            return
        seen, first = now, False


def _batches(here: Places, stop: threading.Event) -> Iterator[set[Path]]:
    standing = [folder for folder in here.folders if folder.is_dir()]
    ignored = [f"{path}{os.sep}" for path in here.ignored]
    try:
        for batch in watch(
            *standing,
            watch_filter=DefaultFilter(ignore_paths=ignored),
            debounce=GATHER_MS,
            rust_timeout=LOOK_MS,
            yield_on_timeout=True,
            stop_event=stop,
        ):
            yield {Path(path) for _, path in batch}
    except OSError as error:
        hint = "WATCHFILES_FORCE_POLLING=true makes it look by itself"
        raise BroadsheetError(f"the system cannot watch for changes: {error}; {hint}") from error


def _stamps(here: Places) -> dict[Path, Stamp]:
    folders = {path: _stamp(path)[:2] for path in here.folders}
    return {**folders, **{path: _stamp(path) for path in here.files}}


def _stamp(path: Path) -> Stamp:
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size)
