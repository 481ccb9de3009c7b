"""Workers that are processes of this machine."""

from __future__ import annotations

import contextlib
import gc
import mmap
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from broadsheet.errors import SettingsError
from broadsheet.heap import seldom_collecting_at_work
from broadsheet.problems import problem
from broadsheet.workers.team import Batch, Load, slots
from broadsheet.workers.worker import calling, carried, pack, unpack

VARIABLE: Final = "BROADSHEET_START_METHOD"
_METHODS: Final = ("fork", "spawn")
_SIGNALS: Final = {signal.SIGINT, signal.SIGTERM}
_THREADS: Final = Path("/proc/self/task")
_MOMENTS: Final = 20

Places = Any  # memoryview | ctypes array: indexed alike, without a type in common
"""For the batch in each slot: the process that works on it, 0 for none, and the task's number."""


def start_method() -> str:
    """Choose how processes begin: by forking where that is safe.

    A fork copies one thread and the locks of all, so there must be no other, be it a library's.

    Raises:
        SettingsError: the environment asks for a way that does not exist.
    """
    asked = os.environ.get(VARIABLE)
    if asked:
        if asked not in _METHODS or asked not in multiprocessing.get_all_start_methods():
            message = f"must be one of {', '.join(_METHODS)}, got {asked!r}"
            raise SettingsError([problem("bad-setting", message, field=VARIABLE)])
        return asked
    return "fork" if sys.platform == "linux" and _is_alone() else "spawn"


def _is_alone() -> bool:
    """Tell whether this process has one thread; one that has just ended may take a moment to go."""
    if threading.active_count() > 1:
        return False
    for _ in range(_MOMENTS):
        if _threads() == 1:
            return True
        time.sleep(0.001)
    return False


def _threads() -> int:
    """Count the threads of this process, those of libraries too."""
    try:
        return len(list(_THREADS.iterdir()))
    except OSError:
        return threading.active_count()


class Processes:
    """A pool of processes for one load."""

    def __init__(self, load: Load, workers: int) -> None:
        """Make the pool; no process begins before the first batch.

        Raises:
            NotSentError: what there is to do cannot be pickled, and has to be.
        """
        self.size = min(workers, len(load.tasks))
        self._load = load
        self._forking = start_method() == "fork"
        context = multiprocessing.get_context("fork" if self._forking else "spawn")
        room = 2 * slots(self.size)
        if self._forking:  # nothing is sent: all of it is there
            self._places: Places = memoryview(mmap.mmap(-1, 8 * room)).cast("q")
            given: _Given = _Inherited(load)
        else:
            self._places = context.RawArray("q", room)
            given = _Sent(pack((load.job, load.context)))
        self._pool = ProcessPoolExecutor(
            self.size, mp_context=context, initializer=_begin, initargs=(given, self._places)
        )
        self._strangers = set(multiprocessing.active_children())
        self._crew: set[BaseProcess] = set()
        self._gone: list[BaseProcess] = []

    def submit(self, batch: Batch) -> Future[list[Any]]:
        """Give a batch to a worker."""
        tasks = None if self._forking else pack(self._load.tasks[batch.start : batch.stop])
        with _quietly(), _shared_pages(self._forking and not self._crew):
            try:
                future = self._pool.submit(_work, batch, tasks)
            except BrokenExecutor as error:
                future = Future()
                future.set_exception(error)
        self._crew.update(set(multiprocessing.active_children()) - self._strangers)
        return future

    def look(self) -> None:
        """End a pool that waits for the other half of a result whose sender is gone."""
        gone = [process for process in self._crew if process.exitcode is not None]
        if gone and self._gone:  # at the last look, too, and the pool has done nothing about it
            self._stop()
        self._gone = self._gone or gone

    def explain(self, error: Exception, batch: Batch) -> Exception:  # noqa: ARG002  we know more
        """Say which task a worker was on when it ended; any other error is the job's own."""
        if not isinstance(error, BrokenExecutor):
            return error
        self._pool.shutdown(wait=True)
        ended = self._gone or [p for p in self._crew if p.exitcode not in (0, -signal.SIGTERM)]
        by_process = {process.pid: process for process in ended or self._crew}
        pairs = zip(self._places[::2], self._places[1::2], strict=True)
        numbers = sorted(number for pid, number in pairs if pid in by_process)
        how = ", ".join(sorted({_cause(process) for process in ended})) or "it was told to"
        if not numbers and not self._forking and any((p.exitcode or 0) > 0 for p in ended):
            how += "; a program that builds needs if __name__ == '__main__'"
        return self._load.ended(numbers, how)

    def _stop(self) -> None:
        for process in self._crew:
            process.kill()
        # The pool's own thread may be in the middle of a message, and would wait for the rest as
        # long as anybody could send it: this process is the last that has the pipe open.
        queue: Any = self._pool._result_queue  # noqa: SLF001  there is no other way to it
        if queue is not None:
            queue._writer.close()  # noqa: SLF001

    def __enter__(self) -> Processes:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End all processes, after an exception without waiting for what they do."""
        if kind is not None:
            self._stop()
        self._pool.shutdown(wait=True, cancel_futures=True)


def _cause(process: BaseProcess) -> str:
    code = process.exitcode or 0
    if code >= 0:
        return f"it ended with status {code}"
    if -code == signal.SIGKILL:
        return "it was killed, as when memory runs out"
    return f"it ended by signal {-code}, {signal.strsignal(-code)}"


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Let no signal reach a process before it knows what to do with it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _shared_pages(forking: bool) -> Iterator[None]:
    """Keep the garbage collectors of forked processes off what they share with this one."""
    if forking:
        gc.freeze()
    try:
        yield
    finally:
        if forking:
            gc.unfreeze()


# --- in the worker


class _Inherited:
    """What a forked worker has."""

    def __init__(self, load: Load) -> None:
        self.job, self.context, self.tasks = load.job, load.context, load.tasks

    def call(self) -> Any:
        return self.job(self.context)

    def batch(self, batch: Batch, _: bytes | None) -> Sequence[Any]:
        return self.tasks[batch.start : batch.stop]


class _Sent:
    """What any other worker is sent."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def call(self) -> Any:
        job, context = unpack(self.data)
        return job(context)

    def batch(self, _: Batch, tasks: bytes | None) -> Sequence[Any]:
        return list(unpack(tasks or b""))


_Given = _Inherited | _Sent


class _Worker:
    given: _Given
    places: Places


_worker = _Worker()


def _begin(given: _Given, places: Places) -> None:
    """Begin a worker: Ctrl-C is the parent's to answer, and without the parent there is no work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    seldom_collecting_at_work()
    threading.Thread(target=_follow_parent, daemon=True).start()
    _worker.given, _worker.places = given, places


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # its pipe closes, however it ends
        os._exit(1)


def _work(batch: Batch, sent: bytes | None) -> list[Any]:
    """Work on a batch, and keep noting on which task."""
    given, places = _worker.given, _worker.places
    process, number = 2 * batch.slot, 2 * batch.slot + 1
    places[number], places[process] = batch.start, os.getpid()
    try:
        call = calling(None, given.call)
        results = []
        for place, task in enumerate(given.batch(batch, sent), batch.start):
            places[number] = place
            results.append(call(task))
    except Exception as error:  # noqa: BLE001  it is raised again, on the other side
        failure = carried(error)
    else:
        return results
    finally:
        places[process] = 0
    raise failure  # out here, without the one that may not arrive as its context
