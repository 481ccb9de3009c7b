"""Related articles, wherever in a clipping they are named."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.clip.address import LINK, joined, plain
from broadsheet.clip.sheet import Line, Sheet
from broadsheet.clip.wording import heads_related, label_of
from broadsheet.read.typed import is_blank

_ITEM: Final = re.compile(r"^\s*(?:[-*+•·▪]|\d{1,2}[.)])\s+")
_QUOTED: Final = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
"""A title that is nothing but a quotation: its marks are the newspaper's, not the title's."""
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Related:
    """A related article: its title and, where its link leads somewhere, its address."""

    title: str
    url: str | None = None


def take_related(sheet: Sheet) -> list[tuple[Line, str]]:
    """Take the lines that name related articles; their texts are read by `read_related`."""
    found: list[tuple[Line, str]] = []
    for line in sheet.lines:
        if line.blank or not sheet.free(line):
            continue
        label = label_of(line.text.lstrip("#> "), "related")
        if label and label.rest and len(label.rest) <= 3 * _LONGEST:
            found.append((line, label.rest))
            sheet.take(line, "related")
        elif (label and not label.rest) or heads_related(line.text.lstrip("> ")):
            found += _below(sheet, line)
    return found


def _below(sheet: Sheet, head: Line) -> list[tuple[Line, str]]:
    """Take the entries below a heading: list items and lines that are nothing but a link."""
    taken: list[Line] = []
    for line in sheet.lines[head.number :]:
        if line.blank:
            continue
        if not sheet.free(line) or not _is_entry(line.text):
            break
        taken.append(line)
    if not taken:
        following = next(sheet.rest(head.number), None)
        if (
            following is None
            or len(following.text) > _LONGEST
            or label_of(following.text, "original")
        ):
            return []
        taken = [following]
    sheet.take([head, *taken], "related")
    return [(line, _ITEM.sub("", line.text).strip() or line.text.strip()) for line in taken]


def _is_entry(text: str) -> bool:
    words = _ITEM.sub("", text).strip()
    return bool(LINK.fullmatch(words)) or (bool(_ITEM.match(text)) and len(words) <= _LONGEST)


def read_related(text: str, base: str | None) -> list[Related]:
    """Read what follows a label: links, or a title alone. `base` makes links whole."""
    links = [match for match in LINK.finditer(text) if plain(match[1])]
    if links and not re.search(r"\w", LINK.sub("", text)):
        return [Related(plain(match[1]), joined(base, match[2])) for match in links]
    address = re.search(r"\s*<?(https?://[^\s<>]+)>?\s*$", text)
    title = plain(text[: address.start()] if address else text).strip(" -–—:")
    quoted = _QUOTED.fullmatch(title)
    title = quoted[1] if quoted else title
    url = joined(base, address[1]) if address else None
    if links and not url:
        url = joined(base, links[0][2])
    return [Related(text.strip() if is_blank(title) else title, url)]
