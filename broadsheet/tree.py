"""What stands in an output folder: names, stamps and hashes, read without following a link.

Every build asks this for every file, so it is plain strings and as few calls as will do.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import time
from collections.abc import Container, Iterator
from typing import Final

from broadsheet.errors import OutputError

Stamp = tuple[int, int, int, int]
"""Inode, size, mtime and ctime in nanoseconds: by what a file is known again without reading it."""

TEMPORARY: Final = ".broadsheet-"
"""How the name of everything begins that is only there while a build writes."""

_SETTLED: Final = 2_000_000_000
"""Nanoseconds after which every file system's clock has moved on; FAT counts in two seconds."""

_INODES: Final = 2**64 - 1
"""What the number of a file is cut to: some file systems have longer ones than MessagePack."""

_NO_PART: Final = r"/\\:\0" if sys.platform == "win32" else r"/\0"
_PART: Final = rf"(?!\.\.?(?:/|\Z))[^{_NO_PART}]+"
_INSIDE: Final = re.compile(f"{_PART}(?:/{_PART})*")


def check_path(path: str) -> None:
    """Refuse a path that is not the plain, `/`-separated name of a file below a folder.

    Raises:
        OutputError: it could lead out of the folder, or to where a build keeps its own files.
    """
    if not is_inside(path):
        raise OutputError(path, "would stand outside the output folder")
    if path.startswith(TEMPORARY):
        raise OutputError(path, f"names beginning with {TEMPORARY} are kept for unfinished builds")


def is_inside(path: str) -> bool:
    """Tell whether a path is the plain name of something below the folder it is seen from."""
    return _INSIDE.fullmatch(path) is not None


def above(path: str) -> Iterator[str]:
    """Give the folders that a path lies in, the lowest first."""
    folder = path.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def stamp_of(found: os.stat_result) -> Stamp:
    """Give what a file is known by."""
    return (found.st_ino & _INODES, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def lstat(place: str) -> os.stat_result | None:
    """Look at a place without following a link; None when nothing is there."""
    try:
        return os.lstat(place)
    except OSError:
        return None


class Tree:
    """One look at a folder and what is below it. What others change later is not noticed."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._folders: dict[str, bool] = {"": True}
        self._listings: dict[str, frozenset[str]] = {}

    def file(self, path: str) -> os.stat_result | None:
        """Look at a file; None when it is not there, is no file, is a link or behind one."""
        folder = path.rpartition("/")[0]
        if not self._folders.get(folder) and not self._is_folder(folder):
            return None
        try:
            found = os.lstat(f"{self._root}/{path}")
        except OSError:
            return None
        return found if stat.S_ISREG(found.st_mode) else None

    def read(self, path: str) -> tuple[str, Stamp | None] | None:
        """Hash a file.

        Returns:
            The SHA-256 of its bytes and the stamp they are known by; no stamp while a change
            could still leave it as it is, as the clock of the file system is coarse. None when
            there is no such file, or it cannot be read.
        """
        found = self.file(path)
        if found is None:
            return None
        settled = max(found.st_mtime_ns, found.st_ctime_ns) < time.time_ns() - _SETTLED
        try:
            with open(f"{self._root}/{path}", "rb", buffering=0) as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except OSError:
            return None
        return digest, stamp_of(found) if settled else None

    def foreign(self, ours: Container[str], retained: Container[str] = ()) -> dict[str, Stamp]:
        """Note everything that is not ours and no folder, and the folders that hold nothing.

        Args:
            ours: paths to leave out.
            retained: names at the top to leave out.
        """
        found = {}
        for path in self._all():
            left_out = path in ours or path.partition("/")[0] in retained
            there = None if left_out else lstat(f"{self._root}/{path}")
            if there is not None:
                found[path] = stamp_of(there)
        return found

    def _is_folder(self, folder: str) -> bool:
        """Tell whether a folder is reached without a link; a folder of folders is listed once."""
        known = self._folders.get(folder)
        if known is None:
            parent, _, name = folder.rpartition("/")
            known = self._is_folder(parent) and (
                name in self._listing(parent) or self._has_other_spelling(folder)
            )
            self._folders[folder] = known
        return known

    def _listing(self, folder: str) -> frozenset[str]:
        """Give the names of the real folders in a folder."""
        if folder not in self._listings:
            entries = _entries(f"{self._root}/{folder}")
            self._listings[folder] = frozenset(
                entry.name for entry in entries if entry.is_dir(follow_symlinks=False)
            )
        return self._listings[folder]

    def _has_other_spelling(self, folder: str) -> bool:
        """Tell whether a folder is there though not listed so: file systems may fold case."""
        found = lstat(f"{self._root}/{folder}")
        return found is not None and stat.S_ISDIR(found.st_mode)

    def _all(self) -> Iterator[str]:
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            entries = _entries(f"{self._root}/{folder}")
            names = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
            self._listings[folder] = frozenset(names)
            if folder and not entries:
                yield folder
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                if entry.name in names:
                    waiting.append(path)
                else:
                    yield path


def _entries(place: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as entries:
            return list(entries)
    except OSError:
        return []
