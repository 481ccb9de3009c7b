"""Which element of a page holds a picture and what stands below it."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.cues import cues_of
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.legend import part_legend

CAPTION: Final = re.compile(
    r"caption|legend|leyenda|(?:^|[\s_-])pie(?:$|[\s_-])|bildtext|bildunterschrift|pie-?(?:de-?)?foto|zdjecie|podpis|"
    r"(?:photo|image|img|picture|media|figure|bild|foto)[-_]*(?:desc\w*|text|title|info|zitat)",
    re.IGNORECASE,
)
CREDIT: Final = re.compile(
    r"credit|copy-?right|photographer|attribution|(?:^|[\s_-])(?:source|rights|by-?line|author|agency|"
    r"provider|owner|fotograf\w*|quelle|bildquelle|autor|fuente|crédit|creator|courtesy|contributor|"
    r"artist|auteur|credits?)(?:$|[\s_-]|name|text)|(?:photo|image|img|picture|media|figure|caption)[-_]*"
    r"(?:by|author|source|rights|owner|copy)|byline|imageCredit|image-?source",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(
    r"credit|copy-?right|photographer|attribution|fotograf|bildquelle|"
    r"(?:photo|image|img|picture|pic|foto|bild)[-_]*(?:by|author|source|rights|owner|agency)",
    re.IGNORECASE,
)
"""What says of itself that it is a picture's credit; an author or a source may be the text's."""
_PICTURES: Final = frozenset("img amp-img picture source".split())
_LEGENDS: Final = ("figcaption", "cite", "small")
LONGEST: Final = 900
LINE: Final = 320
"""Characters of what stands below a picture with nothing to say what it is."""
_PORTRAIT: Final = re.compile(
    r"avatar|headshot|author|profile|by-?line|portrait|logo|icon|comment", re.IGNORECASE
)
"""What holds the picture of an author, and none of the article's."""
_BOX: Final = re.compile(
    r"(?:^|[\s_-])(?:pic(?:ture)?|photo|image|img|media|bild|foto|figure|zdjecie|imagen)s?"
    r"(?:$|[\s_-])|(?:main|lead|article|hero|news|post)[-_]?(?:pic|photo|image|img|foto|bild)",
    re.IGNORECASE,
)


def candidates(layout: Layout) -> list[HtmlElement]:
    """Give the elements that may be a figure, or a part of one, in the order of the page."""
    found = {*layout.root.iter("figure", "figcaption"), *layout.sight.cued("picture")}
    for picture in layout.root.iter("img"):
        box = picture.getparent()
        below = box.getnext() if box is not None else None
        found |= {part for part in (box, below) if part is not None}
    return sorted(found, key=layout.place)


def frame_of(element: HtmlElement, layout: Layout) -> HtmlElement | None:
    """Find the element that holds one picture and what stands below it."""
    if element.tag == "figure":
        inner = element.find(".//figure")
        return None if inner is not None else element
    cues = cues_of(element)
    if _PORTRAIT.search(cues):
        return None
    if _is_plain_box(element, layout) or _is_line_below(element, layout):
        return element
    if element.tag in _LEGENDS[:2] or CAPTION.search(cues) or _PLAIN.search(cues):
        return _around(element, layout)
    return element if _holds_both(element, layout) else None


def _holds_both(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether an element holds a picture and what stands below it, and no more than that."""
    wordy = len(layout.sight.words(element)) > LONGEST or element.find(".//h1") is not None
    if wordy or not has_picture(element):
        return False
    held = any(is_legend(part) for part in element.iter("*")) or element.get("data-caption")
    return bool(held) or _is_box(element, layout)


def _is_plain_box(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether a paragraph holds a picture, and a line that is centred or has a credit."""
    if element.tag not in ("p", "center", "div", "td") or len([*element.iter("img")]) != 1:
        return False
    return _says_little(element, layout)


def _is_line_below(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether a paragraph stands right below one that holds nothing but a picture."""
    above = element.getprevious()
    if element.tag not in ("p", "center", "div") or above is None or has_picture(element):
        return False
    if not has_picture(above) or layout.sight.words(above):
        return False
    return _says_little(element, layout)


def _says_little(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether an element has a line that is centred, or has a credit."""
    words = layout.sight.words(element)
    if not 3 < len(words) <= LINE or any(child.tag in ("div", "p", "h1") for child in element):  # noqa: PLR2004
        return False
    centred = "center" in f"{element.get('align')} {element.get('class')} {element.get('style')}"
    return centred or element.tag == "center" or part_legend(words)[1] is not None


def _is_box(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether an element holds a picture and a line below it, and is named for the picture."""
    if not _BOX.search(cues_of(element)) or element.find(".//h1") is not None:
        return False
    pictures = [*element.iter("img", "amp-img")]
    return len(pictures) == 1 and len(layout.sight.words(element)) <= LINE


def _around(element: HtmlElement, layout: Layout) -> HtmlElement | None:
    """Find what holds a legend and its picture; the legend itself where that stands beside it."""
    around = element
    for _ in range(5):
        if has_picture(around):
            wordy = len(layout.sight.words(around)) > LONGEST or around is layout.text
            return None if wordy or around.find(".//h1") is not None else around
        if picture_beside(around) is not None:
            return around
        around = around.getparent()
        if around is None or around.tag in ("body", "article", "main", "html"):
            return None
    return None


def picture_beside(legend: HtmlElement) -> HtmlElement | None:
    """Find the picture that stands right before a legend, or right behind it."""
    for other in (legend.getprevious(), legend.getnext()):
        if other is not None and other.find(".//p") is None and has_picture(other):
            inner = next(other.iter("img", "amp-img", "picture"), other)
            return other if other.tag in _PICTURES else inner
    return None


def has_picture(element: HtmlElement) -> bool:
    """Tell whether an element is a picture, or holds one."""
    if element.tag in _PICTURES or element.get("data-caption"):
        return True
    if next(element.iter("img", "amp-img", "picture"), None) is not None:
        return True
    style = f"{element.get('style') or ''}"
    return ("background" in style and "url(" in style) or next(
        element.iter("video"), None
    ) is not None


def is_legend(element: HtmlElement) -> bool:
    """Tell whether an element is called a caption or a credit."""
    if not isinstance(element.tag, str) or element.tag in _PICTURES:
        return False
    cues = cues_of(element)
    return element.tag in _LEGENDS or bool(CAPTION.search(cues) or CREDIT.search(cues))
