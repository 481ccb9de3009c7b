"""A photo fetched for an article: a picture by its bytes, of a bearable size, under a free name.

What it may be shown for is not known and never guessed: its rights stay the editor's to fill in.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Final

import imagesize

from broadsheet.clip.fetch.answer import PICTURE
from broadsheet.clip.fetch.fetcher import Fetcher
from broadsheet.clip.fetch.limits import PICTURE_LIMITS, Limits
from broadsheet.errors import FetchError, OutputError
from broadsheet.skeleton.shelf import free_names, write_new

PIXELS: Final = 100_000_000
"""More than any camera of the press takes; a small file can claim far more."""
LEAST: Final = 100
"""Pixels of the shorter side: what is smaller is a logo, or counts visitors."""
_HINT: Final = "save the photo in your browser if it is one, and write its `file` yourself"
_BEGINNINGS: Final = {
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG\r\n\x1a\n": ".png",
    b"GIF87a": ".gif",
    b"GIF89a": ".gif",
}
_BRANDS: Final = frozenset({b"avif", b"avis"})


def fetch_photo(
    fetcher: Fetcher,
    address: str,
    folder: Path,
    name: str,
    limits: Limits = PICTURE_LIMITS,
) -> Path:
    """Fetch a photo and put it into a folder; no file is ever written over.

    Args:
        fetcher: with which the page was fetched.
        address: of the photo.
        folder: for it, made where it is not there.
        name: without an ending; a number is added where another picture has it.
        limits: of the answer.

    Raises:
        FetchError: it cannot be fetched, or is no photo.
        OutputError: the folder cannot be written to.
    """
    data = fetcher.fetch(address, accept=PICTURE, limits=limits).data
    ending = picture_ending(data)
    if ending is None:
        reason = "is no picture of a kind that is shown: JPEG, PNG, WebP, AVIF or GIF"
        raise FetchError(address, reason, _HINT, kind="type")
    fault = _size_fault(data)
    if fault:
        raise FetchError(address, fault, _HINT, kind="size")
    return _put(folder, name, ending, data)


def picture_ending(data: bytes) -> str | None:
    """Tell by its first bytes what kind of picture something is; None for all other things."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp":
        return ".avif" if _is_avif(data) else None
    return next((ending for start, ending in _BEGINNINGS.items() if data.startswith(start)), None)


def _is_avif(data: bytes) -> bool:
    """Tell AVIF from its relatives, such as HEIC, which share its box."""
    major, length = data[8:12], min(int.from_bytes(data[:4], "big"), 256)
    others = {data[at : at + 4] for at in range(16, length, 4)}
    return major in _BRANDS or (major == b"mif1" and bool(others & _BRANDS))


def _size_fault(data: bytes) -> str | None:
    try:
        width, height = map(int, imagesize.get(io.BytesIO(data)))
    except (OSError, ValueError, ArithmeticError, LookupError, struct.error):
        width = height = 0  # imagesize has no exception of its own for damaged data
    if width <= 0 or height <= 0:
        return "is a damaged picture"
    if width * height > PIXELS:
        return f"has {width} × {height} pixels, more than {PIXELS // 1_000_000} million"
    if min(width, height) < LEAST:
        return f"has only {width} × {height} pixels"
    return None


def _put(folder: Path, name: str, ending: str, data: bytes) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for candidate in free_names(name):
            path = folder / f"{candidate}{ending}"
            if write_new(path, data) or _is_same(path, data):
                return path
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error
    raise AssertionError("names never end")


def _is_same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
