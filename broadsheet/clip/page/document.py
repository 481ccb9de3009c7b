"""A page as a tree, with the address it has and the one its links are seen from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from broadsheet.clip.address import cleaned, is_address
from broadsheet.clip.page.charset import decoded
from broadsheet.read.addresses import host_of
from broadsheet.read.frontmatter import CONTROL

MAX_DEPTH: Final = 256
"""Elements inside each other, at most; it is libxml2's own limit without `huge_tree`."""
_EMPTY: Final = "<html><body></body></html>"
_REFERENCE: Final = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));?", re.IGNORECASE)
_PICTURE_DATA: Final = re.compile(r"(data:[\w.+/-]{0,80};base64,)[A-Za-z0-9+/=\s]{200,}")
_SAVED_FROM: Final = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(\S+?)(?=\s|-->)"
)
"""What browsers and SingleFile write at the beginning of a page they save."""
_BEGINNING: Final = 4096
_WRAPPERS: Final = re.compile(
    r"</?(?:div|span|font|section|center|b|i|em|strong|a|blockquote|ul|ol|li|table|tbody|tr|td|dl|"
    r"small|big|u|main|article|header|footer|aside|nav|form|label|ins|del|sub|sup)\b[^<>]*>",
    re.IGNORECASE,
)
_SECOND_LEVELS: Final = frozenset("ac co com edu gov net or org gob gouv in".split())
"""Second labels below which hosts are each other's strangers: `co.uk`, `com.ua`."""


@dataclass(frozen=True, slots=True)
class Document:
    """A page that has been read.

    `url` is its address where one is known, freed of what tracks; `base` the address that relative
    links are seen from. No element stands deeper than `MAX_DEPTH`, and no text node or attribute
    holds a control character. Comments and processing instructions are gone.
    """

    tree: HtmlElement
    url: str | None = None
    base: str | None = None


def read_document(data: bytes, url: str | None = None, charset: str | None = None) -> Document:
    """Read the bytes of a page; nothing that they hold is an error.

    Args:
        data: the page as it was sent or saved.
        url: its address where that is known.
        charset: what the server, or the envelope it came in, says of its characters.
    """
    text = decoded(data, charset)
    tree = _parsed(_sound(text))
    saved = _SAVED_FROM.search(text[:_BEGINNING])
    given = url or (saved[1] if saved and is_address(saved[1]) else None)
    address = _address(tree, given)
    return Document(tree, address, _base(tree, given or address))


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses belong to one publisher, by the domain of their hosts."""
    domains = [_domain(host_of(address)) for address in (one, other)]
    return bool(domains[0]) and domains[0] == domains[1]


def _domain(host: str) -> str:
    labels = host.split(".")
    if all(label.isdigit() for label in labels):
        return host
    length = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVELS else 2  # noqa: PLR2004  as above
    return ".".join(labels[-length:])


def _sound(text: str) -> str:
    """Take out control characters, also those written as references, and pictures in the text."""
    safe = CONTROL.sub("", text)
    if "&#" in safe:
        safe = _REFERENCE.sub(_referred, safe)
    return _PICTURE_DATA.sub(r"\1", safe)


def _referred(match: re.Match[str]) -> str:
    """Keep a reference unless it names a control character; Windows' ones mean what they did."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if 0x80 <= code <= 0x9F:  # noqa: PLR2004  the C1 controls, which browsers read as Windows-1252
        return bytes([code]).decode("cp1252", errors="ignore")
    if code > 0x10FFFF or CONTROL.match(chr(code)):  # noqa: PLR2004  the end of Unicode
        return ""
    return match[0]


def _parsed(text: str) -> HtmlElement:
    """Parse a page. One that nests too deep is parsed without what only wraps and stresses."""
    for html in (text, lambda: _WRAPPERS.sub("\n", text), lambda: re.sub(r"<[^<>]*>", "\n", text)):
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        source = (html if isinstance(html, str) else html()).encode()
        try:
            tree = document_fromstring(source or _EMPTY.encode(), parser=parser)
        except (ParserError, ValueError):
            break  # nothing but comments and spaces
        if not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
            return tree
    return document_fromstring(_EMPTY)


def _address(tree: HtmlElement, given: str | None) -> str | None:
    """Choose between the address given and those that the page names for itself."""
    for named in _named(tree):
        address = _joined(given, named)
        if address is None:
            continue
        if given is None or (same_site(address, given) and not _is_home(address, given)):
            return cleaned(address)
    return cleaned(given) if given else None


def _named(tree: HtmlElement) -> list[str]:
    found = [
        *tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href"),
        *tree.xpath("//meta[@property='og:url' or @name='og:url']/@content"),
    ]
    return [str(address).strip() for address in found if str(address).strip()]


def _is_home(address: str, given: str) -> bool:
    """Tell whether a page calls itself the home page of its site, and is another."""
    return urlsplit(address).path in ("", "/") and urlsplit(given).path not in ("", "/")


def _base(tree: HtmlElement, url: str | None) -> str | None:
    named = [str(href).strip() for href in tree.xpath("//base/@href")[:1]]
    return (_joined(url, named[0]) if named else None) or url


def _joined(base: str | None, address: str) -> str | None:
    try:
        whole = urljoin(base or "", address)
    except ValueError:
        return None
    return whole if is_address(whole) else None
