"""Marks that writers leave for themselves, in a text that readers will see.

TK stands for "to come" in newsrooms, and is two letters that no English word has side by side.
What is somebody's name is none: `TK Elevator`, flight `TK 1951`, a Spanish headline in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from broadsheet.problems import Problem, problem
from broadsheet.read.typed import Text

_MARK: Final = re.compile(
    r"\b(?:TK)+\b(?!\s+(?:[A-Z][a-z]|\d))"
    r"|\bFIXME\b"
    r"|\bTODO\b(?=\s*[:)\]])"
    r"|^[\W_]*TODO\b(?!\s+[^\W\da-z_]{2})"
    r"|\blorem ipsum\b",
    re.MULTILINE,
)
_LATIN: Final = re.compile(r"\blorem\s+ipsum\b", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"<!--.*?-->|https?://\S+", re.DOTALL)


def unfinished(words: str) -> Iterator[tuple[str, int]]:
    """Give each mark in a text, and how many lines stand above it."""
    if not any(mark in words for mark in ("TK", "TODO", "FIXME")) and "ipsum" not in words.lower():
        return  # as for nearly every text
    seen = _UNSEEN.sub(lambda match: "\n" * match[0].count("\n"), words)
    marks = [*_MARK.finditer(seen), *_LATIN.finditer(seen)]
    for mark in {match.start(): match for match in marks}.values():
        word = mark[0].strip(" \t\n\r[](){}*_#->.:")
        yield word, seen.count("\n", 0, mark.end())


def unfinished_text(
    fields: dict[str, Text | None], body: str, *, path: str, first_line: int
) -> Iterator[Problem]:
    """Note every mark in what readers will see of a file.

    Args:
        fields: texts by the name of their field.
        body: the Markdown.
        path: as in problems.
        first_line: the line on which the body begins.
    """
    for field, text in fields.items():
        for word, _ in unfinished(text.text) if text else ():
            yield _problem(word, path, text.line if text else first_line, field)
    for word, above in unfinished(body):
        yield _problem(word, path, first_line + above, "body")


def _problem(word: str, path: str, line: int, field: str) -> Problem:
    return problem(
        "unfinished-text",
        f"holds {word!r}, a mark of something that is still to come",
        path=path,
        line=line,
        field=field,
        hint="write what belongs there, or add status: draft",
    )
