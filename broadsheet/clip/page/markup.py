"""From a tree of HTML, or of the few elements trafilatura turns it into, to blocks. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lxml.etree import Element, _Element, iterwalk

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
    tidy,
    words_of,
)
from broadsheet.read.typed import is_blank

_SPACE: Final = re.compile(r"[ \t\r\n\f\v]+")
_BREAK: Final = "\n"
_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ITEMS: Final = frozenset(("item", "li", "dt", "dd"))
_BREAKS: Final = frozenset(("lb", "br"))
_STRONG: Final = frozenset(("b", "strong", "#b"))
_STRESSED: Final = frozenset(("i", "em", "cite", "#i"))
_CODE: Final = frozenset(("code", "kbd", "samp", "tt", "#t"))
_INLINE: Final = (
    frozenset(
        """hi ref del a u s strike span sub sup small big mark abbr acronym time bdi bdo q var font
        ins dfn data label nobr wbr ruby""".split()
    )
    | _STRONG
    | _STRESSED
    | _CODE
)
_SMALLEST: Final = 2
"""Rows and columns of a table; what has less is none."""
_DEEPEST: Final = 60
"""Elements inside each other; what stands deeper is text alone."""


def read_blocks(element: _Element) -> tuple[Block, ...]:
    """Read what stands in an element."""
    return tuple(_flow(_pieces(element, Run(""), 0)))


def _pieces(element: _Element, style: Run, depth: int) -> Iterator[Run | Block]:
    """Give what stands in an element: runs of its words, and the blocks between them."""
    if element.text:
        yield replace(style, text=_SPACE.sub(" ", element.text))
    for child in element:
        if isinstance(child.tag, str):
            yield from _piece(child, style, depth)
        if child.tail:
            yield replace(style, text=_SPACE.sub(" ", child.tail))


def _piece(child: _Element, style: Run, depth: int) -> Iterator[Run | Block]:
    tag = str(child.tag)
    if depth > _DEEPEST:
        yield replace(style, text=f" {_SPACE.sub(' ', ' '.join(map(str, child.itertext())))} ")
    elif tag in _BREAKS:
        yield Run(_BREAK)
    elif tag == "code" and _is_block_of_code(child):
        yield from _code(child, style, depth)
    elif tag in _INLINE:
        yield from _pieces(child, _styled(child, style), depth + 1)
    else:
        yield from _blocks(child, style, depth + 1)


def _blocks(element: _Element, style: Run, depth: int) -> Iterator[Block]:
    """Give the blocks that an element is."""
    read = _READERS.get(str(element.tag))
    return read(element, style, depth) if read else _flow(_pieces(element, style, depth))


def _heading(element: _Element, style: Run, depth: int) -> Iterator[Block]:
    runs = tidy(_only_runs(_pieces(element, style, depth)))
    if runs:
        yield Heading(_HEADINGS.get(element.get("rend") or str(element.tag), 2), runs)


def _list(element: _Element, style: Run, depth: int) -> Iterator[Block]:
    items = tuple(_items(element, style, depth))
    if items:
        yield Listing(items, ordered="ol" in (element.tag, element.get("rend")))


def _quote(element: _Element, style: Run, depth: int) -> Iterator[Block]:
    blocks = tuple(_flow(_pieces(element, style, depth)))
    if blocks:
        yield Quote(blocks)


def _code(element: _Element, _style: Run, _depth: int) -> Iterator[Block]:
    text = _typed(element)
    if not is_blank(text):
        yield Code(text)


def _styled(element: _Element, style: Run) -> Run:
    name = element.get("rend") if element.tag == "hi" else element.tag
    if element.tag in ("ref", "a"):
        href = element.get("target") or element.get("href")
        return replace(style, href=str(href) if href else style.href)
    if name in _CODE:
        return replace(style, code=True, strong=False, stressed=False)
    if name in _STRONG and not style.code:
        return replace(style, strong=True, stressed=False)
    if name in _STRESSED and not style.code and not style.strong:
        return replace(style, stressed=True)
    return style


def _is_block_of_code(element: _Element) -> bool:
    parent = element.getparent()
    alone = parent is not None and parent.tag in ("body", "div", "article", "section", "main")
    return alone and any("\n" in text for text in map(str, element.itertext()))


def _typed(element: _Element) -> str:
    """Give the text of code with its lines."""
    parts: list[str | None] = []
    for event, node in iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append(_BREAK if node.tag in _BREAKS else node.text)
        elif node is not element:
            parts.append(node.tail)
    lines = "".join(filter(None, parts)).expandtabs(4).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


def _items(element: _Element, style: Run, depth: int) -> Iterator[tuple[Block, ...]]:
    """Give the items of a list; what stands between them goes with the one before."""
    item: list[Block] = [*_words(element.text, style)]
    for child in element.iterchildren(tag=Element):
        if child.tag in _ITEMS:
            if item:
                yield tuple(item)
            item = [*_flow(_pieces(child, style, depth))]
        else:
            item += _flow(_piece(child, style, depth))
        item += _words(child.tail, style)
    if item:
        yield tuple(item)


def _words(text: str | None, style: Run) -> Iterator[Paragraph]:
    return _paragraphs([replace(style, text=_SPACE.sub(" ", text or ""))])


def _table(table: _Element, style: Run, depth: int) -> Iterator[Block]:
    """Give a table, or what stands in it where it only lays out the page."""
    captions = [
        words for part in table.iterchildren("caption") for words in _blocks_in(part, depth)
    ]
    rows = [
        [[*_flow(_pieces(cell, style, depth))] for cell in row if cell.tag in ("cell", "td", "th")]
        for row in table.iter("row", "tr")
        if next(row.iterancestors("table"), None) is table
    ]
    rows = [row for row in rows if any(row)]
    inner = [*captions, *(block for row in rows for cell in row for block in cell)]
    told = sum(_length(words_of(block)) for block in inner)
    width = max(map(len, rows), default=0)
    flat = all(isinstance(block, Paragraph) for block in inner)
    whole = told == _length("".join(map(str, table.itertext())))  # else words stand between cells
    if min(width, len(rows)) < _SMALLEST or not flat or not whole:
        yield from _flow(_pieces(table, style, depth))
        return
    yield from captions
    empty: list[list[Block]] = [[]]
    yield Table(
        tuple(tuple(_cell(cell) for cell in [*row, *empty * (width - len(row))]) for row in rows)
    )


def _blocks_in(element: _Element, depth: int) -> Iterator[Block]:
    return _flow(_pieces(element, Run(""), depth))


def _length(text: str) -> int:
    """Count the characters of a text that can be seen."""
    return len("".join(text.split()))


def _cell(blocks: Sequence[Block]) -> Runs:
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    return tidy(run for line in lines for run in (*line, Run(" ")))


def _flow(pieces: Iterable[Run | Block]) -> Iterator[Block]:
    """Make paragraphs of the runs between blocks."""
    pending: list[Run] = []
    for piece in pieces:
        if isinstance(piece, Run):
            pending.append(piece)
            continue
        yield from _paragraphs(pending)
        pending = []
        yield piece
    yield from _paragraphs(pending)


def _paragraphs(runs: list[Run]) -> Iterator[Paragraph]:
    """Part runs into paragraphs, which two breaks in a row divide, and these into lines."""
    lines: list[Runs] = []
    for line in [*_lines(runs), ()]:
        runs_of_line = tidy(line)
        if runs_of_line:
            lines.append(runs_of_line)
        elif lines:
            yield Paragraph(tuple(lines))
            lines = []


def _lines(runs: list[Run]) -> Iterator[list[Run]]:
    line: list[Run] = []
    for run in runs:
        if run.text == _BREAK:
            yield line
            line = []
        else:
            line.append(run)
    yield line


def _only_runs(pieces: Iterable[Run | Block]) -> Iterator[Run]:
    for piece in pieces:
        if isinstance(piece, Run):
            yield Run(" ") if piece.text == _BREAK else piece
        else:
            yield Run(" ")
            yield from runs_of(piece)
            yield Run(" ")


_READERS: Final[dict[str, Callable[[_Element, Run, int], Iterator[Block]]]] = {
    **dict.fromkeys(("head", *_HEADINGS), _heading),
    **dict.fromkeys(("list", "ul", "ol", "dl"), _list),
    **dict.fromkeys(("quote", "blockquote"), _quote),
    "pre": _code,
    "table": _table,
}
"""What reads an element that is more than a paragraph or what holds some."""
