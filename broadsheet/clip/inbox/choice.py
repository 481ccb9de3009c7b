"""Which entries of the inbox are meant: `inbox:3`, `inbox:3,5`, `inbox:3-7`."""

from __future__ import annotations

import re
from typing import Final

from broadsheet.errors import SettingsError
from broadsheet.problems import problem

PREFIX: Final = "inbox:"
_PART: Final = re.compile(r"\s*([0-9]{1,9})\s*(?:-\s*([0-9]{1,9})\s*)?")
_MOST: Final = 200
"""Entries taken at once: more is a slip of the keyboard."""


def is_choice(source: str) -> bool:
    """Tell whether the source of a clipping is the inbox."""
    return source.startswith(PREFIX)


def chosen_numbers(source: str) -> list[int]:
    """Give the numbers that are meant, each once, in the order in which they were typed.

    Raises:
        SettingsError: something else than numbers was typed.
    """
    numbers: dict[int, None] = {}
    for part in source.removeprefix(PREFIX).split(","):
        match = _PART.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if not first <= last < first + _MOST:
            message = f"must name entries by their numbers, got {source!r}"
            hint = f"such as {PREFIX}3 or {PREFIX}3,5 or {PREFIX}3-7, at most {_MOST} at once"
            raise SettingsError([problem("bad-argument", message, field="source", hint=hint)])
        numbers |= dict.fromkeys(range(first, last + 1))
    return list(numbers)
