"""A page as its readers see it: what is hidden, and the words of what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.cues import KINDS, NAMING, kinds_of
from broadsheet.read.frontmatter import CONTROL

_UNSEEN: Final = frozenset(
    "script style noscript template select option textarea svg math iframe object embed head title "
    "link meta audio video canvas map button datalist dialog input form".split()
) - {"form", "button"}
"""Elements whose words are no part of a text; whole pages stand in one form."""
_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead "
    "tr ul summary center".split()
)
_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?(?![\d.])|"
    r"font-size\s*:\s*0(?![\d.])|(?:left|right|top|text-indent|margin-left|margin-top)\s*:\s*-\s*\d{3,}|"
    r"clip\s*:\s*rect\s*\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\s*\(\s*(?:50|100)%|"
    r"(?<![-\w])(?:height|width|max-height)\s*:\s*[01]px",
    re.IGNORECASE,
)
_CLASS: Final = re.compile(
    r"(?:^|\s)(?:hidden|hide|is-hidden|d-none|u-hidden|visually-?hidden|sr-only|"
    r"screen-reader(?:-text|-only)?|a11y-hidden|invisible|element-invisible|offscreen|off-screen|"
    r"[\w-]*visually-?hidden[\w-]*|[\w-]*sr-only)(?:\s|$)",
    re.IGNORECASE,
)
_SHOWN_WIDE: Final = re.compile(
    r"(?:^|\s)(?:sm|md|lg|xl|2xl):(?:block|flex|inline|grid|table|contents)|"
    r"(?:^|\s)d-(?:sm|md|lg|xl|xxl|print)-(?:block|flex|inline|grid|table)",
    re.IGNORECASE,
)
"""What shows on wide screens what is hidden on narrow ones."""
_BREAK: Final = "\x1e"
"""Where a block begins or ends; no page holds it, as documents have no control characters."""
_HIDING: Final = frozenset(("style", "hidden", "aria-hidden"))
_WHOLE: Final = frozenset(("html", "body", "img", "picture"))
"""What scripts show once a page has loaded, and pictures, whose words are attributes."""


class Sight:
    """What of one page can be seen. Holds the elements that hide what is in them."""

    def __init__(self, root: HtmlElement) -> None:
        self.root = root
        self.elements: list[HtmlElement] = list(root.iter())
        self.order = {element: place for place, element in enumerate(self.elements)}
        """Each element's number in the order of the page."""
        self._cued: dict[str, list[HtmlElement]] = {kind: [] for kind in KINDS}
        self._lines: dict[HtmlElement, list[str]] = {}
        hiders = []
        for element in self.elements:
            names = element.items()
            if not names:
                continue
            kinds = {kind for name, value in names if name in NAMING for kind in kinds_of(value)}
            for kind in kinds:
                self._cued[kind].append(element)
            if ("hider" in kinds or any(name in _HIDING for name, _ in names)) and hides(element):
                hiders.append(element)
        self._hiders = frozenset(element for element in hiders if element.tag not in _WHOLE)

    def cued(self, kind: str) -> list[HtmlElement]:
        """Give the elements whose names tell that they may be of a kind, shown or not."""
        return self._cued[kind]

    def sees(self, element: HtmlElement) -> bool:
        """Tell whether an element, and everything around it, is shown."""
        if element.tag in _UNSEEN or element in self._hiders:
            return False
        return not any(
            around in self._hiders or around.tag in _UNSEEN for around in element.iterancestors()
        )

    def seen(self, elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
        """Give those elements that are shown."""
        return (element for element in elements if self.sees(element))

    def words(self, element: HtmlElement) -> str:
        """Give the words of an element in one line."""
        return " ".join(self.lines(element))

    def lines(
        self, element: HtmlElement, without: frozenset[HtmlElement] = frozenset()
    ) -> list[str]:
        """Give the words of an element, a line for each block; `without` are left out."""
        if not without and element in self._lines:
            return self._lines[element]
        parts: list[str] = []
        self._gather(element, parts, without)
        spelt = [line for line in map(tidy, "".join(parts).split(_BREAK)) if line]
        if not without:
            self._lines[element] = spelt
        return spelt

    def pieces(self, element: HtmlElement) -> list[str]:
        """Give the words of an element as they are marked up: one text for each run."""
        found = []
        for child in element.iter():
            text = child.text if isinstance(child.tag, str) and self._within(child, element) else ""
            found += [text or ""]
            if child is not element:
                found += [child.tail or ""]
        return [words for words in map(tidy, found) if words]

    def _within(self, child: HtmlElement, top: HtmlElement) -> bool:
        while child is not top:
            if child.tag in _UNSEEN or child in self._hiders:
                return False
            child = child.getparent()
        return True

    def _gather(
        self, element: HtmlElement, parts: list[str], without: frozenset[HtmlElement]
    ) -> None:
        """Gather the texts in an element, with a mark at both ends of each block."""
        is_block = element.tag in _BLOCKS
        if is_block:
            parts.append(_BREAK)
        if element.text:
            parts.append(element.text)
        for child in element:
            if child.tag not in _UNSEEN and child not in self._hiders and child not in without:
                self._gather(child, parts, without)
            if child.tail:
                parts.append(child.tail)
        if is_block:
            parts.append(_BREAK)


def hides(element: HtmlElement) -> bool:
    """Tell whether an element hides itself and what is in it."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    return _hidden_by(element.get("style") or "", element.get("class") or "")


@lru_cache(maxsize=20_000)
def _hidden_by(style: str, names: str) -> bool:
    hidden = names and _CLASS.search(names) and not _SHOWN_WIDE.search(names)
    return bool((style and _STYLE.search(style)) or hidden)


def tidy(text: str) -> str:
    """Make runs of white space one space, and take out what no content file may hold."""
    return " ".join(CONTROL.sub("", text).replace("\u200b", "").replace("\ufeff", "").split())
