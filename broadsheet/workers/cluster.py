"""Workers of an existing cluster of dask.distributed (`BROADSHEET_EXECUTOR = "dask://…"`)."""

from __future__ import annotations

import sys
import time
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from types import TracebackType
from typing import Any, Final

from broadsheet.errors import BroadsheetError, SettingsError, WorkerError
from broadsheet.fingerprint import engine
from broadsheet.problems import problem
from broadsheet.workers.team import Batch, Load
from broadsheet.workers.worker import calling, carried, pack, unpack

WAIT: Final = 10
"""Seconds to wait for a scheduler, and for a worker of its own."""
_LIBRARIES: Final = ("babel", "jinja2", "markdown", "markupsafe", "msgspec", "nh3", "pyyaml")


class Cluster:
    """The workers of a scheduler, for one load."""

    def __init__(self, load: Load, address: str) -> None:
        """Connect, and bring the workers what all tasks need.

        Raises:
            NotSentError: it cannot be pickled.
            SettingsError: dask.distributed is not installed.
            BroadsheetError: nobody answers, or a worker could give other bytes.
        """
        self._load, self._address, self._seen = load, address, time.monotonic()
        needed = pack((load.job, load.context))
        self._client = _connect(address)
        try:
            self.size = sum(self._client.nthreads().values())
            self._refuse_others()
            # Not scattered: a task is done again when the worker that has its result is lost.
            self._sent = self._client.submit(_Sent, uuid.uuid4().hex, needed, pure=False)
        except BaseException:
            self._client.close()
            raise
        self._executor = _Executor(self._client)

    def _refuse_others(self) -> None:
        """Refuse workers that could give other bytes than this process, and a strange scheduler."""
        own = facts()
        try:
            self._client.run_on_scheduler(facts)
        except Exception as error:  # whatever the scheduler fails with is raised here
            how = f"the scheduler at {self._address} cannot read what it is sent ({error})"
            raise BroadsheetError(f"{how}; start it where Broadsheet is, as its workers") from error
        for worker, theirs in sorted(self._client.run(facts, on_error="return").items()):
            if theirs != own:
                how = f"the worker {worker} {_difference(own, theirs)}"
                raise BroadsheetError(f"{how}; give all workers the same environment")

    def submit(self, batch: Batch) -> Future[list[Any]]:
        """Give a batch to a worker."""
        tasks = pack(self._load.tasks[batch.start : batch.stop])
        future: Future[list[Any]] = self._executor.submit(_work, self._sent, tasks)
        return future

    def look(self) -> None:
        """Notice when nobody is left.

        Raises:
            WorkerError: the scheduler is gone, or has no workers any more.
        """
        if self._client.status == "running" and self._client.nthreads():
            self._seen = time.monotonic()
        elif time.monotonic() > self._seen + WAIT:  # one that restarts has had its time
            message = f"the cluster at {self._address} has no workers any more"
            raise WorkerError(self._load.doing, (), message)

    def explain(self, error: Exception, batch: Batch) -> Exception:
        """Say on which tasks the workers were whose end dask tells; others are the job's own."""
        from distributed import KilledWorker  # noqa: PLC0415  an optional extra

        if not isinstance(error, (KilledWorker, CancelledError)):
            return error
        ends = sorted({batch.start, batch.stop - 1})
        names = [self._load.name(self._load.tasks[number]) for number in ends]
        return WorkerError(self._load.doing, [" to ".join(names)], str(error).strip())

    def __enter__(self) -> Cluster:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Take back what has not begun, and leave the cluster as it was."""
        self._executor.shutdown(wait=False)
        self._client.close()


class _Executor(Executor):
    """A client as an executor.

    dask's own leaves a future open for ever whose result was lost with its worker.
    """

    def __init__(self, client: Any) -> None:
        self._client = client
        self._there: dict[Future[Any], Any] = {}
        """What becomes of each future; dask gives up what nobody holds."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        here: Future[Any] = Future()
        self._there[here] = self._client.submit(fn, *args, pure=False, **kwargs)
        self._there[here].add_done_callback(partial(self._done, here))
        return here

    def _done(self, here: Future[Any], there: Any) -> None:
        try:
            here.set_result(there.result())
        except Exception as error:  # noqa: BLE001  whoever asks for it gets it
            here.set_exception(error)
        self._there.pop(here, None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        self._client.cancel(list(self._there.values()))


def _connect(address: str) -> Any:
    try:
        from distributed import Client  # noqa: PLC0415  an optional extra
    except ImportError as error:
        message = "needs dask.distributed, which is not installed here"
        hint = "python -m pip install distributed"
        found = problem("bad-setting", message, field="BROADSHEET_EXECUTOR", hint=hint)
        raise SettingsError([found]) from error
    place = address.replace("dask://", "tcp://")
    try:
        client = Client(place, timeout=WAIT, set_as_default=False)
    except (OSError, TimeoutError) as error:
        message = f"no scheduler answers at {address}: start one, or empty BROADSHEET_EXECUTOR"
        raise BroadsheetError(message) from error
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError as error:
        client.close()
        message = f"the scheduler at {address} has no workers: start some with dask worker"
        raise BroadsheetError(message) from error
    return client


def facts() -> dict[str, str]:
    """Give what shapes a result besides the load: Python, the libraries and our own code."""
    return {
        "Python": sys.version.partition(" ")[0],
        **{name: version(name) for name in _LIBRARIES},
        "the engine": engine().hex(),
    }


def _difference(own: dict[str, str], theirs: Any) -> str:
    if not isinstance(theirs, dict):  # the exception it was answered with
        return f"cannot do our work: {type(theirs).__name__}: {theirs}"
    other = [name for name, value in own.items() if theirs.get(name) != value]
    return f"has another version of {', '.join(other)}"


# --- in the worker


@dataclass(frozen=True, slots=True)
class _Sent:
    """What all tasks of a load need, pickled; made anew where another load was before."""

    key: str
    data: bytes

    def call(self) -> Any:
        job, context = unpack(self.data)
        return job(context)


def _work(sent: _Sent, tasks: bytes) -> list[Any]:
    try:
        call = calling(sent.key, sent.call)
        return [call(task) for task in unpack(tasks)]
    except Exception as error:  # noqa: BLE001  it is raised again, on the other side
        failure = carried(error)
    raise failure
