"""XML of others as a tree: read as far as it goes, without document types, entities or network."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from broadsheet.read.frontmatter import CONTROL

_REFERENCE: Final = re.compile(rb"&#([xX][0-9a-fA-F]{1,16}|[0-9]{1,16});")
_BMP: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class Markup:
    """A tree, and what was wrong with it: messages with their lines."""

    root: etree._Element | None
    faults: Sequence[tuple[str, int]] = ()


def read_markup(data: bytes) -> Markup:
    """Parse XML, well-formed or not."""
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_pis=True,
        remove_comments=True,
    )
    sound = _REFERENCE.sub(_possible, data) if b"&#" in data else data
    try:
        root = etree.fromstring(sound, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    errors = parser.error_log
    return Markup(root, [(e.message, e.line) for e in errors if e.level_name == "FATAL"])


def _possible(match: re.Match[bytes]) -> bytes:
    """Drop a reference to what is no character: libxml2 lets some pass, and lxml fails on them."""
    code = int(match[1][1:], 16) if match[1][:1] in b"xX" else int(match[1])
    good = code <= sys.maxunicode and (code > _BMP or not CONTROL.match(chr(code)))
    return match[0] if good else b""


def elements(root: etree._Element | None, *names: str) -> list[etree._Element]:
    """List the elements that are called so in any namespace, in the order of the file."""
    if root is None:
        return []
    return [element for element in root.iter(etree.Element) if name_of(element) in names]


def name_of(element: etree._Element) -> str:
    """Give an element's name in lower case, without its namespace or an undeclared prefix."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def line_of(element: etree._Element) -> int | None:
    """Give the line an element begins in, from 1."""
    line: Any = element.sourceline  # the stubs do not know yet what it is
    return line if isinstance(line, int) else None


def namespace_of(element: etree._Element) -> str:
    """Give the namespace of an element, or the prefix where nothing declares it."""
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]
