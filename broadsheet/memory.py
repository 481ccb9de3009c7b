"""What a process that goes on knows from its last build, as `serve` does between two turns.

A thing that was read out of a file of the cache, or written into one, is in memory for as long as
that file stays as it was. Whoever finds it there is spared the reading, and finds what a new
process would have found: a file that another build has replaced, or somebody has removed, is not
the one that is known.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from broadsheet.tree import Stamp, lstat, stamp_of


class Memory:
    """Things by the file they stand in. What is in it is never changed, only replaced."""

    def __init__(self) -> None:
        """Know nothing."""
        self._things: dict[str, tuple[Stamp, Any]] = {}

        self._made: tuple[bytes, Any] = (b"", None)

    def __reduce__(self) -> tuple[type[Memory], tuple[()]]:
        """Travel empty: it is of this process."""
        return Memory, ()

    @property
    def is_empty(self) -> bool:
        """Tell whether no build has left anything yet."""
        return not self._things

    def recall(self, place: str | os.PathLike[str]) -> Any:
        """Give what stands in a file; None when that is not known."""
        stamp, thing = self._things.get(os.fspath(place), (None, None))
        found = lstat(os.fspath(place)) if stamp else None
        return thing if found is not None and stamp_of(found) == stamp else None

    def keep(self, place: str | os.PathLike[str], thing: Any) -> None:
        """Keep in mind what stands in a file, which nobody else may be changing."""
        found = lstat(os.fspath(place))
        if found is None:
            self._things.pop(os.fspath(place), None)
        else:
            self._things[os.fspath(place)] = stamp_of(found), thing

    def made(self, key: bytes, make: Callable[[], Any]) -> Any:
        """Give what was made under a key, made now if the last one had another key."""
        if self._made[0] != key:
            self._made = key, make()
        return self._made[1]
