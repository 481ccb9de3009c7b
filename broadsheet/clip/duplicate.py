"""Stories that repeat one another: the same address, or nearly the same text.

Two papers that print one agency's story keep most of its words and change the headline, cut some
paragraphs and add some. An agency in common and days that are close make less likeness enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from broadsheet.agency import agency_at_beginning, is_agency
from broadsheet.clip.address import identity, is_address
from broadsheet.clip.clipping import Clipping
from broadsheet.clip.shingle import alike, missing, shingles
from broadsheet.problems import one_line
from broadsheet.read.frontmatter import Halves
from broadsheet.read.located_yaml import Mapping, Scalar, Sequence

_ALIKE: Final = 0.4
"""The share of common shingles from which two texts are the same story."""
_WIRED: Final = 0.25
"""The same, where both name the same agency within some days: an agency's lead alone is enough."""
_DISTANT: Final = 0.7
"""The same, where weeks lie between: what is alike then is often a background that is repeated."""
_DAYS: Final = 3
_WEEKS: Final = 28
_FEWEST: Final = 6
"""Shingles of a text that can be compared: less is a headline, or a line that all entries have."""
_BEGINNING: Final = 60


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A story that is there already: where, why it is thought so, how alike, 0 to 1."""

    path: str
    why: str
    similarity: float


@dataclass(frozen=True, kw_only=True)
class Story:
    """What of a story is compared, wherever it comes from."""

    title: str = ""
    text: str = ""
    address: str = ""
    day: date | None = None
    byline: tuple[str, ...] = ()
    agencies: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def page(self) -> str | None:
        """What its address has in common with others of the same page."""
        return identity(self.address) if is_address(self.address) else None

    @cached_property
    def shingles(self) -> frozenset[int]:
        """The runs of words of its text."""
        return shingles(self.text)


def story_of_clipping(clipping: Clipping) -> Story:
    """Give what of a clipping is compared."""
    return Story(
        title=clipping.title or "",
        text=clipping.body,
        address=clipping.url or "",
        day=clipping.date.day if clipping.date else None,
        byline=clipping.byline,
        agencies=frozenset(clipping.agencies) or agencies_in(clipping.byline, clipping.body),
    )


def story_of_article(halves: Halves) -> Story:
    """Give what of an article's file is compared."""
    byline = tuple(_texts(halves, "byline"))
    return Story(
        title=_text(halves, "title"),
        text=halves.body,
        address=_text(halves, "source", "url"),
        day=_day(_text(halves, "date")),
        byline=byline,
        agencies=agencies_in(byline, halves.body),
    )


def agencies_in(byline: Iterable[str], text: str) -> frozenset[str]:
    """Give the agencies of a byline, and the one that a text names at its beginning."""
    named = [*filter(is_agency, byline), agency_at_beginning(text)]
    return frozenset(filter(None, named))


def compare(ours: Story, theirs: Story, path: str) -> Duplicate | None:
    """Compare two stories; None when they are two.

    Args:
        ours: the story that has come.
        theirs: the one that is there already.
        path: where that one is.
    """
    if ours.page and ours.page == theirs.page:
        return Duplicate(path, "the same address", 1.0)
    if min(len(ours.shingles), len(theirs.shingles)) < _FEWEST:
        return None
    similarity = alike(ours.shingles, theirs.shingles)
    wire = _common(ours, theirs)
    if similarity < _threshold(ours, theirs, wire=bool(wire)):
        return None
    by = f", by {' and '.join(sorted(wire))} both times" if wire else ""
    return Duplicate(
        path, f"nearly the same text{by}{_differs(ours, theirs)}", round(similarity, 2)
    )


def _common(ours: Story, theirs: Story) -> set[str]:
    known = {name.lower() for name in theirs.agencies}
    return {name for name in ours.agencies if name.lower() in known}


def _threshold(ours: Story, theirs: Story, *, wire: bool) -> float:
    if not (ours.day and theirs.day):
        return _ALIKE
    apart = abs((ours.day - theirs.day).days)
    if apart > _WEEKS:
        return _DISTANT
    return _WIRED if wire and apart <= _DAYS else _ALIKE


def _differs(ours: Story, theirs: Story) -> str:
    """Say what an editor would compare: the facts of the other story, and whose paragraphs."""
    there = [*_facts(ours, theirs), *_more(missing(theirs.text, ours.shingles), "not here")]
    here = [*_more(missing(ours.text, theirs.shingles), "not there")]
    parts = [("there", there), ("here", here)]
    return "".join(f"; {place}: {', '.join(said)}" for place, said in parts if said)


def _facts(ours: Story, theirs: Story) -> Iterator[str]:
    facts = {
        "headline": (theirs.title, ours.title),
        "date": (theirs.day and theirs.day.isoformat(), ours.day and ours.day.isoformat()),
        "address": (theirs.address, ours.address),
        "byline": (", ".join(theirs.byline), ", ".join(ours.byline)),
    }
    for name, (other, own) in facts.items():
        if other and other != own:
            yield f"{name} {other!r}"


def _more(paragraphs: list[str], where: str) -> Iterator[str]:
    """Say how many paragraphs only one of the two has, and how the first of them begins."""
    if paragraphs:
        first = one_line(" ".join(paragraphs[0].split()))
        shown = first if len(first) <= _BEGINNING else f"{first[:_BEGINNING].rpartition(' ')[0]} …"
        noun = (
            "a paragraph that is"
            if len(paragraphs) == 1
            else f"{len(paragraphs)} paragraphs that are"
        )
        yield f"{noun} {where} ({shown})"


def _text(halves: Halves, *keys: str) -> str:
    node: object = halves.front
    for key in keys:
        node = node.items.get(key) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) else ""


def _texts(halves: Halves, key: str) -> Iterator[str]:
    node = halves.front.items.get(key)
    if isinstance(node, Sequence):
        yield from (item.text for item in node.items if isinstance(item, Scalar))
    elif isinstance(node, Scalar):
        yield node.text


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
