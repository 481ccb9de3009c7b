"""Blocks as the Markdown of an article, which our reader renders to the same blocks.

What our reader has no form for is given one it has: a heading in a list becomes strong words, a
code block in a quotation lines of code. Words are never lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from broadsheet.clip.page.blocks import (
    Block,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    runs_of,
)
from broadsheet.clip.page.escape import cell, code_span, escaped, heading_end, line_start, link
from broadsheet.read.typed import is_blank

_DEEPEST: Final = 3
"""Lists or quotations inside each other; deeper ones become paragraphs."""
_MARKUP: Final = re.compile("[<&]")
"""What can make HTML of a code span before anybody looks for code spans."""
_INDENT: Final = "    "
_LOWEST: Final = 6


def write_markdown(blocks: Iterable[Block]) -> str:
    """Write blocks, without a line end behind the last one."""
    return "\n\n".join(map(_block, settled(blocks)))


def settled(blocks: Iterable[Block]) -> list[Block]:
    """Give blocks the form in which Markdown can hold them."""
    apart: list[Block] = []
    for block in _joined(_simple(block) for block in blocks):
        # four spaces below a list go on with its last item
        below = isinstance(block, Code) and apart and isinstance(apart[-1], Listing)
        apart.append(_lines_of_code(block) if below else block)
    return [*_levelled(apart)]


def _joined(blocks: Iterable[Block]) -> list[Block]:
    """Join neighbours that Markdown cannot keep apart."""
    joined: list[Block] = []
    for block in blocks:
        match joined[-1] if joined else None, block:
            case Listing(items, ordered), Listing(more, _):
                joined[-1] = Listing(items + more, ordered)
            case Quote(inner), Quote(more):
                joined[-1] = Quote(tuple(_joined([*inner, *more])))
            case Code(text), Code(more):
                joined[-1] = Code(f"{text}\n\n{more}")
            case _:
                joined.append(block)
    return joined


def _simple(block: Block) -> Block:
    """Give lists and quotations only blocks that can stand in them."""
    match block:
        case Listing(items, ordered):
            return Listing(tuple(_item(item, 1) for item in items), ordered)
        case Quote(blocks):
            return Quote(tuple(_quoted(blocks, 1)))
    return block


def _quoted(blocks: Sequence[Block], depth: int) -> list[Block]:
    simple: list[Block] = []
    for block in blocks:
        match block:
            case Quote(inner) if depth < _DEEPEST:
                simple.append(Quote(tuple(_quoted(inner, depth + 1))))
            case Listing(items, ordered):
                simple.append(Listing(tuple(_item(item, depth) for item in items), ordered))
            case _:
                simple += _as_paragraphs(block)
    return _joined(simple)


def _item(blocks: Sequence[Block], depth: int) -> tuple[Block, ...]:
    """Give an item that begins with a paragraph and holds paragraphs and lists alone."""
    simple: list[Block] = []
    for block in blocks:
        if isinstance(block, Listing) and depth < _DEEPEST and simple:
            simple.append(
                Listing(tuple(_item(item, depth + 1) for item in block.items), block.ordered)
            )
        else:
            simple += _as_paragraphs(block)
    return tuple(_joined(simple))


def _as_paragraphs(block: Block) -> Iterator[Paragraph]:
    """Give the words of any block as paragraphs."""
    match block:
        case Paragraph():
            yield block
        case Heading(_, runs):
            yield Paragraph((_strengthened(runs),))
        case Code():
            yield _lines_of_code(block)
        case Table(rows):
            yield from (Paragraph((entry,)) for row in rows for entry in row if entry)
        case Listing(items):
            yield from (made for item in items for inner in item for made in _as_paragraphs(inner))
        case Quote(blocks):
            yield from (made for inner in blocks for made in _as_paragraphs(inner))


def _strengthened(runs: Runs) -> Runs:
    return tuple(run if run.code else replace(run, strong=True, stressed=False) for run in runs)


def _lines_of_code(block: Block) -> Paragraph:
    texts = [run.text for run in runs_of(block)]
    lines = [line.strip() for text in texts for line in text.split("\n")]
    return Paragraph(tuple((Run(line, code=True),) for line in lines if not is_blank(line)))


def _levelled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Move headings below the page's own, so that none skips a level."""
    outline: list[int] = []
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        while outline and outline[-1] >= block.level:
            outline.pop()
        outline.append(block.level)
        yield Heading(min(len(outline) + 1, _LOWEST), block.runs)


def _block(block: Block) -> str:
    match block:
        case Heading(level, runs):
            text = f"{'#' * level} {heading_end(_inline(runs))}"
        case Listing():
            text = _list(block)
        case Quote(blocks):
            text = _prefixed("> ", "\n\n".join(map(_block, blocks)))
        case Code(typed):
            text = _prefixed(_INDENT, typed)
        case Table(rows):
            text = _table(rows)
        case Paragraph(lines):
            text = _lines(lines)
    return text


def _prefixed(prefix: str, text: str) -> str:
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n"))


def _lines(lines: Iterable[Runs]) -> str:
    return "  \n".join(filter(None, (line_start(_inline(line)) for line in lines)))


def _list(listing: Listing, gap: str = "") -> str:
    """Write a list; where an item in it has several paragraphs, empty lines stand between all."""
    gap = gap or ("\n\n" if _is_loose(listing) else "\n")
    return gap.join(
        _indented(f"{number}." if listing.ordered else "-", gap.join(_within(item, gap)))
        for number, item in enumerate(listing.items, 1)
    )


def _within(item: Sequence[Block], gap: str) -> Iterator[str]:
    return (_list(block, gap) if isinstance(block, Listing) else _block(block) for block in item)


def _is_loose(listing: Listing) -> bool:
    return any(
        sum(isinstance(block, Paragraph) for block in item) > 1
        or any(_is_loose(block) for block in item if isinstance(block, Listing))
        for item in listing.items
    )


def _indented(mark: str, text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([f"{mark} {first}", *(f"{_INDENT}{line}" if line else "" for line in rest)])


def _table(rows: Sequence[Sequence[Runs]]) -> str:
    written = [[cell(_inline(map(_barless, entry))) for entry in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in written]
    return "\n".join([lines[0], f"|{' --- |' * len(written[0])}", *lines[1:]])


def _barless(run: Run) -> Run:
    """Make words of code with a bar in it, which no backslash escapes there."""
    return replace(run, code=False) if "|" in run.text else run


def _inline(runs: Iterable[Run]) -> str:
    """Write the runs of one line."""
    parts: list[str] = []
    for href, group in groupby(_apart(runs), key=lambda run: run.href):
        words = "".join(map(_run, group))
        bare = words.strip()
        if href and bare:
            before, _, after = words.partition(bare)
            if parts and not before and parts[-1].endswith("!"):
                parts[-1] = f"{parts[-1][:-1]}\\!"  # else it would be a picture
            parts += [before, link(bare, href), after]
        else:
            parts.append(words)
    return re.sub(r" {2,}", " ", "".join(parts)).strip(" ")


def _apart(runs: Iterable[Run]) -> Iterator[Run]:
    """Let no stressed run touch another one: their marks would be read together."""
    before = Run(" ")
    for run in runs:
        marked = run.strong or run.stressed
        if marked and (before.strong or before.stressed) and not _spaced(before, run):
            before = replace(run, strong=False, stressed=False)
        else:
            before = run
        yield before


def _spaced(one: Run, other: Run) -> bool:
    return one.text[-1:].isspace() or other.text[:1].isspace()


def _run(run: Run) -> str:
    bare = run.text.strip()
    if not bare:
        return run.text
    mark = "**" if run.strong else "*" if run.stressed else ""
    words = (
        code_span(bare) if run.code and not _MARKUP.search(bare) else f"{mark}{escaped(bare)}{mark}"
    )
    before, _, after = run.text.partition(bare)
    return f"{before}{words}{after}"
