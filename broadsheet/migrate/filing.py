"""The fields of one moved text in our format, and the keys for which it has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final, Protocol

from broadsheet.migrate.draft import flat, represented
from broadsheet.migrate.front_matter import plain_key
from broadsheet.migrate.house import House, Kept
from broadsheet.migrate.library import Library, address_of
from broadsheet.migrate.links import Spot, Ways, find_address
from broadsheet.migrate.mapping import EMPTY, NO_FIELD, ROLE_OF, WHY_NOT
from broadsheet.migrate.sheet import Entry, Value, leaves
from broadsheet.migrate.story import Story
from broadsheet.migrate.terms import known_term, split_terms
from broadsheet.read.addresses import address_fault
from broadsheet.read.slugs import nearest_slug

_PARTLY: Final = {
    "title": "the title is written in another way",
    "date": "the field has the day alone: without its zone, at midnight, or in an unclear form",
    "updated": "the field has the day alone: without its zone, at midnight, or in an unclear form",
    "byline": "the names are written in another way",
    "summary": "the format has one summary",
    "slug": "the name of the file is the nearest slug that is free",
    "address": "old addresses have no field yet: lead them to the new ones at your host",
    "topics": "a tag is not in topics.yaml, or called otherwise there",
    "regions": "a name is not in regions.yaml, or called otherwise there",
    "status": "`status` says it in our words",
    "lang": "it is no language tag, or written in another way",
    "photo": "its file is elsewhere now, was not found, or the format has one picture at the head",
    "source.url": "it is no web address, or there is another one",
    "source.name": "there is another name",
    "related": "what it names was not moved, or has no title",
}


class Places(Ways, Protocol):
    """Knows besides where each text is now, and where it was."""

    house: House
    library: Library | None
    targets: dict[str, str]
    originals: dict[str, str]
    addresses: dict[str, tuple[str, ...]]

    def find_text(self, wanted: str, near: str) -> str | None:
        """Find a text by the name that another one has for it."""


class Filing:
    """Makes fields; asks the removal where things are."""

    def __init__(self, removal: Places) -> None:
        """Keep the removal."""
        self.removal = removal

    def fields(self, story: Story, spot: Spot, body: str) -> dict[str, Any]:
        """Give the fields that are filled, by the keys of our format."""
        original = self.removal.originals.get(story.path)
        topics, regions = self._terms(story)
        fields: dict[str, Any] = {
            "title": clean(story.title),
            "date": story.when.iso if story.when else None,
            "updated": story.updated.iso if story.updated else None,
            "byline": flat(filter(None, dict.fromkeys(map(clean, story.byline)))),
            "source": self._source(story),
            "photo": self._photo(story, spot),
            "related": list(self._related(story, spot)) or None,
            "topics": topics,
            "regions": regions,
            "summary": clean(story.summary) or None,
            "lang": story.lang,
            "translation_of": self._slug(original) if original else None,
        }
        if body.strip() == "" and fields["summary"] is None:
            del fields["summary"]
        return {key: value for key, value in fields.items() if value}

    def _slug(self, path: str) -> str:
        return PurePosixPath(self.removal.targets[path]).stem

    def _source(self, story: Story) -> dict[str, str]:
        name, url = clean(story.source), story.url
        if address_fault(name) is None:
            name, url = "", url or name
        if not url and self.removal.house.adopt and self.removal.origin.url:
            address = next(iter(self.removal.addresses[story.path]), "/")
            url = self.removal.origin.url + address
            name = name or self.removal.origin.name
        if not url and not name:
            return {}
        if not name and self.removal.house.known_host(url):
            return {"url": url}
        return {"name": name, "url": url}

    def _photo(self, story: Story, spot: Spot) -> dict[str, str]:
        picture = story.picture
        file = ""
        if picture.address:
            found = find_address(picture.address, spot, self.removal)
            became = found[0] if found and found[0] else ""
            path = became.removeprefix("{static}/photos/") if "{static}/photos/" in became else ""
            file = self._copied(path)
        words = {"caption": picture.caption, "credit": picture.credit, "alt": picture.alt}
        texts = {key: clean(text) for key, text in words.items()}
        if file:
            return {"file": file, **texts, "rights": ""}
        return {key: text for key, text in texts.items() if text}

    def _copied(self, path: str) -> str:
        plans = self.removal.library.plans.values() if self.removal.library else ()
        targets = (plan.target.removeprefix("photos/") for plan in plans)
        wanted = "{static}/photos/" + path
        return next((t for t in targets if address_of(f"photos/{t}") == wanted), "") if path else ""

    def _related(self, story: Story, spot: Spot) -> Iterator[str | dict[str, str]]:
        seen = {self._slug(story.path)}
        for value in story.related:
            entry = self._piece(value, spot)
            name = entry if isinstance(entry, str) else (entry or {}).get("url", "")
            if entry and name not in seen:
                seen.add(name)
                yield entry

    def _piece(self, value: Value, spot: Spot) -> str | dict[str, str] | None:
        if isinstance(value, dict):
            title, url = (
                value.get("title") or value.get("name"),
                value.get("url") or value.get("link"),
            )
            if isinstance(url, str) and isinstance(title, str) and address_fault(url) is None:
                return {"title": clean(title), "url": url}
            value = url
        if not isinstance(value, str) or not value.strip():
            return None
        found = self.removal.find_text(value, spot.path)
        if found is None and (near := find_address(value, spot, self.removal)):
            found = near[0]
        if found and "{filename}" in found:
            return PurePosixPath(found.partition("#")[0]).stem
        return None

    def _terms(self, story: Story) -> tuple[list[str], list[str]]:
        topics: dict[str, None] = {}
        regions: dict[str, None] = {}
        terms = self.removal.house.terms
        for tag in story.tags:
            topic, region = known_term(tag, terms.topics), known_term(tag, terms.regions)
            if self.removal.house.all_topics and not topic and not region:
                topic = nearest_slug(tag)
            if topic:
                topics[topic] = None
            elif region:
                regions[region] = None
        for tag in story.regions:
            region = known_term(tag, terms.regions)
            if region:
                regions[region] = None
        return list(topics), list(regions)


def kept_entries(
    story: Story, fields: Mapping[str, Any], slug: str, *, draft: bool
) -> tuple[list[Entry], list[tuple[Entry, Kept]]]:
    """Choose what becomes a remark: each key of which its field does not hold every word.

    Args:
        story: the text.
        fields: those of its file.
        slug: the name of its file.
        draft: whether the file is a draft.

    Returns:
        The entries, and each with the reason; empty keys, which become nothing, with theirs.
    """
    kept: list[Entry] = []
    reasons: list[tuple[Entry, Kept]] = []
    for entry in story.sheet.entries:
        key = entry.key.strip()
        text = " · ".join(leaves(entry.value))
        if not text:
            reasons.append((entry, Kept(key, "", entry.line, EMPTY, out=True)))
        elif not _is_filed(entry, fields) and not represented(
            entry, _said(plain_key(key), fields, slug, draft=draft)
        ):
            kept.append(entry)
            reasons.append((entry, Kept(key, text, entry.line, _why(key))))
    return kept, reasons


def _is_filed(entry: Entry, fields: Mapping[str, Any]) -> bool:
    """Tell whether every tag of an entry is a topic or a region of the file, by its own slug."""
    if ROLE_OF.get(plain_key(entry.key)) not in ("topics", "regions"):
        return False
    filed = {*fields.get("topics", []), *fields.get("regions", [])}
    cuts = (split_terms(entry.value, by_spaces=by_spaces) for by_spaces in (False, True))
    return any(all(nearest_slug(tag) in filed for tag in tags) for tags in cuts)


def _said(key: str, fields: Mapping[str, Any], slug: str, *, draft: bool) -> Value:
    """Give what the file says in the place of a key; nothing where no field is meant for it."""
    role = ROLE_OF.get(key, "")
    photo = fields.get("photo", {})
    if role == "status":
        said = {"status": "draft", "draft": "true", "published": "false"}
        return said[key] if draft else {"status": "published", "draft": "false"}.get(key, "true")
    if role == "photo":
        file = photo.get("file", "")
        return [*photo.values(), f"/{file}", f"/static/{file}"] if file else []
    if role in ("topics", "regions"):
        return [*fields.get("topics", []), *fields.get("regions", [])]
    return slug if role == "slug" else fields.get(role.partition(".")[0])


def clean(text: str) -> str:
    """Leave out of a field what cannot be seen and what no field may hold."""
    return "".join(
        char if char.isprintable() or char in "\u200c\u200d" else " " for char in text
    ).strip()


def _why(key: str) -> str:
    name = plain_key(key)
    role = ROLE_OF.get(name)
    return _PARTLY.get(role, NO_FIELD) if role else WHY_NOT.get(name, NO_FIELD)
