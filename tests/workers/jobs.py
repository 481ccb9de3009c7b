"""What workers are given to do in tests: a spawned process finds each by its name."""

import os
import signal
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path

from broadsheet import errors
from broadsheet.workers import FEW, Crew

ROOT = Path(__file__).resolve().parents[2]
TASKS = range(10 * FEW)
METHODS = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]


def environment(method=""):
    names = {"PYTHONPATH": str(ROOT), "BROADSHEET_START_METHOD": method}
    return {**os.environ, **names}


def times(factor):
    return lambda task: task * factor


def process_of(_context):
    return lambda _task: os.getpid()


def fail_at(number):
    def call(task):
        if task == number:
            raise errors.RenderError("a/index.html", "page.html", "no such name")
        return task

    return call


def cannot_begin(text):
    raise errors.OutputError(text, "is full")


def fail_strangely(_context):
    class OwnError(Exception):
        """One that no other process knows."""

    def call(_task):
        raise OwnError("1 2")

    return call


def die_at(number):
    def call(task):
        if task == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    return call


def die_sending(number):
    """End in the middle of a result, with half of it in the pipe."""

    def call(task):
        if task == number:
            Connection._send_bytes = half_of_it
        return task

    return call


def half_of_it(self, _data):
    os.write(self._handle, b"\x00\x00\x10\x00half")
    os.kill(os.getpid(), signal.SIGKILL)


def spread_inside(_context):
    return lambda task: [os.getpid(), *Crew(workers=2).spread(process_of, None, TASKS)][:3]


def sleepy(place):
    def call(task):
        Path(place, str(os.getpid())).touch()
        time.sleep(0.05)
        return task

    return call


class OnlyHere:
    """A thing that can be pickled, and unpickled in this process alone."""

    def __reduce__(self):
        return only_in, (os.getpid(),)


def only_in(process):
    if os.getpid() != process:
        raise LookupError("there is nothing here")
    return OnlyHere()


def own(_context):
    return lambda task: (os.getpid(), str(task))
