"""Boxes within an article that lead to other ones: `Read more: …`, a heading with links below it.

They are taken before the main text is looked for, which leaves out what is nothing but links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.related import Related
from broadsheet.clip.wording import heads_related, label_of

_LINES: Final = ("p", "h2", "h3", "h4", "h5", "h6", "div", "li", "span", "strong", "b")
_BLOCKS: Final = frozenset("p div ul ol li table section article aside h2 h3 h4 blockquote".split())
_LONGEST: Final = 600
"""Characters of such a line."""
_PARAGRAPH: Final = 60
"""Characters of a paragraph that can be found again in the text."""
_MOST: Final = 12
"""Links in a box; what has more leads through the site."""
_LETTERS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Box:
    """Related articles, and between which paragraphs they stand."""

    place: int
    entries: tuple[Related, ...]


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a page, and the places of its paragraphs."""

    found: tuple[Box, ...]
    places: dict[str, int]

    def within(self, paragraphs: Iterable[str]) -> list[Related]:
        """Give what the boxes between the paragraphs of a text lead to."""
        places = [self.places[spelt] for spelt in map(_spelt, paragraphs) if spelt in self.places]
        return [
            entry
            for box in self.found
            if places and min(places) < box.place <= max(places)
            for entry in box.entries
        ]


def take_boxes(tree: HtmlElement) -> Boxes:
    """Take the boxes out of the tree of what is visible; its links are whole already."""
    found: list[Box] = []
    places: dict[str, int] = {}
    taken: set[HtmlElement] = set()
    for element in [*tree.iter(*_LINES)]:
        if _holds_blocks(element) or taken & {element, *element.iterancestors()}:
            continue
        words = " ".join(element.text_content().split())
        if element.tag in ("p", "li") and len(words) >= _PARAGRAPH:
            places.setdefault(_spelt(words), len(places))
        box = _box(element, words) if len(words) <= _LONGEST else []
        entries = tuple(entry for part in box for entry in _entries(part))
        if entries and len(entries) <= _MOST:
            found.append(Box(len(places), entries))
            taken.update(box)
    for part in taken:
        part.drop_tree()
    return Boxes(tuple(found), places)


def _holds_blocks(element: HtmlElement) -> bool:
    return any(child.tag in _BLOCKS for child in element.iterdescendants())


def _box(element: HtmlElement, words: str) -> list[HtmlElement]:
    """Give the elements of a box: the line itself, or a heading and the links below it."""
    label = label_of(words, "related")
    if label and label.rest:
        return [element]
    if not heads_related(words) and not label:
        return []
    head = _alone(element, words)
    below = head.getnext()
    if below is None or not _is_links(below):
        return []
    return [head, below]


def _alone(element: HtmlElement, words: str) -> HtmlElement:
    """Give the outermost element that holds nothing but these words."""
    parent = element.getparent()
    while parent is not None and " ".join(parent.text_content().split()) == words:
        element, parent = parent, parent.getparent()
    return element


def _is_links(element: HtmlElement) -> bool:
    linked = " ".join(link.text_content() for link in element.iter("a"))
    return bool(_spelt(linked)) and _spelt(linked) == _spelt(element.text_content())


def _entries(element: HtmlElement) -> list[Related]:
    entries = []
    for link in element.iter("a"):
        title, url = " ".join(link.text_content().split()), link.get("href")
        label = label_of(title, "related")
        title = label.rest if label and label.rest else title
        if url and url.startswith("http") and title and not heads_related(title):
            entries.append(Related(title, url))
    return entries


def _spelt(text: str) -> str:
    return "".join(_LETTERS.findall(text.lower()))
