"""What is sent: exactly the files of a finished build, or nothing.

A build that was broken off, a file that somebody edited in the output folder and a file that
somebody left there are all refused: readers see what the content says, and only that.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.errors import PublishError
from broadsheet.manifest import Manifest, broken_files, read_manifest
from broadsheet.tree import TEMPORARY

NAMED: Final = 10
"""How many files a refusal names; more would push the reason off the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A complete output folder, its files' paths, a fingerprint of their names and bytes."""

    output: Path
    files: tuple[str, ...]
    fingerprint: str


def pack(output: Path, cache: Path) -> Parcel:
    """Compare an output folder with what its build wrote.

    Raises:
        PublishError: they differ; the files are named.
    """
    manifest = read_manifest(output, cache)
    if manifest is None or not manifest.complete or _is_left_over(output):
        raise PublishError(str(output), "the build was not finished; build again. Nothing was sent")
    faults = list(_faults(output, manifest))
    if faults:
        raise PublishError(str(output), "\n  ".join([*faults, "Nothing was sent"]))
    rows = sorted(manifest.files.items())
    text = "".join(f"{entry.digest} {path}\n" for path, entry in rows)
    return Parcel(
        output=output,
        files=tuple(path for path, _ in rows),
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
    )


def _is_left_over(output: Path) -> bool:
    """Tell whether a build was killed while it wrote files aside."""
    return any(output.glob(f"{TEMPORARY}*"))


def _faults(output: Path, manifest: Manifest) -> Iterator[str]:
    """Say which files keep a folder from being sent."""
    broken = broken_files(output, manifest)
    if broken:
        yield f"not as the build wrote it; build again: {_names(broken)}"
    foreign = sorted(set(_files_in(output)) - set(manifest.files))
    if foreign:
        yield f"not made by the build; remove it, or let STATIC_PATHS bring it: {_names(foreign)}"
    # Neither git's import nor rsync's list can tell where a name with a line break ends.
    unsendable = [path for path in manifest.files if not path.isprintable() or path[0] == '"']
    if unsendable:
        yield f"a name no host can be sent; rename it: {_names([ascii(p) for p in unsendable])}"


def _files_in(output: Path) -> Iterator[str]:
    for folder, _, names in os.walk(output):
        for name in names:
            yield (Path(folder) / name).relative_to(output).as_posix()


def _names(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
    return ", ".join(paths[:NAMED]) + more
