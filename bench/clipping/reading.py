"""What a reader found in a page, whichever reader it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bench.clipping.gold import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One page as a reader saw it. `milliseconds` is the reader's own time, files not included."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    date: str | None = None
    """A day in ISO form; so `updated`."""
    updated: str | None = None
    site: str | None = None
    language: str | None = None
    photos: tuple[tuple[str | None, str | None], ...] = ()
    """Caption and credit of each photo, in their order."""
    text: str = ""
    milliseconds: float = 0.0
    failure: str | None = None
    """What the reader raised; the page counts as read without any finding."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its label."""

    data: bytes
    label: Label


class Reader(Protocol):
    """A reader that takes part. `lacks` are the fields that it has no place for."""

    name: str
    lacks: frozenset[str]

    def read(self, pages: tuple[Page, ...]) -> tuple[Reading, ...]:
        """Read pages, each timed alone, after one that is not counted.

        Raises:
            UnavailableError: the reader is not here and cannot be installed.
        """
