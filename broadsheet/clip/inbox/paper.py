"""An entry of a feed as a page, for when the page it leads to cannot be had.

Everything the feed says stands in it the way pages say it, so that the reader of pages reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from broadsheet.clip.feed.entry import Entry


def page_of(entry: Entry, publication: str) -> bytes:
    """Make a page of an entry.

    Args:
        entry: the entry.
        publication: what the feed is called.
    """
    language = f' lang="{escape(entry.language)}"' if entry.language else ""
    parts = [
        f'<!doctype html><html{language}><head><meta charset="utf-8">',
        f"<title>{escape(entry.title)}</title>",
        *_head(entry, publication),
        f"</head><body><article><h1>{escape(entry.title)}</h1>",
        *_picture(entry),
        entry.content or f"<p>{escape(entry.summary)}</p>",
        "</article></body></html>",
    ]
    return "\n".join(parts).encode(errors="replace")


def _head(entry: Entry, publication: str) -> Iterator[str]:
    if entry.address:
        yield f'<link rel="canonical" href="{escape(entry.address)}">'
    facts = [
        ("og:type", "article"),
        ("og:title", entry.title),
        ("og:url", entry.address or ""),
        ("og:site_name", publication),
        ("og:image", next((picture.address or "" for picture in entry.pictures), "")),
        ("article:published_time", entry.published.iso if entry.published else ""),
        ("article:modified_time", entry.updated.iso if entry.updated else ""),
        *(("article:tag", tag) for tag in entry.tags),
    ]
    for name, value in facts:
        if value:
            yield f'<meta property="{name}" content="{escape(value)}">'
    for author in entry.authors:
        yield f'<meta name="author" content="{escape(author)}">'


def _picture(entry: Entry) -> Iterator[str]:
    """Give the lead picture with its caption and credit, unless the content shows it itself."""
    picture = next(iter(entry.pictures), None)
    if picture is None or not picture.address or picture.address in entry.content:
        return
    caption = escape(picture.caption or "")
    credit = f'<span class="credit">{escape(picture.credit)}</span>' if picture.credit else ""
    yield f'<figure><img src="{escape(picture.address)}" alt="">'
    yield (
        f"<figcaption>{caption} {credit}</figcaption></figure>"
        if caption or credit
        else "</figure>"
    )
