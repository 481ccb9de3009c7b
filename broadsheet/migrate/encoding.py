"""The bytes of a foreign text as characters: UTF-8, UTF-16 with its mark, else that of Windows."""

from __future__ import annotations

from typing import Final

from broadsheet.migrate.note import Note

_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OLD: Final = ("cp1252", "latin-1")
"""The second one has a character for every byte."""


def decoded(data: bytes) -> tuple[str | None, tuple[Note, ...]]:
    """Decode a file; all its line ends become one kind.

    Returns:
        The text, None where it is none at all, and what was noticed.
    """
    marked = _MARKS.get(data[:2])
    if marked is None and b"\x00" in data:
        return None, ()
    try:
        text = data.decode(marked or "utf-8-sig")
    except UnicodeDecodeError:
        if marked:
            return None, ()
        text = _old(data)
        why = "the file is not UTF-8: it was read as Windows-1252, so look at its accents"
        return _one_kind(text), (Note(line=1, act="read", why=why),)
    return _one_kind(text), ()


def _old(data: bytes) -> str:
    try:
        return data.decode(_OLD[0])
    except UnicodeDecodeError:
        return data.decode(_OLD[1])


def _one_kind(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
