"""A reader tried in a process of its own, so that neither a hang nor a crash ends the trial."""

from __future__ import annotations

import multiprocessing
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Final

from bench.fuzzing.mutation import damaged
from bench.fuzzing.readers import Reader

_PATIENCE: Final = 20.0
"""Seconds after which a reader hangs."""
_BATCH: Final = 50
_FORK: Final = multiprocessing.get_context("fork")


@dataclass(frozen=True, slots=True)
class Finding:
    """An input that broke a promise."""

    reader: str
    why: str
    data: bytes


@dataclass(slots=True)
class Tally:
    """How often a reader was tried, its slowest answer, and what was found; one per cause."""

    tried: int = 0
    slowest: float = 0.0
    findings: dict[str, Finding] | None = None


def try_reader(
    reader: Reader, samples: Sequence[bytes], seed: int, until: float, desk: Path
) -> Tally:
    """Try a reader until a moment of the monotonic clock.

    Args:
        reader: under trial.
        samples: to be damaged.
        seed: of the damage; the n-th batch has `seed + n`.
        until: when to stop.
        desk: a folder where the input in hand lies, in case its reader takes the process along.
    """
    tally = Tally()
    findings: dict[str, Finding] = {}
    while time.monotonic() < until:
        ours, theirs = _FORK.Pipe(duplex=False)
        worker = _FORK.Process(target=_batch, args=(reader, samples, seed, until, desk, theirs))
        worker.start()
        theirs.close()
        seed += 1
        _listen(ours, worker, reader, desk, tally, findings)
        worker.join()
    tally.findings = findings
    return tally


def _listen(  # noqa: PLR0913, PLR0917
    ours: Connection,
    worker: multiprocessing.process.BaseProcess,
    reader: Reader,
    desk: Path,
    tally: Tally,
    findings: dict[str, Finding],
) -> None:
    while True:
        if not ours.poll(_PATIENCE):
            worker.kill()
            _keep(findings, Finding(reader.name, "hangs", (desk / reader.name).read_bytes()))
            return
        try:
            seconds, finding = ours.recv()
        except EOFError:
            worker.join()
            if worker.exitcode:
                data = (desk / reader.name).read_bytes()
                _keep(findings, Finding(reader.name, f"ends with {worker.exitcode}", data))
            return
        tally.tried += 1
        tally.slowest = max(tally.slowest, seconds)
        if finding:
            _keep(findings, finding)


def _keep(findings: dict[str, Finding], finding: Finding) -> None:
    known = findings.get(finding.why)
    if known is None or len(finding.data) < len(known.data):
        findings[finding.why] = finding


def _batch(  # noqa: PLR0913, PLR0917
    reader: Reader, samples: Sequence[bytes], seed: int, until: float, desk: Path, pipe: Connection
) -> None:
    random = Random(seed)  # noqa: S311  damage is to be repeatable
    for _ in range(_BATCH):
        if time.monotonic() >= until:
            return
        data = damaged(samples, random)
        (desk / reader.name).write_bytes(data)
        begun = time.monotonic()
        finding = tried(reader, data)
        pipe.send((time.monotonic() - begun, finding))


def tried(reader: Reader, data: bytes) -> Finding | None:
    """Give a reader an input, and what it broke."""
    try:
        reader.read(data)
    except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        return Finding(reader.name, f"{type(error).__name__} at {place}", data)
    return None


def lessened(reader: Reader, finding: Finding, seconds: float = 20.0) -> bytes:
    """Cut away from an input what its finding does not need, for some seconds at most."""
    data, step = finding.data, max(1, len(finding.data) // 2)
    until = time.monotonic() + seconds
    while step and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + step :]
            again = tried(reader, shorter)
            if again and again.why == finding.why:
                data = shorter
            else:
                at += step
        step //= 2
    return data
