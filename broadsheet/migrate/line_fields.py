"""Fields written one a line: Pelican's and MultiMarkdown's metadata, pandoc's title block.

Also the way in which front matter is read that is no valid YAML, TOML or JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from broadsheet.migrate.sheet import Entry, Value

_KEY: Final = re.compile(r"[ ]{0,3}([^\W\d_][\w .-]*?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_LOOSE: Final = re.compile(r"\s*[\"']?([^\W\d_][\w .-]*?)[\"']?[ \t]*[:=](?!/)[ \t]*(.*?)[ \t]*,?$")
_INDENTED: Final = re.compile(r"(?:[ ]{4,}|\t)\s*\S")
_KNOWN: Final = frozenset(
    """title date author authors tags tag category categories slug status summary keywords lang
    modified subtitle description layout draft published template""".split()
)


def read_meta(lines: Sequence[str]) -> tuple[list[Entry], int] | None:
    """Read metadata at the head of a text, as Python-Markdown's `meta` extension does.

    Returns:
        The entries and the number of lines they take, the empty one behind them included; None when
        the text begins with something else. A sentence such as `Note: …` is no metadata: one of the
        keys must be a usual one.
    """
    entries: list[Entry] = []
    taken = 0
    for number, line in enumerate(lines, 1):
        match = _KEY.fullmatch(line)
        if match and not _INDENTED.match(line):
            entries.append(Entry(match[1], (match[2] or "").strip() or None, number))
        elif entries and _INDENTED.match(line):
            entries[-1] = _longer(entries[-1], line.strip())
        else:
            taken = number - (0 if not line.strip() else 1)
            break
        taken = number
    usual = any(entry.key.lower() in _KNOWN for entry in entries)
    return (entries, taken) if usual else None


def read_loosely(lines: Sequence[str], first_line: int) -> tuple[list[Entry], list[str]]:
    """Read front matter that no parser takes, line by line.

    Returns:
        The entries, and the lines that belong to none.
    """
    entries: list[Entry] = []
    others: list[str] = []
    for number, line in enumerate(lines, first_line):
        match = None if _INDENTED.match(line) or line.lstrip()[:1] in "-#" else _LOOSE.match(line)
        if match:
            entries.append(Entry(match[1], _plain(match[2]), number))
        elif line.strip() in ("", "{", "}", "]", "],"):
            continue
        elif entries and not line.lstrip().startswith("#"):
            entries[-1] = _longer(entries[-1], line.strip())
        else:
            others.append(line.strip())
    return entries, others


def read_title_block(lines: Sequence[str]) -> tuple[list[Entry], int]:
    """Read pandoc's title block: up to three lines that begin with `%`.

    Returns:
        The entries and the number of lines they take.
    """
    entries: list[Entry] = []
    number = 0
    for key, line in zip(("title", "author", "date"), lines, strict=False):
        if not line.startswith("%"):
            break
        number += 1
        value: Value = line[1:].strip() or None
        if key == "author" and value:
            value = [name.strip() for name in str(value).split(";")]
        entries.append(Entry(key, value, number))
    return entries, number


def _longer(entry: Entry, line: str) -> Entry:
    """Add a line to a value: an item where they are items, else a line of a longer text."""
    item = line[1:].strip() if line.startswith("- ") else None
    value = entry.value
    if item is not None and (value is None or isinstance(value, list)):
        return Entry(entry.key, [*(value or []), _plain(item)], entry.line)
    if isinstance(value, list):
        return Entry(entry.key, [*value, line], entry.line)
    return Entry(entry.key, f"{value}\n{line}" if value else line, entry.line)


def _plain(text: str) -> Value:
    """Take quotation marks and brackets off a value."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1] or None
    if len(text) > 1 and text[0] == "[" and text[-1] == "]":
        return [_plain(part) for part in text[1:-1].split(",") if part.strip()]
    return text or None
