"""RSS, Atom and RDF by feedparser, brought into one form.

feedparser reads what is not well-formed as far as it can. Where that is not far, libxml2 mends the
mark-up first. Neither follows a document type or an external entity.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from xml.sax import SAXParseException

import feedparser
from lxml import etree

from broadsheet.clip.address import identity
from broadsheet.clip.feed.address import story_address
from broadsheet.clip.feed.entry import (
    Enclosure,
    Entry,
    Feed,
    Kind,
    Note,
    Picture,
    could_be_read,
)
from broadsheet.clip.feed.harmless import harmless
from broadsheet.clip.feed.markup import read_markup
from broadsheet.clip.feed.media import read_media
from broadsheet.clip.feed.moment import read_moment
from broadsheet.clip.feed.words import bare, line, words
from broadsheet.read.languages import canonical

_KINDS: Final[dict[str, Kind]] = {"rss10": "rdf", "rss090": "rdf"}
_DIGEST: Final = 12
_MAIL: Final = "@"
_ENTITY: Final = re.compile(rb"<!ENTITY[^>]*>?")
_LETTER: Final = re.compile(rb"""<!ENTITY\s+\w+\s+["'](?:&#\w{1,7};|[^&"'%]{0,9})["']\s*>""")
"""An entity that stands for a letter or a word, as feeds with accents have them."""


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What feedparser made of a file; `salvaged` when libxml2 had to mend it first."""

    version: str
    feed: Mapping[str, Any]
    entries: Sequence[Mapping[str, Any]]
    fault: Exception | None = None
    salvaged: bool = False


def read_syndication(data: bytes, name: str, address: str | None, media_type: str | None) -> Feed:
    """Read an XML feed, whole or broken.

    Args:
        data: the file, unpacked.
        name: what it is called.
        address: where it came from; relative addresses are seen from there.
        media_type: the Content-Type that came along, for its charset.
    """
    headers = {"content-location": address or "", "content-type": media_type or "application/xml"}
    data = _harmless(data)
    parsed = _parsed(data, headers)
    language = _language(parsed.feed.get("language"))
    pictures = read_media(data, len(parsed.entries))
    entries: list[Entry] = []
    for number, raw in enumerate(parsed.entries):
        entries.append(_entry(raw, pictures[number], name, address, language))
    return Feed(
        name=name,
        kind=_kind(parsed.version),
        title=_title(parsed.feed),
        home=story_address(parsed.feed.get("link"), address),
        language=language,
        entries=tuple(entries),
        notes=tuple(_notes(parsed)),
    )


def _kind(version: str) -> Kind:
    if version.startswith("atom"):
        return "atom"
    return _KINDS.get(version, "rss" if version else "unknown")


def _parsed(data: bytes, headers: dict[str, str]) -> _Parsed:
    """Read as many entries as can be had."""
    parsed = _attempt(data, headers)
    if parsed is None or isinstance(parsed.fault, SAXParseException):
        salvaged = _attempt(_mended(data), headers | {"content-type": "application/xml"})
        if salvaged and (parsed is None or len(salvaged.entries) > len(parsed.entries)):
            fault = parsed.fault if parsed else None
            return _Parsed(salvaged.version, salvaged.feed, salvaged.entries, fault, salvaged=True)
    return parsed or _Parsed("", {}, [], salvaged=True)


def _harmless(data: bytes) -> bytes:
    """Drop the declarations of entities that hold others, or much: a few of them fill a memory."""
    if b"<!ENTITY" not in data:
        return data
    return _ENTITY.sub(lambda match: match[0] if _LETTER.search(match[0]) else b"", data)


def _attempt(data: bytes, headers: dict[str, str]) -> _Parsed | None:
    """Let feedparser read; None where it cannot."""
    try:
        found = feedparser.parse(
            io.BytesIO(data),
            response_headers=headers,
            resolve_relative_uris=False,  # links of a text are seen from its page later,
            sanitize_html=False,  # and what a text may hold is our own affair
        )
    except Exception:  # noqa: BLE001  a foreign reader of foreign bytes may raise anything
        return None
    entries = [dict(entry) for entry in found.entries]  # its own type warns of a word's past
    version, fault = found.get("version") or "", found.get("bozo_exception")
    return _Parsed(version, dict(found.feed), entries, fault)


def _mended(data: bytes) -> bytes:
    root = read_markup(data).root
    return b"" if root is None else etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _notes(parsed: _Parsed) -> Iterator[Note]:
    count = could_be_read(len(parsed.entries))
    if isinstance(parsed.fault, SAXParseException):
        reason = parsed.fault.getMessage()
        at = parsed.fault.getLineNumber()
        yield Note(message=f"is not well-formed XML ({reason}): {count}", line=at)
    elif isinstance(parsed.fault, feedparser.CharacterEncodingUnknown):
        yield Note(message=f"is in an encoding that cannot be told: {count}")
    elif parsed.salvaged:
        yield Note(message=f"could not be read as it stands: {count}")
    if not parsed.version and not parsed.entries:
        hint = "look at it in a browser: is it the address of a feed?"
        yield Note(message="is no feed: neither RSS, Atom, RDF nor JSON Feed", hint=hint)


def _entry(
    raw: Mapping[str, Any],
    pictures: tuple[Picture, ...],
    feed: str,
    base: str | None,
    language: str | None,
) -> Entry:
    address = story_address(raw.get("feedburner_origlink") or raw.get("link"), base)
    title = _title(raw)
    content, summary = _texts(raw, {picture.caption for picture in pictures})
    published = next((raw[key] for key in ("published", "created", "updated") if raw.get(key)), "")
    return Entry(
        key=_key(raw, address, title, summary or words(content)),
        feed=feed,
        title=title,
        address=address,
        summary=summary,
        content=content,
        authors=tuple(dict.fromkeys(filter(None, _authors(raw)))),
        published=read_moment(_text(published), _utc(raw, "published", "created", "updated")),
        updated=read_moment(_text(raw.get("updated")), _utc(raw, "updated")),
        language=_language(_own_language(raw)) or language,
        tags=tuple(dict.fromkeys(filter(None, _tags(raw)))),
        enclosures=tuple(_enclosures(raw, base)),
        pictures=pictures,
    )


def _key(raw: Mapping[str, Any], address: str | None, title: str, text: str) -> str:
    given = bare(_text(raw.get("id")))
    if given:
        return given
    if address:
        return identity(address)
    return blake2b(f"{title}\n{text}".encode(errors="replace"), digest_size=_DIGEST).hexdigest()


def _texts(raw: Mapping[str, Any], captions: set[str | None]) -> tuple[str, str]:
    """Give the content as HTML and the summary as words.

    feedparser takes the caption of a picture for a summary, and for the content where the entry
    has a summary before it.
    """
    contents = [
        _html(part)
        for part in _all(raw, "content")
        if line(_text(part.get("value"))) not in captions
    ]
    summary = _html({**(raw.get("summary_detail") or {}), "value": raw.get("summary")})
    if line(summary) in captions:
        summary = ""
    content = max(contents, key=len, default="")
    if not content or line(content) == line(summary):
        return harmless(content or summary), ""
    return harmless(content), words(summary)


def _html(detail: Mapping[str, Any]) -> str:
    value = _text(detail.get("value"))
    if detail.get("type") == "text/plain":
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return value


def _title(raw: Mapping[str, Any]) -> str:
    detail = raw.get("title_detail") or {}
    title = _text(raw.get("title"))
    return bare(title) if detail.get("type") == "text/plain" else line(title)


def _authors(raw: Mapping[str, Any]) -> Iterator[str]:
    listed = _all(raw, "authors") or [{"name": raw.get("author")}]
    for author in listed:
        name = line(_text(author.get("name")))
        yield "" if _MAIL in name and " " not in name else name


def _tags(raw: Mapping[str, Any]) -> Iterator[str]:
    return (line(_text(tag.get("term"))) for tag in _all(raw, "tags"))


def _enclosures(raw: Mapping[str, Any], base: str | None) -> Iterator[Enclosure]:
    for found in _all(raw, "links"):
        address = story_address(found.get("href"), base)
        if address and found.get("rel") == "enclosure":
            yield Enclosure(address=address, type=_text(found.get("type")) or None)


def _own_language(raw: Mapping[str, Any]) -> Any:
    details = [*_all(raw, "content"), raw.get("title_detail") or {}]
    return raw.get("language") or next((d["language"] for d in details if d.get("language")), None)


def _language(tag: Any) -> str | None:
    return canonical(_text(tag).strip().replace("_", "-"))


def _utc(raw: Mapping[str, Any], *names: str) -> Any:
    name = next((name for name in names if raw.get(name)), names[0])
    return raw.get(f"{name}_parsed")


def _all(raw: Mapping[str, Any], key: str) -> list[Any]:
    found = raw.get(key)
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
