"""What the benchmark must know of a generator, ours or a peer, to lay out its site and run it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from bench.content import Digest


class UnavailableError(Exception):
    """A peer cannot be installed here; its text says why."""


_LEFT_OUT: Final = frozenset({"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A program to be started: its command line, where, and what its environment adds."""

    line: Sequence[str | Path]
    folder: Path
    added: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The environment: that of this process, without what would lead to another checkout.

        Python may keep compiled modules, as it does for everybody who has not forbidden it.
        """
        inherited = {name: value for name, value in os.environ.items() if name not in _LEFT_OUT}
        return {**inherited, **self.added}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One digest laid out for one generator. `caches` are what it keeps between builds."""

    folder: Path
    articles: Path
    output: Path
    caches: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that rebuilds at every change.

    `output` is where it keeps the whole site on disk up to date, which is then what is watched;
    one without renders what is asked for, and is asked over the loopback.
    """

    name: str
    order: Order
    port: int
    output: Path | None


class Contestant(Protocol):
    """A generator that takes part.

    `feed` is the path of the site's Atom feed where its lists stand at our addresses, else None.
    """

    name: str
    feed: str | None

    def install(self) -> None:
        """Install what is missing.

        Raises:
            UnavailableError: it cannot be installed.
        """

    def versions(self) -> dict[str, str]:
        """Give the versions of its programs."""

    def site(self) -> Site:
        """Say where its site stands."""

    def lay_out(self, digest: Digest) -> None:
        """Write its site: content, theme and settings."""

    def build(self) -> Order:
        """Say how its site is built."""

    def servers(self, ports: Sequence[int]) -> list[Server]:
        """Say how its site is served while somebody writes; at most one server for each port."""
