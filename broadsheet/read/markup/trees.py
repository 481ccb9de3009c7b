"""Python-Markdown's tree processors without the work that finds nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown.extensions import toc
from markdown.treeprocessors import PrettifyTreeprocessor, UnescapeTreeprocessor
from markdown.util import STX

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKED: Final = re.compile(f"[{STX}<>&]")


class SparingPrettify(PrettifyTreeprocessor):
    """Adds the same line breaks, looking each tag up only once.

    If the stock class no longer calls the step replaced here, it does all by itself.
    """

    def _prettifyETree(self, elem: Element) -> None:  # noqa: N802  the stock name
        block_level = _BlockLevel(self.md.is_block_level)
        rest = [elem]
        while rest:
            elem = rest.pop()
            if len(elem) and block_level[elem.tag] and elem.tag not in ("code", "pre"):
                if _is_blank(elem.text) and block_level[elem[0].tag]:
                    elem.text = "\n"
                rest += [child for child in elem if block_level[child.tag]]
            if _is_blank(elem.tail):
                elem.tail = "\n"


class _BlockLevel(dict[Any, bool]):
    """Remembers of each tag whether it is one of a block."""

    def __init__(self, ask: Callable[[Any], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, tag: Any) -> bool:
        self[tag] = answer = self._ask(tag)
        return answer


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


class SparingUnescape(UnescapeTreeprocessor):
    """Restores escaped characters where there are some."""

    def run(self, root: Element) -> None:
        """Restore them in the texts and attributes of a tree."""
        for elem in root.iter():
            text, tail = elem.text, elem.tail
            if text and STX in text and elem.tag != "code":
                elem.text = self.unescape(text)
            if tail and STX in tail:
                elem.tail = self.unescape(tail)
            for key, value in elem.items():
                if value and STX in value:
                    elem.set(key, self.unescape(value))


class SparingToc(toc.TocTreeprocessor):
    """Gives headings their ids, and makes a table of contents only where one is asked for.

    Where none is, `toc` and `toc_tokens` of the Markdown instance stay empty; so this is for
    instances of which only the HTML is wanted.
    """

    def run(self, doc: Element) -> None:
        """Give the headings of a tree their ids, and replace the marker."""
        headings: list[Element] = []
        used: set[str] = set()
        asked = bool(self.use_anchors or self.use_permalinks not in (False, None))
        for elem in doc.iter():
            if elem.tag in _HEADINGS:
                headings.append(elem)
                asked = asked or bool(elem.items())
            elif self.marker and elem.text and self.marker in elem.text:
                asked = True
            place = elem.get("id")
            if place is not None:
                used.add(place)
        if asked:
            super().run(doc)
            return
        counters: dict[str, int] = {}
        for elem in headings:
            self.set_level(elem)
            slug = self.slugify(unescape(self._name(elem)), self.sep)
            elem.set("id", toc.unique(slug, used, counters))

    def _name(self, heading: Element) -> str:
        """Give the words of a heading, its entities still escaped."""
        text = heading.text or ""
        if len(heading) or _MARKED.search(text):
            return toc.strip_tags(toc.render_inner_html(toc.remove_fnrefs(heading), self.md))
        return " ".join(text.split())
