"""The lines between headline and text: who wrote it and when."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from broadsheet.agency import is_agency
from broadsheet.clip.address import plain
from broadsheet.clip.byline import read_byline, read_persons
from broadsheet.clip.credit import likeness
from broadsheet.clip.dateline import Dateline, contains_date, read_dateline
from broadsheet.clip.sheet import Line, Sheet
from broadsheet.clip.wording import UPDATED, bare_label, label_of

_REACH: Final = 12
"""Lines below the headline among which byline and date are looked for."""
_SEGMENTS: Final = re.compile(r"\s+[|·•]\s+|\s{3,}|\t+|\s+[–—]\s+|(?<=\d)\s*[;；]\s*|\s*[|｜]\s*")


@dataclass(slots=True)
class Head:
    """What stands above a text."""

    names: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    date: Dateline | None = None
    updated: Dateline | None = None
    agencies: list[str] = field(default_factory=list)
    source: str | None = None
    last: int = 0
    """The number of the last line that belongs to it."""


def take_head(sheet: Sheet, after: int, language: str | None) -> Head:
    """Take byline, dates and source lines; labelled ones wherever they stand."""
    head = Head(last=after)
    for line in list(sheet.rest()):
        if label_of(line.text, "updated", "published", "source"):
            _take_line(sheet, line, head, language)
    near = list(sheet.rest(after))[:_REACH]
    for index, line in enumerate(near):
        following = near[index + 1] if index + 1 < len(near) else None
        dated = following is not None and _is_below(following, line)
        dated = dated and bool(_reads(following.text if following else "", language))
        if _take_line(sheet, line, head, language) or (
            (dated or (head.date and _is_below(line, sheet.lines[head.last - 1])))
            and _take_name(sheet, line, following, head, sure=0.6 if dated else 0.5)
        ):
            head.last = line.number
    for line in list(sheet.rest(after)):
        if len(line.text) < 80 and label_of(line.text, "byline") and not head.names:  # noqa: PLR2004
            _take_line(sheet, line, head, language)
    return head


def _take_line(sheet: Sheet, line: Line, head: Head, language: str | None) -> bool:
    """Take a line if each of its segments is a byline, a date or a source."""
    segments = [part for part in _parts(line.text) if part.strip()]
    parts = [_reads(part, language) for part in segments]
    if not all(parts):
        parts = [_reads(line.text, language)]
    if not parts or not all(parts):
        return False
    for name, value, sure in filter(None, parts):
        _put(sheet, line, head, (name, value, sure))
    sheet.take(line, "+".join(dict.fromkeys(part[0] for part in parts if part)))
    return True


def _parts(text: str) -> list[str]:
    """Part a line at its bars and dots, or where a date begins behind a name."""
    parts = [part for piece in _SEGMENTS.split(text.strip()) for part in UPDATED.split(piece)]
    if len(parts) > 1:
        return parts
    match = contains_date(text)
    return [text[: match.start()].rstrip(" ,،-–—|"), text[match.start() :]] if match else parts


_Read = tuple[str, object, float]


def _reads(text: str, language: str | None) -> _Read | None:
    words = plain(text).strip(" *_()[]")
    for kind in ("updated", "published"):
        label = label_of(words, kind) or bare_label(words, kind)
        dateline = read_dateline(label.rest, language) if label else None
        if dateline:
            return ("date" if kind == "published" else kind), dateline, 0.97
    dateline = read_dateline(words, language)
    if dateline:
        return "date", dateline, 0.95
    source = label_of(words, "source")
    if source and source.rest and len(source.rest.split()) <= 8:  # noqa: PLR2004  a name
        return "source", source.rest.strip(" ."), 0.9
    byline = read_byline(text)
    return ("byline", byline, byline.confidence) if byline else None


def _put(sheet: Sheet, line: Line, head: Head, read: _Read) -> None:
    name, value, sure = read
    if name in ("date", "updated") and isinstance(value, Dateline):
        _put_date(sheet, line, head, (name, value, sure))
    elif name == "source":
        words = str(value)
        if is_agency(words):
            head.agencies.append(words)
        else:
            head.source = head.source or words
        sheet.find("agency" if is_agency(words) else "source.name", words, line, sure)
    else:
        _put_names(sheet, line, head, value)


def _put_names(sheet: Sheet, line: Line, head: Head, byline: object) -> None:
    names = getattr(byline, "names", ())
    head.names += [name for name in names if name not in head.names]
    head.roles += getattr(byline, "roles", ())
    agencies = [name for name in names if is_agency(name)]
    head.agencies += [name for name in agencies if name not in head.agencies]
    sheet.find("byline", list(names), line, getattr(byline, "confidence", 0.9))
    if agencies:
        sheet.find("agency", agencies if len(agencies) > 1 else agencies[0], line, 0.95)
    for role in getattr(byline, "roles", ()):
        sheet.find("byline", f"not a name: {role}", line, 0.7)


def _put_date(sheet: Sheet, line: Line, head: Head, read: tuple[str, Dateline, float]) -> None:
    name, value, sure = read
    if name == "date" and head.date and not head.updated and _later(value, head.date):
        name, sure = "updated", 0.6
    if getattr(head, name) is None:
        setattr(head, name, value)
        sheet.find(name, value.iso, line, sure)
    elif getattr(head, name) != value:
        sheet.find(name, f"another date: {value.iso}", line, 0.5)
    if value.zoneless:
        note = f"{value.zoneless}, without a zone: only the day is in the field"
        sheet.find(f"{name}.time", note, line, 0.9)


def _later(one: Dateline, other: Dateline) -> bool:
    return one.day > other.day


def _is_below(line: Line, other: Line) -> bool:
    """Tell whether a line follows another one, with one blank line between them or none."""
    return 0 < line.number - other.number <= 2  # noqa: PLR2004


def _take_name(
    sheet: Sheet, line: Line, following: Line | None, head: Head, *, sure: float
) -> bool:
    """Take names alone on a line next to the date, unless the credit below makes it a caption."""
    names = read_persons(line.text)
    if head.names or not names or (following and likeness(following.text) > 0.5):  # noqa: PLR2004
        return False
    head.names += names
    sheet.find("byline", list(names), line, sure)
    sheet.take(line, "byline")
    return True
