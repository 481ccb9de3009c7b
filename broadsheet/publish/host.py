"""What every kind of host can do: say what it holds, and take a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from broadsheet.publish.changes import Changes
from broadsheet.publish.parcel import Parcel


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What sending a site would change; `base` is the commit that a branch held at that moment."""

    changes: Changes
    base: str | None = None


class Host(Protocol):
    """A place that serves a site."""

    @property
    def name(self) -> str:
        """Name the host in a sentence."""

    def compare(self, parcel: Parcel) -> Comparison:
        """Compare a site with what the host holds; nothing there changes."""

    def send(self, parcel: Parcel, comparison: Comparison) -> None:
        """Bring the host to hold the site and nothing else."""
