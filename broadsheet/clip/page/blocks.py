"""The text of a page as blocks: paragraphs, headings, lists, quotations, tables, code.

Read from a tree of HTML, or of the few elements into which trafilatura turns it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.etree import Element, _Element, iterwalk

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
_DEEPEST: Final = 60
"""Elements inside each other; what stands deeper is text alone."""


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


def read_blocks(element: _Element) -> tuple[Block, ...]:
    """Read what stands in an element."""
    return tuple(_flow(_pieces(element, Run(""), 0)))


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
    line = _tidy(runs)
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
        yield replace(style, text=f" {_SPACE.sub(' ', ''.join(map(str, child.itertext())))} ")
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
    runs = _tidy(_only_runs(_pieces(element, style, depth)))
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
    item: list[Block] = []
    for child in element.iterchildren(tag=Element):
        if child.tag not in _ITEMS:
            item += _flow(_piece(child, style, depth))
            continue
        if item:
            yield tuple(item)
        item = [*_flow(_pieces(child, style, depth))]
    if item:
        yield tuple(item)


def _table(table: _Element, style: Run, depth: int) -> Iterator[Block]:
    """Give a table, or what stands in it where it only lays out the page."""
    rows = [
        [[*_flow(_pieces(cell, style, depth))] for cell in row if cell.tag in ("cell", "td", "th")]
        for row in table.iter("row", "tr")
        if next(row.iterancestors("table"), None) is table
    ]
    rows = [row for row in rows if any(row)]
    width = max(map(len, rows), default=0)
    flat = all(isinstance(block, Paragraph) for row in rows for cell in row for block in cell)
    if width < 2 or len(rows) < 2 or not flat:  # noqa: PLR2004  what is less is no table
        yield from (block for row in rows for cell in row for block in cell)
        return
    empty: list[list[Block]] = [[]]
    yield Table(
        tuple(tuple(_cell(cell) for cell in [*row, *empty * (width - len(row))]) for row in rows)
    )


def _cell(blocks: Sequence[Block]) -> Runs:
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.lines]
    return _tidy(run for line in lines for run in (*line, Run(" ")))


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
        tidy = _tidy(line)
        if tidy:
            lines.append(tidy)
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


def _tidy(runs: Iterable[Run]) -> Runs:
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


_READERS: Final[dict[str, Callable[[_Element, Run, int], Iterator[Block]]]] = {
    **dict.fromkeys(("head", *_HEADINGS), _heading),
    **dict.fromkeys(("list", "ul", "ol", "dl"), _list),
    **dict.fromkeys(("quote", "blockquote"), _quote),
    "pre": _code,
    "table": _table,
}
"""What reads an element that is more than a paragraph or what holds some."""
