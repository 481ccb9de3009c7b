"""Characters that must not be lost, carried past those who delete them.

trafilatura keeps only what `str.isprintable` allows. The zero-width non-joiner is none of that, and
without it many Persian words are misspelt; nor are the joiner of emoji and Indic scripts and the
marks of direction. It also drops a space that stands alone between two links or stressed words.
Before the main text is looked for they become rare letters, and afterwards themselves again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml.etree import _Element

_KEPT: Final = " \u200c\u200d\u200e\u200f\u061c"
_STAND_INS: Final = "\ua78f\ua7f7\ua7fa\ua74f\ua751\ua753\ua755\ua757\ua759\ua75b\ua75d\ua75f"
"""Letters of Sinology and of medieval manuscripts: printable, and unchanged by normalising."""
_INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s small span strong sub sup time "
    "u".split()
)


def swaps(text: str) -> dict[str, str]:
    """Choose a stand-in, which a text has not, for each character in it that is to be kept."""
    free = iter([char for char in _STAND_INS if char not in text])
    return dict(zip(filter(text.__contains__, _KEPT), free, strict=False))


def hide(tree: _Element, table: Mapping[str, str]) -> None:
    """Put the stand-ins into all texts of a tree; of spaces only where words are marked up."""
    codes = str.maketrans({char: letter for char, letter in table.items() if char != " "})
    if codes:
        _translate(tree, codes)
    space = table.get(" ")
    if space:
        for element in tree.iter(*_INLINE):
            _hold_spaces(element, space)


def show(tree: _Element, table: Mapping[str, str]) -> None:
    """Put the characters themselves back."""
    _translate(tree, str.maketrans({letter: char for char, letter in table.items()}))


def _translate(tree: _Element, codes: dict[int, str]) -> None:
    for element in tree.iter():
        if element.text:
            element.text = element.text.translate(codes)
        if element.tail:
            element.tail = element.tail.translate(codes)


def _hold_spaces(element: _Element, space: str) -> None:
    """Write a letter for the space before and behind marked-up words, where words stand there."""
    before, parent, following = element.getprevious(), element.getparent(), element.getnext()
    if before is not None:
        before.tail = _ended(before.tail, space)
    elif parent is not None:
        parent.text = _ended(parent.text, space)
    tail = element.tail or ""
    if tail[:1].isspace() and tail.strip():
        element.tail = space + tail.lstrip()
    elif tail[:1].isspace() and following is not None and following.tag in _INLINE:
        element.tail = space


def _ended(text: str | None, space: str) -> str | None:
    if text and text[-1].isspace() and text.strip():
        return text.rstrip() + space
    return text
