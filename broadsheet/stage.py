"""Files written aside, then moved into place: a disk that runs full does so before any change.

The stage is a tree in the output folder itself, so that moving is a rename within one disk. Paths
are the same in it as in the output: a whole folder that the output lacks arrives by one rename. A
killed build leaves its stage behind; the next one removes it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from broadsheet.errors import OutputError
from broadsheet.tree import TEMPORARY, Stamp, above, lstat, stamp_of

_TICK: Final = 0.05
"""Seconds to wait for the clock of a file system; most count in milliseconds, FAT in seconds."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one file: `staged` is False when its bytes stand in the output already."""

    path: str
    digest: str
    staged: bool
    stamp: Stamp | None = None
    """How the file stands in the stage."""


def put(stage: str, path: str, content: bytes | Path, standing: str | None) -> Done:
    """Write a file whole into a stage, unless its bytes stand in the output; in any process.

    Args:
        stage: the stage of the output folder; made with its first file.
        path: where the file shall stand in the output.
        content: its bytes, or the file to copy.
        standing: SHA-256 of what stands there.

    Raises:
        OutputError: there is no room, or no permission; the output is as it was.
    """
    try:
        data = content.read_bytes() if isinstance(content, Path) else content
    except OSError as error:
        raise OutputError(str(content), error.strerror or str(error)) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest == standing:
        return Done(path, digest, staged=False)
    place = f"{stage}/{path}"
    try:
        _write(place, data)
        return Done(path, digest, staged=True, stamp=stamp_of(os.lstat(place)))
    except OSError as error:
        goal = os.path.join(os.path.dirname(stage), path)
        raise OutputError(goal, error.strerror or str(error)) from error


def write_whole(place: str, data: bytes) -> None:
    """Write a file beside its place, then move it there.

    Raises:
        OutputError: there is no room, or no permission; the place is as it was.
    """
    folder, name = os.path.split(place)
    aside = f"{folder}/{TEMPORARY}{os.getpid()}-{name}"
    try:
        try:
            _write(aside, data)
            os.replace(aside, place)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(aside)
            raise
    except OSError as error:
        raise OutputError(place, error.strerror or str(error)) from error


def append(place: str, data: bytes) -> None:
    """Write bytes at the end of a file, which is made with its folder when it is not there.

    Raises:
        OutputError: there is no room, or no permission.
    """
    try:
        try:
            _fill(place, data, "ab")
        except FileNotFoundError:
            os.makedirs(os.path.dirname(place), exist_ok=True)
            _fill(place, data, "ab")
    except OSError as error:
        raise OutputError(place, error.strerror or str(error)) from error


def bring_in(stage: str, root: str, paths: Iterable[str]) -> None:
    """Move files of a stage into their places, whole; what stands there makes room.

    A link is never followed: it could lead a page out of the output folder.

    Raises:
        OutputError: a place cannot be made free; a folder with files in it is not swept away.
    """
    arrived = {"": False}
    for path in paths:
        folder = path.rpartition("/")[0]
        try:
            came_along = arrived.get(folder)
            if came_along is None:
                came_along = _bring_folder(stage, root, folder, arrived)
            if not came_along:
                _bring_file(f"{stage}/{path}", f"{root}/{path}")
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(os.path.join(root, path), reason) from error


def tick(stage: str) -> int:
    """Wait until the clock of the stage's file system has moved on.

    What changes from now on gets a later stamp than what was changed before.

    Returns:
        Nanoseconds: whatever has an earlier stamp than this cannot change unseen.
    """
    before = now = _touch(stage)
    end = time.monotonic() + _TICK
    while now <= before and time.monotonic() < end:
        time.sleep(0.001)
        now = _touch(stage)
    return now


def remove(root: str, paths: Iterable[str]) -> int:
    """Remove files and the folders that they leave empty; a folder that took a file's place stays.

    Returns:
        How many files were removed.

    Raises:
        OutputError: one cannot be removed.
    """
    removed, emptied = 0, set()
    for path in sorted(paths):
        place = f"{root}/{path}"
        if _behind_link(root, path):
            continue
        try:
            found = lstat(place)
            if found is not None and stat.S_ISDIR(found.st_mode):
                emptied.add(path)
            elif found is not None:
                os.unlink(place)
                removed += 1
        except OSError as error:
            raise OutputError(os.path.join(root, path), error.strerror or str(error)) from error
        emptied.update(above(path))
    _remove_empty(root, emptied)
    return removed


def remove_tree(place: str) -> None:
    """Remove a folder of ours with all it holds, if it is there.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        shutil.rmtree(place)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(place, error.strerror or str(error)) from error


def remove_folder(place: str) -> None:
    """Remove a folder if it holds nothing."""
    with contextlib.suppress(OSError):
        os.rmdir(place)


def remove_leftovers(folder: str) -> None:
    """Remove what killed builds were just writing in a folder.

    Raises:
        OutputError: it cannot be removed.
    """
    try:
        names = [name for name in os.listdir(folder) if name.startswith(TEMPORARY)]
    except OSError:
        return
    for name in names:
        place = f"{folder}/{name}"
        found = lstat(place)
        if found is not None and stat.S_ISDIR(found.st_mode):
            remove_tree(place)
        else:
            remove(folder, [name])


def _write(place: str, data: bytes) -> None:
    try:
        _fill(place, data)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        _fill(place, data)


def _fill(place: str, data: bytes, mode: Literal["wb", "ab"] = "wb") -> None:
    with open(place, mode, buffering=0) as file:
        rest = memoryview(data)
        while rest:  # one call writes no more than two gigabytes
            rest = rest[file.write(rest) :]


def _bring_folder(stage: str, root: str, folder: str, arrived: dict[str, bool]) -> bool:
    """Make a folder stand in the output; tell whether it was moved there with all it holds."""
    known = arrived.get(folder)
    if known is None:
        known = _bring_folder(stage, root, folder.rpartition("/")[0], arrived)
        if not known:
            place = f"{root}/{folder}"
            found = lstat(place)
            if found is not None and not stat.S_ISDIR(found.st_mode):
                os.unlink(place)
                found = None
            if found is None:
                os.rename(f"{stage}/{folder}", place)
                known = True
        arrived[folder] = known
    return known


def _bring_file(aside: str, place: str) -> None:
    try:
        os.replace(aside, place)
    except OSError:
        if lstat(aside) is None and lstat(place) is not None:
            return  # came with a folder whose name this file system takes for the same
        found = lstat(place)
        if found is None or not stat.S_ISDIR(found.st_mode):
            raise
        os.rmdir(place)  # a folder that a page has taken the place of; only an empty one goes
        os.replace(aside, place)


def _touch(place: str) -> int:
    os.utime(place)
    return os.lstat(place).st_mtime_ns


def _behind_link(root: str, path: str) -> bool:
    """Tell whether the way to a path leads through a link, and so perhaps out of the output."""
    return any(os.path.islink(f"{root}/{folder}") for folder in above(path))


def _remove_empty(root: str, folders: Iterable[str]) -> None:
    """Remove those of some folders that hold nothing, or nothing but such folders."""
    for folder in sorted(folders, key=len, reverse=True):  # what is below is longer
        place = f"{root}/{folder}"
        try:
            os.rmdir(place)
        except OSError as error:
            if not _is_no_empty_folder(place):
                raise OutputError(place, error.strerror or str(error)) from error


def _is_no_empty_folder(place: str) -> bool:
    """Tell whether a folder is gone already, became a file, or has things of somebody in it."""
    try:
        return not stat.S_ISDIR(os.lstat(place).st_mode) or bool(os.listdir(place))
    except FileNotFoundError:
        return True
    except OSError:
        return False
