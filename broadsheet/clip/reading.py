"""Any source as a clipping: by the reader of its kind."""

from __future__ import annotations

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.extra import need_extra
from broadsheet.clip.source import Page, Text
from broadsheet.clip.text import read_text as read_cutting


def read_source(source: Text | Page, url: str | None = None) -> Clipping:
    """Read a source.

    Args:
        source: a text or a page.
        url: the address that the editor knows; it goes before any other.

    Raises:
        MissingExtraError: it is a page, and what reads pages is not installed.
    """
    match source:
        case Text():
            return read_cutting(source.text, url)
        case Page():
            return clip_page(source.data, url or source.url, source.charset)


def clip_page(data: bytes, url: str | None = None, charset: str | None = None) -> Clipping:
    """Read the bytes of a page, wherever they came from.

    Args:
        data: as they were sent or saved.
        url: the address they came from, where it is known.
        charset: what the server, or the file they were packed in, says of their characters.

    Raises:
        MissingExtraError: what reads pages is not installed.
    """
    need_extra("reading pages", "lxml", "trafilatura")
    from broadsheet.clip.page.reader import read_page  # noqa: PLC0415  texts need none of the extra

    return read_page(data, url, charset)
