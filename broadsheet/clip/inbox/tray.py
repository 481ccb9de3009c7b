"""What is laid before the editor: entries with their numbers, and what each of them repeats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Final

from broadsheet.clip.duplicate import Duplicate, Story, agencies_in, compare
from broadsheet.clip.feed.entry import Entry, moment_of
from broadsheet.clip.feed.words import words
from broadsheet.clip.inbox.item import Item
from broadsheet.clip.morgue import Morgue
from broadsheet.clip.shingle import runs

_HITS: Final = 2
_BEST: Final = 10
_COMMON: Final = 30
"""A run of words that more entries have than this is a phrase of a feed, and tells nothing."""
_UPDATED: Final = 0.8
"""How alike two entries of one feed are when one is the other, updated; less is its own manner."""
_LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Put entries in order; those without a date go last, in the order of their feed."""
    return sorted(entries, key=lambda entry: moment_of(entry) or _LONG_AGO, reverse=True)


def is_since(entry: Entry, day: date) -> bool:
    """Tell whether an entry is of a day or later; one without a date may be."""
    dateline = entry.published or entry.updated
    return dateline is None or dateline.day >= day


def mark(items: Sequence[Item], morgue: Morgue) -> list[Item]:
    """Find what entries repeat, of the digest and of each other."""
    stories = [story_of_entry(item.entry) for item in items]
    like = _likenesses(items, stories)
    return [
        Item(
            number=item.number,
            entry=item.entry,
            new=item.new,
            there=tuple(morgue.find(story)),
            like=tuple(like.get(item.number, ())),
        )
        for item, story in zip(items, stories, strict=True)
    ]


def story_of_entry(entry: Entry) -> Story:
    """Give what of an entry is compared."""
    text = words(entry.content) or entry.summary
    dateline = entry.published or entry.updated
    return Story(
        title=entry.title,
        text=text,
        address=entry.address or "",
        day=dateline.day if dateline else None,
        byline=entry.authors,
        agencies=agencies_in(entry.authors, text),
    )


def _likenesses(
    items: Sequence[Item], stories: Sequence[Story]
) -> dict[int, list[tuple[int, Duplicate]]]:
    """Compare each entry with those before it that share some words or the address."""
    holders: dict[int, list[int]] = {}
    pages: dict[str, int] = {}
    found: dict[int, list[tuple[int, Duplicate]]] = {}
    for place, (item, story) in enumerate(zip(items, stories, strict=True)):
        hits: Counter[int] = Counter()
        wanted = runs(story.text)
        for value in wanted:
            before = holders.setdefault(value, [])
            if len(before) < _COMMON:
                hits.update(before)
                before.append(place)
        near = [other for other, count in hits.most_common(_BEST) if count >= _HITS]
        if story.page:
            first = pages.setdefault(story.page, place)
            near = [first, *near] if first != place else near
        for other in dict.fromkeys(near):
            duplicate = compare(story, stories[other], items[other].entry.feed)
            apart = items[other].entry.feed != item.entry.feed
            if duplicate and (apart or duplicate.similarity >= _UPDATED):
                found.setdefault(item.number, []).append((items[other].number, duplicate))
    return found
