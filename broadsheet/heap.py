"""Python's collector of cycles, held back while a site is built.

A build keeps almost all it makes. Looking through hundreds of thousands of objects again and again
for the few that could go takes a third of a large build's time; new ones are still looked at.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_NEW: Final = 250_000
"""Objects that come to be before the new ones are looked at; Python's own number is 700."""
_AT_WORK: Final = 50_000
"""The same in a worker: it keeps nothing of what it reads and renders, and there are several."""
_OLD: Final = 1_000
"""How often the new ones are looked at before all are."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for cycles among new objects, and hardly ever among all, until the end of the block."""
    before = gc.get_threshold()
    gc.set_threshold(_NEW, 20, _OLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def seldom_collecting_at_work() -> None:
    """Look for cycles in a worker, among new objects alone, until it ends."""
    gc.set_threshold(_AT_WORK, 20, _OLD)
