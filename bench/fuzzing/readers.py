"""The readers of foreign input, and what each promises whatever it is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.draft import Setting, draft_text
from broadsheet.clip.text import read_text
from broadsheet.problems import has_errors
from broadsheet.read.article import read_article
from broadsheet.read.markup.renderer import Renderer

_RENDERER: Final = Renderer({}, lang="en", summary_words=50, summary_end="…", root="content")


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader under trial: it keeps its promise if `read` returns."""

    name: str
    read: Callable[[bytes], object]
    endings: tuple[str, ...]
    """Of the files that are its samples."""
    packed: bool = False
    """Whether it unpacks what is compressed."""


def _text(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    clipping = read_text(text)
    placed = [number for number, _ in clipping.places]
    left_out = [line.line for line in clipping.left_out]
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert sorted(placed + left_out) == list(range(1, len(lines) + 1)), "a line is unaccounted for"
    _drafted(clipping)


def _drafted(clipping: Clipping) -> None:
    """See that the draft is one that `check` accepts but for its blanks.

    A paragraph of a thousand brackets is refused for the time it would take, and said so.
    """
    draft = draft_text(clipping, Setting(source="The Courier")).encode()
    record = read_article(draft, path="content/articles/a.md", renderer=_RENDERER)
    found = [fault for fault in record.problems if fault.code != "unreadable-text"]
    assert not has_errors(found), found


def _page(data: bytes) -> None:
    from broadsheet.clip.page.reader import read_page

    _drafted(read_page(data, "https://news.example.org/2022/12/18/bridge"))


def _archive(data: bytes) -> None:
    from broadsheet.clip.archive import open_archive

    opened = open_archive(data)
    assert opened is None or isinstance(opened[0], bytes)


def _feed(data: bytes) -> None:
    from broadsheet.clip.feed.reader import read_feed

    feed = read_feed(data, "a feed", address="https://news.example.org/feed")
    assert feed.entries or feed.notes, "neither entries nor a word why"


def _opml(data: bytes) -> None:
    from broadsheet.clip.feed.opml import read_opml

    subscriptions, notes = read_opml(data)
    assert subscriptions or notes, "neither feeds nor a word why"


def _fields(data: bytes) -> None:
    from broadsheet.migrate.front_matter import read_sheet

    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for lines in (True, False):
        read_sheet(text, lines=lines)


def _robots(data: bytes) -> None:
    from broadsheet.clip.fetch.robots import read_rules

    read_rules(data)


READERS: Final = (
    Reader("text", _text, (".txt", ".md")),
    Reader("page", _page, (".html", ".htm")),
    Reader("archive", _archive, (".mhtml", ".mht")),
    Reader("feed", _feed, (".rss", ".atom", ".xml", ".rdf", ".json"), packed=True),
    Reader("opml", _opml, (".opml",)),
    Reader("fields", _fields, (".md", ".markdown")),
    Reader("robots", _robots, (".robots",)),
)
