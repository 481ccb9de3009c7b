"""A body in passages: prose, whose mark-up is translated, and code, which stays as it is.

The one dialect of all is not ours alone: rows of backticks make no block here, so such a block gets
its four spaces, and what stood behind the backticks is told in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from broadsheet.migrate.note import Note

_PREFIX: Final = r"(?P<prefix>(?:[ \t]*>)*)(?P<indent>[ \t]*)"
_FENCE: Final = re.compile(rf"{_PREFIX}(?P<mark>`{{3,}}|~{{3,}})[ \t]*(?P<info>[^`]*)")
_TAG: Final = re.compile(
    rf"{_PREFIX}(?:\{{%-?\s*highlight\b(?P<liquid>[^%]*)-?%\}}|"
    r"\{\{[<%]\s*highlight\b(?P<hugo>[^>%]*)[>%]\}\})[ \t]*"
)
_END_TAG: Final = re.compile(r"\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\}")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+")
_INDENTED: Final = re.compile(r"(?: {4}|\t)")
_SEPARATOR: Final = "<!-- -->"
"""Between a list and a block of code, which would else become a part of its last item."""
_WHY: Final = "a block of code between rows of marks became one of four spaces"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text and its number in the original."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of one kind."""

    lines: tuple[Line, ...]
    code: bool


def numbered_lines(body: str, first_line: int) -> list[Line]:
    """Give the lines of a body that begins on a line of its file."""
    return [Line(text, number) for number, text in enumerate(body.split("\n"), first_line)]


def passages(rows: Sequence[Line], *, keep_fences: bool) -> tuple[list[Passage], list[Note]]:
    """Cut a body into prose and code.

    Args:
        rows: its lines.
        keep_fences: whether the site's Markdown knows blocks between rows of backticks.
    """
    return _Cutter(list(rows), keep_fences=keep_fences).cut()


class _Cutter:
    def __init__(self, rows: list[Line], *, keep_fences: bool) -> None:
        self.rows, self.keep_fences = rows, keep_fences
        self.found: list[Passage] = []
        self.notes: list[Note] = []
        self.prose: list[Line] = []
        self.listed = False

    def cut(self) -> tuple[list[Passage], list[Note]]:
        at = 0
        while at < len(self.rows):
            at = self._fence(at) or self._other_code(at) or self._row(at)
        self._flush()
        return self.found, self.notes

    def _row(self, at: int) -> int:
        row = self.rows[at]
        if _ITEM.match(row.text):
            self.listed = True
        elif row.text.strip() and row.text[:1] not in " \t":
            self.listed = False
        self.prose.append(row)
        return at + 1

    def _flush(self) -> None:
        if self.prose:
            self.found.append(Passage(tuple(self.prose), code=False))
            self.prose = []

    def _add(self, lines: Sequence[Line]) -> None:
        self._flush()
        self.found.append(Passage(tuple(lines), code=True))

    def _other_code(self, at: int) -> int | None:
        """Take lines that are indented already, or stand in a `<pre>`."""
        text = self.rows[at].text
        if "<pre" in text.lower():
            last = next(
                (n for n in range(at, len(self.rows)) if "</pre>" in self.rows[n].text.lower()), at
            )
        elif not self.listed and _INDENTED.match(text) and text.strip() and self._after_blank():
            last = at
            for n in range(at, len(self.rows)):
                if self.rows[n].text.strip() and not _INDENTED.match(self.rows[n].text):
                    break
                last = n if self.rows[n].text.strip() else last
        else:
            return None
        self._add(self.rows[at : last + 1])
        return last + 1

    def _after_blank(self) -> bool:
        if self.prose:
            return not self.prose[-1].text.strip()
        return True

    def _fence(self, at: int) -> int | None:
        opening = _FENCE.fullmatch(self.rows[at].text)
        tag = None if opening else _TAG.fullmatch(self.rows[at].text)
        match = opening or tag
        if match is None:
            return None
        end = self._end(at, opening)
        if end is None:
            return None
        if self.keep_fences and opening:
            self._add(self.rows[at : end + 1])
        elif self.keep_fences:
            self._add(list(self._fenced(at, end)))
        else:
            self._add(list(self._indented(at, end, match)))
        return end + 1

    def _end(self, at: int, opening: re.Match[str] | None) -> int | None:
        for n in range(at + 1, len(self.rows)):
            text = self.rows[n].text
            bare = text.lstrip(" \t>")
            if opening is None and _END_TAG.fullmatch(bare.strip()):
                return n
            if opening and bare.strip(opening["mark"][0] + " \t") == "":
                count = bare.count(opening["mark"][0])
                if count >= len(opening["mark"]) and bare.startswith(opening["mark"][0]):
                    return n
        return None

    def _fenced(self, at: int, end: int) -> Iterator[Line]:
        """Write a block between tags as one between backticks."""
        self._note(at, "```")
        yield Line("```", self.rows[at].number)
        yield from self.rows[at + 1 : end]
        self._note(end, "```")
        yield Line("```", self.rows[end].number)

    def _indented(self, at: int, end: int, match: re.Match[str]) -> Iterator[Line]:
        prefix, base = match["prefix"], len(match["indent"].expandtabs(4))
        inside = self.listed and base > 0
        pad = " " * ((-(-base // 4) * 4 if inside else 0) + 4)
        quote = f"{prefix} " if prefix else ""
        start = self.rows[at].number
        self._note(at, "four spaces before each line")
        if self._touches():
            yield Line(quote.rstrip(), start)
        blank = not any(row.text.strip() for row in self.prose)
        behind_code = blank and bool(self.found) and self.found[-1].code
        if (self.listed and not inside) or behind_code:
            yield Line(_SEPARATOR, start)
            yield Line("", start)
            self.listed = False
        for row in self.rows[at + 1 : end]:
            bare = _without_indent(row.text[len(prefix) :] if prefix else row.text, base)
            yield Line(f"{quote}{pad}{bare}" if bare.strip() else quote.rstrip(), row.number)
        self._note(end, "four spaces before each line")
        if end + 1 < len(self.rows) and self.rows[end + 1].text.strip(" \t>"):
            yield Line(quote.rstrip(), self.rows[end].number)

    def _touches(self) -> bool:
        """Tell whether the line above is not blank."""
        above = self.prose[-1] if self.prose else None
        if above is None and self.found:
            above = self.found[-1].lines[-1] if self.found[-1].lines else None
        return above is not None and bool(above.text.strip(" \t>"))

    def _note(self, at: int, became: str) -> None:
        row = self.rows[at]
        self.notes.append(
            Note(line=row.number, act="changed", why=_WHY, typed=row.text.strip(), became=became)
        )


def _without_indent(text: str, width: int) -> str:
    """Take up to so many columns of white space from the beginning of a line."""
    text = text.expandtabs(4) if text[:width].strip(" ") != text[:width].strip() else text
    return text[min(width, len(text) - len(text.lstrip(" "))) :]
