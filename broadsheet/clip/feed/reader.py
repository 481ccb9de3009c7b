"""Any feed, from its bytes: told what it is, read by the reader of its kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from html import unescape
from typing import Final

from broadsheet.clip.address import joined
from broadsheet.clip.feed.entry import Entry, Feed, Note
from broadsheet.clip.feed.jsonfeed import read_json_feed
from broadsheet.clip.feed.payload import unpack
from broadsheet.clip.feed.syndication import read_syndication

_LINK: Final = re.compile(r"<link\b[^>]*>", re.IGNORECASE)
_FEED_TYPE: Final = re.compile(
    r"type\s*=\s*[\"']?application/(?:rss\+xml|atom\+xml|feed\+json)", re.IGNORECASE
)
_HREF: Final = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_HEAD: Final = 200_000
"""Bytes of a page in which it names its feeds."""
_NAMED: Final = 3


def read_feed(
    data: bytes, name: str, *, address: str | None = None, media_type: str | None = None
) -> Feed:
    """Read a feed of any kind; whatever the bytes are, there is an answer and no exception.

    Args:
        data: the file as it came, perhaps packed with gzip.
        name: what it is called in messages and entries.
        address: where it came from, if that is known.
        media_type: the Content-Type that came along.
    """
    payload = unpack(data)
    if payload.kind == "json":
        feed = read_json_feed(payload.data, name, address)
    elif payload.kind == "opml":
        hint = "save it to a file and give that to inbox"
        note = Note(message="is a list of feeds (OPML), not a feed", hint=hint)
        feed = Feed(name=name, kind="opml", notes=(note,))
    elif payload.empty:
        feed = Feed(name=name)
    else:
        feed = read_syndication(payload.data, name, address, media_type)
        if payload.kind == "page" and not feed.entries:
            feed = Feed(name=name, kind="page", notes=(_page_note(payload.data, address),))
    notes = (*payload.notes, *feed.notes)
    if not feed.entries and not notes:
        notes = (Note(message="has no entries"),)
    return replace(feed, entries=tuple(_told_apart(feed.entries)), notes=notes)


def _told_apart(entries: tuple[Entry, ...]) -> list[Entry]:
    """Give entries that share an id keys of their own; drop what stands there twice."""
    distinct = dict.fromkeys(entries)
    for more in (_address, _text):
        counts = Counter(entry.key for entry in distinct)
        distinct = dict.fromkeys(
            replace(entry, key=f"{entry.key} {more(entry)}") if counts[entry.key] > 1 else entry
            for entry in distinct
        )
    once: dict[str, Entry] = {}
    for entry in distinct:
        once.setdefault(entry.key, entry)
    return list(once.values())


def _address(entry: Entry) -> str:
    return entry.address or entry.title


def _text(entry: Entry) -> str:
    text = f"{entry.title}\n{entry.content}".encode(errors="replace")
    return blake2b(text, digest_size=8).hexdigest()


def _page_note(data: bytes, address: str | None) -> Note:
    """Say that this is a page, and where its feeds are, if it says so."""
    head = data[:_HEAD].decode(errors="replace")
    links = (link for link in _LINK.findall(head) if _FEED_TYPE.search(link))
    hrefs = (match for match in map(_HREF.search, links) if match)
    named = [joined(address, unescape(next(filter(None, m.groups()), ""))) for m in hrefs]
    feeds = list(dict.fromkeys(filter(None, named)))[:_NAMED]
    hint = f"its feed is {' or '.join(feeds)}" if feeds else "look on the page for its feed"
    return Note(message="is a web page, not a feed", hint=hint)
