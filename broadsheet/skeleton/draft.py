"""A new article as text: its fields in order, with what is still to fill in."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from broadsheet.read.slugs import MAX_BYTES, is_slug

COLUMN: Final = 25
"""Where comments begin, so that they stand below each other."""
_PLAIN: Final = re.compile(r"[^\W_](?:[\w ,.;!?()/’“”–—…-]*[\w.!?)”…])?")
_ADDRESS: Final = re.compile(r"https?://[!-~]*[!-9;-~]")  # a colon at the end would make a key
_HIDDEN: Final = ("Cc", "Cn", "Co", "Cs", "Zl", "Zp")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of an article when its file is made.

    `named` tells that `sources.yaml` gives the source its name, by the domain of the address.
    """

    headline: str
    day: date
    url: str = ""
    named: bool = False
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()


def article_text(draft: Draft) -> str:
    """Write the file of a new article."""
    name = [] if draft.named else [_line("  name:", "who published it, as they write it")]
    address = f"  url: {scalar(draft.url)}\n" if draft.url else _line("  url:", "of the original")
    return "".join(
        [
            "---\n",
            f"title: {scalar(draft.headline)}\n",
            f"date: {draft.day.isoformat()}\n",
            _line("byline:", "who wrote it: a name, or a list of names"),
            "source:\n",
            *name,
            address,
            _terms("topics", draft.topics),
            _terms("regions", draft.regions),
            _line("summary:", "one or two sentences in your own words"),
            _line("status: draft", "delete this line to publish the article"),
            "---\n",
        ]
    )


def left_to_fill(draft: Draft) -> tuple[str, ...]:
    """Name the fields that are still empty, in the order of the file."""
    fields = {
        "byline": False,
        "source.name": draft.named,
        "source.url": bool(draft.url),
        "topics": bool(draft.topics),
        "regions": bool(draft.regions),
        "summary": False,
    }
    return tuple(field for field, filled in fields.items() if not filled)


def scalar(text: str) -> str:
    """Write a text as YAML that reads back the same: plain where that is safe, else quoted."""
    if _PLAIN.fullmatch(text) or _ADDRESS.fullmatch(text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    return "".join(_escaped(char) for char in json.dumps(text, ensure_ascii=False))


def numbered(slug: str, number: int) -> str:
    """Give the slug with a number behind it, cut where it would become too long."""
    tail = f"-{number}"
    while len(slug.encode()) + len(tail) > MAX_BYTES or not is_slug(slug + tail):
        slug = slug[:-1]
    return slug + tail


def _line(key: str, comment: str) -> str:
    return f"{key:<{COLUMN}}# {comment}\n"


def _terms(key: str, slugs: tuple[str, ...]) -> str:
    if not slugs:
        return _line(f"{key}:", f"slugs of {key}.yaml, such as [one, another]")
    return f"{key}: [{', '.join(slug if is_slug(slug) else _quoted(slug) for slug in slugs)}]\n"


def _escaped(char: str) -> str:
    """Escape what YAML takes for a line break or refuses; joiners stay: scripts need them."""
    if unicodedata.category(char) not in _HIDDEN and char != _BYTE_ORDER_MARK:
        return char
    return f"\\U{ord(char):08X}"
