"""Python-Markdown's inline processing without the work that finds nothing.

The stock processor tries every inline pattern on every piece of text: some 880 times for an article
of 420 words, and nearly always in vain, because a pattern for links cannot match where no bracket
stands. Here each known pattern is tried only where a text it cannot do without is there. Patterns
that are not known, from extensions of others, are always tried.

The HTML is the same; tests compare the two over generated Markdown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from typing import Any, Final, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.extensions import smarty
from markdown.inlinepatterns import DelimiterProcessor, ReferenceInlineProcessor
from markdown.inlinepatterns import InlineProcessor as InlinePattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

from broadsheet.read.markup.effort import MAX_EFFORT, TooMuchWorkError, inline_effort
from broadsheet.read.markup.punctuation import educated, finder, writes_plain_text

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


class _Row(NamedTuple):
    """A pattern with its place among all and what it needs; no needles: that is not known."""

    place: int
    pattern: Any
    needles: Needles | None


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
        self._begin()
        return super().run(tree, ancestors)

    def _begin(self) -> None:
        """Look the patterns up: an extension may have changed them since the last text."""
        self._effort = 0
        self._apply: Callable[..., tuple[str, bool, int]] = getattr(self, _APPLY)
        self._rows = [
            _Row(place, pattern, needles_of(pattern))
            for place, pattern in enumerate(self.inlinePatterns)
        ]
        known = [row.needles for row in self._rows if row.needles is not None]
        self._atoms = sorted({needle for needles in known for needle in needles})
        self._worth_a_look: Callable[[str], object] = bool
        if len(known) == len(self._rows):
            self._worth_a_look = any_of(self._atoms)
        self._chosen: dict[tuple[bool, ...], list[_Row]] = {}

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803  the stock names
        if isinstance(data, AtomicString) or not self._worth_a_look(data):
            return data
        self._effort += inline_effort(data)
        if self._effort > MAX_EFFORT:
            raise TooMuchWorkError("has a paragraph with too many brackets or marks")
        for row in self._rows_for(data):
            if row.place >= patternIndex:
                data = self._exhaust(row, data)
        return data

    def _rows_for(self, data: str) -> list[_Row]:
        """Give the patterns that can match in a text."""
        there = tuple([atom in data for atom in self._atoms])
        rows = self._chosen.get(there)
        if rows is None:
            found = {atom for atom, is_there in zip(self._atoms, there, strict=True) if is_there}
            rows = [row for row in self._rows if row.needles is None or found & {*row.needles}]
            self._chosen[there] = rows
        return rows

    def _exhaust(self, row: _Row, data: str) -> str:
        """Apply a pattern until it finds no more."""
        # What it needs may be gone: every match leaves less of a text.
        start = 0
        matched = row.needles is None or any(map(data.__contains__, row.needles))
        while matched:
            data, matched, start = self._apply(row.pattern, data, row.place, start)
        return data


class AloneInlineProcessor(SparingInlineProcessor):
    """The same where all extensions are known ones, so that nobody else looks at what is stashed.

    It walks through the tree without the bookkeeping that only other patterns could ask for, tries
    references only where some are defined, and smart punctuation becomes text at once: the stock
    patterns stash it as HTML and put it back into the finished page.
    """

    def __init__(self, md: Markdown, patterns: Any) -> None:
        """Take over the patterns of a stock processor."""
        super().__init__(md)
        self.inlinePatterns = patterns
        self._begin()
        self._worth_a_look = any_of(self._atoms)
        self._place: Callable[..., list[tuple[Element, list[str]]]] = getattr(self, _PLACE)
        self._stash: Callable[[str, str], str] = getattr(self, _STASH)
        self._in_want = any_of([*self._atoms, INLINE_PLACEHOLDER_PREFIX])
        self._references = {
            row.place for row in self._rows if isinstance(row.pattern, ReferenceInlineProcessor)
        }
        self._finders = {
            row.place: finder(row.pattern, row.needles[0])
            for row in self._rows
            if row.needles and writes_plain_text(row.pattern)
        }

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree.

        Raises:
            TooMuchWorkError: its runs of words would keep the patterns busy for too long.
        """
        self._effort = 0
        self.ancestors = [] if ancestors is None else ancestors
        self.stashed_nodes: dict[str, Element | str] = {}
        rest = deque([tree])
        while rest:
            parent = rest.popleft()
            filled: list[tuple[Element, list[Element]]] = []
            for child in parent:
                text, tail = child.text, child.tail
                if text and self._in_want(text) and not isinstance(text, AtomicString):
                    child.text = None
                    found = self._elements(text, child)
                    rest += found
                    filled.append((child, found))
                if tail and tail != "\n" and self._in_want(tail):
                    self._fill_tail(parent, child, tail)
                if len(child):
                    rest.append(child)
            for child, found in filled:
                child[:0] = found
        return tree

    def _elements(self, text: str, parent: Element, *, is_text: bool = True) -> list[Element]:
        """Give the elements in a text; the words before them become those of the parent."""
        data: str = getattr(self, _HANDLE)(text)
        return [element for element, _ in self._place(data, parent, is_text)]

    def _fill_tail(self, parent: Element, child: Element, tail: str) -> None:
        holder = Element("d")
        child.tail = None
        found = self._elements(tail, holder, is_text=False)
        if holder.tail:
            child.tail = holder.tail
        place = list(parent).index(child) + 1
        parent[place:place] = found

    def _rows_for(self, data: str) -> list[_Row]:
        rows = super()._rows_for(data)
        if self.md.references or not self._references:
            return rows
        return [row for row in rows if row.place not in self._references]

    def _exhaust(self, row: _Row, data: str) -> str:
        find = self._finders.get(row.place)
        if find is None:
            return super()._exhaust(row, data)
        return educated(data, row.pattern, find, self._stash)


_HANDLE: Final = "_InlineProcessor__handleInline"
_APPLY: Final = "_InlineProcessor__applyPattern"
_PLACE: Final = "_InlineProcessor__processPlaceholders"
_STASH: Final = "_InlineProcessor__stashNode"


def stock_has_the_steps() -> bool:
    """Tell whether this Python-Markdown still has the steps that are replaced or used."""
    return all(hasattr(InlineProcessor, name) for name in (_HANDLE, _APPLY, _PLACE, _STASH))


def any_of(texts: Collection[str]) -> Callable[[str], bool]:
    """Make the quickest look for any of some texts; a regular expression takes ten times longer."""
    wanted = [text for text in texts if not any(other in text for other in texts if other != text)]
    return lambda data: any(map(data.__contains__, wanted))
