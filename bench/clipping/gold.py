"""Labels of pages: what an editor would have taken from each, one JSON object a line.

A field that is null or empty says that the page has none, so that what is invented is seen, too.
Fields named in `doubtful` could be labelled in another way; they are counted apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any


class GoldError(Exception):
    """Labels cannot be read; its text names the file and the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One page. What ends in `_any` are other answers that are as good."""

    page: str
    url: str | None = None
    title: str | None = None
    title_any: tuple[str, ...] = ()
    title_page: tuple[str, ...] = ()
    """Wordings in the page's metadata and first headings, the paper's name often behind them."""
    authors: tuple[str, ...] = ()
    authors_any: tuple[tuple[str, ...], ...] = ()
    agency: tuple[str, ...] = ()
    date: str | None = None
    """The local day as printed, in ISO form."""
    date_any: tuple[str, ...] = ()
    updated: str | None = None
    site: tuple[str, ...] = ()
    """Forms of the publication's name, each of which will do."""
    caption: str | None = None
    """Of the first photo that has a caption or a credit; so `credit`."""
    caption_any: tuple[str, ...] = ()
    credit: str | None = None
    credit_any: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    """Of further pictures; so `credits`."""
    credits: tuple[str, ...] = ()
    language: str | None = None
    has_zwnj: bool = False
    body: str | None = None
    """The text's words, without title, byline and captions."""
    doubtful: tuple[str, ...] = ()
    note: str | None = None


_NAMES = {field.name for field in fields(Label)}
_LISTS = {field.name for field in fields(Label) if str(field.type).startswith("tuple")}


def read_labels(path: Path) -> tuple[Label, ...]:
    """Read a file of labels.

    Raises:
        GoldError: there is none, or a line is not a label.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise GoldError(f"{path}: must be a file of labels: {error}") from error
    return tuple(_labels(path, lines))


def _labels(path: Path, lines: list[str]) -> Iterator[Label]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _label(json.loads(line))
            except ValueError as error:
                raise GoldError(f"{path}:{number}: must be a label: {error}") from error


def _label(found: Any) -> Label:
    if not isinstance(found, dict) or not isinstance(found.get("page"), str):
        raise ValueError("an object with the name of its page")
    unknown = sorted(found.keys() - _NAMES)
    if unknown:
        raise ValueError(f"knows no {', '.join(unknown)}")
    return Label(**{name: _value(name, value) for name, value in found.items()})


def _value(name: str, value: Any) -> Any:
    if name not in _LISTS:
        return value
    if not isinstance(value, list):
        raise ValueError(f"{name} is a list")
    return tuple(tuple(one) if isinstance(one, list) else one for one in value)
