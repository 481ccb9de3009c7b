"""What stands among the blocks of a main text and is something else: told apart, with the reason.

The headline again, blocks that are fields already, links to other articles, corrections, the
page's own lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from broadsheet.clip.byline import read_byline
from broadsheet.clip.dateline import read_dateline
from broadsheet.clip.page.blocks import (
    Block,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Run,
    Table,
    plain_paragraph,
    runs_of,
    words_of,
)
from broadsheet.clip.related import Related
from broadsheet.clip.wording import AMENDED, heads_related, is_furniture, label_of

_LETTERS: Final = re.compile(r"[^\W_]+")
_COPYRIGHT: Final = re.compile(
    r"^\W*(?:\(c\)\s|copyright\b)|^\s*©|all rights reserved|все права защищены|усі права захищен|"
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|"
    r"حقوق محفوظ|حقوق این|未经(?:授权|许可|允许)|版权所有",
    re.IGNORECASE,
)
_NOTICE: Final = 160
"""Characters of a copyright notice, a byline, a line of a page's own."""
_TITLE: Final = 200
"""Characters of the title of a related article."""
_SUBHEAD: Final = 80
_HEADING: Final = 160
"""Characters of a heading; what is longer is words in large letters."""
_SEPARATOR: Final = 20
_NAME: Final = 3
"""Spaces in a name, at most."""
_STOP: Final = re.compile(r"[.!?…:;,،؛。！？，；：؟\"”»’)\]|]$")
_BEGINNING: Final = 5
"""Blocks at the beginning among which a byline and a date stand."""
_SUBHEAD_LEVEL: Final = 4
"""Where strong words alone are a subhead, it is the lowest kind of a page."""
_OTHERS: Final = frozenset(
    "by and from of on at in with via the photo updated published von und vom par et por y "
    "foto bild uhr автор фото и і от".split()
)
"""Words that join what is in fields already: `By … and …, updated …`."""


@dataclass(slots=True)
class Sifted:
    """The blocks of the text, and what stood among them."""

    blocks: list[Block] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    """Words that are nowhere else, and why."""

    def leave(self, block: Block, why: str) -> None:
        """Leave a block out."""
        self.left_out.append((words_of(block), why))


def sift(blocks: Sequence[Block], taken: Collection[str] = ()) -> Sifted:
    """Tell the text from what else stands among its blocks.

    Args:
        blocks: those of the main text, in their order.
        taken: title, byline, date, captions and credits, as they are in fields.
    """
    sifted = Sifted()
    known = _Known(taken)
    rest = [*blocks]
    while rest:
        block = rest.pop(0)
        words = words_of(block)
        early = len(sifted.blocks) < _BEGINNING
        if known.has(words):
            continue
        if _take_related(block, rest, sifted) or _take_correction(words, rest, sifted):
            continue
        why = _page_own(words, early=early)
        if early and isinstance(block, Paragraph) and known.begins(words):
            why = "the line of date and byline"
        if why:
            sifted.leave(block, why)
        else:
            sifted.blocks.append(_without_entries(_no_headline(block), sifted))
    _leave_end(sifted)
    sifted.blocks = [*_subheads(sifted.blocks)]
    return sifted


class _Known:
    """The texts that are in fields already."""

    def __init__(self, taken: Collection[str]) -> None:
        spelt = {_spelt(text) for text in taken}
        self.texts = sorted(filter(None, spelt), key=len, reverse=True)

    def has(self, words: str) -> bool:
        """Tell whether a block says nothing but what is in fields."""
        rest = _spelt(words)
        if not self.texts or not rest:
            return False
        if rest in self.texts:
            return True
        if len(rest) > max(map(len, self.texts)) * 2 + _NOTICE:
            return False
        left = f" {rest} "
        for text in self.texts:
            left = left.replace(f" {text} ", " ")
        return left != f" {rest} " and not set(left.split()) - _OTHERS

    def begins(self, words: str) -> bool:
        """Tell whether a short line that is no sentence begins with a name: who wrote, and what."""
        if len(words) > _NOTICE or _STOP.search(words):
            return False
        named = (text for text in self.texts if 1 <= text.count(" ") <= _NAME)
        return any(f"{_spelt(words)} ".startswith(f"{text} ") for text in named)


def _spelt(text: str) -> str:
    return " ".join(_LETTERS.findall(text.lower()))


def _page_own(words: str, *, early: bool) -> str | None:
    """Say why a line belongs to the page and not to the article."""
    if len(words) <= _SEPARATOR and not any(map(str.isalnum, words)):
        return "a separator"
    if is_furniture(words):
        return "not part of the article: the page's own"
    told = early and len(words) <= _NOTICE and not words.endswith((".", "!", "?"))
    if told and (read_dateline(words) or read_byline(words)):
        return "the line of date and byline"
    return None


def _no_headline(block: Block) -> Block:
    """Make a paragraph of a heading that is as long as one."""
    if isinstance(block, Heading) and len(words_of(block)) > _HEADING:
        return Paragraph((block.runs,))
    return block


def _take_related(block: Block, rest: list[Block], sifted: Sifted) -> bool:
    """Take a line that names related articles, and the entries below it."""
    words = words_of(block)
    label = label_of(words, "related")
    if label and label.rest and len(label.rest) <= 3 * _TITLE and not isinstance(block, Quote):
        sifted.related += _entries(block) or [Related(label.rest)]
        return True
    if not heads_related(words) and not (label and not label.rest):
        return False
    linked = [*_entries(block)]
    if linked:  # the words of the label are a link themselves
        sifted.related += [entry for entry in linked if not heads_related(entry.title)]
        return True
    found = False
    while rest and _is_entry(rest[0], first=not found):
        below = rest.pop(0)
        sifted.related += _entries(below) or [Related(title) for title in _titles(below)]
        found = True
    if not found:
        sifted.leave(block, "a heading of related articles")
    return True


def _is_entry(block: Block, *, first: bool) -> bool:
    """Tell whether a block below such a heading is nothing but titles."""
    if isinstance(block, Listing):
        return all(len(title) <= _TITLE for title in _titles(block))
    words = words_of(block)
    whole = bool(words) and _spelt("".join(_linked(block))) == _spelt(words)
    return whole or (
        first and isinstance(block, Paragraph) and len(words) <= _TITLE and not _STOP.search(words)
    )


def _titles(block: Block) -> list[str]:
    if isinstance(block, Listing):
        return [" ".join(map(words_of, item)) for item in block.items]
    return [words_of(block)]


def _linked(block: Block) -> Iterator[str]:
    return (run.text for run in runs_of(block) if run.href)


def _entries(block: Block) -> list[Related]:
    """Give the links of a block as related articles; the runs of one link are one title."""
    titles: dict[str, str] = {}
    for run in runs_of(block):
        if run.href and run.href.startswith("http"):
            titles[run.href] = titles.get(run.href, "") + run.text
    return [Related(title.strip(), url) for url, title in titles.items() if title.strip()]


def _without_entries(block: Block, sifted: Sifted) -> Block:
    """Take lines that name related articles out of a paragraph or a list."""
    if not isinstance(block, Paragraph) or len(block.lines) == 1:
        return block
    kept = []
    for line in block.lines:
        one = plain_paragraph(line)
        if one is None or not _take_related(one, [], sifted):
            kept.append(line)
    return Paragraph(tuple(kept)) if kept else block


def _take_correction(words: str, rest: list[Block], sifted: Sifted) -> bool:
    """Take the note in which a newspaper corrects itself."""
    label = label_of(words, "correction")
    if not label and not AMENDED.match(words.strip(" *_()[]")):
        return False
    text = label.rest if label else words
    if not text and rest and isinstance(rest[0], Paragraph):
        text = words_of(rest.pop(0))
    if text:
        sifted.corrections.append(text)
    return True


def _leave_end(sifted: Sifted) -> None:
    """Leave out what stands below a text: headings of nothing, links alone, the notice."""
    while any(
        isinstance(block, Paragraph | Quote)
        for block in islice(sifted.blocks, max(0, len(sifted.blocks) - 1))
    ):
        why = _why_below(sifted.blocks[-1])
        if why is None:
            return
        sifted.leave(sifted.blocks.pop(), why)


def _why_below(block: Block) -> str | None:
    """Say why the last block is no part of a text; None where it is."""
    words = words_of(block)
    if isinstance(block, Heading):
        return "a heading with nothing below it"
    if len(words) <= _NOTICE and _COPYRIGHT.search(words):
        return "a copyright notice"
    if read_dateline(words):
        return "a date below the text"
    if isinstance(block, Paragraph | Listing) and _spelt(" ".join(_linked(block))) == _spelt(words):
        return "links below the text"
    return None


def _subheads(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make headings of short paragraphs that are strong as a whole and head others."""
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if index and following is not None and _is_subhead(block, following):
            runs = tuple(replace(run, strong=False) for run in runs_of(block))
            yield Heading(_SUBHEAD_LEVEL, _same(runs))
        else:
            yield block


def _same(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    paragraph = plain_paragraph(runs)
    return paragraph.lines[0] if paragraph else runs


def _is_subhead(block: Block, following: Block) -> bool:
    words = words_of(block)
    return (
        isinstance(block, Paragraph)
        and len(block.lines) == 1
        and len(words) <= _SUBHEAD
        and all(run.strong or not run.text.strip() for run in runs_of(block))
        and not _STOP.search(words)
        and isinstance(following, Paragraph | Listing | Quote | Table | Code)
        and len(words_of(following)) > len(words)
    )
