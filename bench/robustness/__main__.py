"""Tries every promise in turn and prints what happened."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.robustness import company, hindrances, signals
from bench.robustness.site import Site, Verdict


def main() -> int:
    """Attack a site and print a table; return 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m bench.robustness", description=__doc__)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--interrupts", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1, help="for the moments of the signals")
    parser.add_argument("--only", default="", help="part of the name of a trial")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder).resolve(), given.articles)
        verdicts = list(_try(site, given))
    return 1 if any(verdict.broken for verdict in verdicts) else 0


def _try(site: Site, given: argparse.Namespace) -> Iterator[Verdict]:
    trials: dict[str, Callable[[], list[Verdict]]] = {
        "kill": lambda: [signals.killed(site, given.kills, given.seed)],
        "interrupt": lambda: [signals.interrupted(site, given.interrupts, given.seed)],
        "full": lambda: hindrances.disk_full(site),
        "limit": lambda: hindrances.file_too_large(site),
        "readonly": lambda: hindrances.read_only(site),
        "together": lambda: [company.at_once(site, number) for number in (2, 5)],
        "worker": lambda: [company.worker_dies(site, p) for p in ("reading", "rendering")],
    }
    for name, trial in trials.items():
        if given.only in name:
            for verdict in trial():
                _print(verdict)
                yield verdict


def _print(verdict: Verdict) -> None:
    """Print one promise, what was seen, and how it was broken."""
    word = "SKIPPED" if verdict.skipped else "BROKEN" if verdict.broken else "kept"
    print(f"{word:8} {verdict.tried:4} x  {verdict.promise}")
    for what, number in sorted(verdict.seen.items()):
        print(f"{'':9}{number:4} x  {what}")
    if verdict.skipped:
        print(f"{'':17}{verdict.skipped}")
    for fault in verdict.broken[:10]:
        print(f"{'':17}! {fault}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
