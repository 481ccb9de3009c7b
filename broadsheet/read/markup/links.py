"""The addresses inside a body: which ones leave the site, and what the others name.

Ways an editor may write a link to a file or an article of the site:
`other-article.md` and `../photos/x.jpg` (beside or above the file), `{filename}…`, `{static}…` and
`{attach}…` as Pelican has them (with a slash: from the content's root), and `/topics/iran/` (an
address).
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

import msgspec

from broadsheet.read.addresses import as_uri

_ELEMENT: Final = re.compile(r'<(a|img|/a)((?: [\w:-]+="[^"]*")*)>')
_TARGET: Final = re.compile(r' (?:href|src)="([^"]*)"')
_MARKED: Final = re.compile(r"(?:\{|%7B|\|)(\w+)(?:\}|%7D|\|)(.*)", re.IGNORECASE | re.DOTALL)
_FILES: Final = ("static", "attach", "filename")
ADDRESS: Final = "local:"
"""Stands before the number of a link in a body's HTML. The allow-list lets no such scheme pass."""


class RawLink(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A link or picture of a body as typed.

    `kind` is `file` (target: a path below the content, normalised), `url` (an address of this
    site), or `broken` (it names nothing that could exist).
    """

    kind: Literal["file", "url", "broken"]
    target: str
    typed: str
    line: int
    tail: str = ""
    picture: bool = False


def take_links(
    markup: str, *, folder: str, line_of: Callable[[str], int]
) -> tuple[str, tuple[RawLink, ...], tuple[str, ...]]:
    """Replace every address that stays on the site by `local:N`.

    Args:
        markup: HTML as the sanitiser writes it.
        folder: the folder of the file, relative to the content.
        line_of: gives the line on which an address was typed.

    Returns:
        The HTML, the links by their number, and the addresses of pictures on other hosts, which
        have become links: a reader's browser must not call a third party unasked.
    """
    # Words of the text that look like a picture taken out; in an attribute the quote is an entity.
    markup = markup.replace(f'src="{ADDRESS}', f"src=&quot;{ADDRESS}")
    taker = _Taker(folder, line_of)
    taken = _ELEMENT.sub(taker.take, markup)
    return taken, tuple(taker.links), tuple(taker.foreign)


class _Taker:
    """Goes from one link or picture to the next, and knows whether it stands inside a link."""

    def __init__(self, folder: str, line_of: Callable[[str], int]) -> None:
        self.folder, self.line_of = folder, line_of
        self.links: list[RawLink] = []
        self.foreign: list[str] = []
        self.inside_link = False

    def take(self, match: re.Match[str]) -> str:
        """Write an element anew, its address taken out if it stays on the site."""
        tag, attributes = match[1], match[2] or ""
        if tag != "img":
            self.inside_link = tag == "a"
        target = _TARGET.search(attributes)
        if target is None:
            return match[0]
        typed = html.unescape(target[1]).strip()
        start, end = target.span(1)
        if not _leaves_the_site(typed):
            if typed.startswith("#"):
                return match[0]
            line = self.line_of(typed)
            self.links.append(_raw_link(typed, self.folder, line, picture=tag == "img"))
            address = f"{ADDRESS}{len(self.links) - 1}"
        elif tag == "img":
            self.foreign.append(typed)
            return self._words_for_picture(attributes, typed)
        else:
            address = html.escape(as_uri(typed))
        return f"<{tag}{attributes[:start]}{address}{attributes[end:]}>"

    def _words_for_picture(self, attributes: str, address: str) -> str:
        """Give the alt text of a picture on another host, as a link unless it is in one."""
        alt = re.search(r' alt="([^"]*)"', attributes)
        words = (alt and alt[1]) or html.escape(address)
        return (
            words if self.inside_link else f'<a href="{html.escape(as_uri(address))}">{words}</a>'
        )


def _leaves_the_site(typed: str) -> bool:
    return bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", typed)) or typed.startswith("//")


def _raw_link(typed: str, folder: str, line: int, *, picture: bool) -> RawLink:
    marked = _MARKED.fullmatch(typed)
    what, rest = (marked[1].lower(), marked[2]) if marked else ("", typed)
    try:
        parts = urlsplit(rest)
    except ValueError:
        return RawLink(kind="broken", target=typed, typed=typed, line=line, picture=picture)
    tail = (f"?{parts.query}" if parts.query else "") + (
        f"#{parts.fragment}" if parts.fragment else ""
    )
    path = unquote(parts.path)
    if what == "index":
        return RawLink(kind="url", target="", typed=typed, line=line, tail=tail, picture=picture)
    if (marked and what not in _FILES) or not path or "\\" in path or "\0" in path:
        return RawLink(kind="broken", target=typed, typed=typed, line=line, picture=picture)
    kind: Literal["file", "url", "broken"] = "broken" if _climbs_out(folder, path) else "file"
    target = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
    if not marked and path.startswith("/"):
        target, kind = path.lstrip("/"), "url"
    return RawLink(kind=kind, target=target, typed=typed, line=line, tail=tail, picture=picture)


def _climbs_out(folder: str, path: str) -> bool:
    """Tell whether a path climbs above the content's root on its way, even if it comes back."""
    start = [] if path.startswith("/") else [part for part in folder.split("/") if part]
    depth = len(start)
    for part in path.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return True
    return False
