"""A progress display for long work, on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol, TypeVar

T = TypeVar("T")
LONG: Final = 200
"""Fewer things are done before a display could be read."""


class Track(Protocol):
    """Passes things on one by one while somebody may watch."""

    def __call__(self, things: Sequence[T], doing: str) -> Iterable[T]:
        """Pass on `things`; `doing` says what is done with them (`Reading`)."""


def untracked(things: Sequence[T], doing: str) -> Iterable[T]:  # noqa: ARG001  the form of Track
    """Pass things on unwatched."""
    return things


def tracked(things: Sequence[T], doing: str) -> Iterable[T]:
    """Pass things on and show how far they are, when they are many and somebody looks."""
    if len(things) < LONG or not watched():
        return things
    from rich.console import Console  # noqa: PLC0415  most builds never show it
    from rich.progress import track  # noqa: PLC0415

    console: Any = Console(stderr=True)
    return track(things, description=f"{doing:<10}", console=console, transient=True)


def counted(things: Iterable[T], total: int, doing: str) -> Iterable[T]:
    """Pass on a few things that each take their time, and show how far they are."""
    if not watched():
        return things
    from rich.console import Console  # noqa: PLC0415  most commands never show it
    from rich.progress import track  # noqa: PLC0415

    console: Any = Console(stderr=True)
    return track(things, total=total, description=f"{doing:<10}", console=console, transient=True)


def watched() -> bool:
    """Tell whether standard error is a terminal with a person before it."""
    return sys.stderr.isatty() and not os.environ.get("CI")
