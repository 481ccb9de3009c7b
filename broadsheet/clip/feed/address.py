"""Addresses as feeds write them, made into those of the stories."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from broadsheet.clip.address import cleaned, is_address, joined
from broadsheet.read.addresses import host_of

_FEED: Final = "feed:"
_DOORS: Final = {"google.com": ("url", "q"), "bing.com": ("url",)}
"""Hosts through which alerts lead to a story, and the parameters that name it."""


def story_address(given: Any, base: str | None) -> str | None:
    """Make the address of a story whole and free of what tracks; None when it is no web address."""
    if not isinstance(given, str):
        return None
    text = given.strip()
    address = cleaned(text) if is_address(text) else joined(base, text) if base else None
    return address and _behind(address)


def feed_address(given: str) -> str | None:
    """Make a web address out of what a list of feeds has, `feed://` among it; else None."""
    text = "".join(given.split())
    if text.lower().startswith(_FEED):
        rest = text[len(_FEED) :]
        text = f"http:{rest}" if rest.startswith("//") else rest
    return text if is_address(text) else None


def _behind(address: str) -> str:
    """Give the address that a door of an alert leads to."""
    names = _DOORS.get(host_of(address), ())
    if not names or urlsplit(address).path not in ("/url", "/news/apiclick.aspx"):
        return address
    query = parse_qs(urlsplit(address).query)
    found = next((query[name][0] for name in names if query.get(name)), "")
    return cleaned(found) if is_address(found) else address
