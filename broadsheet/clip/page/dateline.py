"""Dates as readers see them: near the headline, with or without a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.dateline import Dateline, contains_date, read_dateline
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.cues import cues_of
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.moment import read_moment
from broadsheet.clip.wording import bare_label, label_of

_CHANGED: Final = re.compile(
    r"updat|modif|aktualis|mise?[- ]à[- ]jour|mis à jour|actualiz|обновл|измен|оновл|تحديث|"
    r"روزرسانی|更新|stand\b|edited",
    re.IGNORECASE,
)
_PUBLISHED: Final = re.compile(
    r"publi|posted|pubdate|created|veröff|erschien|опубл|نشر|انتشار|发布|发表|first|issued",
    re.IGNORECASE,
)
_NO_DATE: Final = re.compile(
    r"comment|related|event|deadline|copyright|weather|reading|duration|current|today|player|video|"
    r"now\b|clock|timer|readtime|read-time|countdown|sidebar|birth",
    re.IGNORECASE,
)
_DECLARING: Final = (
    "datetime", "content", "data-datetime", "data-date", "data-published", "data-timestamp",
    "data-time", "data-utime",
)  # fmt: skip
"""Attributes in which an element says its date again, for machines."""
_LONGEST: Final = 160
SEEN: Final = ("time", "the date line", "a line near the headline")
"""Where a date stands that readers see."""


def seen_dates(layout: Layout, language: str | None) -> Iterator[tuple[str, Claim[Dateline]]]:
    """Read the dates that readers see, near the headline."""
    seen = 0
    for element in _dated(layout):
        if seen > 40:  # noqa: PLR2004  a list of dates, and no article's
            return
        if not layout.in_story(element):
            continue
        cues = cues_of(element)
        if _NO_DATE.search(cues) or not layout.sight.sees(element) or layout.is_furniture(element):
            continue
        less = _less(element, layout)
        for field, dateline, sure in _of_element(element, cues, layout, language):
            seen += 1
            yield field, Claim(dateline, _named(element), round(sure - less, 2))
    yield from _in_lines(layout, language)


def _less(element: HtmlElement, layout: Layout) -> float:
    """Say how much less sure a date is by its place: far away, or above the headline as today's."""
    if not layout.in_head(element, above=90):
        return 0.25
    above = layout.heading is not None and layout.place(element) < layout.place(layout.heading)
    in_masthead = any(around.tag == "header" for around in element.iterancestors())
    return 0.2 if above and (in_masthead or not _together(element, layout)) else 0.0


def _together(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether an element stands right above the headline, in the same block."""
    heading = layout.heading
    around = [*heading.iterancestors()][:2] if heading is not None else []
    near = [block for block in around if block.tag not in ("body", "html")]
    return any(block in near for block in element.iterancestors())


def _dated(layout: Layout) -> list[HtmlElement]:
    """Give the elements that may hold the date, in the order of the page."""
    times = list(layout.root.iter("time"))
    found = {*times, *layout.sight.cued("date")}
    return sorted(found, key=layout.place)


def _named(element: HtmlElement) -> str:
    return "time" if element.tag == "time" else "the date line"


def _of_element(
    element: HtmlElement, cues: str, layout: Layout, language: str | None
) -> Iterator[tuple[str, Dateline, float]]:
    around = f"{cues} {cues_of(element.getparent()) if element.getparent() is not None else ''}"
    words = layout.sight.words(element)
    declared = next(filter(None, map(element.get, _DECLARING)), "")
    if declared or element.tag == "time":
        dateline = read_moment(declared, language)
        spelt = (
            [*_of_words(words, cues, language, 0.74)] if words and len(words) <= _LONGEST else []
        )
        if any(found.day != dateline.day for _, found, _ in spelt[:1]) if dateline else False:
            yield from spelt
            return
        if dateline:
            before = _before(element)
            changed = _CHANGED.search(f"{cues} {before} {words}") and not _PUBLISHED.search(
                f"{cues} {words}"
            )
            yield ("updated" if changed else "date"), dateline, 0.72
            if words and len(words) <= _LONGEST:
                yield from _of_words(words, f"{cues} {before}", language, 0.74)
            return
    if words and len(words) <= _LONGEST and re.search(r"\d|[٠-٩۰-۹]", words):
        yield from _of_words(words, around, language, 0.74 if element.tag == "time" else 0.66)


def _before(element: HtmlElement) -> str:
    """Give the few words right before an element, such as `Updated`."""
    previous = element.getprevious()
    if previous is not None:
        text = previous.tail or (previous.text_content() if len(previous) < 3 else "")  # noqa: PLR2004
    else:
        parent = element.getparent()
        text = parent.text if parent is not None else ""
    return (text or "").strip()[-30:]


_SPLIT: Final = re.compile(r"\s*[|｜•·\n]\s*|\s{3,}|\s+[–—/-]\s+|(?<=\d)\s*[;；]\s*")


def _of_words(
    words: str, cues: str, language: str | None, sure: float
) -> Iterator[tuple[str, Dateline, float]]:
    """Read the dates in a line of words: each with its label, where it has one."""
    for part in _cut_at_labels(words):
        label = next(
            filter(
                None,
                (
                    label_of(part, "updated", "published"),
                    bare_label(part, "updated"),
                    bare_label(part, "published"),
                ),
            ),
            None,
        )
        rest = label.rest if label else part
        dateline = read_dateline(rest, language) or read_moment(rest, language)
        if dateline is None:
            continue
        if label:
            field = "updated" if label.kind == "updated" else "date"
            yield field, dateline, min(0.9, sure + 0.12)
        else:
            changed = _CHANGED.search(f"{cues} {part}") and not _PUBLISHED.search(f"{cues} {part}")
            yield ("updated" if changed else "date"), dateline, sure


_LABELS: Final = re.compile(
    r"\s*(?=\b(?:last\s+)?(?:updated|modified|published|posted|first published|aktualisiert|"
    r"veröffentlicht|"
    r"publié|mis à jour|modifié|publicado|actualizado|опубликовано|обновлено)\b)",
    re.IGNORECASE,
)


def _cut_at_labels(words: str) -> list[str]:
    """Part a line at its bars, and before each label."""
    parts = [part for whole in _SPLIT.split(words) for part in _LABELS.split(whole)]
    found = [part.strip(" ,;()[]") for part in parts if part and re.search(r"\d|[٠-٩۰-۹]", part)]
    if len(found) > 1 and not all(contains_date(part) for part in found):
        return [words.strip(), *found]
    return found


def _in_lines(layout: Layout, language: str | None) -> Iterator[tuple[str, Claim[Dateline]]]:
    """Read lines near the headline that hold a date, whatever they are marked up as."""
    for element in layout.short_lines():
        words = layout.sight.words(element)
        if len(words) > _LONGEST or not re.search(r"\d|[٠-٩۰-۹]", words):
            continue
        less = _less(element, layout)
        for field, dateline, sure in _of_words(words, "", language, 0.56):
            yield field, Claim(dateline, "a line near the headline", round(sure - less, 2))
