"""The headings of a body: the highest becomes h2 (the page has its h1), no level is skipped."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_NAMES: Final = {f"h{level}": level for level in range(1, 7)}
_BEFORE_TOC: Final = 8
"""toc, which gives headings their ids, runs with priority 5."""


class HeadingLevels(Treeprocessor):
    """Moves headings so that a reader of the outline finds an unbroken one."""

    def run(self, root: Element) -> None:
        """Change the levels in place."""
        stack: list[int] = []
        for heading in root.iter():
            level = _NAMES.get(heading.tag)
            if level is None:
                continue
            while stack and stack[-1] >= level:
                stack.pop()
            stack.append(level)
            heading.tag = f"h{min(len(stack) + 1, 6)}"


class HeadingExtension(Extension):
    """Registers `HeadingLevels` through Python-Markdown's public door."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is Python-Markdown's
        """Register the tree processor."""
        md.treeprocessors.register(HeadingLevels(md), "heading-levels", _BEFORE_TOC)
