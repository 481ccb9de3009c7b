"""`verify`: whether the output of ordinary builds is what a build from nothing makes."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from broadsheet.commands.report import guarded, overrides, print_problems, refuse_clock, say
from broadsheet.config import SiteConfig
from broadsheet.errors import OutputError
from broadsheet.manifest import read_manifest
from broadsheet.pelican_plugin import build_site, load_config

_NAMED: Final = 20
"""How many paths of a kind are listed; the rest is a number."""


def run(*, settings: Path, content: Path | None = None, now: str | None = None) -> int:
    """Bring the output up to date, build the site from nothing elsewhere, and compare the two."""

    def work() -> int:
        refuse_clock(now)
        values = overrides(content=content, now=now)
        config, _ = load_config(settings, values)
        # Both builds have one clock; the real one would go on between them.
        values["BROADSHEET_NOW"] = config.now.isoformat()
        warm = build_site(settings, values)
        print_problems(warm.problems)
        with _folder_aside(config.cache) as folder:
            output, cache = folder / "output", folder / "cache"
            build_site(settings, {**values, "OUTPUT_PATH": str(output), "CACHE_PATH": str(cache)})
            return _compare(config, output)

    return guarded(work)


def _compare(config: SiteConfig, cold: Path) -> int:
    """Compare the output with that of a cold build, say what differs, return the exit status."""
    found, expected = _files(config.output), _files(cold)
    manifest = read_manifest(config.output, config.cache)
    ours = manifest.files.keys() if manifest else set()
    too_many = found - expected
    faults = {
        "differs": sorted(p for p in found & expected if not _equal(config.output / p, cold / p)),
        "is missing": sorted(expected - found),
        "is too many": sorted(too_many & ours),
    }
    _list("is not Broadsheet's, and stays", sorted(too_many - ours))
    if not any(faults.values()):
        print(f"{len(expected)} files, all as a cold build makes them")
        return 0
    for fault, paths in faults.items():
        _list(fault, paths)
    number = sum(map(len, faults.values()))
    say(
        f"{number} of {len(expected)} files are not as a cold build makes them, which is a fault "
        f"of Broadsheet.\nPlease report it with the lines above; then delete {config.cache} and "
        "build again."
    )
    return 1


def _list(what: str, paths: Sequence[str]) -> None:
    for path in paths[:_NAMED]:
        print(f"{path} {what}", file=sys.stderr)
    if len(paths) > _NAMED:
        print(f"and {len(paths) - _NAMED} more", file=sys.stderr)


def _equal(one: Path, other: Path) -> bool:
    return not one.is_symlink() and one.read_bytes() == other.read_bytes()


def _files(folder: Path) -> set[str]:
    """Give everything below a folder that is no folder itself; a link to one is a file here."""
    found = set()
    for place, folders, names in os.walk(folder):
        linked = (name for name in folders if (Path(place) / name).is_symlink())
        found |= {(Path(place) / name).relative_to(folder).as_posix() for name in (*names, *linked)}
    return found


@contextmanager
def _folder_aside(cache: Path) -> Iterator[Path]:
    """Give an empty folder on the disk of the cache, and take it away again."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="verify-", dir=cache))
    except OSError as error:
        raise OutputError(str(cache), error.strerror or str(error)) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
