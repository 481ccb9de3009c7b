"""What all kinds of workers have in common: batches go out, results come back in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from itertools import islice
from types import TracebackType
from typing import Any, Final, Protocol, TypeVar

from broadsheet.errors import WorkerError

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

Job = Callable[[C], Callable[[T], R]]
"""Made once in each worker from the context (heavy things: a Markdown renderer, a template
environment), then called for each task."""

LARGEST: Final = 64
"""Tasks in a batch: some tenths of a second."""
_EACH: Final = 8
"""Batches for each worker at least, so that the last one is not waited for long."""
AHEAD: Final = 4
"""Batches for each worker that may be on their way, which bounds the memory."""
PATIENCE: Final = 1.0
"""Seconds between two looks whether the workers are still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Everything there is to do."""

    job: Job[Any, Any, Any]
    context: Any
    tasks: Sequence[Any]
    name: Callable[[Any], str]
    doing: str

    def ended(self, numbers: Sequence[int], how: str) -> WorkerError:
        """Make the error that says during which tasks a worker ended."""
        names = [self.name(self.tasks[number]) for number in numbers]
        return WorkerError(self.doing, names, how)


@dataclass(frozen=True, slots=True)
class Batch:
    """Tasks that go out together: those from `start` to before `stop`.

    No two batches on their way have the same `slot`.
    """

    slot: int
    start: int
    stop: int


class Team(Protocol):
    """Workers of some kind, there for one load."""

    size: int

    def submit(self, batch: Batch) -> Future[list[Any]]:
        """Give a batch to a worker."""

    def look(self) -> None:
        """Notice when no result will come any more.

        Raises:
            WorkerError: there is nobody left who could give one.
        """

    def explain(self, error: Exception, batch: Batch) -> Exception:
        """Give the error that a batch ended with, as it is raised by us."""

    def __enter__(self) -> Team:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the workers go: at once, whatever they do, when there is an exception."""


def slots(size: int) -> int:
    """Give the number of batches that may be on their way to so many workers."""
    return size * AHEAD


def cut(total: int, size: int) -> Iterator[Batch]:
    """Cut so many tasks into batches."""
    length = min(LARGEST, max(1, total // (size * _EACH)))
    for number, start in enumerate(range(0, total, length)):
        yield Batch(number % slots(size), start, min(start + length, total))


def gather(team: Team, total: int) -> Iterator[Any]:
    """Have so many tasks worked on and give the results in their order."""
    batches = cut(total, team.size)
    out = deque((batch, team.submit(batch)) for batch in islice(batches, slots(team.size)))
    while out:
        batch, future = out.popleft()
        results = _result(team, batch, future)
        out.extend((further, team.submit(further)) for further in islice(batches, 1))
        yield from results


def _result(team: Team, batch: Batch, future: Future[list[Any]]) -> list[Any]:
    while not wait([future], PATIENCE).done:
        team.look()
    error = future.exception()
    if isinstance(error, Exception):
        raise team.explain(error, batch)
    return future.result()
