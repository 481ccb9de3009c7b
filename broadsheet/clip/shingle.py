"""Texts compared by the runs of words they share, so that one story is known under any headline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final
from zlib import crc32

from broadsheet.clip.address import plain
from broadsheet.clip.calendar import folded

_SHINGLE: Final = 3
"""Words that are compared together."""
_PRINT: Final = 4
"""Words of a fingerprint: longer, as it is looked for among tens of thousands of texts."""
_WINDOW: Final = 6
_HAN: Final = 3
"""Han characters that count as one word more or less."""
_LEAST: Final = 8
"""Words of a paragraph that can be missed."""
_FOUND: Final = 0.3
"""The share of its shingles by which a paragraph is found in another text."""
_WORD: Final = re.compile(r"[\u4e00-\u9fff]|[^\W_]+")


class _Folding(dict[int, str]):
    """Characters as texts are compared by them, found out once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = folded(chr(code))
        return self[code]


_folding: Final = _Folding({ord("."): " "})


def shingles(text: str) -> frozenset[int]:
    """Give the runs of three words of a text, each as a number."""
    return frozenset(_runs(_words(text), _SHINGLE))


def alike(one: frozenset[int], other: frozenset[int]) -> float:
    """Give the share of the shorter text's shingles that the other one has, too, 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def runs(text: str) -> frozenset[int]:
    """Give the runs of four words of a text, each as a number of 32 bits: to look for prints."""
    return frozenset(_runs(_words(text), _PRINT))


def fingerprints(text: str) -> frozenset[int]:
    """Choose some of the runs of a text, so that two texts with a passage in common share one.

    It is winnowing (Schleimer, Wilkerson and Aiken, 2003): of every six runs in a row the least is
    chosen, so that nine words in common are always noticed, from a fourth of the runs.
    """
    found = _runs(_words(text), _PRINT)
    last = max(len(found) - _WINDOW + 1, 1)
    return frozenset(min(found[n : n + _WINDOW]) for n in range(last)) if found else frozenset()


def missing(text: str, there: frozenset[int]) -> list[str]:
    """List the paragraphs of a text that another one, given by its shingles, does not have."""
    return [
        paragraph
        for paragraph in filter(None, map(str.strip, re.split(r"\n\s*\n|\n(?=[^\s>*-])", text)))
        if len(_WORD.findall(paragraph)) >= _LEAST and alike(shingles(paragraph), there) < _FOUND
    ]


def _words(text: str) -> list[str]:
    words = plain(text)
    whole = words if words.isascii() else unicodedata.normalize("NFC", words)
    return _WORD.findall(whole.translate(_folding))


def _runs(words: Sequence[str], size: int) -> list[int]:
    if words and "\u4e00" <= words[0] <= "\u9fff":
        size += _HAN
    return [crc32(" ".join(words[n : n + size]).encode()) for n in range(len(words) - size + 1)]
