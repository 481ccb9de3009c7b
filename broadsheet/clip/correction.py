"""The note in which a newspaper corrects itself, word for word."""

from __future__ import annotations

from broadsheet.clip.sheet import Line, Sheet
from broadsheet.clip.wording import AMENDED, label_of


def take_correction(sheet: Sheet) -> str | None:
    """Take the lines of a correction; give its words without the label."""
    texts: list[str] = []
    for line in sheet.lines:
        if line.blank or not sheet.free(line):
            continue
        label = label_of(line.text.lstrip("#> "), "correction")
        if label or AMENDED.match(line.text.strip(" *_>()[]")):
            texts.append(_take(sheet, line, label.rest if label else line.text.strip()))
    return "\n\n".join(filter(None, texts)) or None


def _take(sheet: Sheet, line: Line, rest: str) -> str:
    run = sheet.paragraph(line)
    if not rest and len(run) == 1:  # the label is a heading of its own
        following = next(sheet.rest(line.number), None)
        run += sheet.paragraph(following) if following else []
    words = " ".join(filter(None, [rest, *(other.text.strip() for other in run[1:])]))
    sheet.take(run, "correction")
    if words:
        sheet.find("correction", words, line, 0.95)
    return words.strip(" *_")
