"""Characters that cannot be seen and must not be lost, carried past those who delete them.

trafilatura keeps only what `str.isprintable` allows. The zero-width non-joiner is none of that, and
without it many Persian words are misspelt; nor are the joiner of emoji and Indic scripts and the
marks of direction. Before the main text is looked for they become rare letters, and afterwards
themselves again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml.etree import _Element

_KEPT: Final = "\u200c\u200d\u200e\u200f\u061c"
_STAND_INS: Final = "\ua78f\ua7f7\ua7fa\ua74f\ua751\ua753\ua755\ua757\ua759\ua75b\ua75d\ua75f"
"""Letters of Sinology and of medieval manuscripts: printable, and unchanged by normalising."""


def swaps(text: str) -> dict[str, str]:
    """Choose a stand-in, which a text has not, for each character in it that is to be kept."""
    free = iter([char for char in _STAND_INS if char not in text])
    return dict(zip(filter(text.__contains__, _KEPT), free, strict=False))


def swap(tree: _Element, table: Mapping[str, str]) -> None:
    """Put other characters into all texts of a tree."""
    if not table:
        return
    codes = str.maketrans(dict(table))
    for element in tree.iter():
        if element.text:
            element.text = element.text.translate(codes)
        if element.tail:
            element.tail = element.tail.translate(codes)
