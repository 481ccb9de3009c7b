"""What of a page may become the text of an article: no script, nothing hidden, no picture."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Final

from lxml.etree import strip_elements, strip_tags
from lxml.html import HtmlElement

from broadsheet.clip.address import joined
from broadsheet.clip.page.document import Document
from broadsheet.clip.page.sight import hides

_NEVER: Final = (
    "script style noscript template svg math object embed iframe frame frameset noframes applet "
    "select option textarea input datalist audio video canvas map dialog link meta base title "
    "img picture source figcaption rp rt portal fencedframe"
).split()
"""What holds no words of the text; captions and pictures are facts of their own."""
_CAPTION: Final = re.compile(
    r"(?:^|[\s_-])(?:fig|wp|image|img|photo|picture|media|slide|gallery|lead|article)?[\s_-]*"
    r"(?:caption|credit|copyright|bildunterschrift|legende)s?(?:[\s_-]*(?:text|wrapper|body|inner))?"
    r"(?:$|\s)",
    re.IGNORECASE,
)
_CAPTION_LENGTH: Final = 600
"""Characters up to which what calls itself a caption is believed."""
_SHOW: Final = re.compile(
    r"(?:^|[\s_-])(?:gallery|galleries|slideshow|carousel|lightbox|vjs|video-js|jw-?player|photostream)"
    r"(?=$|[\s_-])",
    re.IGNORECASE,
)
"""What shows pictures one after the other, or a film: its words are captions and buttons."""
_ARTICLE: Final = 600
"""Characters in paragraphs outside such a show, below which the show is the article."""
_CROWD: Final = 3000
"""Elements in one other, above which marked-up words are words: looking at each takes a square."""
_MARKS: Final = "a abbr b bdi cite em font i ins mark s small span strong sub sup time u".split()
_TYPED: Final = "pre table blockquote ul ol code".split()
"""What a figure may hold that is text."""
_MAIL: Final = re.compile(r"mailto:[^\s<>()\[\]?\"'\\@]+@[\w.-]+", re.IGNORECASE)


def visible_copy(document: Document) -> HtmlElement:
    """Give a copy of a page's tree in which only what readers read is left.

    The addresses of its links are whole; a link that leads nowhere has none.
    """
    tree = deepcopy(document.tree)
    _open_figures(tree)
    strip_elements(tree, *_NEVER, with_tail=False)
    for element in [*tree.iter()]:
        if not isinstance(element.tag, str) or element is tree or element.tag == "body":
            continue
        if _is_hidden(element, tree) or _is_caption(element):
            _drop(element)
    _drop_shows(tree)
    _mark_quotations(tree)
    _part_paragraphs(tree)
    for element in [*tree.iter()]:
        if len(element) > _CROWD:
            _strip(element)
    for element in tree.iter("a"):
        _lead(element, document.base)
    return tree


def _open_figures(tree: HtmlElement) -> None:
    """Keep of figures those that show text: code, tables, quotations."""
    for figure in [*tree.iter("figure")]:
        if figure.find(".//img") is None and any(True for _ in figure.iter(*_TYPED)):
            figure.tag = "div"
        else:
            _drop(figure)


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave what follows it, unless it went with one around it."""
    if element.getparent() is not None:
        element.drop_tree()


def _is_hidden(element: HtmlElement, tree: HtmlElement) -> bool:
    """Tell whether an element is hidden.

    A page that was saved while a window stood over it keeps all of itself from screen readers;
    everybody else sees it.
    """
    unspoken = element.attrib.pop("aria-hidden", None)
    if hides(element):
        return True
    if unspoken is None or str(unspoken).strip().lower() != "true":
        return False
    inside = sum(len(text.text_content()) for text in element.iter("p"))
    return not inside or 2 * inside < sum(len(text.text_content()) for text in tree.iter("p"))


def _is_caption(element: HtmlElement) -> bool:
    name = element.get("class") or ""
    return bool(name and _CAPTION.search(name)) and (
        len(element.text_content()) <= _CAPTION_LENGTH and element.find(".//h1") is None
    )


def _drop_shows(tree: HtmlElement) -> None:
    """Take out galleries and players, where the page has a text beside them."""
    shows = [
        element
        for element in tree.iter("div", "section", "ul", "ol", "aside")
        if _SHOW.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    ]
    if not shows:
        return
    inside = {paragraph for show in shows for paragraph in show.iter("p")}
    outside = (len(text.text_content()) for text in tree.iter("p") if text not in inside)
    if sum(outside) >= _ARTICLE:
        for show in shows:
            _drop(show)


def _mark_quotations(tree: HtmlElement) -> None:
    """Write the quotation marks that browsers show around `q`."""
    for quotation in [*tree.iter("q")]:
        quotation.text = f'"{quotation.text or ""}'
        quotation.tail = f'"{quotation.tail or ""}'
        quotation.drop_tag()


def _part_paragraphs(tree: HtmlElement) -> None:
    """Part paragraphs at double line breaks."""
    for paragraph in [*tree.iter("p")]:
        for line_break in paragraph.findall("br"):
            following = line_break.getnext()
            if (
                following is not None
                and following.tag == "br"
                and not (line_break.tail or "").strip()
            ):
                _split(line_break, following)


def _split(first: HtmlElement, second: HtmlElement) -> None:
    """Move what stands behind two breaks into a paragraph of its own."""
    paragraph = first.getparent()
    if paragraph is None:
        return
    new = paragraph.makeelement("p", dict(paragraph.attrib))
    new.text = second.tail
    for element in [*second.itersiblings()]:
        new.append(element)
    new.tail, paragraph.tail = paragraph.tail, None
    first.tail = second.tail = None
    second.drop_tree()
    first.drop_tree()
    paragraph.addnext(new)


def _strip(element: HtmlElement) -> None:
    """Make plain words of marked-up ones, and one text of the thousands that this leaves."""
    strip_tags(element, *_MARKS)
    element.text = element.text
    for child in element:
        child.tail = child.tail


def _lead(element: HtmlElement, base: str | None) -> None:
    """Make the address of a link whole; only the web and mail are led to."""
    href = (element.get("href") or "").strip()
    address = href if _MAIL.fullmatch(href) else joined(base, href)
    element.attrib.pop("href", None)
    if address:
        element.set("href", address)
