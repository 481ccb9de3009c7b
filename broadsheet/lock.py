"""One build at a time: a second build of the same cache or output folder waits for the first.

The operating system holds the locks and gives them back when a process dies, however it dies. The
cache folder is locked by a file in it. Two builds with caches of their own can share an output
folder, so that is locked, too: the folder itself, as a file in it would be published. Windows and
NFS cannot lock folders; there, only builds with the same cache folder wait for one another.
"""

from __future__ import annotations

import contextlib
import functools
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout, lock_descriptor

from broadsheet.errors import OutputError
from broadsheet.stage import remove_folder

LOCK: Final = "build.lock"
HOLDER: Final = "build.pid"
"""Beside the lock, the number of the process that holds it, for whoever waits."""

_PAUSE: Final = 0.05
"""Seconds between two looks at whether the other build is done."""

_descriptors: Final[set[int]] = set()
"""Folders that this process locks; a forked worker must not keep them locked after it."""


@contextlib.contextmanager
def build_lock(cache: Path, output: Path) -> Iterator[None]:
    """Hold the cache and the output folder; wait, and say so once, while another build has them.

    Not to be taken again by who has it. The folders are made when they are not there; an output
    folder that stays empty goes again.

    Raises:
        OutputError: a folder cannot be made or locked.
    """
    with contextlib.ExitStack() as held:
        try:
            cache.mkdir(parents=True, exist_ok=True)
            lock = FileLock(cache / LOCK)
            _wait(functools.partial(_acquired, lock), functools.partial(_holder, cache))
            held.callback(lock.release)
            (cache / HOLDER).write_text(str(os.getpid()), encoding="utf-8")
        except OSError as error:
            reason = f"the cache folder cannot be written: {error.strerror or error}"
            step = "make it writable, or set CACHE_PATH to a folder that is"
            raise OutputError(str(cache), f"{reason}; {step}") from error
        if sys.platform != "win32":
            try:
                _lock_folder(output, held)
            except OSError as error:
                reason = f"the output folder cannot be locked: {error.strerror or error}"
                step = "move what stands there, or set OUTPUT_PATH to another folder"
                raise OutputError(str(output), f"{reason}; {step}") from error
        yield


def _wait(acquired: Callable[[], bool], holder: Callable[[], str]) -> None:
    """Try until a lock is acquired; say once that it takes waiting."""
    if acquired():
        return
    sys.stderr.write(f"another build is running here{holder()}; waiting for it\n")
    while not acquired():
        time.sleep(_PAUSE)


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        return False
    return True


def _holder(cache: Path) -> str:
    """Name the process that locks a cache folder; nothing while it has not said yet."""
    try:
        return f" (process {int((cache / HOLDER).read_text(encoding='utf-8'))})"
    except (OSError, ValueError):
        return ""


def _lock_folder(output: Path, held: contextlib.ExitStack) -> None:
    """Lock a folder; one that is made for it and stays empty goes again."""
    while True:
        made = not output.exists()
        output.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(output, os.O_RDONLY)
        with contextlib.ExitStack() as trial:
            trial.callback(_close, descriptor)
            _descriptors.add(descriptor)
            _wait(functools.partial(_locked, descriptor), str)
            if _is_at(descriptor, output):
                if made:
                    trial.callback(remove_folder, str(output))
                held.push(trial.pop_all())
                return


def _locked(descriptor: int) -> bool:
    try:
        return lock_descriptor(descriptor, blocking=False)
    except OSError:
        return True  # NFS cannot lock folders either; the lock of the cache folder must do


def _is_at(descriptor: int, output: Path) -> bool:
    """Tell whether the locked folder still stands in its place: the holder may have removed it."""
    try:
        return os.path.samestat(os.fstat(descriptor), output.stat())
    except FileNotFoundError:
        return False


def _close(descriptor: int) -> None:
    _descriptors.discard(descriptor)
    os.close(descriptor)


def _forget() -> None:
    """Close what a forked process has of its parent's locks; else they would outlive the parent."""
    for descriptor in tuple(_descriptors):
        _close(descriptor)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)
