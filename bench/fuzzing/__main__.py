"""Tries every reader of foreign input with damaged samples and prints what was found."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from bench.fuzzing.readers import READERS, Reader
from bench.fuzzing.sample import samples_of
from bench.fuzzing.trial import Finding, Tally, lessened, try_reader


def main() -> int:
    """Try the readers in turn; return 1 if one broke its promise."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzzing", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for all readers together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="names of readers, with commas between")
    parser.add_argument("--samples", type=Path, action="append", default=[], help="a folder")
    parser.add_argument("--keep", type=Path, help="a folder for what was found")
    given = parser.parse_args()
    readers = [
        reader for reader in READERS if not given.only or reader.name in given.only.split(",")
    ]
    broken = False
    print("| reader | samples | tried | slowest, s | found |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as desk:
        for reader in readers:
            samples = samples_of(reader, given.samples)
            until = time.monotonic() + 60 * given.minutes / len(readers)
            tally = try_reader(reader, samples, given.seed, until, Path(desk))
            print(_row(reader, len(samples), tally), flush=True)
            for finding in (tally.findings or {}).values():
                broken = True
                _show(reader, finding, given.keep)
    return 1 if broken else 0


def _row(reader: Reader, samples: int, tally: Tally) -> str:
    found = ", ".join(tally.findings or {}) or "nothing"
    return f"| {reader.name} | {samples} | {tally.tried:,} | {tally.slowest:.2f} | {found} |"


def _show(reader: Reader, finding: Finding, keep: Path | None) -> None:
    dies = finding.why.startswith(("hangs", "ends"))
    data = finding.data if dies else lessened(reader, finding)
    print(f"{reader.name}: {finding.why}: {data[:400]!r}", file=sys.stderr)
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        name = "".join(char if char.isalnum() else "-" for char in f"{reader.name} {finding.why}")
        (keep / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
