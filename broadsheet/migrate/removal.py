"""The texts of a site moved together: each gets its slug and place, then its addresses are known.

Pure but for what it asks of the shelf. The order in which files were found does not matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from broadsheet.migrate.date import day_of
from broadsheet.migrate.draft import Draft, write_draft
from broadsheet.migrate.filing import Filing, Places, kept_entries
from broadsheet.migrate.house import House, Item, Kept, Moved
from broadsheet.migrate.library import Library, address_of
from broadsheet.migrate.links import Spot
from broadsheet.migrate.manuscript import Manuscript, translate
from broadsheet.migrate.note import Note
from broadsheet.migrate.origin import Origin, Told, address_key, old_addresses
from broadsheet.migrate.sheet import leaves
from broadsheet.migrate.story import Story
from broadsheet.read.slugs import is_slug, nearest_slug
from broadsheet.skeleton.draft import numbered

_UNNAMED: Final = "article"
UNDATED: Final = "undated"


_NO_ROOM: Final = "there was no room for it in the file"
_CHANGED: Final = "it was migrated before and has changed since: delete our file to have it anew"


class Removal(Places):
    """Moves texts; knows where each of them, and each file they name, is now."""

    def __init__(self, items: Iterable[Item], house: House) -> None:
        """Give each text its place.

        Args:
            items: the texts.
            house: what they move into.
        """
        self.house, self.origin = house, house.origin
        self.library: Library | None = None
        self.items = sorted(items, key=lambda item: (_is_other(item.story, house), item.story.path))
        self.taken = set(house.taken)
        self.targets: dict[str, str] = {}
        self.originals: dict[str, str] = {}
        self.first_by_slug: dict[str, Story] = {}
        self.addresses: dict[str, tuple[str, ...]] = {}
        self.by_key: dict[str, str] = {}
        for item in self.items:
            self._settle(item.story, item.mark)

    # --- where things are now

    def text_at(self, source: str) -> str | None:
        """Give the address of a moved text by its old path below the content."""
        target = self.targets.get(source)
        return f"{{filename}}/{target}" if target else None

    def page_at(self, key: str) -> str | None:
        """Give the address of a moved text by the key of an address on the old site."""
        source = self.by_key.get(key)
        return self.text_at(source) if source else None

    def is_place(self, place: str) -> bool:
        """Tell whether a moved text lies at a place below our content."""
        return place in self._places

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.targets.values())

    def file_at(self, candidates: Sequence[str], near: str) -> str | None:
        """Have the first of some files copied that is there, and give its address."""
        found = self.library.find(candidates) if self.library else None
        if found is None or self.library is None:
            return None
        return address_of(self.library.place(found, near).target)

    def folder_of(self, path: str) -> str:
        """Give the folder for a text's own files: its year and slug."""
        return self.targets[path].removeprefix("articles/").removesuffix(".md")

    def find_text(self, wanted: str, near: str) -> str | None:
        """Find a text as `ref` and `post_url` name it: by its path, or the end of it."""
        wanted, mark, anchor = wanted.strip().partition("#")
        bare = wanted.strip("/").removesuffix(".md")
        folder = near.rpartition("/")[0]
        for ending in (".md", ".markdown", "/index.md", ""):
            for place in (f"{folder}/{bare}{ending}", f"{bare}{ending}", f"_posts/{bare}{ending}"):
                found = self.text_at(place.lstrip("/"))
                if found:
                    return found + mark + anchor
        tail = self.by_key.get(address_key(bare)) or self._by_tail.get(bare.rpartition("/")[2])
        found = self.text_at(tail) if tail else None
        return found + mark + anchor if found else None

    @cached_property
    def _by_tail(self) -> Mapping[str, str]:
        """The texts by the name of their file alone; of several the first."""
        pairs = [(PurePosixPath(item.story.path).stem, item.story.path) for item in self.items]
        return dict(reversed(pairs))

    # --- places

    def _settle(self, story: Story, mark: str) -> None:
        before = self.house.before.get(mark)
        self.targets[story.path] = (
            before[1] if before else f"articles/{_folder(story)}/{self._slug(story)}.md"
        )
        told = Told(
            day=day_of(story.when.iso).isoformat() if story.when else "",
            slug=_wish(story, self.origin),
            stem=story.place.stem,
            section=story.place.section,
            categories=tuple(map(nearest_slug, story.tags[:1])),
            lang=story.lang or "",
            typed=story.addresses,
        )
        self.addresses[story.path] = old_addresses(told, self.origin)
        for address in self.addresses[story.path]:
            self.by_key.setdefault(address_key(address), story.path)

    def _slug(self, story: Story) -> str:
        wish = _wish(story, self.origin) or _UNNAMED
        other = self.first_by_slug.get(wish)
        if other and story.lang and story.lang != (other.lang or self.house.lang):
            self.originals[story.path] = other.path
            wish = nearest_slug(f"{wish}-{story.lang}")
        self.first_by_slug.setdefault(wish, story)
        slug, number = wish, 2
        while slug in self.taken:
            slug, number = numbered(wish, number), number + 1
        self.taken.add(slug)
        return slug

    # --- one text

    def in_order(self) -> list[Item]:
        """Give all texts in the order of their paths."""
        return sorted(self.items, key=lambda item: item.story.path)

    def move(self, item: Item) -> Moved:
        """Move a text; of one that was moved before only say where it is."""
        target = self.targets[item.story.path]
        before = self.house.before.get(item.mark)
        if before is None:
            return self._moved(item, target)
        note = Note(line=1, act="left", why=_CHANGED, became=target)
        notes = () if before[0] == item.digest else (note,)
        return Moved(story=item.story, target=target, notes=notes, new=False)

    def _moved(self, item: Item, target: str) -> Moved:
        story = item.story
        spot = Spot(story.path, next(iter(self.addresses[story.path]), ""))
        manuscript = Manuscript(
            body=story.body,
            first_line=story.body_line,
            page=_values(story),
            spot=spot,
            keep_fences=self.house.keep_fences,
        )
        body, notes = translate(manuscript, self, lambda wanted: self.find_text(wanted, story.path))
        draft = story.draft or not self.house.keep_status
        fields = Filing(self).fields(story, spot, body)
        kept, reasons = kept_entries(story, fields, PurePosixPath(target).stem, draft=draft)
        written = write_draft(
            Draft(
                mark=item.mark,
                digest=item.digest,
                fields=fields,
                kept=tuple(kept),
                remarks=story.sheet.remarks,
                draft=draft,
                body=body,
            )
        )
        told = [reason for entry, reason in reasons if entry not in written.crowded]
        told += [
            Kept(entry.key, " ".join(leaves(entry.value)), entry.line, _NO_ROOM, out=True)
            for entry in written.crowded
        ]
        return Moved(
            story=story,
            target=target,
            data=written.text.encode("utf-8", "replace"),
            kept=tuple(told),
            notes=(*story.notes, *notes),
        )


def _values(story: Story) -> dict[str, str]:
    """Give what a tag such as `{{ page.title }}` stands for."""
    texts = {
        entry.key: entry.value for entry in story.sheet.entries if isinstance(entry.value, str)
    }
    return {f"page.{key}": text for key, text in (texts | {"title": story.title}).items()}


def _is_other(story: Story, house: House) -> bool:
    """Tell whether a text is in another language than the site: it comes after the others."""
    return bool(story.lang) and story.lang != house.lang


def _folder(story: Story) -> str:
    return f"{day_of(story.when.iso).year:04d}" if story.when else UNDATED


def _wish(story: Story, origin: Origin) -> str:
    """Give the slug that a text should have: its own, else what its generator would take."""
    typed = story.slug.strip("/").rpartition("/")[2].removesuffix(".html")
    if typed:
        return typed if is_slug(typed) else nearest_slug(typed)
    if origin.kind == "pelican" and story.title:
        return nearest_slug(story.title)
    return nearest_slug(story.place.stem) or nearest_slug(story.title)
