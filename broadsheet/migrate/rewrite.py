"""Prose changed by an expression, with the number of each line kept.

Code between backticks and comments are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from broadsheet.migrate.passage import Line

Replace = Callable[[re.Match[str], int], str | None]
"""Gives what stands instead of a match on a line, None for the match itself."""

_APART: Final = (
    r"(?P<apart>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\n).)+?(?<!`)(?P=ticks)(?!`)|<!--.*?-->)"
)


def compiled(pattern: str) -> re.Pattern[str]:
    """Make an expression that passes over what is set apart; it may span lines."""
    return re.compile(f"{_APART}|{pattern}", re.DOTALL | re.MULTILINE)


def rewrite(lines: Sequence[Line], pattern: re.Pattern[str], replace: Replace) -> list[Line]:
    """Replace what an expression made by `compiled` finds."""
    if not lines:
        return []
    text = "\n".join(line.text for line in lines)
    pieces: list[tuple[str, int, bool]] = []
    at, row = 0, 0
    for match in pattern.finditer(text):
        if match["apart"] is not None:
            continue
        row_of_match = row + text.count("\n", at, match.start())
        became = replace(match, lines[row_of_match].number)
        if became is None or became == match[0]:
            continue
        pieces += [(text[at : match.start()], row, True), (became, row_of_match, False)]
        at, row = match.end(), row_of_match + match[0].count("\n")
    pieces.append((text[at:], row, True))
    return _lines(pieces, lines)


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
