"""Readings against labels: for each field what is right, what is wrong, and what is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bench.clipping.gold import Label
from bench.clipping.likeness import (
    same_agency,
    same_caption,
    same_credit,
    same_names,
    same_site,
    same_title,
)
from bench.clipping.reading import Reading
from bench.clipping.words import overlap, words

ZWNJ: Final = "\u200c"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of pages that has a label.

    `gold` and `found` give what is compared, something false where there is nothing; `right` is
    asked where either is something. Of a field that is labelled on some pages only, the others
    are not judged.
    """

    name: str
    gold: Callable[[Label], object]
    found: Callable[[Reading], object]
    right: Callable[[Label, Reading], bool]
    on_some: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """One field of one page. `gold` and `found` are None where there is nothing."""

    page: str
    field: str
    gold: object
    found: object
    right: bool
    doubtful: bool

    @property
    def invented(self) -> bool:
        """Whether something was found where the page has nothing."""
        return self.gold is None and not self.right


def judge(label: Label, reading: Reading) -> Iterator[Verdict]:
    """Judge each field of a page but the text; where the page has nothing, nothing is right."""
    for field in FIELDS:
        gold, found = field.gold(label) or None, field.found(reading) or None
        if field.on_some and not gold:
            continue
        right = field.right(label, reading) if gold or found else True
        doubtful = field.name.partition(",")[0] in label.doubtful
        yield Verdict(label.page, field.name, gold, found, right, doubtful)


def body_overlap(label: Label, reading: Reading) -> float | None:
    """Give the F1 of the text's words; None where there is no label that is sure."""
    if label.body is None or "body" in label.doubtful:
        return None
    return overlap(words(reading.text), words(label.body))


def kept_joiners(label: Label, reading: Reading) -> tuple[int, int] | None:
    """Count zero-width non-joiners in the text: kept and labelled; None where it has none."""
    wanted = (label.body or "").count(ZWNJ)
    return (min(wanted, reading.text.count(ZWNJ)), wanted) if wanted else None


def _photo(reading: Reading, part: int) -> str | None:
    """Give the caption (0) or credit (1) of the first photo that has either."""
    return next((photo[part] for photo in reading.photos if any(photo)), None)


def _title(label: Label, reading: Reading) -> bool:
    return same_title(reading.title or "", [label.title or "", *label.title_any, *label.title_page])


def _editors_title(label: Label, reading: Reading) -> bool:
    return same_title(reading.title or "", [label.title or "", *label.title_any])


def _authors(label: Label, reading: Reading) -> bool:
    return any(same_names(reading.authors, gold) for gold in (label.authors, *label.authors_any))


def _agency(label: Label, reading: Reading) -> bool:
    """Tell whether every agency was found as one, and none as an author."""
    if not label.agency:
        return False
    return all(_among(agency, reading.agencies) for agency in label.agency) and not any(
        _among(agency, reading.authors) for agency in label.agency
    )


def _among(agency: str, names: Sequence[str]) -> bool:
    return any(same_agency(agency, name) for name in names)


def _caption(label: Label, reading: Reading) -> bool:
    found = _photo(reading, 0) or ""
    return any(same_caption(found, gold) for gold in (label.caption or "", *label.caption_any))


def _credit(label: Label, reading: Reading) -> bool:
    found = _photo(reading, 1) or ""
    return any(same_credit(found, gold) for gold in (label.credit or "", *label.credit_any))


def _captions(label: Label, reading: Reading) -> bool:
    """Tell whether all further captions were found, on any photo."""
    found = [caption for caption, _ in reading.photos if caption]
    return all(any(same_caption(one, gold) for one in found) for gold in label.captions)


def _language(label: Label, reading: Reading) -> bool:
    return _primary(reading.language) == _primary(label.language)


def _primary(tag: str | None) -> str:
    return (tag or "").replace("_", "-").partition("-")[0].lower()


FIELDS: Final = (
    Field("title", lambda label: label.title, lambda reading: reading.title, _title),
    Field("title, an editor's", lambda label: label.title, lambda r: r.title, _editors_title),
    Field("authors", lambda label: label.authors, lambda reading: reading.authors, _authors),
    Field("agency", lambda label: label.agency, lambda reading: reading.agencies, _agency),
    Field(
        "date",
        lambda label: label.date,
        lambda reading: reading.date,
        lambda label, reading: reading.date in {label.date, *label.date_any},
    ),
    Field(
        "updated",
        lambda label: label.updated,
        lambda reading: reading.updated,
        # pages that were never changed repeat the day they came out: nothing is invented then
        lambda label, reading: reading.updated == (label.updated or label.date),
    ),
    Field(
        "site",
        lambda label: label.site,
        lambda reading: reading.site,
        lambda label, reading: same_site(reading.site or "", label.site),
    ),
    Field("caption", lambda label: label.caption, lambda r: _photo(r, 0), _caption),
    Field("credit", lambda label: label.credit, lambda r: _photo(r, 1), _credit),
    Field(
        "captions",
        lambda label: label.captions,
        lambda reading: [caption for caption, _ in reading.photos[1:] if caption],
        _captions,
        on_some=True,
    ),
    Field("language", lambda label: label.language, lambda reading: reading.language, _language),
)
