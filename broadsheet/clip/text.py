"""A text as a clipping: every line read, every line accounted for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.agency import agency_at_beginning
from broadsheet.clip.address import LINK, addresses_in, cleaned, lone_address, plain
from broadsheet.clip.body import make_body
from broadsheet.clip.caption import take_photos
from broadsheet.clip.clipping import Clipping
from broadsheet.clip.correction import take_correction
from broadsheet.clip.credit import read_credit
from broadsheet.clip.dateline import Dateline, date_in_address
from broadsheet.clip.head import Head, take_head
from broadsheet.clip.headline import take_headline
from broadsheet.clip.language import detect_language
from broadsheet.clip.related import Related, read_related, take_related
from broadsheet.clip.sheet import BODY, Line, Sheet, make_sheet
from broadsheet.clip.wording import Label, is_furniture, label_of

_BLANK: Final = "blank"
_COPYRIGHT: Final = re.compile(r"^\s*(?:©|\(c\)|copyright\b)[^.]{0,120}\.?\s*$", re.IGNORECASE)


def read_text(text: str, url: str | None = None) -> Clipping:
    """Read a plain-text or Markdown clipping.

    Args:
        text: as it was found.
        url: the address of the original where the editor knows it; it goes before any in the text.
    """
    sheet = make_sheet(text)
    language, sure = detect_language("\n".join(line.text for line in sheet.lines))
    if language:
        sheet.find("lang", language, "the whole text", sure)
    address = _take_original(sheet, url)
    named = take_related(sheet)
    correction = take_correction(sheet)
    title, last, linked = take_headline(sheet)
    head = take_head(sheet, last, language)
    address = address or _take_lone_address(sheet, head.last) or linked
    _leave_notice(sheet)
    photos = take_photos(sheet, head.last)
    related = _related(sheet, named, address)
    text_ = _take_body(sheet, address)
    agencies = _agencies(sheet, head, text_)
    for line in sheet.lines:
        if sheet.free(line):
            sheet.leave(line, _BLANK)
    date, updated = _dates(sheet, head, address)
    return Clipping(
        title=title,
        date=date,
        updated=updated,
        byline=tuple(head.names),
        agencies=agencies,
        source_name=head.source,
        url=address,
        photos=tuple(photos),
        credits=tuple(read_credit(photo.credit) for photo in photos if photo.credit),
        related=related,
        language=language,
        correction=correction,
        body=text_.markdown,
        lead=text_.lead,
        left_out=tuple(sheet.left_out[number] for number in sorted(sheet.left_out)),
        findings=tuple(sheet.findings),
        places=tuple(sorted(sheet.places.items())),
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """The text of a clipping: its Markdown, its first paragraph as words and that one's line."""

    markdown: str = ""
    lead: str = ""
    first: Line | None = None


def _take_original(sheet: Sheet, url: str | None) -> str | None:
    """Take the labelled address of the original; the editor's own goes before it."""
    if url:
        sheet.find("source.url", cleaned(url), "--url", 1.0)
    found = cleaned(url) if url else None
    for line in list(sheet.rest()):
        label = _names_original(line.text) if sheet.free(line) else None
        if label is None or (label.rest and not addresses_in(label.rest)):
            continue
        following = None if label.rest else next(sheet.rest(line.number), None)
        if not label.rest and (following is None or not lone_address(following.text)):
            continue
        value = following or line
        sheet.take([line, following] if following else line, "source.url")
        address = cleaned(addresses_in(value.text)[0])
        note = address if found in (None, address) else f"another address: {address}"
        sheet.find("source.url", note, value, 0.99 if found is None else 0.5)
        found = found or address
    return found


def _names_original(text: str) -> Label | None:
    """Find a label of the original, or a link whose words are one."""
    link = LINK.fullmatch(text.strip(" *_"))
    if link and label_of(f"{link[1]}:", "original"):
        return Label("original", link[1], link[2])
    return label_of(text, "original", "source")


def _take_lone_address(sheet: Sheet, head: int) -> str | None:
    """Take an address that stands alone on the last line, or above the text."""
    free = list(sheet.rest())
    candidates = [*free[-1:], *(line for line in free if line.number <= head + 2)]
    for line in candidates:
        address = lone_address(line.text)
        if address:
            sheet.take(line, "source.url")
            sheet.find("source.url", cleaned(address), line, 0.8)
            return cleaned(address)
    return None


def _related(
    sheet: Sheet, named: list[tuple[Line, str]], address: str | None
) -> tuple[Related, ...]:
    found: dict[str, Related] = {}
    for line, words in named:
        for entry in read_related(words, address):
            found.setdefault(entry.title, entry)
            value = {"title": entry.title} | ({"url": entry.url} if entry.url else {})
            sheet.find("related", value, line, 0.95)
    return tuple(found.values())


def _leave_notice(sheet: Sheet) -> None:
    """Leave out the copyright notice below a text; above it, such a line is a photo's credit."""
    last = list(sheet.rest())[-1:]
    if last and last[0].number > 1 and _COPYRIGHT.match(last[0].text):
        sheet.leave(last[0], "a copyright notice")


def _take_body(sheet: Sheet, address: str | None) -> _Text:
    for line in list(sheet.rest()):
        if is_furniture(line.text):
            sheet.leave(line, "not part of the article: the page's own")
    words = list(sheet.rest())
    if not words:
        return _Text()
    span = [
        line for line in sheet.lines[words[0].number - 1 : words[-1].number] if sheet.free(line)
    ]
    markdown, subheads = make_body(_apart(span), address)
    sheet.take(span, BODY)
    first = words[0]
    sheet.find(BODY, *_extent(words), 0.9)
    for line in subheads:
        sheet.find(BODY, f"taken for a subhead: {plain(line.text)}", line, 0.6)
    return _Text(markdown, plain(first.text), first)


def _extent(words: list[Line]) -> tuple[str, str]:
    """Say how many lines the text has, and where they stand."""
    first, last = words[0].number, words[-1].number
    if len(words) == 1:
        return "1 line", f"line {first}"
    return f"{len(words)} lines", f"lines {first} to {last}"


def _apart(span: list[Line]) -> list[Line]:
    """Put a blank line where lines between two of the text went elsewhere."""
    lines: list[Line] = []
    for line in span:
        if lines and line.number != lines[-1].number + 1 and not lines[-1].blank:
            lines.append(Line(lines[-1].number, ""))
        lines.append(line)
    return lines


def _agencies(sheet: Sheet, head: Head, text: _Text) -> tuple[str, ...]:
    agency = agency_at_beginning(text.lead)
    if agency and text.first and agency not in head.agencies:
        if not head.agencies:
            sheet.find("agency", agency, text.first, 0.85)
            return (agency,)
        sheet.find("agency", f"the text begins with {agency}", text.first, 0.5)
    return tuple(head.agencies)


def _dates(
    sheet: Sheet, head: Head, address: str | None
) -> tuple[Dateline | None, Dateline | None]:
    """Give date and last change; without a date line, the day that the address names."""
    if head.date:
        return head.date, head.updated
    day = date_in_address(address) if address else None
    if day:
        sheet.find("date", day.isoformat(), "the address", 0.7)
        return Dateline(day), head.updated
    if head.updated:  # `Stand: 01.06.2022`, and nothing else
        sheet.find("date", head.updated.iso, "the day of the last change, the only one", 0.6)
    return head.updated, None
