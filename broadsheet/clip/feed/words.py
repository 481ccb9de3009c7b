"""The words of a piece of HTML, as a reader would copy them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from lxml.etree import ParserError, iterwalk
from lxml.html import HTMLParser, document_fromstring

from broadsheet.read.frontmatter import CONTROL

_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT: Final = frozenset("script style template noscript head title".split())
_MARKUP: Final = re.compile(r"<[a-z!/]|&(?:#\w+|[a-z]\w+);", re.IGNORECASE)


def words(html: str) -> str:
    """Give the text of HTML, a line for each paragraph; text without mark-up is left as it is."""
    safe = CONTROL.sub("", html)
    if not _MARKUP.search(safe):
        return _tidy(safe)
    if "<" not in safe:
        return _tidy(CONTROL.sub("", unescape(safe)))
    return _tidy(CONTROL.sub("", "".join(_pieces(safe))))


def line(html: str) -> str:
    """Give the text of HTML in one line."""
    return " ".join(words(html).split())


def bare(text: str) -> str:
    """Give a text that is no HTML in one line."""
    return " ".join(CONTROL.sub("", text).split())


def _pieces(html: str) -> Iterator[str]:
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = f"<html><body>{html}</body></html>".encode(errors="ignore")
    try:
        tree = document_fromstring(source, parser=parser)
    except (ParserError, ValueError):
        return
    hidden = 0
    for event, element in iterwalk(tree, events=("start", "end")):
        name = str(element.tag)
        if event == "start":
            hidden += name in _SILENT
            yield "\n" if name in _BLOCKS else ""
            yield "" if hidden else element.text or ""
        else:
            hidden -= name in _SILENT
            yield "\n" if name in _BLOCKS else ""
            yield "" if hidden else element.tail or ""


def _tidy(text: str) -> str:
    lines = (" ".join(ln.split()) for ln in text.split("\n"))
    return "\n".join(filter(None, lines))
