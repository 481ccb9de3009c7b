"""Feeds as bytes: Atom (RFC 4287), RSS 2.0 with Media RSS, JSON Feed 1.1.

XML comes from feedgenerator, Pelican's own library, extended where it stops: ids that are not made
from dates, a language per entry, the way to the original, pictures with their credits.
"""

from __future__ import annotations

import json
from html import escape
from io import StringIO
from typing import Any, Final

from feedgenerator import Atom1Feed, Rss201rev2Feed
from feedgenerator.django.utils.feedgenerator import rfc2822_date, rfc3339_date

from broadsheet.pages.page import Entry, Feed

_MEDIA: Final = "http://search.yahoo.com/mrss/"


def write_feed(feed: Feed) -> bytes:
    """Write a feed in its format."""
    if feed.format == "json":
        return _json(feed)
    writer = (_Atom if feed.format == "atom" else _Rss)(feed)
    for entry in feed.entries:
        writer.add_item(entry.title, entry.url, entry.summary, entry=entry)
    out = StringIO()
    writer.write(out, "utf-8")
    return (out.getvalue().rstrip("\n") + "\n").encode()


class _Atom(Atom1Feed):  # type: ignore[misc]  # feedgenerator ships no types
    def __init__(self, feed: Feed) -> None:
        super().__init__(
            title=feed.title,
            link=feed.home,
            description=feed.description,
            language=feed.lang,
            feed_url=feed.address,
            feed_guid=feed.id,
            author_name=feed.title,
        )
        self.source = feed

    def latest_post_date(self) -> Any:
        return self.source.updated

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:media": _MEDIA}

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        entry: Entry = item["entry"]
        return {} if entry.lang == self.source.lang else {"xml:lang": entry.lang}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", "", {"href": entry.url, "rel": "alternate"})
        if entry.original:
            handler.addQuickElement("link", "", {"href": entry.original, "rel": "via"})
        handler.addQuickElement("id", entry.id)
        handler.addQuickElement("published", rfc3339_date(entry.published))
        handler.addQuickElement("updated", rfc3339_date(entry.updated))
        for name in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        for category in entry.categories:
            handler.addQuickElement("category", "", {"term": category})
        if entry.summary:
            handler.addQuickElement("summary", entry.summary)
        handler.addQuickElement("content", entry.content, {"type": "html"})
        _add_media(handler, entry)


class _Rss(Rss201rev2Feed):  # type: ignore[misc]  # feedgenerator ships no types
    def __init__(self, feed: Feed) -> None:
        super().__init__(
            title=feed.title,
            link=feed.home,
            description=feed.description,
            language=feed.lang,
            feed_url=feed.address,
        )
        self.source = feed

    def latest_post_date(self) -> Any:
        return self.source.updated

    def add_root_elements(self, handler: Any) -> None:
        self.feed["feed_url"], address = None, self.feed["feed_url"]
        super().add_root_elements(handler)
        self.feed["feed_url"] = address
        kind = {"rel": "self", "type": "application/rss+xml", "href": address}
        handler.addQuickElement("atom:link", None, kind)

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": _MEDIA,
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        entry: Entry = item["entry"]
        handler.addQuickElement("title", entry.title)
        handler.addQuickElement("link", entry.url)
        # RSS readers take a description for HTML, and the summary is plain text
        told = [entry.summary, entry.corrections if self.source.summary_only else ""]
        summary = " ".join(filter(None, told))
        handler.addQuickElement("description", escape(summary, quote=False))
        for name in entry.authors:
            handler.addQuickElement("dc:creator", name)
        if entry.lang != self.source.lang:
            handler.addQuickElement("dc:language", entry.lang)
        if entry.original:
            handler.addQuickElement("dc:source", entry.original)
        handler.addQuickElement("pubDate", rfc2822_date(entry.published))
        handler.addQuickElement("guid", entry.id, {"isPermaLink": "false"})
        for category in entry.categories:
            handler.addQuickElement("category", category)
        if not self.source.summary_only:
            handler.addQuickElement("content:encoded", entry.content)
        _add_media(handler, entry)


def _add_media(handler: Any, entry: Entry) -> None:
    """Add the picture with its credit and description (Media RSS, which Atom takes too)."""
    if entry.image is None:
        return
    attributes = {
        "url": entry.image,
        "medium": "image",
        "type": entry.image_type,
        "width": entry.image_width and str(entry.image_width),
        "height": entry.image_height and str(entry.image_height),
    }
    handler.startElement("media:content", {k: v for k, v in attributes.items() if v})
    if entry.image_alt:
        handler.addQuickElement("media:title", entry.image_alt, {"type": "plain"})
    if entry.image_caption:
        handler.addQuickElement("media:description", entry.image_caption, {"type": "plain"})
    if entry.image_credit:
        scheme = {"role": "photographer", "scheme": "urn:ebu"}
        handler.addQuickElement("media:credit", entry.image_credit, scheme)
    handler.endElement("media:content")


def _json(feed: Feed) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address,
        "description": feed.description,
        "language": feed.lang,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.original,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content,
        "image": entry.image,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "language": entry.lang,
    }
    if entry.image_credit:
        item["_image_credit"] = {"credit": entry.image_credit, "caption": entry.image_caption}
    return {key: value for key, value in item.items() if value not in (None, "", [])}
