"""Any source as a clipping: by the reader of its kind."""

from __future__ import annotations

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.extra import need_extra
from broadsheet.clip.source import Address, Page, Source, Text
from broadsheet.clip.text import read_text
from broadsheet.errors import SettingsError
from broadsheet.problems import problem


def read_source(source: Source, url: str | None = None) -> Clipping:
    """Read a source.

    Args:
        source: a text, a page, or the address of one.
        url: the address that the editor knows; it goes before any other.

    Raises:
        BroadsheetError: it is a page, and what reads pages is not installed.
        SettingsError: it is an address that cannot be read.
    """
    match source:
        case Text():
            return read_text(source.text, url)
        case Page():
            return clip_page(source.data, url or source.url, source.charset)
        case Address():
            return _clip_address(source, url)


def clip_page(data: bytes, url: str | None = None, charset: str | None = None) -> Clipping:
    """Read the bytes of a page, wherever they came from.

    Args:
        data: as they were sent or saved.
        url: the address they came from, where it is known.
        charset: what the server, or the file they were packed in, says of their characters.

    Raises:
        BroadsheetError: what reads pages is not installed.
    """
    need_extra("reading pages", "lxml", "trafilatura")
    from broadsheet.clip.page.reader import read_page  # noqa: PLC0415  texts need none of the extra

    return read_page(data, url, charset)


def _clip_address(source: Address, url: str | None) -> Clipping:
    """Refuse an address: nothing fetches it yet."""
    message = f"must name a file or a folder, got {url or source.url!r}"
    hint = "save its text to a file, or copy it and use --paste"
    raise SettingsError([problem("bad-argument", message, field="source", hint=hint)])
