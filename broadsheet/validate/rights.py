"""Rights that contradict each other, or themselves: what is typed cannot all be true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from broadsheet.agency import is_picture_agency
from broadsheet.config import SiteConfig
from broadsheet.problems import Problem, problem
from broadsheet.read.article import Record
from broadsheet.read.photos import CREATIVE_COMMONS, RawPhoto
from broadsheet.read.typed import Text

_PARTS: Final = re.compile(r"\s*[/|,;()\[\]©]\s*|\s+(?:via|for|from|by)\s+|\s+[-–—]\s+")
_SHARED: Final = frozenset({"wikimedia commons", "flickr", "unsplash", "pool"})
"""Places where people put their own pictures: no agency sells these."""
_IN_CREDIT: Final = re.compile(r"\bCC[ -](?:BY|0)\b")
_FREE: Final = ("CC0-1.0", "CC-PDM-1.0")


def rights_faults(raw: RawPhoto, record: Record, config: SiteConfig) -> Iterator[Problem]:
    """Note what contradicts the right that is claimed, and limits nobody can keep."""
    if raw.rights:
        for message in _contradictions(raw, raw.rights.text):
            hint = "correct the one that is wrong; as long as both stand, nobody knows"
            yield _at(raw.rights, "rights-contradicted", message, record, "photo.rights", hint)
    if raw.regions_out and not config.published_in:
        message = "may not be shown somewhere, and nobody has said where this digest is published"
        hint = 'the picture is not shown; set BROADSHEET_PUBLISHED_IN, such as ["GB"]'
        field = "photo.restrictions.regions_out"
        yield _at(raw.regions_out[0], "rights-place", message, record, field, hint)


def differing_rights(records: Iterable[Record]) -> Iterator[Problem]:
    """Note a picture for which two articles claim different rights."""
    first: dict[str, tuple[Record, Text]] = {}
    for record in records:
        for photo in record.photos:
            if photo.file is None or photo.rights is None:
                continue
            other, right = first.setdefault(photo.file.text, (record, photo.rights))
            if right.text != photo.rights.text:
                message = (
                    f"is {photo.rights.text!r}, but {other.path} says "
                    f"that {photo.file.text} is {right.text!r}"
                )
                yield _at(photo.rights, "rights-differ", message, record, "photo.rights", None)


def _contradictions(raw: RawPhoto, right: str) -> Iterator[str]:
    credit = raw.credit.text if raw.credit else ""
    agency = next(filter(_sells, _PARTS.split(credit)), None)
    if agency and right in {"own", "cc", "public-domain"}:
        yield f"is {right!r}, but the credit names {agency}, an agency"
    if _IN_CREDIT.search(credit) and right in {"licensed", "permission", "public-domain"}:
        yield f"is {right!r}, but the credit names a licence of Creative Commons"
    name = raw.license.text if raw.license else ""
    common = CREATIVE_COMMONS.fullmatch(name) or "creativecommons.org/" in name
    if common and name not in _FREE and right in {"licensed", "permission", "public-domain"}:
        yield f"is {right!r}, but the license is {name}"


def _sells(name: str) -> bool:
    bare = name.strip(" .")
    return bare.lower() not in _SHARED and is_picture_agency(bare)


def _at(  # noqa: PLR0913, PLR0917  the parts of a problem
    entry: Text, code: str, message: str, record: Record, field: str, hint: str | None
) -> Problem:
    return problem(code, message, path=record.path, line=entry.line, field=field, hint=hint)
