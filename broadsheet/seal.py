"""A seal over a finished build: where nothing was touched since, there is nothing to do.

It holds fingerprints of all that the build was made of: the engine and the settings by value, the
content and the theme by the stamps of their files (inode, size, both times). The output is looked
at file by file against its manifest. A seal is only ever a reason to do nothing; whenever anything
is not as it was, the build goes its ordinary way.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from broadsheet import fingerprint
from broadsheet.config import SiteConfig
from broadsheet.diary import next_due
from broadsheet.fingerprint import OpaqueError, digest
from broadsheet.look import Look
from broadsheet.manifest import fingerprint_manifest, name_of
from broadsheet.output import Output
from broadsheet.pipeline import Prepared
from broadsheet.problems import Problem
from broadsheet.read.store import make_fingerprint
from broadsheet.release import Turn
from broadsheet.stage import write_whole
from broadsheet.tree import stamp_of

_SETTLING: Final = 50_000_000
"""Nanoseconds after a change in which a second one can leave the same stamp."""
_COARSE: Final = 2_000_000_000
"""The same for file systems whose times have no fraction of a second."""


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """What a build was made of, and what it came to."""

    inputs: bytes
    """A fingerprint of the engine, the settings, the content and the theme."""
    output: bytes
    """A fingerprint of the manifest that the build left."""
    since: datetime
    until: datetime | None
    """The clock between which nothing changes by itself; None: for ever."""
    due: tuple[Turn, ...]
    problems: tuple[Problem, ...]
    account: Mapping[str, tuple[str, ...]]
    pages: int
    files: int
    articles: int
    standing: int


class UnsettledError(Exception):
    """A file was changed so recently that it could change again and look the same."""


def inputs_of(config: SiteConfig, look: Look) -> bytes | None:
    """Fingerprint what a build is made of, without opening a file of the content.

    Args:
        config: the settings.
        look: sees the folders.

    Returns:
        None when that cannot be said: a setting is code, a file was changed a moment ago.
    """
    records = make_fingerprint(config)
    if records is None or not config.load_cache or config.show_drafts:
        return None  # a draft without a date has that of the clock
    folders = (config.content, config.theme, *config.theme_overrides)
    try:
        rows = [(str(folder), *row) for folder in folders for row in _rows(str(folder), look)]
        settings = fingerprint.whole(config)
    except (OpaqueError, UnsettledError, OSError):
        return None
    return digest(fingerprint.engine(), records.encode(), settings, msgspec.msgpack.encode(rows))


def find_seal(config: SiteConfig, inputs: bytes | None, output: Output) -> Seal | None:
    """Give the seal of the last build, if nothing was touched since."""
    if inputs is None:
        return None
    try:
        seal = msgspec.msgpack.decode(_place(config).read_bytes(), type=Seal)
    except (OSError, ValueError):  # a DecodeError is a ValueError
        return None
    timely = seal.since <= config.now and (seal.until is None or config.now < seal.until)
    same = seal.inputs == inputs and seal.output == fingerprint_manifest(
        config.output, config.cache
    )
    return seal if timely and same and output.is_intact() else None


def put_seal(config: SiteConfig, inputs: bytes, prepared: Prepared, pages: int) -> None:
    """Seal a finished build.

    Args:
        config: its settings.
        inputs: what it was made of, as it was before anything was read.
        prepared: what was made.
        pages: the number of its pages.

    Raises:
        OutputError: the cache folder cannot be written.
    """
    output = fingerprint_manifest(config.output, config.cache)
    if output is None:
        return
    site = prepared.publication.site
    seal = Seal(
        inputs=inputs,
        output=output,
        since=config.now,
        until=prepared.until,
        due=next_due(prepared.turns),
        problems=prepared.problems,
        account=prepared.account,
        pages=pages,
        files=len(prepared.publication.items),
        articles=len(site.articles),
        standing=len(site.standing),
    )
    place = _place(config)
    write_whole(str(place), msgspec.msgpack.encode(seal))


def _place(config: SiteConfig) -> Path:
    return config.cache / "seals" / f"{name_of(config.output)}.msgpack"


def _rows(folder: str, look: Look, below: str = "") -> Iterator[tuple[str, object]]:
    """Give everything below a folder with its stamp; what a link leads to counts as well."""
    if not Path(folder).is_dir():
        return
    for entry in look.entries(folder):
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield path, None
            yield from _rows(entry.path, look, f"{path}/")
            continue
        yield path, _stamp(entry.stat(follow_symlinks=False), look.began)
        if entry.is_symlink():
            try:
                yield path, _stamp(entry.stat(), look.began)
            except OSError:  # it leads nowhere, and the content has been told so
                yield path, "nowhere"


def _stamp(found: os.stat_result, now: int) -> object:
    changed = max(found.st_mtime_ns, found.st_ctime_ns)
    settling = _SETTLING if changed % 1_000_000_000 else _COARSE
    if now - changed < settling:
        raise UnsettledError
    return stamp_of(found)
