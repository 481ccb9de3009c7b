"""Unpacking what a server has compressed, piece by piece: a bomb is noticed before it is whole."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

import zstandard

ENCODINGS: Final = "gzip, deflate, zstd"
"""What is asked for."""
_PIECE: Final = 64 * 1024
_WINDOW: Final = 8 * 1024 * 1024
"""The memory that a zstd stream on the web may ask for (RFC 9659)."""
_SIP: Final = 128
"""Bytes of zstd unpacked at once: a block of four can stand for 128 KB, so these for 4 MB."""
_ZLIB_HEAD: Final = 2
"""Bytes by which a stream of zlib's is known."""
_STREAMS: Final = 100
"""More than a server has reason to send; thousands of empty ones would only take time."""
_LAYERS: Final = 2
"""A server that packs twice is mistaken, one that packs more often means harm."""


class PackingError(Exception):
    """What came cannot be unpacked; the text says why."""


def unpacked(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Undo a `Content-Encoding`, in pieces of a few megabytes at most.

    Raises:
        PackingError: nobody asked for this encoding, or the data is damaged or ends too soon.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    layers = [name for name in names if name not in {"", "identity"}]
    unknown = [name for name in layers if name not in _UNPACKERS]
    if unknown:
        raise PackingError(f"is packed as {unknown[0]!r}, which was not asked for")
    if len(layers) > _LAYERS:
        raise PackingError(f"is packed {len(layers)} times over")
    pieces: Iterator[bytes] = iter(chunks)
    for name in reversed(layers):
        pieces = _UNPACKERS[name](pieces)
    return pieces


def _gzip(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return _zlib(chunks, 16 + zlib.MAX_WBITS)


def _deflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    start = b""
    for chunk in chunks:
        start += chunk
        if len(start) >= _ZLIB_HEAD:
            break
    # By the standard there is zlib's head before the data; some servers leave it out.
    yield from _zlib(chain([start], chunks), zlib.MAX_WBITS * (1 if _is_zlib(start) else -1))


def _is_zlib(data: bytes) -> bool:
    head = int.from_bytes(data[:_ZLIB_HEAD], "big")
    return head >> 8 & 0x0F == zlib.DEFLATED and head % 31 == 0  # RFC 1950, 2.2


def _zlib(chunks: Iterator[bytes], window: int) -> Iterator[bytes]:
    """Unpack one stream of zlib's, or several that follow each other."""
    engine, begun = None, 0
    for chunk in chunks:
        data, full = chunk, False
        # behind a stream some servers fill up with zeros
        while full or (data.strip(b"\0") if begun and engine is None else data):
            if engine is None:
                engine, begun = zlib.decompressobj(window), begun + 1
                _refuse_crumbs(begun)
            piece = _inflated(engine, data)
            if piece:
                yield piece
            data = engine.unused_data if engine.eof else engine.unconsumed_tail
            full = len(piece) == _PIECE and not engine.eof  # there may be more without more data
            engine = None if engine.eof else engine
    if engine is not None:
        raise PackingError("ends before it is whole")


def _refuse_crumbs(number: int) -> None:
    if number > _STREAMS:
        raise PackingError(f"is packed in more than {_STREAMS} streams")


def _inflated(engine: zlib._Decompress, data: bytes) -> bytes:
    try:
        return engine.decompress(data, _PIECE)
    except zlib.error as error:
        raise PackingError(f"is packed wrongly: {error}") from error


def _zstd(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack frames that follow each other; a few bytes at a time, as each may stand for many."""
    decompressor = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    engine = None
    for chunk in chunks:
        position = 0
        while position < len(chunk):
            engine = engine or decompressor.decompressobj()
            try:
                piece = engine.decompress(chunk[position : position + _SIP])
            except zstandard.ZstdError as error:
                raise PackingError(f"is packed wrongly: {error}") from error
            position = min(position + _SIP, len(chunk)) - len(engine.unused_data)
            if engine.eof:
                engine = None
            if piece:
                yield piece
    if engine is not None:
        raise PackingError("ends before it is whole")


_UNPACKERS: Final[dict[str, Callable[[Iterator[bytes]], Iterator[bytes]]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "zstd": _zstd,
}
