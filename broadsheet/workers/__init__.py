"""One way to spread work over processes: reading and rendering both go through it.

The work goes through `concurrent.futures.Executor` alone: the processes of this machine, or a
cluster of dask.distributed. Results come in the order of the tasks, so that the number of workers
shapes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final, TypeVar

from broadsheet.config import SiteConfig
from broadsheet.progress import Track, untracked
from broadsheet.workers.team import Job, Load, Team, gather
from broadsheet.workers.worker import NotSentError, at_work

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

FEW: Final = 64
"""Fewer tasks are done before another process has begun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """Who does the work: so many processes of this machine, or a cluster (`dask://HOST:PORT`)."""

    workers: int = 1
    executor: str = ""

    def spread(  # noqa: PLR0913  what to do, and how to speak of it
        self,
        job: Job[C, T, R],
        context: C,
        tasks: Sequence[T],
        *,
        name: Callable[[T], str] = str,
        doing: str = "",
        track: Track = untracked,
    ) -> Iterator[R]:
        """Do one thing to each of many tasks.

        Args:
            job: a function of a module; makes of the context, once in each worker, the function
                that takes a task.
            context: what all tasks need. It and the tasks are inherited by a forked process, and
                pickled for any other; what cannot be pickled is worked on in this process.
            tasks: what each call takes.
            name: says which task it was when a worker ends.
            doing: what is done with the tasks, as a progress display has it (`Reading`).
            track: watches the tasks go by.

        Yields:
            What the job gives for each task, in the order of the tasks.

        Raises:
            WorkerError: a worker ended.
            Exception: whatever the job raises; the work that remains is given up.
        """
        load = Load(job=job, context=context, tasks=tasks, name=name, doing=doing)
        results = self._results(load)
        try:
            # The first result comes before the display: its thread would forbid to fork.
            first = list(islice(results, 1))
            for _, result in zip(track(tasks, doing), chain(first, results), strict=False):
                yield result
            next(results, None)  # lets the workers go home
        finally:
            results.close()

    def _results(self, load: Load) -> Any:
        """Work in other processes as far as they can be told what to do, and here from there on."""
        done = 0
        if len(load.tasks) >= FEW and (self.workers > 1 or self.executor) and not at_work():
            try:
                with self._team(load) as team:
                    for result in gather(team, len(load.tasks)):
                        done += 1
                        yield result
            except NotSentError as error:
                sys.stderr.write(f"Working in one process: {error}\n")
        rest = load.tasks[done:]
        if rest:
            call = load.job(load.context)
            for task in rest:
                yield call(task)

    def _team(self, load: Load) -> Team:
        if self.executor:
            from broadsheet.workers.cluster import Cluster  # noqa: PLC0415  an optional extra

            return Cluster(load, self.executor)
        from broadsheet.workers.processes import Processes  # noqa: PLC0415  slow to import

        return Processes(load, self.workers)


def crew_of(config: SiteConfig) -> Crew:
    """Give the crew that the settings ask for."""
    return Crew(workers=config.workers, executor=config.executor)


__all__ = ["FEW", "Crew", "Job", "crew_of"]
