"""The main text of a page as the Markdown of an article.

Which part of a page is its text, trafilatura finds; how it is written is ours.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml.etree import _Element
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from broadsheet.clip.page.blocks import Paragraph, words_of
from broadsheet.clip.page.boxes import take_boxes
from broadsheet.clip.page.document import Document
from broadsheet.clip.page.joiners import hide, show, swaps
from broadsheet.clip.page.markdown import write_markdown
from broadsheet.clip.page.markup import read_blocks
from broadsheet.clip.page.sieve import sift
from broadsheet.clip.page.visible import visible_copy
from broadsheet.clip.related import Related
from broadsheet.clip.sheet import LeftOut

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # a page without text is no fault
_MANY: Final = 20_000
"""Elements above which trafilatura makes do without its second opinions, whose time is a square."""
_TELLING: Final = 40
"""Characters by which the beginning of a line is known again."""
_NOWHERE: Final = 0
"""The line of what is left out, where the page does not tell it."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A main text, and what stood in it that is something else."""

    markdown: str = ""
    lead: str = ""
    """The first paragraph as words."""
    related: tuple[Related, ...] = ()
    correction: str | None = None
    left_out: tuple[LeftOut, ...] = ()


def read_prose(document: Document, taken: Collection[str] = ()) -> Prose:
    """Read the main text of a page.

    Args:
        document: the page.
        taken: the texts of title, byline, date, captions and credits as they are in fields; a
            block that says nothing else is not part of the text.
    """
    tree = visible_copy(document)
    boxes = take_boxes(tree)
    body = _main(tree)
    if body is None:
        return Prose()
    sifted = sift(read_blocks(body), taken)
    related = [*sifted.related, *boxes.within(map(words_of, sifted.blocks))]
    lead = next((block for block in sifted.blocks if isinstance(block, Paragraph)), None)
    return Prose(
        markdown=write_markdown(sifted.blocks),
        lead=words_of(lead) if lead else "",
        related=tuple(dict.fromkeys(related)),
        correction="\n\n".join(sifted.corrections) or None,
        left_out=tuple(_lines_of(sifted.left_out, document)),
    )


def _main(tree: HtmlElement) -> _Element | None:
    """Find the main text in what is visible of a page."""
    table = swaps("".join(map(str, tree.itertext())))
    hide(tree, table)
    found = bare_extraction(
        tree,
        include_comments=False,
        include_links=True,
        include_formatting=True,
        include_tables=True,
        fast=sum(1 for _ in tree.iter()) > _MANY,
    )
    body: _Element | None = getattr(found, "body", None)
    if body is not None:
        show(body, table)
    return body


def _lines_of(found: Sequence[tuple[str, str]], document: Document) -> Iterator[LeftOut]:
    """Give what was left out with the line of the page's source on which an element begins so."""
    lines: dict[str, int] = {}
    for element in document.tree.iter() if found else ():
        own = " ".join((element.text or "").split())
        lines.setdefault(own[:_TELLING], int(element.sourceline or _NOWHERE))
    for words, why in found:
        yield LeftOut(lines.get(words[:_TELLING], _NOWHERE), words, why)
