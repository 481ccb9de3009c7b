"""Articles of a digest that a clipping repeats: the same address, or nearly the same text.

Tens of thousands of files are looked through as bytes for a few runs of words from the clipping;
only those that hold some are read and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from broadsheet.clip.address import identity, plain
from broadsheet.clip.calendar import folded
from broadsheet.clip.clipping import Clipping
from broadsheet.read.files import SourceFile
from broadsheet.read.frontmatter import Halves, read_halves
from broadsheet.read.located_yaml import Mapping, Scalar, Sequence

_PROBES: Final = 24
_HITS: Final = 2
_SHINGLE: Final = 3
"""Words, or five Han characters, that are compared together."""
_ALIKE: Final = 0.4
"""The share of common shingles from which two texts are the same story."""
_RUN: Final = re.compile(r"[^\W\d_]{2,}(?: [^\W\d_]{2,}){3}|[\u4e00-\u9fff]{8}")
_WORD: Final = re.compile(r"[\u4e00-\u9fff]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An article that is there already: where, why it is thought so, how alike, 0 to 1."""

    path: str
    why: str
    similarity: float


def find_duplicates(clipping: Clipping, articles: Iterable[SourceFile]) -> list[Duplicate]:
    """Find what a clipping repeats, the most alike first."""
    page = identity(clipping.url) if clipping.url else None
    mark = _mark(page) if page else None
    probes = _probes(clipping.body)
    found = [
        duplicate
        for file in articles
        if _may_be(file.data, mark, probes)
        for duplicate in _compare(clipping, page, file)
    ]
    return sorted(found, key=lambda entry: (-entry.similarity, entry.path))


def _mark(page: str) -> bytes:
    """Give a piece of an address that any file with this address holds."""
    last = re.split(r"[/?&=]", page.rstrip("/"))[-1]
    return last.encode()


def _probes(body: str) -> tuple[bytes, ...]:
    runs = [match[0].encode() for match in _RUN.finditer(body)]
    step = max(1, len(runs) // _PROBES)
    return tuple(dict.fromkeys(runs[::step][:_PROBES]))


def _may_be(data: bytes, mark: bytes | None, probes: tuple[bytes, ...]) -> bool:
    if mark and mark in data:
        return True
    hits = 0
    for probe in probes:
        hits += probe in data
        if hits >= _HITS:
            return True
    return False


def _compare(clipping: Clipping, page: str | None, file: SourceFile) -> Iterator[Duplicate]:
    halves, _ = read_halves(file.data, path=file.path)
    if halves is None:
        return
    address = _text(halves, "source", "url")
    similarity = round(alike(clipping.body, halves.body), 2)
    if page and address and _identity(address) == page:
        yield Duplicate(file.path, "the same address", max(similarity, 1.0))
    elif similarity >= _ALIKE:
        yield Duplicate(file.path, f"nearly the same text{_differs(clipping, halves)}", similarity)


def _identity(address: str) -> str | None:
    return identity(address) if urlsplit(address).scheme in ("http", "https") else None


def alike(one: str, other: str) -> float:
    """Give the share of the shorter text's shingles that the other one has, too."""
    left, right = _shingles(one), _shingles(other)
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(folded(plain(text)))
    size = _SHINGLE + 2 if words and len(words[0]) == 1 else _SHINGLE
    return {tuple(words[n : n + size]) for n in range(len(words) - size + 1)}


def _differs(clipping: Clipping, halves: Halves) -> str:
    """Say what an editor would compare: headline, source and day of the other article."""
    facts = {
        "headline": (_text(halves, "title"), clipping.title),
        "date": (
            _text(halves, "date")[:10],
            clipping.date.day.isoformat() if clipping.date else None,
        ),
        "address": (_text(halves, "source", "url"), clipping.url),
        "byline": (_text(halves, "byline"), ", ".join(clipping.byline)),
    }
    parts = [
        f"{name} {theirs!r}" for name, (theirs, ours) in facts.items() if theirs and theirs != ours
    ]
    return f"; there: {', '.join(parts)}" if parts else ""


def _text(halves: Halves, *keys: str) -> str:
    node: object = halves.front
    for key in keys:
        node = node.items.get(key) if isinstance(node, Mapping) else None
    if isinstance(node, Sequence):
        return ", ".join(item.text for item in node.items if isinstance(item, Scalar))
    return node.text if isinstance(node, Scalar) else ""
