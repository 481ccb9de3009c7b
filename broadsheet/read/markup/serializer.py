"""A tree as HTML: what Python-Markdown's serializer writes, with a shorter way to it.

What articles consist of is written here; anything unusual (comments, namespaces, attributes without
a value) is left to the stock serializer.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import HTML_EMPTY, Element

from markdown.serializers import RE_AMP, to_html_string

_RAW: Final = frozenset({"script", "style"})


def to_html(element: Element) -> str:
    """Write an element and all that is in it."""
    written = _written(element)
    return to_html_string(element) if written is None else written


def _written(element: Element) -> str | None:
    """Write an element, or give None where something unusual is in it."""
    parts: list[str] = []
    write = parts.append
    rest: list[Any] = [element]  # elements, and the text behind them, of no subclass of str
    while rest:
        part = rest.pop()
        if part.__class__ is str:
            write(part)
            continue
        tag, items = part.tag, part.items()
        attributes = _attributes(items) if items else ""
        if tag.__class__ is not str or attributes is None:
            return None
        name = tag.lower()
        text, tail = part.text, _escaped(part.tail)
        write(f"<{tag}{attributes}>{text if text and name in _RAW else _escaped(text)}")
        end = str(tail) if name in HTML_EMPTY else f"</{tag}>{tail}"
        if len(part):
            rest.append(end)
            rest.extend(reversed(part))
        else:
            write(end)
    return "".join(parts)


def _escaped(text: str | None) -> str:
    if not text:
        return ""
    if "&" in text:
        text = RE_AMP.sub("&amp;", text)
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text


def _attributes(items: list[tuple[Any, Any]]) -> str | None:
    """Write attributes, or give None where one is not a plain name with a plain value."""
    written = ""
    for name, value in sorted(items) if len(items) > 1 else items:
        if name.__class__ is not str or not isinstance(value, str) or name == value:
            return None
        escaped = _escaped(value).replace('"', "&quot;")
        written += f' {name}="{escaped}"'
    return written
