"""The memory of a process and all its descendants, sampled while they run.

On Linux it is PSS, in which a page that forked processes share counts once; elsewhere RSS, in
which it counts for each of them.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

INTERVAL: Final = 0.05
_KIB: Final = 1024
_PROC: Final = Path("/proc")


def unit() -> str:
    """Say what is measured on this machine."""
    return "PSS" if sys.platform == "linux" else "RSS"


class Sampler:
    """Keeps the peak of a tree of processes, from `with` to its end, as `peak` in bytes."""

    def __init__(self, pid: int) -> None:
        """Sample this process and its descendants."""
        self.peak = 0
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        sample = _proportional if unit() == "PSS" else _resident
        while not self._over.wait(INTERVAL):
            self.peak = max(self.peak, sample(self._pid))


def _proportional(pid: int) -> int:
    return sum(map(_pss, _tree(pid)))


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        lists = [path.read_text() for path in (_PROC / str(pid) / "task").glob("*/children")]
    except OSError:  # it has ended meanwhile
        return
    for child in " ".join(lists).split():
        yield from _tree(int(child))


def _pss(pid: int) -> int:
    try:
        rollup = (_PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:  # it has ended meanwhile
        return 0
    return sum(int(line.split()[1]) * _KIB for line in rollup.splitlines() if line[:4] == "Pss:")


def _resident(pid: int) -> int:
    table = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss="],
        check=False,
        text=True,
        encoding="utf-8",
        capture_output=True,
    )
    children: dict[int, list[int]] = defaultdict(list)
    sizes: dict[int, int] = {}
    for process, parent, size in (map(int, line.split()) for line in table.stdout.splitlines()):
        children[parent].append(process)
        sizes[process] = size * _KIB
    found, todo = 0, [pid]
    while todo:
        process = todo.pop()
        found += sizes.get(process, 0)
        todo += children[process]
    return found
