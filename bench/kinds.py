"""Counts what a build wrote, kind by kind, and tells whether two generators did the same work."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

KINDS: Final = (
    # the first that fits; stock Pelican's topics and regions are tags
    ("articles", r"articles/[^/]+/index\.html"),
    ("front page and its pages", r"(page/\d+/)?index\.html"),
    ("topics and regions", r"(topics|regions)/index\.html"),
    ("topics", r"(topics|tags)/topic-\d+/(page/\d+/)?index\.html"),
    ("regions", r"(regions|tags)/region-\d+/(page/\d+/)?index\.html"),
    ("crossings", r"topics/.*/index\.html"),
    ("sources", r"sources/.*index\.html"),
    ("archive", r"archive/.*index\.html"),
    ("credits and corrections", r"(credits|corrections)/(page/\d+/)?index\.html"),
    ("sitemap", r"sitemap\.xml"),
    ("feeds", r".*(\.xml|\.json|\.opml)"),
    ("other", r".*"),
)
TOLERANCE: Final = 0.02


class Count(NamedTuple):
    """How many files, and their size in bytes."""

    files: int
    bytes: int


Counts = Mapping[str, Count]


class UnequalWorkError(Exception):
    """Two generators did not write the same pages: their times say nothing."""


def count(output: Path) -> dict[str, Count]:
    """Count what stands in an output folder."""
    counts = {kind: Count(0, 0) for kind, _ in KINDS}
    for path, size in _files(output, ""):
        kind = kind_of(path)
        counts[kind] = Count(counts[kind].files + 1, counts[kind].bytes + size)
    return {kind: counted for kind, counted in counts.items() if counted.files}


def kind_of(path: str) -> str:
    """Give the kind of a file by its path below the output folder."""
    return next(kind for kind, pattern in KINDS if re.fullmatch(pattern, path))


def total(counts: Counts) -> Count:
    """Add up all kinds."""
    return Count(sum(c.files for c in counts.values()), sum(c.bytes for c in counts.values()))


def demand_equal(counts: Counts, others: Counts, name: str) -> None:
    """Refuse to compare work that is not equal.

    Args:
        counts: what ours wrote.
        others: what a peer wrote.
        name: the peer.

    Raises:
        UnequalWorkError: the files of a kind, or of all, differ by more than 2 %.
    """
    none = Count(0, 0)
    lines = [
        f"{kind}: {counts.get(kind, none).files} files, {others.get(kind, none).files} by {name}"
        for kind, _ in KINDS
        # icons, stylesheets and robots.txt: a handful, in which one more or less is no work
        if kind != "other" and not _near(counts.get(kind, none), others.get(kind, none))
    ]
    if not _near(total(counts), total(others)):
        lines.append(f"all: {total(counts).files} files, {total(others).files} by {name}")
    if lines:
        raise UnequalWorkError("Not the same work:\n" + "\n".join(lines))


def _near(one: Count, other: Count) -> bool:
    return abs(one.files - other.files) <= TOLERANCE * max(one.files, other.files)


def _files(folder: Path, above: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{above}{entry.name}/")
            else:
                yield above + entry.name, entry.stat().st_size
