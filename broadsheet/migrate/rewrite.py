"""Prose changed by an expression, with the number of each line kept.

Code between backticks and comments are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.migrate.passage import Line

Replace = Callable[[re.Match[str], int], str | None]
"""Gives what stands instead of a match on a line, None for the match itself."""

_APART: Final = (
    r"(?P<apart>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n).){1,2000}?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.{0,50000}?-->)"
)
"""What is longer is taken for no code and no comment: looking for their ends takes too long."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression that passes over what is set apart; it may span lines.

    Trying it at every character takes long: it is tried only where `starts` finds one, and only in
    a text that has one of `needs`.
    """

    whole: re.Pattern[str]
    starts: re.Pattern[str]
    needs: tuple[str, ...]


def compiled(pattern: str, *, starts: str, needs: tuple[str, ...]) -> Pattern:
    """Make an expression.

    Args:
        pattern: what is looked for.
        starts: the characters that it can begin with.
        needs: texts of which a text that has a match has one.
    """
    whole = re.compile(f"{_APART}|{pattern}", re.DOTALL | re.MULTILINE)
    return Pattern(whole, re.compile(f"[`<{re.escape(starts)}]"), needs)


def rewrite(lines: Sequence[Line], pattern: Pattern, replace: Replace) -> list[Line]:
    """Replace what an expression finds."""
    text = "\n".join([line.text for line in lines])
    if not any(need in text for need in pattern.needs):
        return list(lines)
    pieces: list[tuple[str, int, bool]] = []
    at, row = 0, 0
    for match in _matches(text, pattern):
        row_of_match = row + text.count("\n", at, match.start())
        became = replace(match, lines[row_of_match].number)
        if became is None or became == match[0]:
            continue
        pieces += [(text[at : match.start()], row, True), (became, row_of_match, False)]
        at, row = match.end(), row_of_match + match[0].count("\n")
    if not pieces:
        return list(lines)
    pieces.append((text[at:], row, True))
    return _lines(pieces, lines)


def _matches(text: str, pattern: Pattern) -> Iterator[re.Match[str]]:
    start = pattern.starts.search(text)
    while start:
        match = pattern.whole.match(text, start.start())
        if match and match["apart"] is None:
            yield match
        at = match.end() if match and match.end() > start.start() else start.end()
        start = pattern.starts.search(text, at)


def _lines(pieces: list[tuple[str, int, bool]], lines: Sequence[Line]) -> list[Line]:
    made: list[Line] = []
    current, number = "", lines[0].number
    for text, row, moves in pieces:
        for index, part in enumerate(text.split("\n")):
            if index:
                made.append(Line(current, number))
                current = ""
                number = lines[row + index].number if moves else lines[row].number
            current += part
    made.append(Line(current, number))
    return made
