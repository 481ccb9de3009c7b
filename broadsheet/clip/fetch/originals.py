"""The originals of what was fetched, kept byte for byte as they came, beside the cache.

A file is named by its host and the hash of its bytes, so that the same answer is kept once and
nothing is ever written over. What is older than the room allows goes first.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from broadsheet.clip.fetch.answer import Fetched
from broadsheet.clip.fetch.limits import MEGABYTE
from broadsheet.errors import OutputError

FOLDER: Final = "originals"
ROOM: Final = 1024 * MEGABYTE
"""Bytes that all originals may take: some five thousand pages."""
_ENDINGS: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".xhtml",
    "application/json": ".json.txt",
    "application/feed+json": ".json.txt",
}
_NOTE: Final = ".about.json"
_HOST: Final = 80
"""Characters of a host in the name of a file."""


def keep_original(cache: Path, fetched: Fetched, room: int = ROOM) -> Path:
    """Keep an answer, with a note of where and when it came from.

    Args:
        cache: the cache folder.
        fetched: the answer.
        room: bytes that all originals may take.

    Returns:
        The file; it stood there already where the same bytes came before.

    Raises:
        OutputError: the folder cannot be written to.
    """
    folder = cache / FOLDER
    path = folder / _name(fetched)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_whole(path.with_name(path.name + _NOTE), _note(fetched))
            _write_whole(path, fetched.data)
            _make_room(folder, room, path)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error
    return path


def _name(fetched: Fetched) -> str:
    host = re.sub(r"[^a-z0-9.-]", "-", urlsplit(fetched.url_final).hostname or "")[:_HOST]
    digest = hashlib.sha256(fetched.data).hexdigest()[:32]
    return f"{host}-{digest}{_ENDINGS.get(fetched.content_type, '.xml')}"


def _note(fetched: Fetched) -> bytes:
    told = {
        "address": fetched.url,
        "final_address": fetched.url_final,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "content_type": fetched.content_type,
        "charset": fetched.charset,
        "sha256": hashlib.sha256(fetched.data).hexdigest(),
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _write_whole(path: Path, data: bytes) -> None:
    """Write aside and move into place: a killed process leaves no half original."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _make_room(folder: Path, room: int, newest: Path) -> None:
    """Remove the oldest files until the rest has room; never the newest original."""
    with os.scandir(folder) as entries:
        found = [(entry.stat(follow_symlinks=False), Path(entry.path)) for entry in entries]
    taken = sum(stat.st_size for stat, _ in found)
    kept = {newest, newest.with_name(newest.name + _NOTE)}
    for stat, path in sorted(found, key=lambda pair: (pair[0].st_mtime_ns, pair[1])):
        if taken <= room:
            return
        if path not in kept:
            path.unlink(missing_ok=True)
            taken -= stat.st_size
