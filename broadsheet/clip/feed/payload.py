"""What kind of thing came in the place of a feed, looked at before anything reads it."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import Final

from broadsheet.clip.feed.entry import Kind, Note

MAX_BYTES: Final = 16 * 1024 * 1024
"""Of a feed, unpacked. The largest real ones, whole archives of podcasts, have about 10 MB."""
_START: Final = 4096
_GZIP: Final = b"\x1f\x8b"
_ROOT: Final = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
_PAGES: Final = ("html", "head", "body", "script", "div", "meta", "title", "link", "p")
_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xfe\xff", "utf-16"),
    (b"\xff\xfe", "utf-16"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"<\x00r\x00", "utf-16-le"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """The bytes of a feed, unpacked and short enough, with what they seem to be."""

    data: bytes
    kind: Kind
    empty: bool = False
    notes: tuple[Note, ...] = ()


def unpack(data: bytes) -> Payload:
    """Unpack what is packed, cut what is too long, and tell what it is.

    `rss` stands for all three XML formats here.
    """
    notes = []
    whole = data.lstrip() if data[:64].isspace() else data
    if whole.startswith(_GZIP):
        whole, sound = _unzipped(whole)
        if not sound:
            message = "is packed with gzip and damaged; only its beginning is read"
            notes.append(Note(message=message))
    if len(whole) > MAX_BYTES:
        whole = whole[:MAX_BYTES]
        size = MAX_BYTES // 1024 // 1024
        notes.append(Note(message=f"is larger than {size} MB; only its beginning is read"))
    empty = not whole.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe")
    if empty:
        notes.append(Note(message="is empty"))
    return Payload(data=whole, kind=_kind(whole), empty=empty, notes=tuple(notes))


def _beginning(data: bytes) -> str:
    """Give the first characters of a file, whatever its encoding; for looking only."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return data[:_START].decode(encoding, errors="replace").lstrip("\ufeff \t\r\n\x00")


def _unzipped(data: bytes) -> tuple[bytes, bool]:
    """Unpack as much as may be read, and tell whether that went well."""
    inflater = zlib.decompressobj(wbits=31)
    try:
        found = inflater.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        return _before_damage(data), False
    return found, inflater.eof or len(found) > MAX_BYTES


def _before_damage(data: bytes) -> bytes:
    inflater, found = zlib.decompressobj(wbits=31), b""
    try:
        for start in range(0, len(data), _START):
            found += inflater.decompress(data[start : start + _START], MAX_BYTES)
            if len(found) > MAX_BYTES:
                break
    except zlib.error:
        pass
    return found


def _kind(data: bytes) -> Kind:
    start = _beginning(data)
    if start.startswith(("{", "[")):
        return "json"
    roots = [name.lower() for name in _ROOT.findall(start)]
    if not roots:
        return "unknown"
    if {"rss", "feed", "rdf"} & set(roots[:3]):
        return "rss"
    if roots[0] in _PAGES and roots[:3] != ["head", "body", "outline"]:
        return "page"
    return "opml" if "opml" in roots[:3] or "outline" in roots else "rss"
