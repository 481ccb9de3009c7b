"""What a server answered: its kind, its words about itself, and what an editor is told of it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Final

from broadsheet.errors import FetchError

SAVE: Final = "open it in your browser, save the page and clip the file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """What kinds of answers somebody can use."""

    what: str
    """In words, for messages."""
    types: frozenset[str]
    header: str


_HTML: Final = frozenset({"text/html", "application/xhtml+xml"})
_FEED: Final = frozenset(
    """application/rss+xml application/atom+xml application/rdf+xml application/feed+json
    application/xml text/xml application/json text/x-opml""".split()
)
_LOOSE: Final = frozenset({"text/plain", "application/octet-stream"})
"""What careless servers call a feed."""

PAGE: Final = Accept(what="a web page", types=_HTML, header="text/html,application/xhtml+xml;q=0.9")
FEED: Final = Accept(
    what="a feed",
    types=_FEED | _HTML | _LOOSE,  # a page may name its feed
    header="application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,"
    "text/xml;q=0.9,application/json;q=0.8,text/html;q=0.5,*/*;q=0.1",
)
PAGE_OR_FEED: Final = Accept(
    what="a web page or a feed", types=_HTML | _FEED, header=f"{PAGE.header},*/*;q=0.5"
)
PICTURE: Final = Accept(
    what="a picture",
    types=frozenset(
        """image/jpeg image/jpg image/pjpeg image/png image/webp image/avif image/gif
        application/octet-stream binary/octet-stream""".split()
    ),
    header="image/avif,image/webp,image/jpeg,image/png,image/gif;q=0.9",
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to be asked with, whether anything is new; sent back as it came."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """Give the headers of a question; a value that is no header's is left out."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value and _VISIBLE(value)}


_VISIBLE: Final = re.compile(r"[\x20-\x7e]{1,500}").fullmatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer that can be used.

    `headers` have names in lower case, several of one name are joined by commas. `data` is
    unpacked, and empty where nothing is new.
    """

    url: str
    """As it was asked for."""
    url_final: str
    """Where redirects led."""
    status: int
    data: bytes = b""
    content_type: str = ""
    """In lower case, without parameters; what the bytes look like where the server is silent."""
    charset: str | None = None
    """As the server says, if Python knows it."""
    headers: Mapping[str, str] = field(default_factory=dict)
    not_modified: bool = False

    @property
    def validators(self) -> Validators:
        """Give what to ask with the next time."""
        return Validators(self.headers.get("etag"), self.headers.get("last-modified"))


def media_type(header: str) -> tuple[str, str | None]:
    """Read a `Content-Type`: the type in lower case, and the charset where Python knows it."""
    kind, _, rest = header.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.IGNORECASE | re.ASCII)
    charset = found[1].lower() if found else None
    try:
        return kind.strip().lower(), codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return kind.strip().lower(), None


def looks_like(data: bytes) -> str:
    """Give the type of an answer whose server does not say it."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:rdf", b"<opml")):
        return "application/xml"
    if start.startswith(b"<"):
        return "text/html"
    return "application/json" if start.startswith((b"{", b"[")) else "application/octet-stream"


def wrong_type(address: str, kind: str, accept: Accept) -> FetchError:
    """Say that an answer is of no use, and what to do with one of its kind."""
    hints = {
        "application/pdf": "open it, copy its text and use `--paste`",
        "text/plain": "save its text to a file and clip the file",
        "application/json": "give the address of the article's page",
    }
    feed = kind in _FEED and kind != "application/json"
    hint = "for a feed there is `inbox`" if feed else hints.get(kind, SAVE)
    reason = f"is no {accept.what.removeprefix('a ')}: the server calls it {kind!r}"
    return FetchError(address, reason, hint, kind="type")


def status_fault(
    address: str, status: int, headers: Mapping[str, str], now: datetime
) -> FetchError:
    """Say what an answer that is no success means, and what an editor can do."""
    wait = retry_after(headers.get("retry-after", ""), now)
    reason, hint = _MEANINGS.get(status) or _class_meaning(status)
    if wait is not None and status in {429, 503}:
        hint = f"wait {_duration(wait)} as the server asks, then try again"
    return FetchError(
        address,
        f"{reason} (status {status})",
        hint,
        kind="status",
        status=status,
        retry_after=wait,
    )


_LATER: Final = "try again later"
_CLOSED: Final = ("is closed to programs or needs a login", SAVE)
_MEANINGS: Final = {
    204: ("has nothing on it", SAVE),
    206: ("came in part, which nobody asked for", SAVE),
    401: _CLOSED,
    402: ("has to be paid for", SAVE),
    403: _CLOSED,
    404: ("is not there", "look at the address; a page that is gone may be in a web archive"),
    406: ("does not come in a form that was asked for", SAVE),
    410: ("is gone for good", "a page that is gone may be in a web archive"),
    429: ("asks for fewer questions", _LATER),
    451: ("is withheld for legal reasons", None),
    503: ("cannot answer now", _LATER),
}


def _class_meaning(status: int) -> tuple[str, str | None]:
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return "has a fault of its own", _LATER
    if status >= HTTPStatus.BAD_REQUEST:
        return "refuses the question", SAVE
    return "gives an answer that leads nowhere", SAVE


def retry_after(header: str, now: datetime) -> int | None:
    """Read how many seconds a server asks to wait: it may give a number or a moment."""
    text = header.strip()
    if text.isascii() and text.isdigit():
        return int(text[:9])
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0, round((aware - now).total_seconds()))
    except (ValueError, TypeError, OverflowError):
        return None


def _duration(seconds: int) -> str:
    for unit, length in (("hour", 3600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{-(-seconds // length)} {unit}s"
    return f"{seconds} seconds"
