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
    """Put the stand-ins into all texts of a tree; of spaces only for those that stand alone."""
    codes = str.maketrans({char: letter for char, letter in table.items() if char != " "})
    space = table.get(" ")
    for element in tree.iter():
        if codes and element.text:
            element.text = element.text.translate(codes)
        if codes and element.tail:
            element.tail = element.tail.translate(codes)
        if space and _is_lone_space(element):
            element.tail = f" {space} "


def show(tree: _Element, table: Mapping[str, str]) -> None:
    """Put the characters themselves back."""
    codes = str.maketrans({letter: char for char, letter in table.items()})
    for element in tree.iter():
        if element.text:
            element.text = element.text.translate(codes)
        if element.tail:
            element.tail = element.tail.translate(codes)


def _is_lone_space(element: _Element) -> bool:
    """Tell whether nothing but space stands between two pieces of one line."""
    tail, following = element.tail, element.getnext()
    return (
        bool(tail)
        and following is not None
        and element.tag in _INLINE
        and following.tag in _INLINE
        and str(tail).isspace()
    )
