"""The manifest: what a build wrote into an output folder, kept in the cache folder.

With it the next build knows what it need not make again, removes what no page owns any more and
keeps what Broadsheet never made, and `publish` can tell a complete output from a broken one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Final

import msgspec

from broadsheet.memory import Memory
from broadsheet.stage import remove_leftovers, write_whole
from broadsheet.tree import Stamp, Tree, is_inside

VERSION: Final = 1


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file of the output."""

    digest: str
    """SHA-256 of its bytes, in hex."""
    key: str = ""
    """What the bytes were made of, as a hash in hex; empty when that is not known."""
    stamp: Stamp | None = None
    """How the file stood in the output; None when it could change and still stand so."""


class Manifest(msgspec.Struct, frozen=True):
    """What a build wrote: its files by their path, `/`-separated."""

    files: dict[str, Entry]
    complete: bool = True
    """False from the first change of a build to its last."""
    version: int = VERSION


_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final = msgspec.msgpack.Decoder(Manifest)


def read_manifest(output: Path, cache: Path, memory: Memory | None = None) -> Manifest | None:
    """Read what the last build wrote into an output folder; None when that is not known."""
    place = _place(output, cache)
    known: Manifest | None = memory.recall(place) if memory else None
    if known is not None:
        return known
    try:
        manifest = _decoder.decode(place.read_bytes())
    except (OSError, ValueError):  # a DecodeError is a ValueError, and so is text that is no UTF-8
        return None
    return manifest if all(map(is_inside, manifest.files)) else None


def write_manifest(
    manifest: Manifest, output: Path, cache: Path, memory: Memory | None = None
) -> None:
    """Put a manifest in the place of the last; its files must not be changed any more.

    Raises:
        OutputError: the cache folder cannot be written.
    """
    place = _place(output, cache)
    write_whole(str(place), _encoder.encode(manifest))
    if memory:
        memory.keep(place, manifest)


def fingerprint_manifest(output: Path, cache: Path) -> bytes | None:
    """Hash the manifest of an output folder as it is on disk; None when there is none."""
    try:
        return hashlib.sha256(_place(output, cache).read_bytes()).digest()
    except OSError:
        return None


def sweep_manifests(cache: Path) -> None:
    """Remove what a killed build was just writing among the manifests."""
    remove_leftovers(str(cache / "manifests"))


def broken_files(output: Path, manifest: Manifest) -> list[str]:
    """List the files of a manifest that are missing or hold other bytes; every byte is read."""
    tree = Tree(str(output))
    rows = ((path, entry, tree.read(path)) for path, entry in sorted(manifest.files.items()))
    return [path for path, entry, found in rows if found is None or found[0] != entry.digest]


def name_of(output: Path) -> str:
    """Name what the cache keeps about an output folder."""
    return hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]


def _place(output: Path, cache: Path) -> Path:
    return cache / "manifests" / f"{name_of(output)}.msgpack"
