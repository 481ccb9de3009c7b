"""What the path of a text says about it: its slug, its day, its language, whether it is a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Final, Literal

from broadsheet.migrate.date import date_in_path
from broadsheet.read.languages import canonical

Kind = Literal["pelican", "hugo", "jekyll", "markdown"]
KINDS: Final[tuple[Kind, ...]] = ("pelican", "hugo", "jekyll", "markdown")

_DATED: Final = re.compile(r"\d{4}-\d{2}-\d{2}[-_ .]?")
_BUNDLE: Final = "index"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a path says. `stem` names the text, `section` are the folders above it."""

    stem: str
    section: tuple[str, ...]
    day: date | None
    lang: str | None = None
    draft: bool = False


def read_place(path: str, kind: Kind) -> Place:
    """Read a path below the content of the old site, `/`-separated."""
    pure = PurePosixPath(path)
    stem, section, lang = pure.stem, pure.parent.parts, None
    if kind == "hugo":
        stem, lang = _language(stem)
        if section and lang is None and _is_language(section[0]):
            lang, section = canonical(section[0]), section[1:]
    if stem == _BUNDLE and section:
        stem, section = section[-1], section[:-1]
    bare = _DATED.sub("", stem, count=1) if _DATED.match(stem) else stem
    return Place(
        stem=bare or stem,
        section=tuple(part for part in section if part not in ("_posts", "_drafts")),
        day=date_in_path(path),
        lang=lang,
        draft=kind == "jekyll" and "_drafts" in pure.parts,
    )


def _language(stem: str) -> tuple[str, str | None]:
    """Take Hugo's mark of the language off a name: `story.fr`."""
    head, dot, tail = stem.rpartition(".")
    if dot and head and _is_language(tail):
        return head, canonical(tail)
    return stem, None


def _is_language(text: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{2}(?:-[A-Za-z]{2,4})?", text)) and canonical(text) is not None
