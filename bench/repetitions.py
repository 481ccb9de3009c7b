"""Measures how long a story is looked for among many articles: `python -m bench.repetitions`.

A made-up digest is written, looked through once without an index, which makes it, and then as each
later `clip` does: the folder read, the index loaded, three stories looked for. Beside it stands the
whole command, from its start to its end.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bench.content import Digest, make_site
from broadsheet.clip.duplicate import Story
from broadsheet.clip.morgue import Morgue
from broadsheet.read.files import read_folder

ROOT: Final = Path(__file__).resolve().parents[1]
_MORE: Final = "And here is one more paragraph, which the other paper did not print in its edition."


def main() -> None:
    """Measure, and print a table of medians in seconds, by the clock and of a processor."""
    parser = argparse.ArgumentParser(prog="python -m bench.repetitions", description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        site = Path(place)
        make_site(site / "content", given.articles)
        print("| what | seconds | of a processor |\n| --- | --- | --- |")
        _row("the first look, which makes the index", 1, lambda: _open(site))
        _row("the folder read", given.runs, lambda: read_folder(site / "content", ()))
        _row("the folder read and the index loaded", given.runs, lambda: _open(site))
        morgue = _open(site)
        for name, story in _stories(given.articles).items():
            found = len(morgue.find(story))
            _row(f"{name}: {found} found", given.runs, lambda one=story: morgue.find(one))  # type: ignore[misc]
        _row("every slug", given.runs, morgue.slugs)
        _measure_command(site, given.runs)


def _open(site: Path) -> Morgue:
    return Morgue(read_folder(site / "content", ()), site / ".broadsheet")


def _stories(articles: int) -> dict[str, Story]:
    """Give a story that the digest has with some changes, its beginning alone, and a new one."""
    digest = Digest(articles)
    number = articles // 3
    day = digest.story(number).date.date()
    paragraphs = digest.body(number).split("\n\n")
    return {
        "a story that is there with half its paragraphs": Story(
            text="\n\n".join([*paragraphs[: len(paragraphs) // 2], _MORE]), day=day
        ),
        "the beginning of one": Story(text=paragraphs[1][:200], day=day),
        "a story that is new": Story(text=Digest(articles + 10).body(articles + 5), day=day),
    }


def _measure_command(site: Path, runs: int) -> None:
    """Measure `clip --json` as an editor starts it, with the settings of this project."""
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
    for name in ("theme", "content/photos"):
        if not (site / name).exists() and (ROOT / name).exists():
            shutil.copytree(ROOT / name, site / name)
    text = Digest(runs + 10).body(3)
    (site / "cutting.txt").write_text(
        f"A Headline\n\n18 December 2022\n\n{text}\n", encoding="utf-8"
    )
    code = (
        "from pathlib import Path; from broadsheet.commands import clip; "
        "settings = Path('pelicanconf.py'); "
        "raise SystemExit(clip.run(source='cutting.txt', json=True, settings=settings))"
    )

    def command() -> None:
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=site,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    command()
    _row("`clip --json`, the whole command", runs, command)
    (site / "empty").mkdir()
    shutil.copytree(site / "content/data", site / "empty/data")
    settings = settings.replace('PATH = "content"', 'PATH = "empty"')
    (site / "pelicanconf.py").write_text(settings, encoding="utf-8")
    _row("the same in a digest without articles", runs, command)


def _row(what: str, runs: int, work: Callable[[], object]) -> None:
    walls, shares = [], []
    for _ in range(runs):
        wall, share = time.perf_counter(), _spent()
        work()
        walls.append(time.perf_counter() - wall)
        shares.append(_spent() - share)
    print(
        f"| {what} | {statistics.median(walls):.3f} | {statistics.median(shares):.3f} |", flush=True
    )


def _spent() -> float:
    """Give the seconds that this process and those it started have had of a processor."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


if __name__ == "__main__":
    main()
