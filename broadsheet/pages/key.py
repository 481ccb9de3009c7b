"""By what an item is known again: a hash of everything its bytes are made of.

A page's data is made of its facts, of the texts it names, of the vocabularies and the settings, by
code; its template adds the templates that one uses, and the site's facts. All of that is hashed, so
two items with the same key have the same bytes, and the second need not be made.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from struct import Struct
from typing import Final, Generic, TypeVar

import msgspec
from msgspec.structs import astuple

from broadsheet.fingerprint import SIZE, digest
from broadsheet.model import Article, Standing
from broadsheet.pages import Publication
from broadsheet.pages.page import Copy, Feed, Item, Page

_FRESH: Final = 2_000_000_000
"""Nanoseconds in which a file can change twice and look the same, on the coarsest file systems."""
_encode: Final = msgspec.msgpack.Encoder().encode
_counts: Final = Struct(">3I").pack
_BODY: Final = Article.__struct_fields__.index("body")

T = TypeVar("T")  # the bracket form of generics needs Python 3.12


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
        articles = {**site.articles, **site.withdrawn}
        self._articles = _Fingerprints(articles, _of_face)
        self._bodies = _Fingerprints(articles, _of_body)
        self._standing = _Fingerprints(site.standing, _of_standing)
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
            return self._key(self._templates[item.template], item, own)
        if isinstance(item, Feed):
            own = _encode((
                item.path, item.format, item.id, item.title, item.description, item.home,
                item.address, item.lang, item.updated.isoformat(), item.slugs, item.summary_only,
            ))  # fmt: skip
            return self._key(self._shared, item, own)
        if isinstance(item, Copy):
            return self._copy(item.source)
        return digest(item.text.encode()).hex()

    def _key(self, shared: bytes, item: Page | Feed, own: bytes) -> str:
        # Fingerprints have one length, so their numbers are all it takes to tell the parts apart.
        articles, bodies, standing = item.articles, item.bodies, item.standing
        parts = [
            shared,
            _counts(len(articles), len(bodies), len(standing)),
            *map(self._articles.__getitem__, articles),
            *map(self._bodies.__getitem__, bodies),
            *map(self._standing.__getitem__, standing),
            own,
        ]
        return blake2b(b"".join(parts), digest_size=SIZE).hexdigest()

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


class _Fingerprints(dict[str, bytes], Generic[T]):
    """The fingerprints of texts by their slugs, each made when it is first asked for."""

    def __init__(self, texts: Mapping[str, T], of: Callable[[T], bytes]) -> None:
        super().__init__()
        self._texts, self._of = texts, of

    def __missing__(self, slug: str) -> bytes:
        """Fingerprint a text; one that is named and not there has a fingerprint too."""
        text = self._texts.get(slug)
        found = digest(slug.encode()) if text is None else self._of(text)
        self[slug] = found
        return found


def _of_face(article: Article) -> bytes:
    """Fingerprint an article without its body."""
    # MessagePack keeps the moment and not its zone, and a page shows both.
    dates = [date and date.isoformat() for date in _dates(article)]
    own = astuple(article)  # without the names of the fields: half the time
    face = _encode((own[:_BODY], own[_BODY + 1 :], dates))
    return blake2b(face, digest_size=SIZE).digest()


def _dates(article: Article) -> tuple[datetime | None, ...]:
    since = article.withdrawal.date if article.withdrawal else None
    corrected = (correction.date for correction in article.corrections)
    return article.date, article.updated, article.embargo, article.expires, since, *corrected


def _of_body(article: Article) -> bytes:
    """Fingerprint a body, of which the digest of its text is known already."""
    body = article.body
    return digest(body.prose.digest, _encode(body.links)) if body.links else body.prose.digest


def _of_standing(page: Standing) -> bytes:
    return blake2b(_encode(astuple(page)), digest_size=SIZE).digest()
