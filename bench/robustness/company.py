"""Several builds at once in one folder, and workers that die under a build."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from bench.robustness.site import (
    TEMPORARY,
    Site,
    Verdict,
    differing,
    digests,
    left_running,
    whole,
)

_BUSY: Final = 3
"""Hundredths of a second of work after which a worker has surely begun with its tasks."""
_PATIENCE: Final = 60.0
"""Seconds that a build gets to end after its worker is gone; it would hang for ever."""


def at_once(site: Site, number: int) -> Verdict:
    """Start builds one upon the other, with an edit before each."""
    verdict = Verdict(f"{number} builds at once: all end well, the last edit is on the site")
    site.forget(site.output, site.cache)
    processes = []
    version = 0
    for turn in range(number):
        version = turn % len(site.cold)
        site.show(version)
        processes.append(site.start())
        time.sleep(0.2 * turn)
    for process in processes:
        said = process.communicate()[1]
        verdict.tried += 1
        waited = "waiting" in said
        verdict.note("waited and said so" if waited else "did not wait")
        verdict.demand(process.returncode == 0, f"ended with {process.returncode}: {said[-300:]}")
    wrong = differing(digests(site.output), site.cold[version])
    verdict.demand(not wrong, f"the output is not that of the last edit: {wrong[:5]}")
    site.demand_right(verdict, version, f"{number} builds at once")
    return verdict


def worker_dies(site: Site, phase: str) -> Verdict:
    """Kill one worker while it is reading or rendering."""
    verdict = Verdict(f"a worker dies while {phase}: an error that names what it was on")
    site.show(0)
    site.forget(site.output, site.cache)
    site.build()
    before = digests(site.output)
    site.show(1)
    process = site.start("--ignore-cache", BROADSHEET_WORKERS="2")
    ready = _stage_has_files if phase == "rendering" else _always
    worker = _find_worker(site, process, ready)
    if worker is None:
        process.communicate()
        verdict.skipped = "the build was over before a worker was seen"
        return verdict
    with suppress(ProcessLookupError):
        os.kill(worker, signal.SIGKILL)
    verdict.tried = 1
    try:
        said = process.communicate(timeout=_PATIENCE)[1]
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said = process.communicate()[1]
        verdict.broken.append(f"the build hung: {said[-300:]}")
    _judge(site, verdict, process, said)
    changed = [*whole(site, (site.cold[0],)), *differing(_shown(site), before)]
    verdict.demand(not changed, f"the old site was changed: {changed[:5]}")
    site.demand_right(verdict, 1, phase)
    if not verdict.broken and f"while {phase}" not in said:
        verdict.skipped = f"no worker was {phase} when one was killed"
    return verdict


def _judge(site: Site, verdict: Verdict, process: subprocess.Popen[str], said: str) -> None:
    """Look at how a build ended whose worker was killed."""
    running = left_running(process.pid)
    lines = [line.replace(str(site.folder), "…") for line in said.strip().splitlines()]
    verdict.note(f"status {process.returncode}: {lines[-1] if lines else ''}")
    verdict.demand(process.returncode == 1, f"ended with {process.returncode}: {said[-300:]}")
    named = any(ending in said for ending in (".md", ".html", ".xml", ".json"))
    clear = "a worker ended" in said and "Traceback" not in said
    verdict.demand(named and clear, f"names no article or page: {said[-400:]}")
    verdict.demand(not running, f"left running: {running}")


def _always(_: Site) -> bool:
    return True


def _stage_has_files(site: Site) -> bool:
    """Tell whether pages are being made: the first ones are written aside."""
    return any(path.is_file() for path in site.output.glob(f"{TEMPORARY}*/**/*"))


def _find_worker(
    site: Site, process: subprocess.Popen[str], ready: Callable[[Site], bool]
) -> int | None:
    """Wait for a worker of a build; None when the build ends first."""
    while process.poll() is None:
        if ready(site):
            for number in left_running(process.pid):
                if _works_for(number, process.pid):
                    return number
        time.sleep(0.002)
    return None


def _works_for(number: int, parent: int) -> bool:
    """Tell whether a process is another's child and has had something to do already."""
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    fields = text.rpartition(")")[2].split()
    return int(fields[1]) == parent and int(fields[11]) >= _BUSY


def _shown(site: Site) -> dict[str, str]:
    """Hash what readers see: not what a build has put aside."""
    found = digests(site.output)
    return {path: digest for path, digest in found.items() if not path.startswith(TEMPORARY)}
