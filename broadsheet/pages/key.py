"""By what an item is known again: a hash of everything its bytes are made of.

A page's data is made of its facts, of the texts it names, of the vocabularies and the settings, by
code; its template adds the templates that one uses, and the site's facts. All of that is hashed, so
two items with the same key have the same bytes, and the second need not be made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from broadsheet.fingerprint import digest
from broadsheet.model import Article, Standing
from broadsheet.pages import Publication
from broadsheet.pages.page import Copy, Feed, Item, Page

_FRESH: Final = 2_000_000_000
"""Nanoseconds in which a file can change twice and look the same, on the coarsest file systems."""
_ABSENT: Final = b""
_encode: Final = msgspec.msgpack.Encoder().encode


class Keys:
    """Makes the keys of a publication's items."""

    def __init__(
        self, publication: Publication, shared: bytes, templates: Mapping[str, bytes]
    ) -> None:
        """Take what is part of many keys.

        Args:
            publication: whose items are asked for.
            shared: a fingerprint of the engine and the settings.
            templates: for each template, a fingerprint of itself and all that it uses.
        """
        site = publication.site
        self._articles, self._standing = site.articles, site.standing
        self._digests: dict[tuple[str, str], bytes] = {}
        vocabularies = _encode((site.topics, site.regions, site.sources))
        self._shared = digest(shared, vocabularies)
        facts = _encode(publication.facts)
        self._templates = {
            name: digest(self._shared, facts, found) for name, found in templates.items()
        }
        self._now = time.time_ns()

    def of(self, item: Item) -> str:
        """Give the key of an item, in hexadecimal; empty when nothing can be said."""
        if isinstance(item, Page):
            own = _encode((item.kind, item.path, item.url, item.facts))
            return digest(self._templates[item.template], own, self._texts(item)).hex()
        if isinstance(item, Feed):
            own = _encode((
                item.path, item.format, item.id, item.title, item.description, item.home,
                item.address, item.lang, item.updated.isoformat(), item.slugs, item.summary_only,
            ))  # fmt: skip
            return digest(self._shared, own, self._texts(item)).hex()
        if isinstance(item, Copy):
            return self._copy(item.source)
        return digest(item.text.encode()).hex()

    def _texts(self, item: Page | Feed) -> bytes:
        found = [self._digest("article", slug) for slug in item.articles]
        found += [self._digest("standing", slug) for slug in item.standing]
        return b"".join(found)

    def _digest(self, kind: str, slug: str) -> bytes:
        """Hash a text, once however many pages name it; what is named and not there is told."""
        found = self._digests.get((kind, slug))
        if found is None:
            texts: Mapping[str, Article | Standing]
            texts = self._articles if kind == "article" else self._standing
            text = texts.get(slug)
            found = digest(_ABSENT if text is None else _of_text(text), slug.encode())
            self._digests[kind, slug] = found
        return found

    def _copy(self, source: Path) -> str:
        """Know a file by its stamp; one that was just written could change under the same."""
        try:
            stamp = os.stat(source)  # noqa: PTH116  a Path would only call it
        except OSError:
            return ""
        if self._now - max(stamp.st_mtime_ns, stamp.st_ctime_ns) < _FRESH:
            return ""
        own = (stamp.st_dev, stamp.st_ino, stamp.st_size, stamp.st_mtime_ns, stamp.st_ctime_ns)
        return digest(_encode(own)).hex()


def _of_text(text: Article | Standing) -> bytes:
    # MessagePack keeps the moment and not its zone, and a page shows both.
    dates = (text.date, text.updated) if isinstance(text, Article) else ()
    return _encode((text, [date and date.isoformat() for date in dates]))
