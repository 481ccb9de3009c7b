"""A page that a browser saved whole, in one file (`.mhtml`): the page in it, and its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from typing import Final

from broadsheet.clip.address import is_address

_HTML: Final = ("text/html", "application/xhtml+xml")
_LOCATIONS: Final = ("Snapshot-Content-Location", "Content-Location")


def open_archive(data: bytes) -> tuple[bytes, str | None, str | None] | None:
    """Take the page out of its envelope.

    Returns:
        The page, its address and its charset, as far as the envelope tells them; None where no page
        is in it.
    """
    try:
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_type() in _HTML]
    except RecursionError:  # envelopes within envelopes, thousands of them
        return None
    if not parts:
        return None
    page = _root(message, parts)
    payload = page.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return None
    address = next(filter(is_address, [*_addresses(message), *_addresses(page)]), None)
    return payload, address, page.get_content_charset()


def _root(message: Message, parts: list[Message]) -> Message:
    """Choose the page among its frames: the one named as such, that of the address, the first."""
    start = str(message.get_param("start") or "")
    named = [part for part in parts if start and str(part.get("Content-ID")) == start]
    addresses = set(_addresses(message))
    here = [part for part in parts if addresses & set(_addresses(part))]
    return [*named, *here, *parts][0]


def _addresses(part: Message) -> Iterator[str]:
    for name in _LOCATIONS:
        if part.get(name):
            yield re.sub(r"\s+", "", str(part[name]))
