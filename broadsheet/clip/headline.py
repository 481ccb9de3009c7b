"""The headline of a clipping: its first line that no other reader knows."""

from __future__ import annotations

import re

from broadsheet.clip.address import LINK, joined, lone_address, plain
from broadsheet.clip.byline import read_byline
from broadsheet.clip.dateline import read_dateline
from broadsheet.clip.sheet import Line, Sheet
from broadsheet.clip.wording import is_furniture, label_of
from broadsheet.read.slugs import nearest_slug
from broadsheet.read.typed import is_blank

_FIELDS = ("byline", "credit", "caption", "source", "published", "updated")


def take_headline(sheet: Sheet) -> tuple[str | None, int, str | None]:
    """Take the headline, and its repetitions right below it.

    Returns:
        The headline, the number of its last line, and the address it is a link to.
    """
    for line in sheet.rest():
        title = _words(line)
        if title is None:
            continue
        sheet.take(line, "title")
        last = _repetitions(sheet, line, title)
        sheet.find("title", title, line, 0.95 if line.text.lstrip().startswith("#") else 0.9)
        link = LINK.search(line.text)
        return title, last, joined(None, link[2]) if link else None
    return None, 0, None


def _words(line: Line) -> str | None:
    title = plain(re.sub(r"^\s*#{1,6}\s+|\s+#+\s*$", "", line.text)).strip(" \t*_")
    if is_blank(title) or not nearest_slug(title) or is_furniture(title) or lone_address(line.text):
        return None
    if read_dateline(title) or label_of(title, *_FIELDS):
        return None
    byline = read_byline(title)
    return None if byline and byline.agencies == byline.names else title


def _repetitions(sheet: Sheet, line: Line, title: str) -> int:
    last = line.number
    for other in sheet.rest(line.number):
        if _words(other) != title:
            break
        sheet.leave(other, "the headline again")
        last = other.number
    return last
