"""Python-Markdown's first two steps without the work that finds nothing.

Most blocks of an article are paragraphs, and most texts hold no HTML; the stock processors search
each block for every kind of block nevertheless, and send each text through an HTML parser. Here a
block of which every line begins with a letter goes straight to the paragraphs: no list, heading,
quotation, table, rule, definition, reference or footnote begins with one.
"""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import ParagraphProcessor
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.util import ETX, STX

_UNTIDY: Final = (STX, ETX, "\r", "\t", " \n")


def is_plain(block: str) -> bool:
    """Tell whether a block can be nothing but a paragraph: every line begins with a letter."""
    if not block[:1].isalpha():
        return False
    return "\n" not in block or all(line[:1].isalpha() for line in block.split("\n"))


class PlainBlockProcessor(ParagraphProcessor):
    """Takes plain paragraphs before any other processor looks at them.

    Only where every other processor is known: one of an extension may want such a block.
    """

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  the stock signature
        """Tell whether a block is a plain paragraph."""
        return is_plain(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Take all plain paragraphs that stand at the beginning of the blocks."""
        tight = self.parser.state.isstate("list")
        count = 0
        for block in blocks:
            if not is_plain(block):
                break
            count += 1
            if tight:  # the text of an item, not a paragraph of its own
                super().run(parent, [block])
            else:
                SubElement(parent, "p").text = block
        del blocks[:count]


class SparingWhitespace(NormalizeWhitespace):
    """Looks for what is to be tidied before it tidies."""

    def run(self, lines: list[str]) -> list[str]:
        """Tidy the white space of a text, given and returned as lines."""
        source = "\n".join([*lines, "", ""])
        if any(mark in source for mark in _UNTIDY):
            return super().run(lines)
        return source.split("\n")


class SparingHtmlBlocks(HtmlBlockPreprocessor):
    """Parses HTML only where there is some."""

    def run(self, lines: list[str]) -> list[str]:
        """Take HTML blocks out of a text, given and returned as lines."""
        source = "\n".join(lines)
        if "<" in source or "&" in source:
            return super().run(lines)
        return source.split("\n")
