"""The lines of a clipping while they are read, and where each of them ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from broadsheet.read.frontmatter import CONTROL
from broadsheet.read.typed import is_blank

BODY: Final = "body"
WRAPPED: Final = 120
"""No hard-wrapped text has a longer line: with one, every line is a paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source; numbers count from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Tell whether nothing that can be seen stands on the line."""
        return is_blank(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for a field: its value, where it stood, and how sure that is, 0 to 1."""

    field: str
    value: object
    origin: str
    confidence: float


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line that is in no field and not in the body, and why."""

    line: int
    text: str
    why: str


@dataclass(slots=True)
class Sheet:
    """A clipping in work. A line is free until it is taken; it is taken once."""

    lines: tuple[Line, ...]
    places: dict[int, str] = field(default_factory=dict)
    """The field, or `body`, in which a line has ended, by its number."""
    left_out: dict[int, LeftOut] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def free(self, line: Line) -> bool:
        """Tell whether nobody has taken a line yet."""
        return line.number not in self.places and line.number not in self.left_out

    def rest(self, after: int = 0) -> Iterator[Line]:
        """Give the free lines that are not blank, behind a line's number."""
        return (ln for ln in self.lines[after:] if self.free(ln) and not ln.blank)

    def take(self, lines: Line | Iterable[Line], place: str) -> None:
        """Put lines into a field, or into the body."""
        for line in [lines] if isinstance(lines, Line) else lines:
            assert self.free(line), line  # noqa: S101  a line ends in one place
            self.places[line.number] = place

    def leave(self, line: Line, why: str) -> None:
        """Leave a line out."""
        assert self.free(line), line  # noqa: S101  a line ends in one place
        self.left_out[line.number] = LeftOut(line.number, line.text, why)

    def find(self, name: str, value: object, lines: Line | str, confidence: float) -> None:
        """Note a finding for the report; `lines` may be a word such as `address`."""
        origin = lines if isinstance(lines, str) else f"line {lines.number}"
        self.findings.append(Finding(name, value, origin, confidence))

    def paragraph(self, first: Line) -> list[Line]:
        """Give a line and the free lines that follow it without a blank one between."""
        found = [first]
        for line in self.lines[first.number :]:
            if line.blank or not self.free(line):
                break
            found.append(line)
        return found

    def paragraphs(self) -> list[list[Line]]:
        """Give the free lines in runs without a blank or a taken line between."""
        runs: list[list[Line]] = []
        last = -1
        for line in self.rest():
            if line.number == last + 1:
                runs[-1].append(line)
            else:
                runs.append([line])
            last = line.number
        return runs


def _clean(text: str) -> str:
    """Take out what no content file may hold; Unicode's own line breaks are spaces in one line."""
    return re.sub("[\u2028\u2029]", " ", CONTROL.sub("", text))


def make_sheet(text: str) -> Sheet:
    """Cut a text into lines; characters that no content file may hold are taken out of them."""
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(Line(n, _clean(ln)) for n, ln in enumerate(whole.split("\n"), 1))
    sheet = Sheet(lines)
    removed = sorted({f"U+{ord(char):04X}" for char in CONTROL.findall(whole)})
    if removed:
        names = ", ".join(removed[:5])
        sheet.find("text", f"control characters removed: {names}", "the whole text", 1.0)
    return sheet
