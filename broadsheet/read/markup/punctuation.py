"""Where the patterns of smart punctuation match, found by the marks themselves.

The patterns look at what stands before a mark, so that a regular expression tries every character
of a text. Here the marks are looked for, and a pattern is tried only there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from markdown.extensions import smarty

Find = Callable[[str, int], re.Match[str] | None]

_PLAIN: Final = re.compile("(?=.*\\S)[^\\n<>&\"'\x02\x03]+")
_BEGIN_EARLIER: Final = (smarty.openingSingleQuotesRegex, smarty.openingDoubleQuotesRegex)
"""These take in a space, a dash or an entity before their mark; the others begin with it."""


def writes_plain_text(pattern: Any) -> bool:
    """Tell whether a pattern is one of smarty that writes characters which are the same in HTML."""
    return type(pattern) is smarty.SubstituteTextPattern and all(
        isinstance(part, int) or (isinstance(part, str) and _PLAIN.fullmatch(part))
        for part in pattern.replace
    )


def finder(pattern: Any, mark: str) -> Find:
    """Give a function that finds a pattern's next match from a place on, as its `search` would.

    Args:
        pattern: one of smarty.
        mark: the text it needs.
    """
    compiled: re.Pattern[str] = pattern.compiled_re
    if pattern.pattern in _BEGIN_EARLIER:
        opens = re.compile(rf"(?<=[\s;–—-]){mark}(?=\w)").match
        return lambda data, start: _find(data, start, mark, opens) and compiled.search(data, start)
    begins = compiled.match
    return lambda data, start: _find(data, start, mark, begins)


def educated(data: str, pattern: Any, find: Find, stash: Callable[[str, str], str]) -> str:
    """Write marks as a pattern wants them, and keep them from the patterns behind it.

    Args:
        data: a text.
        pattern: one of smarty that writes plain text.
        find: finds its next match.
        stash: keeps a text and gives a placeholder for it.
    """
    match = find(data, 0)
    while match:
        text = "".join([match[part] if isinstance(part, int) else part for part in pattern.replace])
        before = data[: match.start()] + stash(text, "")
        data = before + data[match.end() :]
        match = find(data, len(before))
    return data


def _find(data: str, start: int, mark: str, match: Find) -> re.Match[str] | None:
    place = data.find(mark, start)
    while place >= 0:
        found = match(data, place)
        if found:
            return found
        place = data.find(mark, place + 1)
    return None
