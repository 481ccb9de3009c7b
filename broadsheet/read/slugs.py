"""Slugs: lower-case letters of any script, digits and single hyphens, at most 100 bytes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_BYTES: Final = 100


_WORDS: Final = re.compile(r"[a-z0-9]+")
_PLAIN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a slug without letters of other scripts looks like."""


def is_slug(text: str) -> bool:
    """Tell whether a text is a slug, exactly as it stands."""
    if _PLAIN.fullmatch(text):
        return len(text) <= MAX_BYTES
    return bool(text) and len(text.encode()) <= MAX_BYTES and text == nearest_slug(text)


def nearest_slug(text: str) -> str:
    """Give the slug nearest to a text; empty when nothing of it can stay.

    Marks stay only behind a letter they belong to (Devanagari cannot be written without them).
    """
    if text.isascii():
        return _shortened("-".join(_WORDS.findall(text.replace("'", "").lower())))
    kept: list[str] = []
    for char in unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).lower()):
        category = unicodedata.category(char)
        if category in ("Ll", "Lo", "Lm", "Nd") or (category in ("Mn", "Mc") and _after_word(kept)):
            kept.append(char)
        elif category == "Cf" or char in "'’ʼ":  # a zero-width joiner, an apostrophe: one word
            continue
        elif _after_word(kept):
            kept.append("-")
    # Once more, as leaving out a character can bring a letter and its mark together.
    return _shortened(unicodedata.normalize("NFC", "".join(kept)).rstrip("-"))


def _after_word(kept: list[str]) -> bool:
    return bool(kept) and kept[-1] != "-"


def _shortened(slug: str) -> str:
    if len(slug.encode()) <= MAX_BYTES:
        return slug
    cut = slug.encode()[: MAX_BYTES + 1].decode(errors="ignore")
    at_word = re.sub(r"-[^-]*$", "", cut)
    whole = at_word if len(at_word.encode()) <= MAX_BYTES else cut
    while len(whole.encode()) > MAX_BYTES:
        whole = whole[:-1]
    return whole.rstrip("-")
