"""XML of others as a tree: read as far as it goes, without document types, entities or network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree


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
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    errors = parser.error_log
    return Markup(root, [(e.message, e.line) for e in errors if e.level_name == "FATAL"])


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
