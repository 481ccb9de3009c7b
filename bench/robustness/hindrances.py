"""Disks that are full and folders that cannot be written: the build fails and says so."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.robustness.site import Site, Verdict, differing, digests

Place = str
PLACES: Final[tuple[Place, ...]] = ("output", "cache")
_ROOM: Final = 64 * 1024
"""Bytes left on the full disk: too few for the pages that have changed."""
_LONGEST: Final = 4 * 1024
"""Bytes a file may have at most, where the system is asked to limit it."""


class UnableError(Exception):
    """This machine does not let us do what the trial needs."""


def disk_full(site: Site) -> list[Verdict]:
    """Fill the disk of the output, then that of the cache."""
    return [
        _fails(site, f"full disk below the {place}", place, _full_disk, "No space left")
        for place in PLACES
    ]


def file_too_large(site: Site) -> list[Verdict]:
    """Let no file grow: what a full disk looks like where none can be mounted."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (_LONGEST, _LONGEST))

    @contextmanager
    def limited(_: Path) -> Iterator[Callable[[], None]]:
        yield limit

    return [_fails(site, "no room for a file (RLIMIT_FSIZE)", "", limited, "File too large")]


def read_only(site: Site) -> list[Verdict]:
    """Take away the right to write into the output, then into the cache."""
    words = "Read-only file system" if os.geteuid() == 0 else "Permission denied"
    return [_fails(site, f"read-only {place}", place, _locked_up, words) for place in PLACES]


def _fails(
    site: Site,
    name: str,
    place: Place,
    hinder: Callable[[Path], object],
    words: str,
) -> Verdict:
    """Build one version, hinder the build of the next, and let it succeed at last."""
    verdict = Verdict(f"{name}: a clear error, the old site intact, the next build right")
    site.forget(site.output, site.cache)
    folder = site.folder / (place or "output")
    try:
        with _mounted(folder, tmpfs=hinder is _full_disk):
            site.show(0)
            site.build()
            before = digests(site.output)
            site.show(1)
            with hinder(folder) as prepare:  # type: ignore[attr-defined]
                status, said = site.build(prepare=prepare)
            verdict.tried = 1
            line = said.strip().splitlines()[-1] if said.strip() else ""
            verdict.note(f"status {status}: {line}")
            verdict.demand(status == 1, f"{name}: ended with {status}")
            clear = words in said and "Traceback" not in said
            verdict.demand(clear, f"{name}: no clear error: {said[-400:]}")
            changed = differing(digests(site.output), before)
            verdict.demand(not changed, f"{name}: the old site was changed: {changed[:5]}")
            site.demand_right(verdict, 1, name)
    except UnableError as error:
        verdict.skipped = str(error)
    return verdict


@contextmanager
def _mounted(folder: Path, *, tmpfs: bool) -> Iterator[None]:
    """Give a folder a small disk of its own, or none."""
    folder.mkdir(parents=True, exist_ok=True)
    if not tmpfs:
        yield
        return
    with _mount(folder, "-t", "tmpfs", "-o", "size=96m", "tmpfs"):
        yield


@contextmanager
def _full_disk(folder: Path) -> Iterator[None]:
    """Fill the disk of a folder with one file beside what the site needs."""
    disk = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(max(0, disk.f_bavail * disk.f_frsize - _ROOM)))
    # Unlinked but open, it takes its room and is no file of the output.
    with filler.open("rb"):
        filler.unlink()
        yield


@contextmanager
def _locked_up(folder: Path) -> Iterator[None]:
    """Make a folder read-only; for root, who may write anywhere, by the file system."""
    if os.geteuid() == 0:
        with _mount(folder, "--bind", str(folder)):
            _run("mount", "-o", "remount,ro,bind", str(folder))
            yield
        return
    places = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for path in places:
        path.chmod(0o555)
    try:
        yield
    finally:
        for path in places:
            path.chmod(0o755)


@contextmanager
def _mount(folder: Path, *options: str) -> Iterator[None]:
    """Mount something over a folder.

    Raises:
        UnableError: this user, or this machine, may not.
    """
    if os.geteuid() != 0 or not shutil.which("mount"):
        raise UnableError("nothing may be mounted here")
    _run("mount", *options, str(folder))
    try:
        yield
    finally:
        _run("umount", str(folder))


def _run(*line: str) -> None:
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UnableError(f"{line[0]}: {done.stderr.strip()}")
