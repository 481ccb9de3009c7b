"""Builds that are killed or interrupted at random moments, and what stands in the output then."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Final

from bench.robustness.site import TEMPORARY, Site, Verdict, left_running, whole

_COLD: Final = 0.25
"""The share of builds that begin with nothing; in as many others only the output is gone."""
_PATIENCE: Final = 5.0
"""Seconds that processes get to end after a signal."""


def killed(site: Site, times: int, seed: int = 1) -> Verdict:
    """Kill whole process groups."""
    verdict = Verdict("kill -9: no broken file at any moment, the next build is as a cold one")
    _strike(site, verdict, signal.SIGKILL, times, Random(seed))  # noqa: S311
    return verdict


def interrupted(site: Site, times: int, seed: int = 2) -> Verdict:
    """Press Ctrl-C."""
    verdict = Verdict("Ctrl-C: nothing is left running, no broken file, no leftovers")
    _strike(site, verdict, signal.SIGINT, times, Random(seed))  # noqa: S311
    return verdict


def _strike(site: Site, verdict: Verdict, sign: int, times: int, dice: Random) -> None:
    before = 0
    site.show(before)
    started = time.monotonic()
    site.build()
    longest = time.monotonic() - started
    for number in range(times):
        version = dice.choice([v for v in range(len(site.cold)) if v != before])
        kind = _begin(site, dice)
        site.show(version)
        allowed = (site.cold[before], site.cold[version])
        process = site.start()
        with _watched(site, allowed, verdict):
            status = _struck(process, sign, dice.random() * longest)
        verdict.tried += 1
        verdict.note(f"{kind}, {'ended before' if status == 0 else 'struck'}")
        moment = f"number {number}, {kind}"
        broken = sorted(whole(site, allowed))
        verdict.demand(not broken, f"{moment}: broken files {broken[:5]}")
        if kind == "edited":
            stable = site.cold[before].keys() & site.cold[version].keys()
            gone = sorted(path for path in stable if not (site.output / path).is_file())
            verdict.demand(not gone, f"{moment}: files are gone: {gone[:5]}")
        running = _still_running(process.pid)
        verdict.demand(not running, f"{moment}: left running: {running}")
        if any(site.output.glob(f"{TEMPORARY}*")):
            verdict.note("with a stage left behind")
        site.demand_right(verdict, version, moment)
        before = version


def _begin(site: Site, dice: Random) -> str:
    """Take away what a build may not find; what is left of an earlier version is known."""
    share = dice.random()
    if share < _COLD:
        site.forget(site.output, site.cache)
        return "from nothing"
    if share < 2 * _COLD:
        site.forget(site.output)
        return "without output"
    return "edited"


def _struck(process: subprocess.Popen[str], sign: int, after: float) -> int:
    """Send a signal to a build's whole group; return how the build ended."""
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, sign)
        try:
            process.communicate(timeout=_PATIENCE * 4)
        except subprocess.TimeoutExpired:  # what is still there is told by who looks for it
            process.kill()
            process.communicate()
            return 1
    return process.returncode


def _still_running(session: int) -> list[int]:
    """Wait for the last to end; give those that do not, and end them."""
    until = time.monotonic() + _PATIENCE
    while (running := left_running(session)) and time.monotonic() < until:
        time.sleep(0.02)
    for number in running:
        os.kill(number, signal.SIGKILL)
    return running


@contextmanager
def _watched(site: Site, allowed: tuple[dict[str, str], ...], verdict: Verdict) -> Iterator[None]:
    """Look at every file again and again while a build runs."""
    stop = threading.Event()
    broken: set[str] = set()

    def look() -> None:
        while not stop.is_set():
            broken.update(whole(site, allowed))
            stop.wait(0.05)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
    verdict.demand(not broken, f"while a build ran, files were broken: {sorted(broken)[:5]}")
