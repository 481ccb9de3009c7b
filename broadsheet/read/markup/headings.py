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
    open_levels: list[int] = []

    def move(match: re.Match[str]) -> str:
        if not match[1]:
            level = int(match[2])
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
        return f"<{match[1]}h{min(len(open_levels) + 1, _LOWEST)}"

    return _HEADING.sub(move, markup)
