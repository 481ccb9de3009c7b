"""Microdata and RDFa as nodes of the same shape as JSON-LD's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from lxml.html import HtmlElement

from broadsheet.clip.page.jsonld import Node
from broadsheet.clip.page.sight import Sight

_ADDRESSES: Final = frozenset(
    "url image sameas mainentityofpage thumbnailurl contenturl logo".split()
)
_MOST: Final = 60
_DEEPEST: Final = 6


def read_scopes(sight: Sight) -> list[tuple[str, Node]]:
    """Give each item of a page with the syntax it is written in."""
    found = []
    scopes = (el for el in sight.elements if el.get("itemtype") or el.get("typeof"))
    for element in islice(scopes, _MOST):
        syntax = "microdata" if element.get("itemtype") else "RDFa"
        found.append((syntax, _node(element, sight, 0)))
    return found


def _node(element: HtmlElement, sight: Sight, depth: int) -> Node:
    kinds = (element.get("itemtype") or element.get("typeof") or "").split()
    node: Node = {"@type": kinds}
    for name, prop in _properties(element):
        value = _value(prop, name, sight, depth)
        if value:
            node.setdefault(name, []).append(value)
    return node


def _properties(scope: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """Give the properties of an item, in order; those of items within it are their own."""
    stack = list(reversed(scope))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        for name in (element.get("itemprop") or element.get("property") or "").split():
            yield name.rpartition(":")[2], element
        if element.get("itemscope") is None and not element.get("typeof"):
            stack += reversed(element)


def _value(element: HtmlElement, name: str, sight: Sight, depth: int) -> Any:
    if (element.get("itemscope") is not None or element.get("typeof")) and depth < _DEEPEST:
        node = _node(element, sight, depth + 1)
        address = element.get("src") or element.get("content")
        if address:
            node.setdefault("url", [address])
        if len(node) == 1 or (len(node) == 2 and "url" in node):  # noqa: PLR2004  no name
            node["name"] = [sight.words(element)] if sight.sees(element) else []
        return node
    declared = element.get("content") or element.get("datetime")
    if declared:
        return declared
    if element.tag in ("img", "link", "source") or name.lower() in _ADDRESSES:
        return element.get("src") or element.get("href") or element.get("data-src")
    return sight.words(element)[:2000] if sight.sees(element) else None
