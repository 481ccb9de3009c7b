"""What a foreign text says of itself, in the terms of our format; nothing is looked up yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from broadsheet.migrate.date import When, date_in_path, read_when
from broadsheet.migrate.front_matter import entries_by_key
from broadsheet.migrate.mapping import PHOTO_PARTS, ROLE_OF, ROLES
from broadsheet.migrate.note import Note
from broadsheet.migrate.origin import typed_addresses
from broadsheet.migrate.place import Kind, Place
from broadsheet.migrate.sheet import Sheet, Value, leaves
from broadsheet.migrate.terms import split_terms
from broadsheet.read.addresses import address_fault
from broadsheet.read.languages import canonical

_SPACE: Final = re.compile(r"\s+")
_HEADING: Final = re.compile(r"#[ \t]+(?P<words>\S.*?)[ \t]*#*")
_RULED: Final = re.compile(r"=+[ \t]*")
_TRUE: Final = frozenset({"true", "yes", "1", "on"})
_MORE: Final = re.compile(r"<!--\s*(?:more|excerpt|PELICAN_END_SUMMARY)\s*-->", re.IGNORECASE)
_LONGEST_LEAD: Final = 400
"""Characters above a «read more» mark that may be a summary; more are a beginning."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the old text names it."""

    address: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text of the old site. `path` is below its folder; what is not known is empty or None."""

    path: str
    sheet: Sheet
    place: Place
    title: str = ""
    when: When | None = None
    updated: When | None = None
    byline: tuple[str, ...] = ()
    summary: str = ""
    slug: str = ""
    addresses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    draft: bool = False
    lang: str | None = None
    picture: Picture = Picture()
    url: str = ""
    source: str = ""
    related: tuple[Value, ...] = ()
    body: str = ""
    body_line: int = 1
    notes: tuple[Note, ...] = ()


def make_story(path: str, sheet: Sheet, place: Place, kind: Kind) -> Story:
    """Read the fields of a text by the roles that their keys have."""
    told = _Told(sheet)
    title = _line(told.text("title"))
    body, body_line, notes = sheet.body, sheet.body_line, list(sheet.notes)
    if not title:
        title, body, body_line, heading_notes = _title_of(body, body_line)
        notes += heading_notes
    addresses = tuple(
        address for value in told.values("address") for address in typed_addresses(value)
    )
    return Story(
        path=path,
        sheet=sheet,
        place=place,
        title=title,
        when=told.when("date") or _when_of(place, addresses),
        updated=told.when("updated"),
        byline=tuple(_names(told.value("byline"), by_commas=kind == "pelican")),
        summary=_line(told.text("summary")) or _lead(body),
        slug=told.text("slug").strip(),
        addresses=addresses,
        tags=_tags(told, "topics", kind),
        regions=_tags(told, "regions", kind),
        draft=place.draft or _is_draft(told),
        lang=canonical(told.text("lang").strip().replace("_", "-")) or place.lang,
        picture=_picture(told),
        url=next((text for text in told.texts("source.url") if not address_fault(text)), ""),
        source=_line(told.text("source.name")),
        related=tuple(told.listed("related")),
        body=body,
        body_line=body_line,
        notes=tuple(notes),
    )


class _Told:
    """The values of a text by role."""

    def __init__(self, sheet: Sheet) -> None:
        self.found: dict[str, list[tuple[int, Value]]] = {}
        for key, entry in entries_by_key(sheet.entries):
            role = ROLE_OF.get(key)
            if role:
                rank = ROLES[role].index(key)
                self.found.setdefault(role, []).append((rank, entry.value))
        self.keys = dict(reversed([*entries_by_key(sheet.entries)]))

    def values(self, role: str) -> Iterator[Value]:
        """Give every value of a role, that of the first key first."""
        ranked = sorted(self.found.get(role, []), key=lambda pair: pair[0])
        yield from (value for _, value in ranked)

    def value(self, role: str) -> Value:
        return next((value for value in self.values(role) if any(leaves(value))), None)

    def texts(self, role: str) -> Iterator[str]:
        for value in self.values(role):
            yield from (text.strip() for text in leaves(value))

    def text(self, role: str) -> str:
        """Give the first value that is a text alone."""
        found = (value for value in self.values(role) if isinstance(value, str) and value.strip())
        return next(found, "")

    def when(self, role: str) -> When | None:
        return next(filter(None, map(read_when, self.texts(role))), None)

    def listed(self, role: str) -> Iterator[Value]:
        for value in self.values(role):
            if isinstance(value, list):
                yield from value
            elif isinstance(value, str):
                yield from (part.strip() for part in value.split(",") if part.strip())
            elif value is not None:
                yield value


def _line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()


def _when_of(place: Place, addresses: tuple[str, ...]) -> When | None:
    """Give the day that the file's name has, or an address of the text."""
    days = (place.day, *map(date_in_path, addresses))
    day = next(filter(None, days), None)
    return When(day.isoformat(), whole=True) if day else None


def _names(value: Value, *, by_commas: bool) -> Iterator[str]:
    if isinstance(value, str):
        mark = ";" if ";" in value else "," if by_commas else "\n"
        yield from filter(None, map(_line, value.split(mark)))
    elif isinstance(value, dict):
        name = value.get("name")
        yield from [_line(name)] if isinstance(name, str) and name.strip() else []
    elif value is not None:
        for item in value:
            yield from _names(item, by_commas=False)


def _tags(told: _Told, role: str, kind: Kind) -> tuple[str, ...]:
    found: list[str] = []
    for value in told.values(role):
        found += split_terms(value, by_spaces=kind == "jekyll" and role == "topics")
    return tuple(dict.fromkeys(found))


def _is_draft(told: _Told) -> bool:
    def typed(key: str) -> str:
        entry = told.keys.get(key)
        return entry.value.strip().lower() if entry and isinstance(entry.value, str) else ""

    hidden = typed("status") in ("draft", "hidden", "skip", "private")
    return hidden or typed("draft") in _TRUE or typed("published") in ("false", "no", "0", "off")


def _picture(told: _Told) -> Picture:
    found = {"file": "", "caption": "", "credit": "", "alt": ""}
    for value in told.values("photo"):
        first = value[0] if isinstance(value, list) and value else value
        if isinstance(first, str) and first.strip():
            found["file"] = found["file"] or first.strip()
        elif isinstance(first, dict) and not found["file"]:
            found |= {name: _part(first, keys) for name, keys in PHOTO_PARTS.items()}
    for part in ("caption", "credit", "alt"):
        found[part] = found[part] or _line(told.text(f"photo.{part}"))
    return Picture(found["file"], found["caption"], found["credit"], found["alt"])


def _part(value: dict[str, Value], keys: tuple[str, ...]) -> str:
    by_key = {key.lower(): item for key, item in value.items()}
    texts = (by_key.get(key) for key in keys)
    return next((_line(text) for text in texts if isinstance(text, str) and text.strip()), "")


def _title_of(body: str, body_line: int) -> tuple[str, str, int, list[Note]]:
    """Take the heading that a text without a title begins with, and its line out of the text."""
    rows = body.split("\n")
    first = next((number for number, row in enumerate(rows) if row.strip()), None)
    if first is None:
        return "", body, body_line, []
    match = _HEADING.fullmatch(rows[first])
    ruled = first + 1 < len(rows) and _RULED.fullmatch(rows[first + 1])
    if not match and not ruled:
        return "", body, body_line, []
    taken = 1 if match else 2
    notes = [
        Note(
            line=body_line + first + number,
            act="changed",
            typed=rows[first + number],
            became="title",
            why="the first heading became the title",
        )
        for number in range(taken)
    ]
    words = match["words"] if match else rows[first]
    rest = "\n".join(rows[first + taken :])
    return _line(words), rest, body_line + first + taken, notes


def _lead(body: str) -> str:
    """Give what stands above a «read more» mark, where it is short and plain enough."""
    match = _MORE.search(body)
    lead = _line(body[: match.start()]) if match else ""
    plain = not re.search(r"[\[\]<>{}`*_#|]", lead)
    return lead if len(lead) <= _LONGEST_LEAD and plain else ""
