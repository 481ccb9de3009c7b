"""The addresses in a text: those of moved texts and pictures become ours, the others stay.

Looks at Markdown's links, pictures and references, and at `href` and `src` in HTML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote, unquote, urljoin, urlsplit

from broadsheet.migrate.note import Note
from broadsheet.migrate.origin import Origin, address_key
from broadsheet.migrate.passage import Line
from broadsheet.migrate.rewrite import compiled, rewrite
from broadsheet.read.addresses import host_of

_ADDRESS: Final = compiled(
    r"\]\([ \t]*(?:<(?P<angle>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))"
    r"(?=[ \t]*(?:\)|[\"'(]|\n))"
    r"|(?:(?<![^\n])|(?<=\n )|(?<=\n  )|(?<=\n   ))\[(?!\^)[^\]\n]+\]:[ \t]*<?"
    r"(?P<reference>[^\s<>]+)(?=>?[ \t]*(?:$|[\"'(]))"
    r"|<(?:a|img)\b[^>]{0,1000}?\b(?:href|src)\s*=\s*(?P<quote>[\"'])(?P<html>[^\"'\n]*)(?P=quote)",
    starts="[]<",
    needs=("](", "]:", "href", "src"),
)
_GROUPS: Final = ("angle", "bare", "reference", "html")
_MARKED: Final = re.compile(r"[{|](\w+)[}|](.*)", re.DOTALL)
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
TEXTS: Final = (".md", ".markdown", ".mkd", ".mdown", ".rst", ".html", ".htm")

_WWW: Final = re.compile(r"www\.[\w-]+\.[\w.-]+(?:/|$)")
_BARE_HOST: Final = "an address without its https:// got it"
_MOVED: Final = "an address of a moved text became ours"
_FILE: Final = "a file of the old site was copied, and its address became ours"
_ABROAD: Final = "an address of what was not moved leads to the old site"
_MISSING: Final = "the file is not there: nothing was copied"
_NOWHERE: Final = "an address of the old site that leads nowhere here: give its address with --site"


class Ways(Protocol):
    """Knows where the things of the old site are now."""

    origin: Origin

    def text_at(self, source: str) -> str | None:
        """Give the address of a moved text by its old path below the content."""

    def page_at(self, key: str) -> str | None:
        """Give the address of a moved text by the key of an address on the old site."""

    def is_place(self, place: str) -> bool:
        """Tell whether a moved text lies at a place below our content."""

    def file_at(self, candidates: Sequence[str], near: str) -> str | None:
        """Have the first of some files copied that is there, and give its address.

        Args:
            candidates: paths, in the order of preference; see `file_candidates`.
            near: the text that names it.
        """


@dataclass(frozen=True, slots=True)
class Spot:
    """A text that has links: its old path below the content, and its old address."""

    path: str
    address: str


def translate_links(lines: Sequence[Line], spot: Spot, ways: Ways) -> tuple[list[Line], list[Note]]:
    """Write the addresses of some prose anew."""
    notes: list[Note] = []

    def replace(match: re.Match[str], line: int) -> str | None:
        name = next((group for group in _GROUPS if match[group]), None)
        if name is None:
            return None
        typed = match[name]
        found = find_address(typed, spot, ways)
        if found is None:
            return None
        became, why = found
        act: Final = "left" if became is None else "changed"
        note = Note(line=line, act=act, why=why, typed=typed, became=became or "")
        notes.append(note)
        if became is None:
            return None
        start, end = match.start(name) - match.start(), match.end(name) - match.start()
        return match[0][:start] + became + match[0][end:]

    found_lines = rewrite(lines, _ADDRESS, replace)
    return found_lines, notes


def find_address(typed: str, spot: Spot, ways: Ways) -> tuple[str | None, str] | None:
    """Say what an address becomes.

    Returns:
        The new address (None: it stays, though it leads nowhere) and the reason; None when nothing
        is to be said of it.
    """
    marked = _MARKED.fullmatch(typed)
    if marked:
        return _marked(marked, typed, spot, ways)
    if _WWW.match(typed):
        return f"https://{typed}", _BARE_HOST
    local = _local(typed, ways.origin)
    return None if local is None else _found(local, typed, spot, ways)


def _found(local: str, typed: str, spot: Spot, ways: Ways) -> tuple[str | None, str] | None:
    path, tail = _split(local)
    found = _text(path, spot, ways) or _page(path, spot, ways)
    if found:
        return found + tail, _MOVED
    file = ways.file_at(_candidates(path, spot), spot.path)
    if file:
        return file, _FILE
    # With a scheme it leads to the old site already.
    return None if _has_scheme(typed) else _elsewhere(local, spot, ways.origin)


def _marked(
    marked: re.Match[str], typed: str, spot: Spot, ways: Ways
) -> tuple[str | None, str] | None:
    """Find what Pelican's `{filename}`, `{static}` and `{attach}` name."""
    what, (path, tail) = marked[1].lower(), _split(marked[2].strip())
    if what not in ("filename", "static", "attach"):
        return None if what == "index" else (None, f"{_NOWHERE}: {{{what}}}")
    if what == "filename" and ways.is_place(path.lstrip("/")):
        return None  # it is one of ours
    found = _text(path, spot, ways) if what == "filename" else None
    if found:
        return (found + tail, _MOVED) if found + tail != typed else None
    file = ways.file_at(_candidates(path, spot), spot.path)
    return (file, _FILE) if file else (None, _MISSING)


def _has_scheme(typed: str) -> bool:
    return bool(_SCHEME.match(typed)) or typed.startswith("//")


def _local(typed: str, origin: Origin) -> str | None:
    """Give what an address names on the old site; None when it leads elsewhere or only scrolls."""
    typed = typed.strip()
    if not typed or typed.startswith("#") or "{" in typed:
        return None
    return _on_old_host(typed, origin) if _has_scheme(typed) else typed


def _on_old_host(typed: str, origin: Origin) -> str | None:
    whole = typed if not typed.startswith("//") else f"https:{typed}"
    if not whole.lower().startswith("http") or not origin.host or host_of(whole) != origin.host:
        return None
    parts = urlsplit(whole)
    path = parts.path.removeprefix(urlsplit(origin.url).path.rstrip("/")) or "/"
    query = f"?{parts.query}" if parts.query else ""
    return path + query + (f"#{parts.fragment}" if parts.fragment else "")


def _split(address: str) -> tuple[str, str]:
    """Cut what stands behind the path: `#…`, and `?…` with what follows."""
    match = re.search(r"[?#]", address)
    if match is None:
        return unquote(address), ""
    tail = address[match.start() :]
    anchor = "#" + tail.partition("#")[2] if "#" in tail else ""
    return unquote(address[: match.start()]), anchor


def _text(path: str, spot: Spot, ways: Ways) -> str | None:
    if not path.lower().endswith(TEXTS):
        return None
    if path.startswith("/"):
        return ways.text_at(path.lstrip("/"))
    folder = posixpath.dirname(spot.path)
    return ways.text_at(posixpath.normpath(posixpath.join(folder, path))) or ways.text_at(path)


def _page(path: str, spot: Spot, ways: Ways) -> str | None:
    if not path:
        return None
    whole = path if path.startswith("/") else _joined(spot.address, path)
    return ways.page_at(address_key(whole)) if whole else None


def _joined(base: str, path: str) -> str | None:
    try:
        return urljoin(f"https://old.invalid{base or '/'}", path).removeprefix(
            "https://old.invalid"
        )
    except ValueError:
        return None


def _candidates(path: str, spot: Spot) -> tuple[str, ...]:
    """Give where a file may lie: `/x` below the site, `x` beside the text or its page."""
    if not path or path.endswith("/"):
        return ()
    if path.startswith("/"):
        return (f"/{posixpath.normpath(path).lstrip('/')}",)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(spot.path), path))
    joined = _joined(spot.address, path)
    places = (beside, joined, f"/{posixpath.normpath(path)}")
    return tuple(place for place in places if place and not place.startswith(".."))


def _elsewhere(local: str, spot: Spot, origin: Origin) -> tuple[str | None, str]:
    if not origin.url:
        return None, _NOWHERE
    base = f"{origin.url}{spot.address or '/'}"
    try:
        whole = f"{origin.url}{local}" if local.startswith("/") else urljoin(base, local)
    except ValueError:
        return None, _NOWHERE
    return quote(whole, safe="!#$%&'()*+,/:;=?@[]~-._"), _ABROAD
