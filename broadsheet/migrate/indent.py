"""Lists as our Markdown has them: what belongs to an item is indented by four spaces.

CommonMark and kramdown want as many columns as the item's mark takes, two or three mostly; with
those Python-Markdown ends the list. CommonMark also begins a list right below a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.migrate.note import Note
from broadsheet.migrate.passage import Line

_ITEM: Final = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap>[ ]{1,4})(?=\S)")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})")
_RULE: Final = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}")
_STEP: Final = 4
_SHALLOW: Final = 3
"""Columns by which a mark may be indented further without being code."""
_WHY: Final = "lists got their four spaces"
_APART: Final = "a list got an empty line above it"


def indent_lists(lines: Sequence[Line], *, interrupting: bool) -> tuple[list[Line], list[Note]]:
    """Indent what belongs to the items of lists.

    Args:
        lines: of a body.
        interrupting: whether a list may begin right below a paragraph there.
    """
    work = _Indenter(interrupting=interrupting)
    for line in lines:
        work.take(line)
    return work.made, work.notes


class _Indenter:
    def __init__(self, *, interrupting: bool) -> None:
        self.interrupting = interrupting
        self.made: list[Line] = []
        self.notes: list[Note] = []
        self.columns: list[int] = []  # where the contents of each open item begin
        self.fence = ""
        self.shift = 0
        self.raw = self.told = False
        self.blank = True
        self.quiet = False  # nothing but items and what belongs to them since the last paragraph

    def take(self, line: Line) -> None:
        """Add a line, in its place."""
        text = line.text.expandtabs(_STEP) if "\t" in line.text[:8] else line.text
        bare = text.lstrip(" ")
        indent = len(text) - len(bare)
        if self.raw or "<pre" in bare.lower():
            self.made.append(line)
            self.raw = "</pre>" not in bare.lower()
            self.blank = False
            return
        if self.fence:
            self._put(line, " " * max(0, indent + self.shift) + bare if bare else "")
            if bare.startswith(self.fence) and not bare.strip(self.fence[0] + " "):
                self.fence = ""
            return
        if not bare:
            self._put(line, "")
            self.blank = True
            return
        self._block(line, bare, indent)
        self.blank = False

    def _block(self, line: Line, bare: str, indent: int) -> None:
        item = None if _RULE.fullmatch(bare) else _ITEM.match(bare)
        if self.blank or item or _FENCE.match(bare):
            while self.columns and indent < self.columns[-1]:
                self.columns.pop()
        depth = len(self.columns)
        base = self.columns[-1] if self.columns else 0
        if item and indent - base <= _SHALLOW:
            self._begin(line, item, bare, indent)
            return
        fence = _FENCE.match(bare)
        if fence and indent - base <= _SHALLOW:
            self.fence = fence[1]
        over = max(0, indent - base) if self.columns else indent
        lazy = not self.blank and indent < base
        width = indent if lazy or not self.columns else _STEP * depth + over
        self.shift = width - indent
        self._put(line, " " * width + bare)
        self.quiet = bool(self.columns)

    def _begin(self, line: Line, item: re.Match[str], bare: str, indent: int) -> None:
        depth = len(self.columns)
        words = bool(self.made) and not self.blank and not self.quiet
        first = item["number"] in (None, "1", "0")
        if words and not depth:
            if not self.interrupting or not first:
                self._put(line, " " * indent + bare)  # part of the paragraph
                return
            self.made.append(Line("", line.number))
            self._note(line, _APART)
        self.columns.append(indent + item.end())
        self._put(line, " " * (_STEP * depth) + bare)
        self.quiet = True

    def _put(self, line: Line, text: str) -> None:
        if text != line.text and text.strip(" ") and not self.told:
            self.told = True
            self._note(line, _WHY)
        self.made.append(line if text == line.text else Line(text, line.number))

    def _note(self, line: Line, why: str) -> None:
        if not any(note.why == why for note in self.notes):
            self.notes.append(Note(line=line.number, act="changed", why=why, typed=line.text))
