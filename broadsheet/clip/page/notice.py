"""What a page says of itself: that it is behind a paywall, and that it has been corrected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.meta import Metas
from broadsheet.clip.page.record import Record, flat
from broadsheet.clip.sheet import Finding
from broadsheet.clip.wording import AMENDED, label_of

_CUES: Final = re.compile(
    r"correction|clarification|erratum|amend|korrektur|corrigendum", re.IGNORECASE
)
_LONGEST: Final = 1200
_TIERS: Final = {"locked": "is for subscribers", "metered": "is counted against a limit"}
_CUT: Final = "the text may be cut: the page says it cannot be read in full without paying"


def paywall(metas: Metas, records: Sequence[Record]) -> Iterator[Finding]:
    """Tell the editor where a text may be cut."""
    for record in records:
        values = [
            str(value).rpartition("/")[2].lower()
            for value in flat(record.node.get("isAccessibleForFree"))
        ]
        if "false" in values or "no" in values:
            yield Finding("body", _CUT, f"{record.syntax} isAccessibleForFree", 0.9)
            return
    tier = next(iter(metas.get("article:content_tier", [])), "").lower()
    if tier in _TIERS:
        yield Finding(
            "body",
            f"the text may be cut: the page {_TIERS[tier]}",
            "meta article:content_tier",
            0.7,
        )


def correction(layout: Layout, records: Sequence[Record]) -> tuple[str, str] | None:
    """Find the note in which an article is corrected: its words without the label, and where."""
    for element in [*layout.sight.cued("correction"), *layout.root.iter("p", "li", "em")]:
        if element.tag in ("p", "li", "em", "footer") and len(element) > 12:  # noqa: PLR2004  no note
            continue
        cued = element.get("class") and _CUES.search(element.get("class"))
        start = (element.text or "").strip()[:60]
        if not cued and element.tag == "footer":
            continue
        if not (cued or start or len(element)) or not layout.in_story(element):
            continue
        words = layout.sight.words(element) if cued or _may_begin(element) else ""
        note = _note(words, cued=bool(cued)) if words and len(words) <= _LONGEST else None
        if note and layout.sight.sees(element) and not layout.is_furniture(element):
            return note, "the correction note"
    for record in records:
        for text in record.texts("correction"):
            return text, f"{record.syntax} correction"
    return None


def _may_begin(element: HtmlElement) -> bool:
    words = "".join(islice(element.itertext(), 6))[:80].strip(" *_([\n\t")
    return bool(label_of(words, "correction") or AMENDED.match(words))


def _note(words: str, *, cued: bool) -> str | None:
    label = label_of(words, "correction")
    if label:
        return label.rest or None
    bare = words.strip("*_()[] ")
    if AMENDED.match(bare):
        return words
    return words if cued and len(words.split()) > 6 else None  # noqa: PLR2004  more than a label
