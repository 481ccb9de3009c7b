"""The output folder: files are replaced whole or not at all, and only when their bytes differ.

What Broadsheet wrote is listed in a manifest in the cache folder, one per output folder. With it
the next build removes what no page owns any more, keeps what Broadsheet never made, and `publish`
can tell a complete output from a broken one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from broadsheet.errors import OutputError
from broadsheet.stage import TEMPORARY, Stage

Stamp = tuple[int, int, int]
"""By what a file is known again without reading it: its number, its size, when it was written."""


class Manifest(msgspec.Struct, frozen=True):
    """What a build wrote: the SHA-256 of every file by its path, `/`-separated."""

    files: dict[str, str]
    complete: bool = True
    """False from the first write of a build to its last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many files a build wrote, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def write_output(  # noqa: PLR0913  what may be kept and what must go is the caller's to say
    files: Iterable[tuple[str, bytes | Path]],
    output: Path,
    cache: Path,
    *,
    delete_foreign: bool = False,
    before: Mapping[str, Stamp] | None = None,
    retained: tuple[str, ...] = (),
) -> Written:
    """Bring the output folder to what a build made.

    Args:
        files: path and bytes of each file, or the file to copy.
        output: the output folder; made when it is not there.
        cache: where the manifest is kept.
        delete_foreign: remove also what Broadsheet never made (DELETE_OUTPUT_DIRECTORY).
        before: what stood in the output when the build began; what others have written since stays.
        retained: names at the top of the output that stay even then (OUTPUT_RETENTION).

    Raises:
        OutputError: a file could not be written or removed, or would stand outside the folder.
    """
    last = read_manifest(output, cache)
    known = last.files if last else {}
    contents = dict(files)
    for path in contents:
        if not _is_inside(path):
            raise OutputError(path, "would stand outside the output folder")
    hashes = {path: _digest(content) for path, content in contents.items()}
    changed = [path for path in contents if not _is_there(output, path, hashes[path])]
    stale = set(known) - set(contents)
    if delete_foreign:
        now = stamps(output)
        stale |= {path for path in now if before is None or before.get(path) == now[path]}
        stale -= set(contents)
        stale = {path for path in stale if PurePosixPath(path).parts[0] not in retained}
    if not changed and not stale and last == Manifest(hashes):
        return Written(written=0, unchanged=len(contents), removed=0)
    # Until the last write the manifest owns the old files and the new ones, so that whatever moment
    # a build is killed at, the next one knows what to mend and what to remove.
    _write_manifest(Manifest({**known, **hashes}, complete=False), output, cache)
    if last is None or not last.complete:
        _remove_leftovers(output)
    stage = Stage(output)
    try:
        for path in changed:
            stage.put(path, contents[path])
        in_the_way = {path for path in stale if _stands_below(path, contents)}
        removed = sum(_remove(output, path) for path in sorted(in_the_way))
        for path in changed:
            stage.move(path)
    finally:
        stage.clear()
    removed += sum(_remove(output, path) for path in sorted(stale - in_the_way))
    _write_manifest(Manifest(hashes), output, cache)
    return Written(written=len(changed), unchanged=len(contents) - len(changed), removed=removed)


def stamps(output: Path) -> dict[str, Stamp]:
    """Note what stands in the output, in a form that changes when it is written again."""
    found = {path: (output / path).lstat() for path in _all_files(output)}
    return {path: (s.st_ino, s.st_size, s.st_mtime_ns) for path, s in found.items()}


def read_manifest(output: Path, cache: Path) -> Manifest | None:
    """Read what the last build wrote into an output folder; None when that is not known."""
    try:
        data = _manifest_path(output, cache).read_bytes()
        manifest = msgspec.json.decode(data, type=Manifest)
    except (OSError, ValueError):  # a DecodeError is a ValueError, and so is text that is no UTF-8
        return None
    return manifest if all(map(_is_inside, manifest.files)) else None


def broken_files(output: Path, manifest: Manifest) -> list[str]:
    """List the files of a manifest that are missing or hold other bytes."""
    rows = sorted(manifest.files.items())
    return [path for path, digest in rows if not _is_there(output, path, digest)]


def _manifest_path(output: Path, cache: Path) -> Path:
    name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
    return cache / "manifests" / f"{name}.json"


def _write_manifest(manifest: Manifest, output: Path, cache: Path) -> None:
    place = _manifest_path(output, cache)
    stage = Stage(place.parent)
    try:
        stage.put(place.name, msgspec.json.encode(manifest, order="sorted"))
        stage.move(place.name)
    finally:
        stage.clear()


def _digest(content: bytes | Path) -> str:
    try:
        data = content.read_bytes() if isinstance(content, Path) else content
    except OSError as error:
        raise OutputError(str(content), error.strerror or str(error)) from error
    return hashlib.sha256(data).hexdigest()


def _is_inside(path: str) -> bool:
    """Tell whether a path names something below the folder it is seen from."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] != "/" and ".." not in parts


def _is_there(output: Path, path: str, digest: str) -> bool:
    place = output / path
    try:
        if place.is_symlink() or _behind_link(output, place):
            return False
        return hashlib.sha256(place.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def _behind_link(output: Path, place: Path) -> bool:
    """Tell whether the way to a place leads through a link, and so perhaps out of the output."""
    return any(folder.is_symlink() for folder in place.parents if output in folder.parents)


def _stands_below(path: str, files: Mapping[str, object]) -> bool:
    """Tell whether a new file takes the place of a folder that an old one stands in."""
    return any(parent.as_posix() in files for parent in PurePosixPath(path).parents)


def _remove_leftovers(output: Path) -> None:
    """Remove what a killed build was just writing."""
    for path in _all_files(output):
        if any(part.startswith(TEMPORARY) for part in PurePosixPath(path).parts):
            _remove(output, path)


def _remove(output: Path, path: str) -> bool:
    """Remove a file and the folders that it leaves empty; what stands in its place now stays."""
    place = output / path
    if _behind_link(output, place):
        return False
    try:
        there = place.is_symlink() or (place.exists() and not place.is_dir())
        if there:
            place.unlink()
        _remove_empty(output, place)
    except OSError as error:
        raise OutputError(str(place), error.strerror or str(error)) from error
    return there


def _remove_empty(output: Path, place: Path) -> None:
    """Remove the folders on the way to a place that hold nothing, the lowest first."""
    for folder in (place, *place.parents):
        if folder == output or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
            break
        if folder.is_dir():
            folder.rmdir()


def _all_files(output: Path) -> Iterator[str]:
    """Give everything below the output that is no folder, and the folders that hold nothing."""
    for path, folders, names in os.walk(output):
        folder = Path(path)
        linked = [name for name in folders if (folder / name).is_symlink()]
        for name in (*names, *linked):
            yield (folder / name).relative_to(output).as_posix()
        if not folders and not names and folder != output:
            yield folder.relative_to(output).as_posix()
