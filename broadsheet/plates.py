"""Plates: rendered bytes kept by their key, to make a lost output again without rendering it.

A host that builds on every push restores the cache and begins with an empty output folder: there,
every page is due although none has changed. As a key is a hash of all that a page is made of, the
bytes kept under it are the page. They are compressed (Zstandard, RFC 8878) and stand one behind
the other in packs; each worker writes a pack of its own, and an index says where each plate is.
A plate that is damaged is as if it were not there, and the page is rendered.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final
from uuid import uuid4

import msgspec
import zstandard

from broadsheet.errors import OutputError
from broadsheet.memory import Memory
from broadsheet.stage import append, remove, write_whole

LEVEL: Final = 1
"""Of compression: the fastest, as every page is compressed when it is first rendered."""
_WASTE: Final = 2
"""The packs may hold this many times what is in use before they are written anew."""
_PACKS: Final = 24
"""Packs that are kept before they are joined: an edit makes one of a few pages."""
_INDEX: Final = "index.msgpack"
_ENDING: Final = ".pack"


class Place(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where a plate stands: the name of its pack, its first byte, its length, its checksum."""

    pack: str
    start: int
    length: int
    check: int


_decoder: Final = msgspec.msgpack.Decoder(dict[str, Place])


class Plates:
    """The plates that earlier builds have kept, by key. It can be sent to other processes."""

    def __init__(self, folder: Path, *, load: bool = True, memory: Memory | None = None) -> None:
        """Read the index; without one, or a damaged one, there are no plates.

        Args:
            folder: where packs and index are; it need not exist.
            load: whether to use what is there.
            memory: what this process knows from its last build.
        """
        self.folder, self._memory = str(folder), memory or Memory()
        known = self._memory.recall(folder / _INDEX) if load else {}
        self._index: Mapping[str, Place] = _read_index(folder / _INDEX) if known is None else known

    def place(self, key: str) -> Place | None:
        """Say where the plate of a key stands; None when there is none."""
        return self._index.get(key)

    def save(self, keys: Iterable[str], made: Mapping[str, Place]) -> None:
        """Keep the plates of these keys and let go of all others.

        Args:
            keys: those of the whole site.
            made: where workers have put new plates, by key.

        Raises:
            OutputError: the cache folder cannot be written.
        """
        known = {**self._index, **made}
        used = {key: known[key] for key in keys if key in known}
        packs = _packs(self.folder)
        if used == self._index and packs.keys() <= {place.pack for place in used.values()}:
            return
        size = sum(place.length for place in used.values())
        if len(packs) > _PACKS or sum(packs.values()) > _WASTE * size:
            used = _joined(self.folder, used)
        write_whole(f"{self.folder}/{_INDEX}", msgspec.msgpack.encode(used))
        self._memory.keep(f"{self.folder}/{_INDEX}", used)
        named = {place.pack for place in used.values()}
        remove(self.folder, [pack for pack in packs if pack not in named])


class Reader:
    """Takes plates out of their packs, in one worker."""

    def __init__(self, plates: Plates) -> None:
        """Open nothing yet."""
        self._plates = plates
        self._packs: dict[str, mmap] = {}
        self._unpacker = zstandard.ZstdDecompressor()

    def recall(self, key: str) -> bytes | None:
        """Give the bytes kept under a key; None when they are not there, or damaged."""
        place = self._plates.place(key)
        if place is None:
            return None
        try:
            packed = self._pack(place.pack)[place.start : place.start + place.length]
            if zlib.crc32(packed) != place.check:
                return None
            return self._unpacker.decompress(packed)
        except (OSError, ValueError, zstandard.ZstdError):  # an empty file cannot be mapped
            return None

    def _pack(self, name: str) -> mmap:
        found = self._packs.get(name)
        if found is None:
            with Path(self._plates.folder, name).open("rb") as file:
                found = self._packs[name] = mmap(file.fileno(), 0, access=ACCESS_READ)
        return found


class Writer:
    """Adds plates to a pack of its own, in one worker."""

    def __init__(self, folder: str) -> None:
        """Think of a pack; it is made with its first plate."""
        self._name = f"{uuid4().hex}{_ENDING}"
        self._pack = f"{folder}/{self._name}"
        self._length = 0
        self._packer = zstandard.ZstdCompressor(level=LEVEL)

    def keep(self, content: bytes) -> Place:
        """Add a plate.

        Raises:
            OutputError: the cache folder cannot be written.
        """
        return self.put(self._packer.compress(content))

    def put(self, packed: bytes) -> Place:
        """Add a plate that is compressed already.

        Raises:
            OutputError: the cache folder cannot be written.
        """
        append(self._pack, packed)
        place = Place(self._name, self._length, len(packed), zlib.crc32(packed))
        self._length += len(packed)
        return place


def _joined(folder: str, used: Mapping[str, Place]) -> dict[str, Place]:
    """Write what is in use into one pack; a plate that cannot be read is let go."""
    writer = Writer(folder)
    joined = {}
    by_pack = sorted(used.items(), key=lambda row: (row[1].pack, row[1].start))
    content, pack = b"", ""
    for key, place in by_pack:
        if place.pack != pack:
            pack = place.pack
            try:
                content = Path(folder, pack).read_bytes()
            except OSError:
                content = b""
        packed = content[place.start : place.start + place.length]
        if zlib.crc32(packed) == place.check:
            joined[key] = writer.put(packed)
    return joined


def _packs(folder: str) -> dict[str, int]:
    """Give the packs that are there, with their lengths in bytes."""
    try:
        with os.scandir(folder) as found:
            return {e.name: e.stat().st_size for e in found if e.name.endswith(_ENDING)}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OutputError(folder, error.strerror or str(error)) from error


def _read_index(path: Path) -> dict[str, Place]:
    try:
        return _decoder.decode(path.read_bytes())
    except (OSError, ValueError):  # a DecodeError is a ValueError
        return {}
