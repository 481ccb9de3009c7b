"""Pictures of a feed's entries with their captions and credits, from Media RSS.

feedparser takes these captions for summaries, and the titles of pictures for those of entries.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from broadsheet.clip.address import is_address
from broadsheet.clip.feed.entry import Picture
from broadsheet.clip.feed.markup import elements, name_of, namespace_of, read_markup
from broadsheet.clip.feed.words import line

_ENTRIES: Final = ("item", "entry")
_PICTURES: Final = ("content", "thumbnail")
_CREDITS: Final = ("photographer", "author", "owner", "")
"""Roles of a credit that name who took a picture, `` where no role is given."""
_MOST: Final = 20
"""Pictures of one entry: renditions of one in many sizes are more than anybody can use."""
_MEDIA: Final = "search.yahoo.com/mrss"


def read_media(data: bytes, count: int) -> list[tuple[Picture, ...]]:
    """Give the pictures of each entry, in the order of the entries.

    Args:
        data: the feed, well-formed or not.
        count: how many entries feedparser found; where there are others here, no picture can be
            told to belong to one of them.
    """
    if _MEDIA.encode() not in data:
        return [()] * count
    items = elements(read_markup(data).root, *_ENTRIES)
    if len(items) != count:
        return [()] * count
    try:
        return [tuple(dict.fromkeys(_pictures(item))) for item in items]
    except UnicodeDecodeError:  # a reference to half a character, in UTF-16 or UTF-32
        return [()] * count


def _pictures(item: etree._Element) -> Iterator[Picture]:
    """Read what a picture says of itself; what it does not say is that of the group or entry."""
    media = [el for el in item.iter(etree.Element) if _is_media(el)]
    pictures = [el for el in media if name_of(el) in _PICTURES and _is_picture(el)]
    if any(name_of(el) == "content" for el in pictures):
        pictures = [el for el in pictures if name_of(el) == "content"]
    for element in pictures[:_MOST]:
        address = (element.get("url") or "").strip()
        yield Picture(
            address=address if is_address(address) else None,
            caption=_said(element, item, ("description", "text", "title")),
            credit=_credit(element, item),
        )
    if not pictures:
        caption = _said(item, item, ("description", "text"))
        loose = Picture(caption=caption, credit=_credit(item, item))
        if loose != Picture():
            yield loose


def _is_picture(element: etree._Element) -> bool:
    kind = (element.get("medium") or element.get("type") or "image").lower()
    return kind.startswith("image")


def _said(element: etree._Element, item: etree._Element, names: tuple[str, ...]) -> str | None:
    """Find a text of the element or of what stands around it, up to the entry."""
    for place in _upwards(element, item):
        for name in names:
            found = [el for el in place if _is_media(el) and name_of(el) == name]
            text = next(filter(None, (line(el.text or "") for el in found)), None)
            if text:
                return text
    return None


def _credit(element: etree._Element, item: etree._Element) -> str | None:
    for place in _upwards(element, item):
        found = [el for el in place if _is_media(el) and name_of(el) in ("credit", "copyright")]
        for role in _CREDITS:
            named = [el for el in found if (el.get("role") or "").lower() == role]
            text = next(filter(None, (line(el.text or "") for el in named)), None)
            if text:
                return text
    return None


def _upwards(element: etree._Element, item: etree._Element) -> Iterator[etree._Element]:
    place: etree._Element | None = element
    while place is not None:
        yield place
        place = None if place is item else place.getparent()


def _is_media(element: etree._Element) -> bool:
    return _MEDIA in namespace_of(element)
