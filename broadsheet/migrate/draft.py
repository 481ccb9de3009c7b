"""A moved text as an article's file: fields, blanks, and as remarks all that has no field."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from broadsheet.migrate.sheet import Entry, Value, leaves
from broadsheet.skeleton.draft import COLUMN, scalar

MARK: Final = "# migrated from: "
"""How the line begins by which a moved text is known again: its path, then a hash of it."""
_BLANKS: Final = {
    "title": "the headline",
    "date": "when the original was published, such as 2022-12-18",
    "source": "where the original stands",
    "topics": "slugs of topics.yaml, such as [one, another]",
    "regions": "slugs of regions.yaml, such as [one, another]",
    "summary": "one or two sentences in your own words",
}
_REQUIRED: Final = ("title", "date", "source", "topics", "regions")
_ORDER: Final = (
    "title",
    "date",
    "updated",
    "byline",
    "source",
    "photo",
    "related",
    "topics",
    "regions",
    "summary",
    "lang",
    "translation_of",
)
MOST_REMARKS: Final = 100_000
"""Characters of remarks in a file; what is beyond stays out of it and is told."""
_SPACE: Final = re.compile(r"\s+")
_UNSEEN: Final = ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a file is made of. `fields` are filled ones by the keys of our format."""

    mark: str
    digest: str
    fields: Mapping[str, Any]
    kept: tuple[Entry, ...] = ()
    remarks: tuple[str, ...] = ()
    draft: bool = True
    body: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and the keys for which there was no room even among its remarks."""

    text: str
    crowded: tuple[Entry, ...] = field(default=())


def represented(entry: Entry, said: Value) -> bool:
    """Tell whether a field says every text of an entry, as it was typed but for white space."""
    there = {_SPACE.sub(" ", text).strip() for text in leaves(said)}
    return all(_SPACE.sub(" ", text).strip() in there for text in leaves(entry.value))


def write_draft(draft: Draft) -> Written:
    """Write the file."""
    lines = [f"{MARK}{draft.mark} ({draft.digest})", *_fields(draft)]
    kept, crowded = _kept(draft)
    if kept:
        lines += ["# kept from the original:", *kept]
    head = "".join(f"{line}\n" for line in lines)
    body = draft.body.strip("\n")
    return Written(f"---\n{head}---\n" + (f"{body}\n" if body.strip() else ""), crowded)


def _fields(draft: Draft) -> Iterator[str]:
    for name in _ORDER:
        value = draft.fields.get(name)
        if value:
            yield from _field(name, value)
        elif name in _REQUIRED or (name == "summary" and not draft.body.strip()):
            yield from _blank(name)
    if draft.draft:
        yield f"{'status: draft':<{COLUMN}}# delete this line to publish the article"


def _blank(name: str) -> Iterator[str]:
    if name == "source":
        yield "source:"
        yield f"{'  name:':<{COLUMN}}# who published it, as they write it"
        yield f"{'  url:':<{COLUMN}}# of the original"
    else:
        yield f"{name + ':':<{COLUMN}}# {_BLANKS[name]}"


def _field(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield f"{name}: {scalar(value)}"
    elif isinstance(value, dict):
        yield f"{name}:"
        for key, text in value.items():
            blank = (
                f"{f'  {key}:':<{COLUMN}}# {'of the original' if key == 'url' else 'to fill in'}"
            )
            yield f"  {key}: {scalar(text)}" if text else blank
    elif name in ("topics", "regions"):
        yield f"{name}: [{', '.join(value)}]"
    else:
        yield f"{name}:"
        for item in value:
            yield from _item(item)


def _item(item: Any) -> Iterator[str]:
    if isinstance(item, str):
        yield f"  - {scalar(item)}"
        return
    for number, (key, text) in enumerate(item.items()):
        yield f"  {' ' if number else '-'} {key}: {scalar(text)}"


def _kept(draft: Draft) -> tuple[list[str], tuple[Entry, ...]]:
    """Write what has no field as lines that readers never see."""
    lines: list[str] = []
    crowded: list[Entry] = []
    room = MOST_REMARKS
    remarks = [Entry("a remark there", words, 1) for words in draft.remarks]
    for entry in (*draft.kept, *remarks):
        made = list(_remark(entry.key, entry.value))
        size = sum(map(len, made))
        if size > room:
            crowded.append(entry)
        else:
            room -= size
            lines += made
    return lines, tuple(crowded)


def _remark(key: str, value: Value) -> Iterator[str]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if value is None:
        text = ""
    first, *others = text.split("\n")
    yield f"# {visible(key)}: {visible(first)}".rstrip()
    yield from (f"#   {visible(line)}" for line in others)


def visible(text: str) -> str:
    """Escape what would break a line or what no file may hold."""
    return "".join(
        char.encode("unicode_escape", "surrogatepass").decode()
        if unicodedata.category(char) in _UNSEEN and char != "\t"
        else char
        for char in text
    )


def flat(texts: Iterable[str]) -> str | list[str] | None:
    """Give one text alone, several as a list, and None for none."""
    found = list(texts)
    return found[0] if len(found) == 1 else found or None
