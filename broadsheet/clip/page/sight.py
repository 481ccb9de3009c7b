"""A page as its readers see it: what is hidden, and the words of what is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_TELLING: Final = frozenset((*NAMING, "style", "hidden", "aria-hidden"))
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
        hiders = []
        for element in self.elements:
            names = [value for name, value in element.items() if name in _TELLING]
            if not names:
                continue
            for kind in kinds_of(" ".join(names)):
                self._cued[kind].append(element)
            if element.tag not in _WHOLE and hides(element):
                hiders.append(element)
        self._hiders = frozenset(hiders)

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
        lines: list[list[str]] = [[]]
        self._gather(element, lines, without)
        spelt = (tidy("".join(parts)) for parts in lines)
        return [line for line in spelt if line]

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
        self, top: HtmlElement, lines: list[list[str]], without: frozenset[HtmlElement]
    ) -> None:
        """Walk with a stack of our own: pages may be nested deeper than Python's."""
        stack: list[tuple[HtmlElement, bool]] = [(top, True)]
        while stack:
            element, entering = stack.pop()
            shown = self._shown(element, without, top)
            if entering:
                if shown and element.tag in _BLOCKS:
                    lines.append([])
                if shown and element.text:
                    lines[-1].append(element.text)
                stack.append((element, False))
                if shown:
                    stack += [(child, True) for child in reversed(element)]
                continue
            if shown and element.tag in _BLOCKS:
                lines.append([])
            if element is not top and element.tail:
                lines[-1].append(element.tail)

    def _shown(
        self, element: HtmlElement, without: frozenset[HtmlElement], top: HtmlElement
    ) -> bool:
        if not isinstance(element.tag, str) or element in without:
            return False
        return element is top or (element.tag not in _UNSEEN and element not in self._hiders)


def hides(element: HtmlElement) -> bool:
    """Tell whether an element hides itself and what is in it."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    if (element.get("aria-hidden") or "").strip().lower() == "true":
        return True
    return bool(
        _STYLE.search(element.get("style") or "") or _CLASS.search(element.get("class") or "")
    )


def tidy(text: str) -> str:
    """Make runs of white space one space, and take out what no content file may hold."""
    return " ".join(CONTROL.sub("", text).replace("\u200b", "").replace("\ufeff", "").split())
