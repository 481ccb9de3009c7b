"""The links and pictures of a body: each must name something that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from broadsheet.model import Link
from broadsheet.problems import Problem, did_you_mean, problem
from broadsheet.read.article import Record
from broadsheet.read.markup.links import RawLink
from broadsheet.read.pictures import picture_size
from broadsheet.validate.index import Index, nearest_file, slug_of

_TEXTS: Final = (".md", ".markdown")


def resolve_links(
    record: Record, index: Index, addresses: Mapping[str, Link]
) -> tuple[tuple[Link, ...], list[Problem]]:
    """Find what every link of a body names.

    Args:
        record: the file.
        index: what the content folder holds.
        addresses: articles and standing pages by their address on the site.

    Returns:
        The links in their order, and a problem for each that names nothing.
    """
    links: list[Link] = []
    problems: list[Problem] = []
    for raw in record.body.links:
        link = _resolve(raw, index, addresses)
        if link is None:
            problems.append(_broken(raw, record, index))
            link = Link(kind="address", target="")
        links.append(link)
    return tuple(links), problems


def unknown_addresses(
    bodies: Iterator[tuple[Record, tuple[Link, ...]]], known: frozenset[str]
) -> Iterator[Problem]:
    """Note every link to an address of the site at which no page stands."""
    for record, links in bodies:
        for raw, link in zip(record.body.links, links, strict=True):
            if link.kind == "address" and link.target not in known and raw.kind == "url":
                hint = did_you_mean(link.target, known) if len(known) < 5000 else None  # noqa: PLR2004  it is slow
                yield _problem(raw, record, "names no page of this site", hint)


def _resolve(raw: RawLink, index: Index, addresses: Mapping[str, Link]) -> Link | None:
    if raw.kind == "broken":
        return None
    if raw.kind == "url" and not raw.picture and raw.target in addresses:
        known = addresses[raw.target]
        return Link(kind=known.kind, target=known.target, tail=raw.tail)
    if raw.target in index.files:
        return _file(raw, index)
    return None if raw.picture else _page(raw, index)


def _file(raw: RawLink, index: Index) -> Link | None:
    """Accept a file; below `content/photos` only what is a picture and really stands there."""
    if raw.target.startswith("photos/"):
        real = index.files[raw.target].resolve()
        if not real.is_relative_to(index.photos_root) or picture_size(real) is None:
            return None
    return Link(kind="file", target=raw.target, tail=raw.tail)


def _page(raw: RawLink, index: Index) -> Link | None:
    """Take an address as it is, as the pages are not known yet; a file must be a text."""
    if raw.kind == "url":
        return Link(kind="address", target=raw.target, tail=raw.tail)
    named = index.by_path.get(raw.target)
    slug = slug_of(named) if named else None
    if named is None or slug is None:
        return None
    return Link(kind=named.kind, target=slug, tail=raw.tail)


def _broken(raw: RawLink, record: Record, index: Index) -> Problem:
    if not raw.typed:
        return _problem(raw, record, "is no address", "give one, or take the link away")
    if raw.kind == "broken":
        return _problem(raw, record, "leaves the content folder or cannot be read", None)
    if raw.target in index.files:
        return _problem(raw, record, "is no picture, so it cannot stand below content/photos", None)
    return _problem(raw, record, "names a file that does not exist", _meant(raw, index))


def _meant(raw: RawLink, index: Index) -> str | None:
    """Guess what an address that names nothing was to name."""
    found, address = nearest_file(raw.target, index), _as_address(raw.typed)
    if found:
        return f"there is {{filename}}/{found}"
    if address:
        return f"write {address}"
    path = PurePosixPath(raw.target)
    return did_you_mean(path.stem, index.articles if path.suffix in ("", *_TEXTS) else index.files)


def _as_address(typed: str) -> str | None:
    """Give the whole address where only its beginning seems to be missing."""
    if re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", typed):
        return f"mailto:{typed}"
    host = typed.partition("/")[0]
    if re.fullmatch(r"www\.[\w.-]+|[\w-]+(\.[\w-]+)*\.(com|org|net|int|gov|edu|info)", host):
        return f"https://{typed}"
    return None


def _problem(raw: RawLink, record: Record, message: str, hint: str | None) -> Problem:
    return problem(
        "unknown-picture" if raw.picture else "unknown-link",
        f"{raw.typed!r} {message}",
        path=record.path,
        line=raw.line,
        field="body",
        hint=hint,
    )
