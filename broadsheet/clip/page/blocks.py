"""The text of a page as blocks: paragraphs, headings, lists, quotations, tables, code. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from broadsheet.read.typed import is_blank

_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look: what is strong is not stressed as well, and code is neither."""

    text: str
    strong: bool = False
    stressed: bool = False
    code: bool = False
    href: str | None = None


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, by its lines; most have one."""

    lines: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels count from 1 as in HTML."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of blocks."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Text as it was typed, with its line ends."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table by rows of cells; all rows are equally long, and the first one heads it."""

    rows: tuple[tuple[Runs, ...], ...]


Block = Paragraph | Heading | Listing | Quote | Code | Table


def words_of(block: Block) -> str:
    """Give the words of a block in one line."""
    return _SPACE.sub(" ", " ".join(_texts(block))).strip()


def runs_of(block: Block) -> Iterator[Run]:
    """Give all runs of a block, those of blocks within it too."""
    match block:
        case Paragraph(lines):
            yield from (run for line in lines for run in line)
        case Heading(_, runs):
            yield from runs
        case Table(rows):
            yield from (run for row in rows for cell in row for run in cell)
        case Code(text):
            yield Run(text, code=True)
        case _:
            yield from (run for inner in _inner(block) for run in runs_of(inner))


def plain_paragraph(runs: Iterable[Run]) -> Paragraph | None:
    """Make a paragraph of one line; None when nothing can be seen in it."""
    line = tidy(runs)
    return Paragraph((line,)) if line else None


def _inner(block: Block) -> Iterator[Block]:
    match block:
        case Listing(items):
            yield from (inner for item in items for inner in item)
        case Quote(blocks):
            yield from blocks


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(lines):
            yield from ("".join(run.text for run in line) for line in lines)
        case Heading(_, runs):
            yield "".join(run.text for run in runs)
        case Table(rows):
            yield from ("".join(run.text for run in cell) for row in rows for cell in row)
        case Code(text):
            yield text
        case _:
            yield from (text for inner in _inner(block) for text in _texts(inner))


def tidy(runs: Iterable[Run]) -> Runs:
    """Join runs of one look, with single spaces and none at the ends; empty when all is blank."""
    tidy: list[Run] = []
    for run in runs:
        ends = not tidy or tidy[-1].text.endswith(" ")
        text = run.text.lstrip(" ") if ends else run.text
        if not text:
            continue
        if tidy and replace(tidy[-1], text="") == replace(run, text=""):
            tidy[-1] = replace(run, text=tidy[-1].text + text)
        else:
            tidy.append(replace(run, text=text))
    while tidy and not tidy[-1].text.rstrip(" "):
        tidy.pop()
    if tidy:
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    return () if is_blank("".join(run.text for run in tidy)) else tuple(tidy)
