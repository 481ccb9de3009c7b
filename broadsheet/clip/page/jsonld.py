"""JSON-LD of a page, whatever its shape, and mended where it is broken."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

Node = dict[str, Any]

_LARGEST: Final = 2_000_000
"""Characters of one script that are read."""
_MOST: Final = 5_000
"""Nodes of a page that are looked at."""
_WRAPPING: Final = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
    r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING: Final = re.compile(r",(?=\s*[}\]])")
_DOUBLED: Final = re.compile(r",(?:\s*,)+")
_MISSING: Final = re.compile(r'(?<=["}\]])(\s*\n\s*)(?=")')
_BACKSLASH: Final = re.compile(r'\\(?!["\\/bfnrtu]|u[0-9a-fA-F]{4})')
_COMMENT: Final = re.compile(r"^\s*//.*$|^\s*/\*.*?\*/\s*$", re.MULTILINE)
_QUOTE: Final = re.compile(r'(?<![\\:,{\[\s])"(?!\s*[:,}\]])|(?<=\w)\s"(?=\w)')
_PLUCKED: Final = re.compile(
    r'"(?P<key>@type|headline|datePublished|dateModified|dateCreated|creditText|caption|'
    r'isAccessibleForFree|articleSection|inLanguage|url)"\s*:\s*"(?P<value>(?:[^"\\\n]|\\.)*)"'
)
_AUTHOR: Final = re.compile(
    r'"(?P<key>author|publisher)"\s*:\s*[\[{\s]*[^\]}]*?"name"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"'
)


def read_nodes(root: HtmlElement) -> list[Node]:
    """Give every object of a page's JSON-LD, outer ones before inner ones."""
    nodes: list[Node] = []
    for script in root.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind and script.text and len(nodes) < _MOST:
            nodes += _flat(parse(script.text))
    return nodes[:_MOST]


def parse(text: str) -> list[Any]:
    """Read a script: each value that stands in it, or the plain texts that could be saved."""
    raw = text[:_LARGEST].replace("\x00", "").strip()
    while (bare := _WRAPPING.sub("", raw).strip()) != raw:
        raw = bare
    for mended in _mendings(raw):
        values = _values(mended)
        if values:
            return values
    plucked = {match["key"]: _unquoted(match["value"]) for match in _PLUCKED.finditer(raw)}
    named = {match["key"]: {"name": _unquoted(match["value"])} for match in _AUTHOR.finditer(raw)}
    return [plucked | named] if plucked else []


def _mendings(raw: str) -> Iterator[str]:
    """Give a script as it is, then with one more common fault mended each time."""
    yield raw
    mended = _COMMENT.sub("", raw)
    mended = _DOUBLED.sub(",", _TRAILING.sub("", _BACKSLASH.sub(r"\\\\", mended)))
    yield mended
    if "&quot;" in mended or "&#34;" in mended:
        yield html.unescape(mended)
    mended = _MISSING.sub(r",\1", mended)
    yield mended
    yield _QUOTE.sub(r"\"", mended)


def _values(text: str) -> list[Any]:
    """Read values that stand one behind the other; what follows the first fault is lost."""
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = 0
    while position < len(text):
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values
        values.append(value)
        while position < len(text) and text[position] in " \t\r\n;,":
            position += 1
    return values


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _flat(values: list[Any]) -> Iterator[Node]:
    """Give the objects in values, breadth first."""
    level = list(values)
    while level:
        following: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                yield value
                following += [entry for entry in value.values() if isinstance(entry, dict | list)]
            elif isinstance(value, list):
                following += value[:_MOST]
        level = following[: _MOST * 4]
