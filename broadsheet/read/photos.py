"""The photos of an article as typed: what they show, whose they are, and how long, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from broadsheet.model import RIGHTS
from broadsheet.read.addresses import address_fault
from broadsheet.read.fields import Fields
from broadsheet.read.languages import territory_codes
from broadsheet.read.typed import Moment, Text

PHOTO_KEYS: Final = (
    "file", "caption", "credit", "alt", "rights", "license", "expires", "restrictions",
)  # fmt: skip
RESTRICTION_KEYS: Final = ("regions_out", "no_archive", "mandatory_credit")
CREATIVE_COMMONS: Final = re.compile(
    r"CC0-1\.0|CC-PDM-1\.0|CC-(?:BY(?:-NC)?(?:-SA|-ND)?)-(?:1\.0|2\.0|2\.5|3\.0|4\.0)(?:-[A-Z]{2,3})?"
)
"""The names that SPDX gives the licences of Creative Commons: https://spdx.org/licenses/"""


class RawPhoto(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A photo as typed."""

    file: Text | None
    caption: Text | None
    credit: Text | None
    alt: Text | None
    rights: Text | None
    license: Text | None = None
    expires: Moment | None = None
    regions_out: tuple[Text, ...] = ()
    no_archive: bool = False
    mandatory_credit: bool = False


def read_photos(fields: Fields) -> Iterator[RawPhoto]:
    """Read `photo`: one mapping, or a list of them."""
    for photo in fields.children("photo", "{file: …, caption: …, credit: …, alt: …, rights: own}"):
        photo.refuse_unknown(PHOTO_KEYS)
        shown = photo.has("file")
        limits = photo.child("restrictions", "restrictions: {regions_out: [CN], no_archive: true}")
        yield RawPhoto(
            file=photo.text("file"),
            caption=photo.text("caption", required=shown),
            credit=photo.text("credit", required=shown),
            alt=photo.text("alt", required=shown),
            rights=photo.choice("rights", RIGHTS, "unknown-right", required=shown),
            license=_license(photo),
            expires=photo.date("expires"),
            **(_restrictions(limits) if limits and limits.node.items else {}),
        )
        if limits:
            photo.take(limits)
        fields.take(photo)


def _restrictions(fields: Fields) -> dict[str, Any]:
    fields.refuse_unknown(RESTRICTION_KEYS)
    return {
        "regions_out": tuple(_countries(fields)),
        "no_archive": fields.flag("no_archive"),
        "mandatory_credit": fields.flag("mandatory_credit"),
    }


def _countries(fields: Fields) -> Iterator[Text]:
    for code in fields.texts("regions_out"):
        if code.text in territory_codes():
            yield code
            continue
        upper = code.text.upper()
        hint = f"write {upper}" if upper in territory_codes() else "ISO 3166-1 alpha-2, such as CN"
        message = f"must be country codes, got {code.text!r}"
        fields.note("bad-code", "regions_out", code.line, message, hint)


def _license(fields: Fields) -> Text | None:
    found = fields.text("license")
    if found is None or CREATIVE_COMMONS.fullmatch(found.text):
        return found
    if address_fault(found.text) is None:
        return found
    message = f"must be a licence of Creative Commons or an address, got {found.text!r}"
    hint = "such as CC-BY-SA-4.0, CC0-1.0 or https://example.org/terms"
    fields.note("unknown-license", "license", found.line, message, hint)
    return None
