"""Records kept between builds, so that a file is converted once for as long as its bytes stay.

A record is found by a hash of everything it was made of: the file's bytes and path, the settings
that shape it, the versions of the libraries and the code that read it. Beside the records stands
an index of the files as they were: where inode, size and times are the same, and old enough that
no change can have gone unseen, the bytes are the same, too, and are not read. The format is plain
MessagePack, which cannot run code; what is damaged, cut short or of another version is as if it
were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from broadsheet.config import SiteConfig
from broadsheet.errors import OutputError
from broadsheet.fingerprint import installed
from broadsheet.memory import Memory
from broadsheet.read.article import Record
from broadsheet.read.extension import code_of
from broadsheet.read.files import SourceFile
from broadsheet.tree import Stamp

SHARDS: Final = 32
"""Files the records are spread over, by their key: an edit makes one or two of them anew."""
_DIGEST: Final = 16
_CHECK: Final = 4
"""Bytes of the checksum at the head of a file: against damage, as nothing is against malice."""

Kind = Literal["article", "standing"]

_encoder: Final = msgspec.msgpack.Encoder()
_record_decoder: Final = msgspec.msgpack.Decoder(Record)
_shard_decoder: Final = msgspec.msgpack.Decoder(dict[bytes, Record])


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """The files as they were when they were read, for one content folder."""

    owner: str
    """What the keys were made with, and the folder."""
    files: dict[str, tuple[Stamp, bytes]]
    """By the path of a file its stamp, and the key of its record."""


_index_decoder: Final = msgspec.msgpack.Decoder(_Index)


class Store:
    """The records of earlier builds, and those of this one.

    Only what this build asked for is saved, so the store never outgrows the content.
    """

    def __init__(
        self,
        folder: Path | None,
        fingerprint: str,
        *,
        content: Path = Path(),
        load: bool = True,
        memory: Memory | None = None,
    ) -> None:
        """Open a store; without a folder it keeps nothing.

        Args:
            folder: where it is.
            fingerprint: what shapes every record besides its file.
            content: the folder whose files it knows by their stamps.
            load: whether to believe what is there.
            memory: what this process knows from its last build.
        """
        self._memory = memory or Memory()
        self.fingerprint, self._folder = fingerprint, folder
        self._owner = f"{fingerprint} {content}"
        self._shards: list[dict[bytes, Record]] = [{} for _ in range(SHARDS)]
        self._used: list[dict[bytes, Record]] = [{} for _ in range(SHARDS)]
        self._files: dict[str, tuple[Stamp, bytes]] = {}
        self._seen: dict[str, tuple[Stamp, bytes]] = {}
        if folder is not None and load:
            self._shards = [self._shard(self._path(number)) for number in range(SHARDS)]
            index = self._memory.recall(folder / _INDEX) or _read_index(folder / _INDEX)
            self._files = index.files if index.owner == self._owner else {}

    @property
    def is_empty(self) -> bool:
        """Tell whether no earlier build left a record."""
        return not any(self._shards)

    def known(self, file: SourceFile) -> bytes | None:
        """Give the key of the record of a file that looks as it did when it was read."""
        stamp, key = self._files.get(file.path, (None, b""))
        return key if stamp is not None and stamp == file.stamp else None

    def note(self, file: SourceFile, key: bytes) -> None:
        """Keep in mind how a file looks whose record has this key.

        One that was changed a moment ago is not: it could change again and look the same.
        """
        if file.stamp is not None and (file.settled or self.known(file) == key):
            self._seen[file.path] = (file.stamp, key)

    def recall(self, key: bytes) -> Record | None:
        """Give the record of a key, if an earlier build made it."""
        record = self._shards[_shard_of(key)].get(key)
        if record is not None:
            self._used[_shard_of(key)][key] = record
        return record

    def keep(self, key: bytes, record: Record) -> None:
        """Keep a record for later builds."""
        if self._folder is not None:
            self._used[_shard_of(key)][key] = record

    def save(self) -> None:
        """Write what changed.

        Raises:
            OutputError: the cache folder cannot be written.
        """
        if self._folder is None:
            return
        for number, (before, now) in enumerate(zip(self._shards, self._used, strict=True)):
            if before.keys() != now.keys():
                self._write(self._path(number), dict(sorted(now.items())))
        if self._files != self._seen:
            self._write(self._folder / _INDEX, _Index(self._owner, self._seen))

    def _shard(self, path: Path) -> dict[bytes, Record]:
        known: dict[bytes, Record] | None = self._memory.recall(path)
        if known is None:
            known = _read_shard(path)
            self._memory.keep(path, known)
        return known

    def _write(self, path: Path, things: Any) -> None:
        _write(path, things)
        self._memory.keep(path, things)

    def _path(self, number: int) -> Path:
        assert self._folder is not None  # noqa: S101  for the type checker
        return self._folder / f"{number:02x}.msgpack"


_INDEX: Final = "index.msgpack"


def record_key(fingerprint: str, kind: Kind, path: str, data: bytes) -> bytes:
    """Hash everything a record is made of."""
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for part in (fingerprint.encode(), kind.encode(), path.encode(), data):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def encode_record(record: Record) -> bytes:
    """Give a record as bytes, which travel faster than objects."""
    return _encoder.encode(record)


def decode_record(data: bytes) -> Record:
    """Give the record of its bytes."""
    return _record_decoder.decode(data)


def open_store(config: SiteConfig, memory: Memory | None = None) -> Store:
    """Open the store of a site in its cache folder; LOAD_CONTENT_CACHE says whether to read it.

    Args:
        config: the settings.
        memory: what this process knows from its last build.
    """
    fingerprint = make_fingerprint(config)
    folder = config.cache / "records" if fingerprint else None
    return Store(
        folder, fingerprint or "", content=config.content, load=config.load_cache, memory=memory
    )


def no_store() -> Store:
    """Give a store that keeps nothing."""
    return Store(None, "")


def make_fingerprint(config: SiteConfig) -> str | None:
    """Hash what shapes every record besides its file; None when that cannot be known.

    An extension of Markdown given as an object may do anything, so with one nothing is kept.
    """
    extensions = list(config.markdown.get("extensions", ()))
    if not all(isinstance(name, str) for name in extensions):
        return None
    names = [*extensions, *config.markdown.get("extension_configs", {})]
    facts = [
        sys.version,
        *installed(),
        json.dumps(dict(config.markdown), default=repr, sort_keys=True),
        repr((config.lang, config.summary_words, config.summary_end, config.content.name)),
        *_code(Path(__file__).parent, Path(__file__).parent.parent),
        *(fact for name in names for fact in code_of(name)),
    ]
    return hashlib.blake2b("\0".join(facts).encode(), digest_size=_DIGEST).hexdigest()


def _code(*folders: Path) -> Iterator[str]:
    """Hash the code that makes records: the stage's own, and the modules it stands on."""
    for folder in folders:
        pattern = "**/*.py" if folder.name == "read" else "*.py"
        for path in sorted(folder.glob(pattern)):
            yield hashlib.blake2b(path.read_bytes(), digest_size=_DIGEST).hexdigest()


def _shard_of(key: bytes) -> int:
    return key[0] % SHARDS


def _read_shard(path: Path) -> dict[bytes, Record]:
    try:
        return _shard_decoder.decode(_read(path))
    except (OSError, ValueError, RecursionError):  # a DecodeError is a ValueError
        return {}


def _read_index(path: Path) -> _Index:
    try:
        return _index_decoder.decode(_read(path))
    except (OSError, ValueError, RecursionError):
        return _Index("", {})


def _read(path: Path) -> memoryview:
    """Read a file of the store.

    Raises:
        OSError: it is not there.
        ValueError: it is damaged.
    """
    data = memoryview(path.read_bytes())
    if zlib.crc32(data[_CHECK:]).to_bytes(_CHECK, "big") != data[:_CHECK]:
        raise ValueError("is damaged")
    return data[_CHECK:]


def _write(path: Path, things: Any) -> None:
    payload = _encoder.encode(things)
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(zlib.crc32(payload).to_bytes(_CHECK, "big") + payload)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(str(path), error.strerror or str(error)) from error
