"""The headings of a body: the first is h2 (the page has its h1), and no level is skipped.

Works on the sanitised HTML, so that headings typed as HTML are held to it as well.
"""

from __future__ import annotations

import re
from typing import Final

_HEADING: Final = re.compile(r"<(/?)h([1-6])(?=[ >])")
_LOWEST: Final = 6


def level_headings(markup: str) -> str:
    """Move headings so that a reader of the outline finds an unbroken one."""
    outline: list[int] = []
    unclosed: list[int] = []  # one may stand inside another: <h2><b><h3>

    def move(match: re.Match[str]) -> str:
        if match[1]:
            return f"</h{unclosed.pop()}"
        level = int(match[2])
        while outline and outline[-1] >= level:
            outline.pop()
        outline.append(level)
        unclosed.append(min(len(outline) + 1, _LOWEST))
        return f"<h{unclosed[-1]}"

    return _HEADING.sub(move, markup)
