"""The cases that are measured as whole builds, and what stands on disk before each."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

from bench.content import Digest
from bench.contestant import Contestant
from bench.edits import Change, Desk, pages_of, subject
from bench.kinds import Count, count
from bench.processes import Cost, run

CASES: Final = {
    "cold": "nothing kept: no cache, no output",
    "host": "cache kept, no output",
    "edit": "one article's text edited",
    "title": "a title edited",
    "nothing": "nothing changed",
    "serve": "from save to the site on disk",
    "memory": "peak memory of a cold build",
}
BUILDS: Final = tuple(case for case in CASES if case != "serve")
_ASIDE: Final = "aside-"
_CHANGES: Final[dict[str, Change]] = {"edit": "text", "title": "title"}


class UnseenChangeError(Exception):
    """A build ended well, and the change it was made for is not on the site."""


@dataclass(slots=True)
class Lane:
    """A contestant with its site: lays it out, and runs one case at a time."""

    contestant: Contestant
    digest: Digest
    logs: Path
    settled: bool = False
    """Whether output and caches are those of the content as it stands, or of the edit before."""
    desk: Desk | None = None

    @property
    def name(self) -> str:
        """The name of the contestant."""
        return self.contestant.name

    def lay_out(self) -> None:
        """Write the site anew, with nothing built."""
        site = self.contestant.site()
        _set_aside(site.folder)
        self.contestant.lay_out(self.digest)
        self.desk = Desk.of(site, subject(self.digest))

    def rehearse(self) -> dict[str, Count]:
        """Build once, unmeasured: it warms the page cache. Return what was written."""
        self._build(with_memory=False)
        return count(self.contestant.site().output)

    def measure(self, case: str) -> Cost:
        """Run a case once."""
        mark = self._prepare(case)
        os.sync()  # so that no run waits for the writes of the one before
        cost = self._build(with_memory=case == "memory")
        if mark:
            self._demand(mark, _CHANGES[case])
        return cost

    def close(self) -> None:
        """Put the content back as it was."""
        if self.desk:
            self.desk.close()

    def _prepare(self, case: str) -> str | None:
        site = self.contestant.site()
        if case in {"cold", "memory"}:
            _set_aside(site.output, *site.caches)
            return None
        if not self.settled:
            self._build(with_memory=False)
        if case == "host":
            _set_aside(site.output)
        change = _CHANGES.get(case)
        return self.desk.edit(change) if change and self.desk else None

    def _build(self, *, with_memory: bool) -> Cost:
        self.settled = False
        log = self.logs / f"{self.contestant.site().folder.name}.log"
        cost = run(self.contestant.build(), log, with_memory=with_memory)
        self.settled = True
        return cost

    def _demand(self, mark: str, change: Change) -> None:
        """Look for a change on every page that must show it.

        Raises:
            UnseenChangeError: it is not there.
        """
        if self.contestant.feed is None:  # stock Pelican names its pages otherwise
            return
        output = self.contestant.site().output
        for path in pages_of(subject(self.digest), change, self.contestant.feed):
            if mark.encode() not in (output / path).read_bytes():
                raise UnseenChangeError(f"{self.contestant.name}: {path} lacks {mark!r}")


def sweep(kept: Path) -> None:
    """Remove all that was set aside, when everything is measured."""
    for aside in kept.rglob(f"{_ASIDE}*"):
        shutil.rmtree(aside, ignore_errors=True)


def _set_aside(*paths: Path) -> None:
    """Move what an earlier build made out of the way.

    It is not removed before all is measured: ext4 passes over inodes that were freed lately, so a
    build right after a removal pays for looking, by as much as its own work.
    """
    for path in paths:
        if path.exists():
            path.rename(path.with_name(f"{_ASIDE}{uuid4().hex}"))
