"""Records kept between builds, so that a file is converted once for as long as its bytes stay.

A record is found by a hash of everything it was made of: the file's bytes and path, the settings
that shape it, the versions of the libraries and the code that read it. Nothing is ever looked up by
name and date, so a stale record cannot be found. The format is plain MessagePack, which cannot run
code; what is damaged, cut short or of another version is as if it were not there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import babel
import markdown
import msgspec
import nh3
import yaml

from broadsheet.config import SiteConfig
from broadsheet.errors import OutputError
from broadsheet.read.article import Record

SHARDS: Final = 32
"""Files the records are spread over, by their key: an edit makes one or two of them anew."""
_DIGEST: Final = 16

_encoder: Final = msgspec.msgpack.Encoder()
_record_decoder: Final = msgspec.msgpack.Decoder(Record)
_shard_decoder: Final = msgspec.msgpack.Decoder(dict[bytes, msgspec.Raw])


class Store:
    """The records of earlier builds, and those of this one.

    Only what this build asked for is saved, so the store never outgrows the content.
    """

    def __init__(self, folder: Path | None, fingerprint: str, *, load: bool = True) -> None:
        """Open a store; without a folder it keeps nothing."""
        self._folder, self._fingerprint = folder, fingerprint.encode()
        self._shards: list[dict[bytes, msgspec.Raw]] = [{} for _ in range(SHARDS)]
        self._used: list[dict[bytes, msgspec.Raw]] = [{} for _ in range(SHARDS)]
        if folder is not None and load:
            self._shards = [_read_shard(self._path(number)) for number in range(SHARDS)]

    def key(self, kind: str, path: str, data: bytes) -> bytes:
        """Hash everything a record is made of."""
        parts = (self._fingerprint, kind.encode(), path.encode(), data)
        digest = hashlib.blake2b(digest_size=_DIGEST)
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.digest()

    def recall(self, key: bytes) -> Record | None:
        """Give the record of a key, if an earlier build made it."""
        raw = self._shards[_shard_of(key)].get(key)
        if raw is None:
            return None
        try:
            record = _record_decoder.decode(raw)
        except (msgspec.DecodeError, ValueError, RecursionError):
            return None
        self._used[_shard_of(key)][key] = raw
        return record

    def keep(self, key: bytes, record: Record) -> None:
        """Keep a record for later builds."""
        if self._folder is not None:
            self._used[_shard_of(key)][key] = msgspec.Raw(_encoder.encode(record))

    def save(self) -> None:
        """Write the shards that changed.

        Raises:
            OutputError: the cache folder cannot be written.
        """
        if self._folder is None:
            return
        for number, (before, now) in enumerate(zip(self._shards, self._used, strict=True)):
            if before.keys() != now.keys():
                _write_shard(self._path(number), now)

    def _path(self, number: int) -> Path:
        assert self._folder is not None  # noqa: S101  for the type checker
        return self._folder / f"{number:02x}.msgpack"


def open_store(config: SiteConfig) -> Store:
    """Open the store of a site in its cache folder; LOAD_CONTENT_CACHE says whether to read it."""
    fingerprint = make_fingerprint(config)
    folder = config.cache / "records" if fingerprint else None
    return Store(folder, fingerprint or "", load=config.load_cache)


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
        unicodedata.unidata_version,
        *(f"{m.__name__} {m.__version__}" for m in (babel, markdown, msgspec, nh3, yaml)),
        json.dumps(dict(config.markdown), default=repr, sort_keys=True),
        repr((config.lang, config.summary_words, config.summary_end, config.content.name)),
        *_code(Path(__file__).parent, Path(__file__).parent.parent),
        *(fact for name in names for fact in _extension_code(name)),
    ]
    return hashlib.blake2b("\0".join(facts).encode(), digest_size=_DIGEST).hexdigest()


def _code(*folders: Path) -> Iterator[str]:
    """Hash the code that makes records: the stage's own, and the modules it stands on."""
    for folder in folders:
        pattern = "**/*.py" if folder.name == "read" else "*.py"
        for path in sorted(folder.glob(pattern)):
            yield hashlib.blake2b(path.read_bytes(), digest_size=_DIGEST).hexdigest()


def _extension_code(name: str) -> Iterator[str]:
    """Hash the code of a Markdown extension; Python-Markdown's own go with its version."""
    module = name.partition(":")[0]
    if module.startswith("markdown."):
        return
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:  # of a dotted name whose first part does not exist
        spec = None
    if spec is None or spec.origin is None or not spec.has_location:
        return  # a short name of Python-Markdown's own, or one that it will refuse
    place = Path(spec.origin)
    files = sorted(place.parent.rglob("*.py")) if spec.submodule_search_locations else [place]
    for path in files:
        yield hashlib.blake2b(path.read_bytes(), digest_size=_DIGEST).hexdigest()


def _shard_of(key: bytes) -> int:
    return key[0] % SHARDS


def _read_shard(path: Path) -> dict[bytes, msgspec.Raw]:
    """Read a shard; its first bytes are the hash of the rest, so that damage is noticed."""
    try:
        data = path.read_bytes()
        payload = data[_DIGEST:]
        if hashlib.blake2b(payload, digest_size=_DIGEST).digest() != data[:_DIGEST]:
            return {}
        return _shard_decoder.decode(payload)
    except (OSError, msgspec.DecodeError, ValueError):
        return {}


def _write_shard(path: Path, records: dict[bytes, msgspec.Raw]) -> None:
    payload = _encoder.encode(dict(sorted(records.items())))
    temporary = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(hashlib.blake2b(payload, digest_size=_DIGEST).digest() + payload)
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise OutputError(str(path), error.strerror or str(error)) from error
