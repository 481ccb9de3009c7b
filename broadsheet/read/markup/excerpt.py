"""The first words of a body, for lists and feeds."""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import Final

_FOOTNOTES: Final = '<div class="footnote">'
_REFERENCE: Final = '<sup id="fnref'
_TAGS: Final = re.compile(rf"{_REFERENCE}.*?</sup>|<[^>]*>", re.DOTALL)
_BLOCK_END: Final = re.compile(r"</(?:p|li|h[2-6]|t[dh]|d[dt]|blockquote|pre)>|<br>")
_SPACE: Final = re.compile(r"[ \n\t]+")
_CJK: Final = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD: Final = re.compile(rf"[{_CJK}]|[^\s{_CJK}]+")
_PER_WORD: Final = 12
"""How many characters of HTML a word comes to, tags included, in most texts."""


def first_words(markup: str, count: int | None, end: str) -> str:
    """Give the words that a body begins with, without its tags and footnotes.

    Args:
        markup: HTML as the sanitiser writes it.
        count: how many words; None for all.
        end: what is written behind them if there are more.
    """
    prose = markup.partition(_FOOTNOTES)[0]
    if count is None:
        return _text_of(prose)
    size = 0 if count else len(prose)
    while size < len(prose):  # most of a long text is never looked at
        size = _end_of_block(prose, max(4 * size, _PER_WORD * count))
        text = _text_of(prose[:size])
        words = list(islice(_WORD.finditer(text), count + 1))
        if len(words) > count:
            return text[: words[count - 1].end()].rstrip(",;:،؛，；：") + end
    return _text_of(prose) if count else ""


def _end_of_block(prose: str, start: int) -> int:
    """Give the end of the first block that ends behind a place, and in no footnote's reference."""
    for match in _BLOCK_END.finditer(prose, start):
        if prose.rfind(_REFERENCE, 0, match.end()) <= prose.rfind("</sup>", 0, match.end()):
            return match.end()
    return len(prose)


def _text_of(markup: str) -> str:
    text = html.unescape(_TAGS.sub("", _BLOCK_END.sub(" ", markup)))
    return _SPACE.sub(" ", text).strip()
