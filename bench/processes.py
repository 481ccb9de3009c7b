"""Runs a program as a whole process, from outside, and says what it cost."""

from __future__ import annotations

import os
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from resource import struct_rusage
from typing import Final

from bench.contestant import Order
from bench.memory import Sampler

_LAST_LINES: Final = 15


class FailedRunError(Exception):
    """A program that is measured ended with an error; the text holds its last lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a run cost: seconds by the clock, seconds of all cores, bytes. None: not measured.

    `system` is the part of `cpu` that the kernel used: creating files is most of it.
    """

    wall: float
    cpu: float | None = None
    system: float | None = None
    memory: int | None = None


def run(order: Order, log: Path, *, with_memory: bool = False) -> Cost:
    """Run a program to its end.

    Args:
        order: the program.
        log: where its output goes; a terminal would be part of what is measured.
        with_memory: sample its memory too. That slows it down, so time it in another run.

    Raises:
        FailedRunError: it ended with an error.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out, ExitStack() as stack:
        start = time.perf_counter()
        process = subprocess.Popen(
            order.line,
            cwd=order.folder,
            env=order.environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        sampler = stack.enter_context(Sampler(process.pid)) if with_memory else None
        status, usage = _wait(process)
        wall = time.perf_counter() - start
    if status:
        raise FailedRunError(f"{order.line[0]} ended with {status}:\n{last_lines(log)}")
    return Cost(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        system=usage.ru_stime,
        memory=sampler.peak if sampler else None,
    )


def last_lines(log: Path) -> str:
    """Give the end of what a program said."""
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:])


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, struct_rusage]:
    """Wait for a process; return its status, and what it and all its children used."""
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:  # Ctrl-C while it runs: leave nothing behind
        process.kill()
        process.wait()
        raise
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, usage
