"""The bytes of a page as characters, whatever the page says of itself."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from charset_normalizer import from_bytes

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META: Final = re.compile(
    rb"<(?:meta\b[^>]*?|\?xml\b[^>]*?en)c(?:harset|oding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_HEAD: Final = 4096
"""Bytes in which a page names its charset; standards ask for 1024, pages are later."""
_SUPERSETS: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16-le": "utf-8",  # a page whose declaration can be read byte by byte is not UTF-16
    "utf-16-be": "utf-8",
    "utf-16": "utf-8",
}
"""What browsers read instead, as the Encoding Standard has it, by Python's names."""
_OTHER_NAMES: Final = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "windows-949": "cp949",
    "ks_c_5601-1987": "cp949",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
    "unicode": "utf-8",
}
_SAMPLE: Final = 64 * 1024
"""Bytes that a charset is guessed from."""
_BROKEN: Final = 0.005
"""Share of replaced characters below which a page is only damaged, and not in another charset."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """Decode a page by its byte order mark, the charset given, its own word, or by guessing.

    Args:
        data: the page.
        charset: what the server, or the envelope it came in, says.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    named = [name for name in (_known(charset), _known(_declared(data))) if name]
    for name in _candidates(data, named):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, ValueError):
            continue
    for name in [*named, "utf-8"]:
        text = data.decode(name, errors="replace")
        if text.count("\ufffd") <= len(text) * _BROKEN:
            return text
    return data.decode(_guessed(data) or (named[0] if named else "utf-8"), errors="replace")


def _candidates(data: bytes, named: list[str]) -> Iterator[str]:
    """Give the charsets to try strictly. What happens to be UTF-8 is so whatever it says."""
    if not data.isascii():
        yield "utf-8"
    yield from named
    yield "utf-8"


def _declared(data: bytes) -> str | None:
    match = _META.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def _known(charset: str | None) -> str | None:
    """Give Python's name of a charset, or of the one that browsers read in its place."""
    if not charset:
        return None
    label = charset.strip(" \"'").lower()
    try:
        found = codecs.lookup(_OTHER_NAMES.get(label, label))
    except (LookupError, ValueError):
        return None
    is_text = found._is_text_encoding  # noqa: SLF001  base64 and rot13 are codecs, too
    return _SUPERSETS.get(found.name, found.name) if is_text else None


def _guessed(data: bytes) -> str | None:
    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best else None
