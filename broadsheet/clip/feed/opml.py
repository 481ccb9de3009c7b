"""Lists of feeds in OPML. Two in three are not well-formed, so they are mended before reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5
from typing import Final

from lxml import etree

from broadsheet.clip.address import identity
from broadsheet.clip.feed.address import feed_address
from broadsheet.clip.feed.entry import Note
from broadsheet.clip.feed.markup import elements, line_of, name_of, read_markup
from broadsheet.clip.feed.words import bare
from broadsheet.read.frontmatter import CONTROL

_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
_DECLARATION: Final = re.compile(r"^\s*<\?xml.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL)
_AMPERSAND: Final = re.compile(r"&(?!#\d{1,7};|#x[0-9a-f]{1,6};)(?:(\w+);)?", re.IGNORECASE)
_NAMES: Final = "text|title|description|type|xmlurl|htmlurl|url|language|version|category|created"
_VALUE: Final = re.compile(
    rf"(?<=\s)(?P<head>(?:{_NAMES})\s*=\s*)(?P<mark>[\"'])"
    r"(?P<value>(?:[^<]|<(?!/?outline)){0,4000}?)"
    rf"(?P=mark)(?=\s+(?:{_NAMES})\s*=|\s*/?>\s*(?:<|\Z))",
    re.IGNORECASE,
)
"""A value with its marks; those that stand within it are followed by something else."""
_OF_XML: Final = ("amp", "lt", "gt", "quot", "apos")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that somebody wants to read."""

    address: str
    title: str = ""
    home: str | None = None
    folders: tuple[str, ...] = ()
    """The titles of the outlines around it, the outermost first."""
    line: int | None = None


def read_opml(data: bytes) -> tuple[list[Subscription], list[Note]]:
    """Read a list of feeds: each feed once, in the order of the list, at any depth."""
    tree, fault = _tree(data)
    notes = [fault] if fault else []
    if tree is None:
        return [], notes or [Note(message="is no list of feeds")]
    found: dict[str, Subscription] = {}
    for outline in elements(tree, "outline"):
        attributes = _attributes(outline)
        typed = attributes.get("xmlurl", "")
        if not typed.strip():
            continue
        address = feed_address(typed)
        if address is None:
            message = f"has an xmlUrl that is no web address, {bare(typed)!r}; it is left out"
            notes.append(Note(message=message, line=line_of(outline)))
            continue
        entry = _subscription(outline, attributes, address)
        first = found.setdefault(identity(address), entry)
        if first is not entry:
            message = f"names {address} twice (first in line {first.line})"
            notes.append(Note(message=message, line=line_of(outline)))
    if not found and not notes:
        notes.append(Note(message="is a list without feeds"))
    return list(found.values()), notes


def _subscription(
    outline: etree._Element, attributes: dict[str, str], address: str
) -> Subscription:
    return Subscription(
        address=address,
        title=_title(attributes),
        home=feed_address(attributes.get("htmlurl", "")),
        folders=tuple(reversed([*_folders(outline)])),
        line=line_of(outline),
    )


def _folders(outline: etree._Element) -> Iterator[str]:
    for around in outline.iterancestors():
        name = _title(_attributes(around)) if name_of(around) == "outline" else ""
        if name:
            yield name


def _title(attributes: dict[str, str]) -> str:
    return bare(attributes.get("title", "")) or bare(attributes.get("text", ""))


def _attributes(outline: etree._Element) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in outline.attrib.items()}


def _tree(data: bytes) -> tuple[etree._Element | None, Note | None]:
    """Parse what is there; where that is not well-formed, say where."""
    text = _mended(_decoded(data))
    markup = read_markup(text.encode(errors="replace"))
    if markup.root is None or not markup.faults:
        return markup.root, None
    reason, line = markup.faults[0]
    message = f"is not well-formed XML ({bare(reason)}); it is read as far as it goes"
    return markup.root, Note(message=message, line=line)


def _decoded(data: bytes) -> str:
    """Decode by byte order mark, declaration, UTF-8, in this order; else by Windows-1252."""
    named = _ENCODING.match(data)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else [named[1].decode()] if named else []
    for encoding in [*encodings, "utf-8-sig"]:
        try:
            return data.decode(encoding).lstrip("\ufeff")
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _mended(text: str) -> str:
    """Drop the declaration, which speaks of bytes, and document types; write raw marks out."""
    lines = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text)
    whole = _VALUE.sub(_marked_out, lines)
    return CONTROL.sub("", _AMPERSAND.sub(_written_out, whole))


def _marked_out(match: re.Match[str]) -> str:
    value = match["value"].replace("<", "&lt;").replace('"', "&quot;")
    return f'{match["head"]}"{value}"'


def _written_out(match: re.Match[str]) -> str:
    name = match[1]
    if name in _OF_XML:
        return match[0]
    known = html5.get(f"{name};") if name else None
    return known or f"&amp;{match[0][1:]}"
