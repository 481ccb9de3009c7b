"""One text of another generator, split: its fields as they were typed, and its body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from broadsheet.migrate.note import Note

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
"""Texts as they were typed, in lists and mappings; None where nothing was."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value and the line it stands on. A key may come twice."""

    key: str
    value: Value
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text as it was found.

    `form` names the way its fields are written (`YAML`, `TOML`, `JSON`, `lines`, `pandoc`, or
    `none`), `remarks` are the comments among them, `body_line` is where the body begins.
    """

    form: str
    entries: tuple[Entry, ...] = ()
    remarks: tuple[str, ...] = ()
    body: str = ""
    body_line: int = 1
    notes: tuple[Note, ...] = field(default=())


def leaves(value: Value) -> Iterator[str]:
    """Give the texts of a value, in their order; blank ones are none."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from leaves(item)
