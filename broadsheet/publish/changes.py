"""What sending the site would do to its host, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

STEERING: Final = ("CNAME", ".htaccess")
"""Files that hold no page and steer the host: they are put there once and missed only later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The paths that differ, and how many do not."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    kept: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything to send."""
        return bool(self.added or self.changed or self.removed)

    def __str__(self) -> str:
        """Count, in words."""
        return "{} to add, {} to change, {} to remove".format(*self._counts)

    @property
    def done(self) -> str:
        """Count what was done, in words."""
        return "{} added, {} changed, {} removed".format(*self._counts)

    @property
    def _counts(self) -> tuple[int, int, int]:
        return len(self.added), len(self.changed), len(self.removed)

    @property
    def held(self) -> int:
        """How many files the host holds now."""
        return len(self.changed) + len(self.removed) + self.kept

    def lines(self) -> Iterator[str]:
        """Name every file that differs, one a line."""
        groups = (("add", self.added), ("change", self.changed), ("remove", self.removed))
        for verb, paths in groups:
            for path in paths:
                yield f"{verb:<6}  {_printable(path)}"


def compare(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Changes:
    """Compare two sets of files; the values are fingerprints of their bytes."""
    both = sorted(ours.keys() & theirs.keys())
    changed = tuple(path for path in both if ours[path] != theirs[path])
    return Changes(
        added=tuple(sorted(ours.keys() - theirs.keys())),
        changed=changed,
        removed=tuple(sorted(theirs.keys() - ours.keys())),
        kept=len(both) - len(changed),
    )


def objections(changes: Changes) -> Iterator[str]:
    """Say what an editor should look at before these changes are made.

    A host that Broadsheet filled changes by a few pages at a time. Where more goes than stays, the
    target is mistyped, or somebody else's, or a large part of the site is gone.
    """
    for path in STEERING:
        if path in changes.removed:
            yield f"{path} would go: the site has none (docs/publishing.md, Files of the host)"
    gone = len(changes.removed)
    if 2 * gone > changes.held:
        yield f"{gone} of the {changes.held} files there would go, more than half"


def _printable(path: str) -> str:
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in path)
