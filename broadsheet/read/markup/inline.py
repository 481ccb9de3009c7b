"""Python-Markdown's inline processing without the work that finds nothing.

The stock processor tries every inline pattern on every piece of text: some 880 times for an article
of 420 words, and nearly always in vain, because a pattern for links cannot match where no bracket
stands. Here each known pattern is tried only where a text it cannot do without is there. Patterns
that are not known, from extensions of others, are always tried.

The HTML is the same; tests compare the two over generated Markdown and over Python-Markdown's own
test cases.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import Extension, smarty
from markdown.inlinepatterns import DelimiterProcessor
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

from broadsheet.read.markup.effort import MAX_EFFORT, TooMuchWorkError, inline_effort

Needles = tuple[str, ...]

_NEEDLES: Final[dict[str, Needles]] = {
    # the regular expression of a pattern: texts of which it needs at least one
    inlinepatterns.BACKTICK_RE: ("`",),
    inlinepatterns.ESCAPE_RE: ("\\",),
    inlinepatterns.LINK_RE: ("[",),  # also REFERENCE_RE
    inlinepatterns.IMAGE_LINK_RE: ("![",),  # also IMAGE_REFERENCE_RE
    inlinepatterns.AUTOLINK_RE: ("<",),
    inlinepatterns.AUTOMAIL_RE: ("<",),
    inlinepatterns.HTML_RE: ("<",),
    inlinepatterns.ENTITY_RE: ("&",),
    inlinepatterns.LINE_BREAK_RE: ("  \n",),
    r"\[\^([^\]]*)\]": ("[^",),  # footnotes
    smarty.HTML_STRICT_RE: ("<",),
    r"(?<!-)---(?!-)": ("---",),
    r"(?<!-)--(?!-)": ("--",),
    r"(?<!\.)\.{3}(?!\.)": ("...",),
    r"\<\<": ("<<",),
    r"\>\>": (">>",),
    smarty.singleQuoteStartRe: ("'",),
    smarty.doubleQuoteStartRe: ('"',),
    smarty.doubleQuoteSetsRe: ("\"'",),
    smarty.singleQuoteSetsRe: ("'\"",),
    smarty.doubleQuoteSetsRe2: ("'\"",),
    smarty.singleQuoteSetsRe2: ("\"'",),
    smarty.decadeAbbrRe: ("'",),
    smarty.openingSingleQuotesRegex: ("'",),
    smarty.closingSingleQuotesRegex: ("'",),
    smarty.closingSingleQuotesRegex2: ("'",),
    smarty.remainingSingleQuotesRegex: ("'",),
    smarty.openingDoubleQuotesRegex: ('"',),
    smarty.closingDoubleQuotesRegex: ('"',),
    smarty.closingDoubleQuotesRegex2: ('"',),
    smarty.remainingDoubleQuotesRegex: ('"',),
}


def needles_of(pattern: Any) -> Needles | None:
    """Give the texts of which a pattern needs at least one, or None where that is not known."""
    if isinstance(pattern, DelimiterProcessor):  # emphasis: its delimiters can be added to
        return tuple(pattern.tokens)
    if type(pattern).getCompiledRegExp is not InlinePattern.getCompiledRegExp:
        return None
    return _NEEDLES.get(pattern.pattern)


class SparingInlineProcessor(InlineProcessor):
    """Applies inline patterns where they can match.

    Replaces the private step of the stock processor that goes through all patterns; everything else
    of it stays. `stock_has_the_step` says whether that step is still there.
    """

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree.

        Raises:
            TooMuchWorkError: its runs of words would keep the patterns busy for too long.
        """
        self._effort = 0
        self._rows = [(pattern, needles_of(pattern)) for pattern in self.inlinePatterns]
        self._apply: Callable[..., tuple[str, bool, int]] = getattr(self, _APPLY)
        self._worth_a_look = _any_of([needles for _, needles in self._rows])
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  the stock names
        if isinstance(data, AtomicString) or not self._worth_a_look(data):
            return data
        self._effort += inline_effort(data)
        if self._effort > MAX_EFFORT:
            raise TooMuchWorkError("has a paragraph with too many brackets or marks")
        rows, start, count = self._rows, 0, len(self._rows)
        while patternIndex < count:
            pattern, needles = rows[patternIndex]
            if needles is not None and not any(needle in data for needle in needles):
                patternIndex, start = patternIndex + 1, 0  # noqa: N806  the stock name
                continue
            data, matched, start = self._apply(pattern, data, patternIndex, start)
            if not matched:
                patternIndex += 1  # noqa: N806  the stock name
        return data


_HANDLE: Final = "_InlineProcessor__handleInline"
_APPLY: Final = "_InlineProcessor__applyPattern"


def stock_has_the_step() -> bool:
    """Tell whether this Python-Markdown still has the step that is replaced."""
    return hasattr(InlineProcessor, _HANDLE) and hasattr(InlineProcessor, _APPLY)


def _any_of(needles: list[Needles | None]) -> Callable[[str], object]:
    """Make the quickest look for any needle; with unknown needs, everything is worth one."""
    if any(row is None for row in needles):
        return bool
    wanted = sorted({needle for row in needles if row for needle in row})
    return re.compile("|".join(map(re.escape, wanted))).search


class SparingInlineExtension(Extension):
    """Puts the sparing processor in the place of the stock one, for inline patterns and for smarty.

    It must come after all other extensions: it looks at what they registered.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is Python-Markdown's
        """Replace stock processors, and no others: an extension may have put its own there."""
        if not stock_has_the_step():
            return
        for name, priority in (("inline", 20), ("smarty", 6)):
            stock = md.treeprocessors[name] if name in md.treeprocessors else None  # noqa: SIM401
            if stock is not None and type(stock) is InlineProcessor:
                sparing = SparingInlineProcessor(md)
                sparing.inlinePatterns = stock.inlinePatterns
                md.treeprocessors.register(sparing, name, priority)
