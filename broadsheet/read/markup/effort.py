"""How much work a text would be, and how much is too much: a file must not hold up a build.

Python-Markdown looks at some texts again and again: a thousand brackets that are never closed, ten
thousand paragraphs, a tag without an end. The work is counted here, in characters looked at and
before it is done, so that a text is refused or accepted alike on every machine.
"""

from __future__ import annotations

import re
from typing import Final

MAX_LINES: Final = 10_000
"""A novel has as many; beyond them the block parser's time grows with their square."""
MAX_COUNTS: Final = {"<": 20_000, "&": 20_000, "|": 50_000, "[^": 2_000, "[TOC]": 20}
"""How often a text may hold what is kept in lists that are searched from their beginning."""
MAX_EFFORT: Final = 10_000_000
"""Of the inline patterns, about two seconds; a long article comes to some ten thousand."""
MAX_OPEN_TAGS: Final = 500_000_000
"""The same for HTML tags, which are looked at faster."""

_BRACKET: Final = re.compile(r"[][]|(?<=\])\(|\)")
_MARKS: Final = """\\`*_<&"'["""
_COPIES: Final = 200
"""How many characters are copied in the time in which one is looked at."""
_MOST_NESTED: Final = 100
_DEEP: Final = re.compile(rf"^(?:[ \t]*(?:>|[-+*][ \t])){{{_MOST_NESTED}}}", re.MULTILINE)
_TAG: Final = re.compile(r"<[a-zA-Z/!?]|>")


class TooMuchWorkError(Exception):
    """A text would take too long; the message says what of it is too much."""


def check_text(text: str) -> None:
    """Refuse a text before its blocks are told apart.

    Raises:
        TooMuchWorkError: it has too many lines, marks or tags that are never closed.
    """
    lines = text.count("\n")
    if lines > MAX_LINES:
        raise TooMuchWorkError(f"has {lines:,} lines, more than {MAX_LINES:,}")
    for mark, limit in MAX_COUNTS.items():
        found = text.count(mark)
        if found > limit:
            raise TooMuchWorkError(f"holds {mark!r} {found:,} times, more than {limit:,}")
    if sum(map(text.count, ">-+*")) >= _MOST_NESTED and _DEEP.search(text):
        raise TooMuchWorkError(f"has a quotation or list in more than {_MOST_NESTED} others")
    if "<" in text and _open_tags(text) > MAX_OPEN_TAGS:
        raise TooMuchWorkError("holds many a '<' without its '>'")


def inline_effort(data: str) -> int:
    """Count what the inline patterns would look at in one run of words."""
    marks = sum(map(data.count, _MARKS))
    return marks * len(data) // _COPIES + (_brackets(data) if "[" in data else 0)


def _open_tags(text: str) -> int:
    """Add up the ways from the beginning of each tag to the next end of one."""
    total, end = 0, len(text)
    for match in reversed(list(_TAG.finditer(text))):
        if match[0] == ">":
            end = match.start()
        else:
            total += end - match.start()
    return total


def _brackets(data: str) -> int:
    """Add up the ways from each opening bracket to the one that closes it, or to the end."""
    total = 0
    square: list[int] = []
    round_: list[int] = []
    for match in _BRACKET.finditer(data):
        open_ = square if match[0] in "[]" else round_
        if match[0] in "[(":
            open_.append(match.start())
        elif open_:
            total += match.start() - open_.pop()
    return total + sum(len(data) - start for start in (*square, *round_))
