"""Where the time of a build went, stage by stage."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds: by the wall clock, of this process's CPU, and of the CPU of workers that ended.

    A worker counts as a whole when it ends, so it belongs to the stage that waited for it.
    """

    wall: float = 0.0
    cpu: float = 0.0
    workers: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(
            wall=self.wall + other.wall,
            cpu=self.cpu + other.cpu,
            workers=self.workers + other.workers,
        )

    def __sub__(self, other: Spent) -> Spent:
        return Spent(
            wall=self.wall - other.wall,
            cpu=self.cpu - other.cpu,
            workers=self.workers - other.workers,
        )


def spent_so_far() -> Spent:
    """Read the clocks; what they count from does not matter, only differences do."""
    times = os.times()
    return Spent(
        wall=time.perf_counter(),
        cpu=time.process_time(),  # os.times knows hundredths of a second only
        workers=times.children_user + times.children_system,
    )


@dataclass(slots=True)
class Stage:
    """One stage: what it spent, and how many things it was done to, None where nothing counts."""

    spent: Spent = Spent()
    things: int | None = None

    def count(self, things: int) -> None:
        """Add to the number of things."""
        self.things = (self.things or 0) + things


class Timings:
    """Takes the time of stages that follow one another, from now on."""

    def __init__(self, meter: Callable[[], Spent] = spent_so_far) -> None:
        """Start; `meter` reads the clocks."""
        self._meter, self._start = meter, meter()
        self.stages: dict[str, Stage] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[Stage]:
        """Count the time of the block to a stage, also when it fails.

        A stage may come in several pieces, but not inside another: both would count its time.

        Yields:
            The stage, to be told how many things there were.
        """
        stage = self.stages.setdefault(name, Stage())
        before = self._meter()
        try:
            yield stage
        finally:
            stage.spent += self._meter() - before

    def total(self) -> Spent:
        """Give all that was spent since the start."""
        return self._meter() - self._start


def lines(timings: Timings) -> list[str]:
    """Write a table: a row for each stage in its order, for what was between them, for the sum."""
    total = timings.total()
    between = total
    for stage in timings.stages.values():
        between -= stage.spent
    rows = [
        ("stage", "seconds", "CPU", "workers", "things"),
        *(_row(name, stage.spent, stage.things) for name, stage in timings.stages.items()),
        _row("between", between),
        _row("total", total),
    ]
    longest = max(len(name) for name, *_ in rows)
    return [
        f"{name:{longest}}{wall:>10}{cpu:>10}{workers:>10}{things:>10}".rstrip()
        for name, wall, cpu, workers, things in rows
    ]


def _row(name: str, spent: Spent, things: int | None = None) -> tuple[str, str, str, str, str]:
    counted = "" if things is None else f"{things:,}"
    return name, f"{spent.wall:.3f}", f"{spent.cpu:.3f}", f"{spent.workers:.3f}", counted
