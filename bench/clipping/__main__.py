"""Reads pages with each reader and prints how much of them is right.

    python -m bench.clipping --pages DIR --gold FILE [--ours] [--peers trafilatura,newspaper4k]

DIR has a folder for each page with `source.html` in it; FILE has the labels, see
`bench.clipping.gold`.
`--misses` lists what was wrong, for pages one may look at; `--quiet-names` names no page at all.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.clipping.gold import GoldError, Label, read_labels
from bench.clipping.readers import PEERS, ours
from bench.clipping.reading import Page
from bench.clipping.table import Run, misses, poor_texts, table
from bench.contestant import UnavailableError

KEPT: Final = Path(__file__).parents[2] / ".bench"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; return the exit status."""
    parser = _parser()
    given = parser.parse_args(arguments)
    names = [name for name in given.peers.split(",") if name]
    if unknown := sorted(set(names) - set(PEERS)):
        parser.error(f"--peers: knows {', '.join(PEERS)}; not {', '.join(unknown)}")
    if not given.ours and not names:
        parser.error("must be given --ours, --peers or both")
    readers = [*([ours()] if given.ours else []), *(PEERS[name](KEPT) for name in names)]
    try:
        labels = read_labels(given.gold)
        pages = _pages(given.pages, labels)
        runs = [Run(reader, reader.read(pages)) for reader in readers]
    except (GoldError, UnavailableError) as error:
        print(error, file=sys.stderr)
        return 1
    print(table(labels, runs))
    for run in runs:
        _name(labels, run, all_=given.misses, failures=not given.quiet_names)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.clipping",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--pages", type=Path, required=True, help="a folder of pages")
    parser.add_argument("--gold", type=Path, required=True, help="their labels")
    parser.add_argument("--ours", action="store_true", help="read them with Broadsheet")
    parser.add_argument("--peers", default="", help=f"read them with: {','.join(PEERS)}")
    naming = parser.add_mutually_exclusive_group()
    naming.add_argument("--misses", action="store_true", help="list what was wrong")
    naming.add_argument("--quiet-names", action="store_true", help="name no page")
    return parser


def _pages(folder: Path, labels: Sequence[Label]) -> tuple[Page, ...]:
    try:
        return tuple(
            Page((folder / label.page / "source.html").read_bytes(), label) for label in labels
        )
    except OSError as error:
        raise GoldError(f"--pages: must have the page of each label: {error}") from error


def _name(labels: Sequence[Label], run: Run, *, all_: bool, failures: bool) -> None:
    lines = [*misses(labels, run), *poor_texts(labels, run)]
    if not all_:
        lines = [line for line in lines if failures and line.startswith("failed")]
    if lines:
        print("\n".join(["", f"{run.reader.name}:", *lines]))


if __name__ == "__main__":
    sys.exit(main())
