"""How a page is laid out: where its headline, its text and its furniture stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.sight import Sight

_FURNITURE: Final = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|recirc\w*|promos?|teasers?(?!-?_?(?:image|img|bild|media|photo|pic))|side-?bar|comments?|comment-?list|"
    r"disqus\w*|footer|nav|navbar|navigation|menu|newsletter\w*|most-?(?:read|popular|viewed)|"
    r"trending|popular|breadcrumbs?|outbrain|taboola|cookies?|modal|popup|subscribe|adverts?|ads?|"
    r"more-(?:from|on|stories|news)|read-?(?:more|next)|latest|see-?also|next-?article|"
    r"author-?(?:bio|box|info-box)|about-?(?:the-?)?author|login|vjs\w*|video-js|player-?controls)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_ASIDE: Final = frozenset(("nav", "aside"))
_LINES: Final = frozenset(
    "p div li td dd dt small address h2 h3 h4 h5 h6 header center section em span font b "
    "strong details summary time i".split()
)
_ABOVE: Final = 60
_BELOW: Final = 30
_MOST: Final = 400
_PARAGRAPH: Final = 60
_CAPTION: Final = 400
"""Characters up to which what stands below a picture is believed to be a caption."""
_OWN: Final = 8
_WIDE: Final = re.compile("[\u3040-\u9fff]")
_SHORT: Final = 300
"""Characters of text below which the words outside paragraphs are counted, too."""
_SHARE: Final = 0.6
_LEAST: Final = 0.35
"""The share of all words that the text has at least; with less, it was taken for furniture."""
_LOOSE: Final = (
    "div",
    "td",
    "span",
    "font",
    "section",
    "article",
    "li",
    "center",
    "blockquote",
    "pre",
)


class Layout:
    """Where things stand on a page."""

    def __init__(self, root: HtmlElement, sight: Sight) -> None:
        self.root = root
        self.sight = sight
        self.elements = sight.elements
        self.order = sight.order
        self.paragraphs = self._paragraphs()
        self.text = self._text()
        self.heading: HtmlElement | None = None
        self._trunk: set[HtmlElement] = set()
        self._short: list[HtmlElement] | None = None
        self._frames: frozenset[HtmlElement] = frozenset()
        self.start, self.end = self._span()
        self._grow()

    def set_frames(self, frames: Iterable[HtmlElement]) -> None:
        """Say which elements hold pictures with what stands below them: all that is theirs."""
        self._frames = frozenset(
            frame for frame in frames if len(self.sight.words(frame)) <= _CAPTION
        )
        self._short = None

    def set_heading(self, heading: HtmlElement | None) -> None:
        """Say which element is the headline."""
        self.heading = heading
        self.start, self.end = self._span()
        self._grow()

    def _grow(self) -> None:
        self._short = None
        ends = [element for element in (self.heading, self.text) if element is not None]
        self._trunk = {around for element in ends for around in (element, *element.iterancestors())}

    def is_furniture(self, element: HtmlElement) -> bool:
        """Tell whether an element stands in a part of the page that is not the article's."""
        for around in (element, *element.iterancestors()):
            if around in self._trunk:
                return False
            if around in self._frames or self._is_aside(around):
                return True
        return False

    def _is_aside(self, element: HtmlElement) -> bool:
        if element.tag in _ASIDE:
            return True
        if element.tag == "footer":
            return not self._within_story(element)
        return _names_furniture(element.get("class") or "", element.get("id") or "")

    def place(self, element: HtmlElement) -> int:
        """Give an element's number in the order of the page."""
        return self.order.get(element, 0)

    def in_head(self, element: HtmlElement, above: int = 40) -> bool:
        """Tell whether an element stands near the headline, before the text begins."""
        top = self.order.get(self.heading, self.start) if self.heading is not None else self.start
        return top - above <= self.place(element) <= max(self.start, top) + 2

    def in_story(self, element: HtmlElement) -> bool:
        """Tell whether an element stands between the headline and the end of the text, or near."""
        top = self.order.get(self.heading, self.start) if self.heading is not None else self.start
        return min(top, self.start) - 60 <= self.place(element) <= self.end + 60

    def short_lines(self) -> list[HtmlElement]:
        """Give the innermost blocks near the headline, and right behind the text."""
        if self._short is None:
            self._short = self._find_short_lines()
        return self._short

    def _find_short_lines(self) -> list[HtmlElement]:
        top = self.place(self.heading) if self.heading is not None else self.start
        first, last = max(0, min(top, self.start) - _ABOVE), max(top, self.start) + 3
        near = [
            *self.elements[first : min(last, first + _MOST)],
            *self.elements[self.end : self.end + _BELOW],
        ]
        return [
            element
            for element in near
            if element.tag in _LINES
            and (not any(child.tag in _LINES for child in element) or _has_own_words(element))
            and element is not self.heading
            and self.sight.sees(element)
            and not self.is_furniture(element)
        ]

    def behind(self) -> list[HtmlElement]:
        """Give the innermost blocks right behind the text."""
        near = self.elements[self.end + 1 : self.end + _BELOW]
        return [
            element
            for element in near
            if element.tag in _LINES and self.sight.sees(element) and not self.is_furniture(element)
        ]

    def _within_story(self, element: HtmlElement) -> bool:
        return any(around.tag == "article" for around in element.iterancestors())

    def _paragraphs(self) -> list[tuple[HtmlElement, int]]:
        """Give the paragraphs of the page, with how much each says."""
        found = self._sized("p")
        if sum(size for _, size in found) < _SHORT:
            found += self._sized(*_LOOSE, own=True)
        kept = [(el, size) for el, size in found if not self._looks_like_furniture(el)]
        # a name such as `with-sidebar` around all of the text is no reason to lose it
        enough = sum(size for _, size in kept) >= sum(size for _, size in found) * _LEAST
        return kept if enough else found

    def _sized(self, *tags: str, own: bool = False) -> list[tuple[HtmlElement, int]]:
        found = []
        for element in self.root.iter(*tags):
            if own:
                words = (element.text or "") + "".join(child.tail or "" for child in element)
            else:
                words = "".join(element.itertext())
            size = _weight(words.strip())
            if size >= _PARAGRAPH and self.sight.sees(element):
                found.append((element, size))
        return found

    def _looks_like_furniture(self, element: HtmlElement) -> bool:
        for depth, around in enumerate(element.iterancestors()):
            if around.tag in ("nav", "aside", "footer", "figure"):
                return True
            if depth < 4 and _names_furniture(  # noqa: PLR2004  further out, all is in it
                around.get("class") or "", around.get("id") or ""
            ):
                return True
        return False

    def _text(self) -> HtmlElement | None:
        """Find the innermost element with most of what the paragraphs say."""
        weights: dict[HtmlElement, int] = {}
        for element, size in self.paragraphs:
            for around in element.iterancestors():
                weights[around] = weights.get(around, 0) + size
        whole = sum(size for _, size in self.paragraphs)
        fitting = [element for element, size in weights.items() if size >= whole * _SHARE]
        return max(fitting, key=self.place, default=None)

    def _span(self) -> tuple[int, int]:
        """Give the numbers of the first paragraph of the text and of the last."""
        inside = [
            self.place(element)
            for element, _ in self.paragraphs
            if self.text is not None and self.text in element.iterancestors()
        ]
        top = self.place(self.heading) if self.heading is not None else 0
        behind = [place for place in inside if place > top] or inside
        return (min(behind), max(behind)) if behind else (top, top)


def _has_own_words(element: HtmlElement) -> bool:
    """Tell whether words stand in an element beside the blocks in it."""
    own = (element.text or "", *(child.tail or "" for child in element))
    return any(len(words.strip()) > _OWN for words in own)


@lru_cache(maxsize=20_000)
def _names_furniture(names: str, id_: str) -> bool:
    return bool((names and _FURNITURE.search(names)) or (id_ and _FURNITURE.search(id_)))


def _weight(words: str) -> int:
    """Give the length of a text; a character of Chinese or Japanese says as much as three."""
    wide = 0 if words.isascii() else len(_WIDE.findall(words[:400]))
    return len(words) + 2 * wide
