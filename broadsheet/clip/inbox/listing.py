"""The inbox in words, and as objects for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from broadsheet.clip.dateline import Dateline
from broadsheet.clip.duplicate import Duplicate
from broadsheet.clip.inbox.item import Item, Sheet
from broadsheet.problems import one_line


def as_lines(sheet: Sheet) -> Iterator[str]:
    """List the entries of a feed, the newest first, each with what it repeats below it."""
    yield f"{one_line(sheet.name)} ({sheet.place})"
    for note in sheet.notes:
        yield f"       note: {one_line(note.message)}"
    for item in sheet.items:
        yield from _lines_of_item(item)
    if sheet.more:
        yield f"       and {sheet.more} more"


def _lines_of_item(item: Item) -> Iterator[str]:
    entry = item.entry
    title = one_line(entry.title) or "(no headline)"
    yield f"{item.number:>5}  {_when(entry.published or entry.updated):<16}  {title}"
    if entry.address:
        yield f"       {entry.address}"
    for duplicate in item.there:
        yield f"       there already: {duplicate.path}: {_why(duplicate)}"
    for number, duplicate in item.like:
        yield f"       like {number}: {_why(duplicate)}"


def _why(duplicate: Duplicate) -> str:
    return f"{one_line(duplicate.why)} ({round(duplicate.similarity * 100)} % alike)"


def _when(dateline: Dateline | None) -> str:
    """Give the day and the time on the paper's own clock."""
    if dateline is None:
        return "no date"
    if dateline.moment:
        return f"{dateline.moment:%Y-%m-%d %H:%M}"
    return f"{dateline.day.isoformat()} {dateline.zoneless or ''}".rstrip()


def as_json(sheet: Sheet, item: Item) -> str:
    """Give an entry as one line of JSON."""
    entry = item.entry
    whole: dict[str, Any] = {
        "number": item.number,
        "new": item.new,
        "feed": {"name": sheet.name, "place": sheet.place},
        "title": entry.title,
        "address": entry.address,
        "date": entry.published.iso if entry.published else None,
        "updated": entry.updated.iso if entry.updated else None,
        "authors": list(entry.authors),
        "language": entry.language,
        "summary": entry.summary,
        "content": entry.content,
        "tags": list(entry.tags),
        "pictures": [asdict(picture) for picture in entry.pictures],
        "enclosures": [asdict(enclosure) for enclosure in entry.enclosures],
        "there": [asdict(duplicate) for duplicate in item.there],
        "like": [
            {"number": number, "why": duplicate.why, "similarity": duplicate.similarity}
            for number, duplicate in item.like
        ],
    }
    return json.dumps(whole, ensure_ascii=False)
