"""What is wrong with the value of a field: a rule's code, a message, and a hint if there is one."""

from __future__ import annotations

import unicodedata

from broadsheet.read.addresses import address_fault
from broadsheet.read.slugs import is_slug, nearest_slug

Fault = tuple[str, str, str | None]


def fault_of_slug(text: str) -> Fault | None:
    """Say why a text is no slug, or None when it is one."""
    return None if is_slug(text) else slug_fault(text)


def slug_fault(text: str) -> Fault:
    """Say why a text is no slug, and which one is nearest."""
    rule = "lower-case letters, digits, single hyphens, at most 100 bytes"
    message, nearest = f"must be a slug ({rule}), got {text!r}", nearest_slug(text)
    if nearest == unicodedata.normalize("NFC", text):  # it looks the same: macOS writes names so
        nearest += " with its accents composed (Unicode NFC)"
    return "bad-slug", message, f"the nearest slug is {nearest}" if nearest else None


def fault_of_address(text: str) -> Fault | None:
    """Say why a text is no web address, or None when it is one."""
    message = address_fault(text)
    if message is None:
        return None
    bare = "." in text and "://" not in text and address_fault(f"https://{text}") is None
    return "bad-address", message, f"write https://{text}" if bare else None
