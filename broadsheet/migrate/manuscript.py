"""A body in the mark-up of another generator, written in ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from broadsheet.migrate.indent import indent_lists
from broadsheet.migrate.links import Spot, Ways, translate_links
from broadsheet.migrate.markup import Tongue, translate_tags
from broadsheet.migrate.note import Note
from broadsheet.migrate.passage import Line, Passage, numbered_lines, passages
from broadsheet.read.frontmatter import CONTROL, find_control

_TEMPLATING: Final = {"hugo": ("{{<", "{{%"), "jekyll": ("{%", "{{")}
_IN_CODE: Final = "a tag of the old generator in a block of code"
_CONTROL_WHY: Final = "a control character, which no text may hold, was left out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A body with what it needs to be understood."""

    body: str
    first_line: int
    page: Mapping[str, str]
    spot: Spot
    keep_fences: bool = False


def translate(
    manuscript: Manuscript, ways: Ways, find: Callable[[str], str | None]
) -> tuple[str, list[Note]]:
    """Write a body in our mark-up.

    Args:
        manuscript: the body.
        ways: knows where things are now.
        find: finds a text by the name that a tag has for it.

    Returns:
        The body, and a note for each place that was changed or should be looked at.
    """
    body, notes = _without_controls(manuscript)
    kind = ways.origin.kind
    rows = numbered_lines(body, manuscript.first_line)
    if kind != "pelican":  # its Markdown is ours
        rows, found = indent_lists(rows, interrupting=kind != "jekyll")
        notes += found
    cut, found = passages(rows, keep_fences=manuscript.keep_fences)
    notes += found
    tongue = Tongue(kind, find, dict(manuscript.page), ways.origin.shortcodes)
    lines: list[Line] = []
    for passage in cut:
        made, found = _translated(passage, tongue, manuscript.spot, ways)
        lines += made
        notes += found
    return "\n".join(line.text for line in lines), sorted(notes, key=lambda note: note.line)


def _translated(
    passage: Passage, tongue: Tongue, spot: Spot, ways: Ways
) -> tuple[list[Line], list[Note]]:
    if passage.code:
        marks = _TEMPLATING.get(tongue.kind, ())
        notes = [
            Note(line=line.number, act="left", why=_IN_CODE, typed=line.text.strip())
            for line in passage.lines
            if any(mark in line.text for mark in marks)
        ]
        return list(passage.lines), notes
    lines, notes = translate_tags(passage.lines, tongue)
    lines, found = translate_links(lines, spot, ways)
    return lines, notes + found


def _without_controls(manuscript: Manuscript) -> tuple[str, list[Note]]:
    if not find_control(manuscript.body):
        return manuscript.body, []
    notes = [
        Note(line=number, act="changed", why=_CONTROL_WHY, typed=match[0])
        for number, line in enumerate(manuscript.body.split("\n"), manuscript.first_line)
        for match in CONTROL.finditer(line)
    ]
    return CONTROL.sub("", manuscript.body), notes
