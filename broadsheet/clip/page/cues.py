"""What the names that pages give their elements say about them: a byline, a date, a picture."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

NAMING: Final = ("class", "id", "itemprop", "property", "rel", "data-testid", "data-component")
"""Attributes whose values are names that tell what an element is."""
_KINDS: Final = {
    "byline": re.compile(
        r"author|by-?_?line|writer|reporter|contributor|autor|auteur|journalist|signature|firma|"
        r"creator|redaktor|vcard"
    ),
    "date": re.compile(
        r"date|time|publi|posted|datum|fecha|modified|byline|info|meta|source|stamp|entry-"
    ),
    "picture": re.compile(
        r"caption|legend|credit|copyright|pic|photo|image|img|media|bild|foto|figure|zdjec"
    ),
    "source": re.compile(r"source|agency|quelle|provider|agencia|copyright|attribution|fuente"),
    "headline": re.compile(
        r"headline|entry-title|article-?_?title|post-?_?title|story-?_?title|titulo"
    ),
    "correction": re.compile(r"correct|clarif|erratum|amend|korrektur|corrigendum"),
    "hider": re.compile(r"hid|sr-only|screen-?reader|invisible|-none|off-?screen"),
    "logo": re.compile(r"logo|masthead|brand"),
}
KINDS: Final = tuple(_KINDS)


def cues_of(element: HtmlElement) -> str:
    """Give the names of an element in one text."""
    return " ".join(value for name, value in element.items() if name in NAMING)


@lru_cache(maxsize=20_000)
def kinds_of(cues: str) -> tuple[str, ...]:
    """Give what an element may be, by its names in one text."""
    small = cues.lower()
    return tuple(kind for kind, pattern in _KINDS.items() if pattern.search(small))
