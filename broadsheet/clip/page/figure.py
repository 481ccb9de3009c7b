"""The pictures of an article with what stands below them: caption and credit told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from broadsheet.clip.address import joined
from broadsheet.clip.credit import likeness, verbatim
from broadsheet.clip.page.cues import cues_of
from broadsheet.clip.page.frame import (
    CAPTION,
    CREDIT,
    LINE,
    LONGEST,
    candidates,
    frame_of,
    has_picture,
    is_legend,
    picture_beside,
)
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.legend import part_legend
from broadsheet.clip.page.record import alike, clean
from broadsheet.clip.page.sight import tidy

_SOURCES: Final = (
    "data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-full-src", "data-url",
    "data-image", "src", "content",
)  # fmt: skip
_IMAGE_FILE: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])|^#|^javascript", re.IGNORECASE
)
_BUTTON: Final = re.compile(
    r"^(?:share|save|print|play|watch|gallery|slideshow|view|see|click|zoom|open|close|advert\w*|"
    r"loading|\d+ comments?|image|photo|video|listen|\d+(?: ?/ ?\d+)?)\b.{0,24}$|"
    r"\d+ comments?$|转播|分享|微博|点击",
    re.IGNORECASE,
)
"""What stands on buttons beside pictures."""
_AUTHOR: Final = re.compile(r"headshot|gravatar|avatar|/authors?/", re.IGNORECASE)
_REPEATED: Final = re.compile(
    r"^(?:(?:image |photo |picture )?credits?(?:\s*[:：.…]+\s*|\s+|(?=credit|[A-Z]))){1,3}(?=\S)|"
    r"^(?:photos?|photographs?|pictures?|images?)(?: courtesy)?(?: by| of|:)\s+|^image source,?\s+",
    re.IGNORECASE,
)
"""Labels of credits, which some pages write twice: once for those who listen."""
_LABEL: Final = re.compile(
    r"^(?:image (?:caption|source|copyright)|media caption|photo caption|caption|"
    r"bildunterschrift|legend|hide caption|toggle caption|enlarge(?: image)?|"
    r"view image in fullscreen|"
    r"click to enlarge|open image in gallery|bild vergrößern)\s*[:,]?\s*|"
    r"\s*(?:hide caption|toggle caption|enlarge this image|view image in fullscreen|"
    r"\((?:click to enlarge)\)|open image in gallery|buy photo)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of the article. `place` is its number in the order of the page."""

    element: HtmlElement
    place: int
    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    origin: str = "figcaption"
    sure: float = 0.0


def read_figures(layout: Layout, base: str | None) -> list[Figure]:
    """Give the figures in and around the text that can be seen, in the order of the page."""
    found: list[Figure] = []
    taken: list[HtmlElement] = []
    for element in candidates(layout)[:400]:
        if any(outer in taken for outer in (element, *element.iterancestors())):
            continue
        if (
            not layout.in_story(element)
            or not layout.sight.sees(element)
            or layout.is_furniture(element)
        ):
            continue
        frame = frame_of(element, layout)
        if frame is None or any(outer in taken for outer in (frame, *frame.iterancestors())):
            continue
        figure = _figure(frame, layout, base)
        if figure:
            taken.append(frame)
            found.append(figure)
    return sorted(found, key=lambda figure: figure.place)


def _figure(frame: HtmlElement, layout: Layout, base: str | None) -> Figure | None:
    picture = next((img for img in frame.iter("img", "amp-img")), None)
    beside = picture_beside(frame) if picture is None and not has_picture(frame) else None
    picture = beside if beside is not None and beside.tag in ("img", "amp-img") else picture
    if _is_teaser(frame, layout) or (picture is not None and _is_portrait(picture)):
        return None
    url = picture_address(frame, picture, base)
    alt = tidy(picture.get("alt") or "") if picture is not None else ""
    caption, credit, sure = _legend(frame, layout)
    caption = caption or _attribute(frame, "data-caption")
    credit = credit or _attribute(frame, "data-credit") or _attribute(frame, "data-copyright")
    if not (has_picture(frame) or beside is not None) or not (url or caption or credit):
        return None
    kind = "figcaption" if frame.find(".//figcaption") is not None else "the picture's caption"
    place = layout.place(frame)
    return Figure(frame, place, url, alt or None, caption, credit, kind, sure)


def _attribute(frame: HtmlElement, name: str) -> str | None:
    """Give what scripts show below a picture once it is opened."""
    for element in (frame, *frame.iter("img", "a", "div", "picture")):
        words = clean(element.get(name) or "")
        if alike(words):
            return words
    return None


def _is_portrait(picture: HtmlElement) -> bool:
    """Tell whether a picture shows an author beside the byline."""
    told = " ".join(picture.get(key) or "" for key in ("class", "alt", "src", "data-src"))
    return bool(_AUTHOR.search(told))


def _is_teaser(frame: HtmlElement, layout: Layout) -> bool:
    """Tell whether all that stands below a picture is a link: to another article."""
    words = alike(layout.sight.words(frame))
    if not words:
        return False
    links = [link for link in frame.iter("a") if link.get("href")]
    linked = [link for link in links if alike(layout.sight.words(link)) == words]
    return any(not _IMAGE_FILE.search(link.get("href") or "") for link in linked)


def picture_address(
    frame: HtmlElement, picture: HtmlElement | None, base: str | None
) -> str | None:
    """Give the address of a picture: where it is loaded late, not that of its stand-in."""
    candidates = [picture.get(name) or "" for name in _SOURCES] if picture is not None else []
    sets = [
        el.get(key) or "" for el in frame.iter("source", "img") for key in ("srcset", "data-srcset")
    ]
    candidates += [words[0] for text in sets if (words := text.split(",")[-1].split())]
    for address in candidates:
        if address and not address.startswith("data:"):
            whole = joined(base, address.strip())
            if whole:
                return whole
    return None


def _legend(frame: HtmlElement, layout: Layout) -> tuple[str | None, str | None, float]:
    """Read caption and credit of a figure: as marked up, else by their words."""
    alone = not has_picture(frame)
    legends = [part for part in frame.iter("*") if (alone or part is not frame) and is_legend(part)]
    legends = [part for part in legends if layout.sight.sees(part)]
    outer = [part for part in legends if not any(up in legends for up in part.iterancestors())]
    credits_ = [part for part in legends if _is_credit(part, layout)]
    inner = [part for part in credits_ if not any(up in credits_ for up in part.iterancestors())]
    if not inner:
        inner = [last for part in outer if (last := _last_part(part, layout)) is not None]
    words = [layout.sight.words(part) for part in inner]
    texts = _captions(outer, frozenset(inner), layout)
    credit = " ".join(dict.fromkeys(_unlabelled(text) for text in words if alike(text))) or None
    caption = " ".join(dict.fromkeys(filter(None, texts))) or None
    if not legends and (frame.tag == "figure" or len(layout.sight.words(frame)) <= LINE):
        caption = _unlabelled(layout.sight.words(frame)) or None
        caption = None if caption and _BUTTON.search(caption) else caption
        caption = caption if caption and len(caption) <= LONGEST else None
    if credit and not caption and not alone:
        left = " ".join(map(_unlabelled, layout.sight.lines(frame, frozenset(inner)))).strip()
        caption = left if alike(left) and len(left) <= LINE and not _BUTTON.search(left) else None
    if caption and not credit:
        caption, credit = part_legend(caption)
    elif caption and credit:
        rest, more = part_legend(caption)
        if more and (not rest or alike(more) in alike(credit) or alike(credit) in alike(more)):
            caption, credit = rest, max(credit, more, key=len)
    sure = 0.85 if inner or credit else 0.8
    return caption, bare_credit(credit) if credit else None, sure


def _last_part(legend: HtmlElement, layout: Layout) -> HtmlElement | None:
    """Find the last element of a caption, where its words are a credit, and others stand before."""
    parts = [part for part in legend.iter("*") if part is not legend]
    parts = [part for part in parts if layout.sight.sees(part) and layout.sight.words(part)]
    whole = alike(layout.sight.words(legend))
    for part in parts:
        words = layout.sight.words(part)
        core = alike(words)
        told = _REPEATED.match(words) or part_legend(words)[0] is None
        if core != whole and whole.endswith(core) and told:
            return part
    return None


def bare_credit(text: str) -> str | None:
    """Give a credit as it stands, without its label."""
    words = verbatim(text)
    bare = verbatim(_REPEATED.sub("", words).strip(" ,:|-–—"))
    return bare if alike(bare) else words or None


def _captions(
    outer: list[HtmlElement], credits_: frozenset[HtmlElement], layout: Layout
) -> Iterator[str]:
    """Give the words of captions without those of the credits within them."""
    for part in outer:
        if part not in credits_:
            lines = [_unlabelled(line) for line in layout.sight.lines(part, credits_)]
            yield " ".join(filter(alike, lines))


def _is_credit(element: HtmlElement, layout: Layout) -> bool:
    """Tell whether an element holds a credit: by its name, or as a caption's last, small part."""
    if element.tag == "figcaption" and element.find(".//*") is not None:
        return False
    if element.tag in ("cite", "small"):
        line = layout.sight.words(element)
        both = element.tag == "small" and all(part_legend(line))
        return 0 < len(line) < 200 and not both  # noqa: PLR2004  a line
    cues = cues_of(element)
    if not CREDIT.search(cues) or any(
        CAPTION.search(cues_of(part)) for part in element.iter("*") if part is not element
    ):
        return False
    words = layout.sight.words(element)
    named = CAPTION.search(
        re.sub(
            r"caption[-_]*(?:credit|source|author|copyright|by)\w*", "", cues, flags=re.IGNORECASE
        )
    )
    return bool(words) and len(words) < 200 and (not named or likeness(words) > 0.4)  # noqa: PLR2004


def _unlabelled(text: str) -> str:
    before = ""
    while text != before:
        before, text = text, _LABEL.sub("", text).strip()
    return text


def basename(address: str) -> str:
    """Give what the addresses of a picture's sizes have in common: its name without its size."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    name = (
        path.rstrip("/").rpartition("/")[2].rpartition(".")[0]
        or path.rstrip("/").rpartition("/")[2]
    )
    return re.sub(
        r"(?:[-_.]?\d{2,4}[xX]\d{2,4}|[-_](?:scaled|large|medium|small|thumb\w*|\d{2,4}w?))+$",
        "",
        name,
    ).lower()
