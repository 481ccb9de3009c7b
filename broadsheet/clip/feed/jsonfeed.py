"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read with patience: a wrong value is left out, not more."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any, Final

from broadsheet.clip.address import identity, is_address
from broadsheet.clip.feed.address import story_address
from broadsheet.clip.feed.entry import Enclosure, Entry, Feed, Note, Picture, could_be_read
from broadsheet.clip.feed.harmless import harmless
from broadsheet.clip.feed.moment import read_moment
from broadsheet.clip.feed.words import bare, words
from broadsheet.read.languages import canonical

_MARK: Final = "jsonfeed.org/version/"
_TELLING: Final = frozenset(
    ("id", "url", "external_url", "title", "summary", "content_html", "content_text")
)
"""What an item must have one of; other JSON has lists called items, too."""
_DIGEST: Final = 12


def read_json_feed(data: bytes, name: str, address: str | None) -> Feed:
    """Read a JSON Feed.

    Args:
        data: the file.
        name: what it is called.
        address: where it came from; relative addresses are seen from there.
    """
    document, notes = _document(data)
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        if not notes:
            hint = "a JSON Feed is an object with a list called items"
            notes = [Note(message="is JSON, but no feed", hint=hint)]
        return Feed(name=name, kind="json", notes=tuple(notes))
    language = _language(document.get("language"))
    people = tuple(_people(document))
    items = [it for it in document["items"] if isinstance(it, dict) and it.keys() & _TELLING]
    odd = len(document["items"]) - len(items)
    if odd:
        notes.append(Note(message=f"has {odd} items that are no entries; they are left out"))
    if _MARK not in _text(document.get("version")):
        notes.append(Note(message="does not say which version of JSON Feed it is"))
    return Feed(
        name=name,
        kind="json",
        title=bare(_text(document.get("title"))),
        home=story_address(document.get("home_page_url"), address),
        language=language,
        entries=tuple(_entry(item, name, address, language, people) for item in items),
        notes=tuple(notes),
    )


def _document(data: bytes) -> tuple[Any, list[Note]]:
    """Decode JSON; of a file that is cut short, the items that are whole."""
    encoding = json.detect_encoding(data)
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
    notes = []
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        notes.append(Note(message="has bytes that are no text in UTF-8"))
    try:
        return json.loads(text, strict=False), notes
    except json.JSONDecodeError as error:
        items = list(_whole_items(text))
        reason = f"is not sound JSON ({error.msg}): {could_be_read(len(items))}"
        note = Note(message=reason, line=error.lineno)
        return {"items": items, "version": _MARK} if items else None, [*notes, note]
    except (RecursionError, ValueError):
        return None, [*notes, Note(message="is nested too deep, or has numbers that are too long")]


def _whole_items(text: str) -> Iterator[Any]:
    """Give the items before the place where a file is broken."""
    decoder = json.JSONDecoder(strict=False)
    start = text.find('"items"')
    place = text.find("[", start) + 1 if start >= 0 else 0
    while 0 < place < len(text):
        place = len(text) - len(text[place:].lstrip(" \t\r\n,"))
        try:
            item, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield item


def _entry(
    item: dict[str, Any], feed: str, base: str | None, language: str | None, people: tuple[str, ...]
) -> Entry:
    address = story_address(item.get("url") or item.get("external_url"), base)
    title = bare(_text(item.get("title")))
    plain = _text(item.get("content_text"))
    content = harmless(_text(item.get("content_html"))) or _paragraphs(plain)
    given = item.get("id")
    return Entry(
        key=_key(given, address, f"{title}\n{words(content)}"),
        feed=feed,
        title=title,
        address=address or (given if isinstance(given, str) and is_address(given) else None),
        summary=bare(_text(item.get("summary"))),
        content=content,
        authors=tuple(_people(item)) or people,
        published=read_moment(_text(item.get("date_published"))),
        updated=read_moment(_text(item.get("date_modified"))),
        language=_language(item.get("language")) or language,
        tags=tuple(dict.fromkeys(filter(None, (bare(_text(tag)) for tag in _list(item, "tags"))))),
        enclosures=tuple(_attachments(item, base)),
        pictures=tuple(_pictures(item, base)),
    )


def _key(given: Any, address: str | None, text: str) -> str:
    if isinstance(given, (str, int, float)) and str(given).strip():  # 1.0 has numbers, too
        return bare(str(given))
    if address:
        return identity(address)
    return blake2b(text.encode(errors="replace"), digest_size=_DIGEST).hexdigest()


def _paragraphs(text: str) -> str:
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"<p>{part}</p>" for part in safe.split("\n\n") if part.strip())


def _people(thing: dict[str, Any]) -> Iterator[str]:
    """Give the names of authors: a list in 1.1, one object in 1.0."""
    for person in [*_list(thing, "authors"), thing.get("author")]:
        name = bare(_text(person.get("name") if isinstance(person, dict) else person))
        if name:
            yield name
            if "authors" not in thing:
                return


def _attachments(item: dict[str, Any], base: str | None) -> Iterator[Enclosure]:
    for found in _list(item, "attachments"):
        address = story_address(found.get("url"), base) if isinstance(found, dict) else None
        if address:
            yield Enclosure(address=address, type=_text(found.get("mime_type")) or None)


def _pictures(item: dict[str, Any], base: str | None) -> Iterator[Picture]:
    named = (story_address(item.get(key), base) for key in ("image", "banner_image"))
    address = next(filter(None, named), None)
    if address:
        yield Picture(address=address)


def _list(thing: dict[str, Any], key: str) -> list[Any]:
    found = thing.get(key)
    return found if isinstance(found, list) else []


def _language(tag: Any) -> str | None:
    return canonical(_text(tag).strip().replace("_", "-"))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
