"""Tags and categories against the vocabularies of the site: found, or suggested, never invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from broadsheet.migrate.sheet import Value, leaves
from broadsheet.read.slugs import nearest_slug
from broadsheet.read.vocabulary import RawTerm
from broadsheet.skeleton.draft import scalar


@dataclass(frozen=True, slots=True)
class Terms:
    """The topics and regions of a site, by everything that they are called."""

    topics: Mapping[str, str]
    regions: Mapping[str, str]


def make_terms(topics: Iterable[RawTerm], regions: Iterable[RawTerm]) -> Terms:
    """Make the terms of a site ready to be looked up."""
    return Terms(_names(topics), _names(regions))


def split_terms(value: Value, *, by_spaces: bool) -> tuple[str, ...]:
    """Give the single tags of a value: a list, a text with commas, or lists in mappings.

    Args:
        value: as it was typed.
        by_spaces: whether a text without a comma is cut at spaces, as Jekyll does with tags.
    """
    found: list[str] = []
    for text in leaves(value):
        single = not isinstance(value, str)
        cut = text.split(",") if "," in text and not single else [text]
        if by_spaces and not single and len(cut) == 1:
            cut = text.split()
        found += [part.strip().strip("\"'").strip() for part in cut]
    return tuple(dict.fromkeys(filter(None, found)))


def known_term(tag: str, names: Mapping[str, str]) -> str | None:
    """Give the slug of the term that a tag means, if there is one."""
    return names.get(tag.casefold()) or names.get(nearest_slug(tag))


def _names(terms: Iterable[RawTerm]) -> dict[str, str]:
    terms = tuple(terms)
    found = {term.slug: term.slug for term in terms}
    for term in terms:
        names = (term.name.default, *(name for _, name in term.name.by_language), *term.words)
        for name in names:
            found.setdefault(name.casefold(), term.slug)
    return found


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag that the vocabulary lacks: the slug and name it might have, and how many use it."""

    slug: str
    name: str
    count: int


def suggest(tags: Iterable[Iterable[str]], terms: Terms) -> list[Suggestion]:
    """Give the tags of texts that are neither topics nor regions, the commonest first."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for of_text in tags:
        unknown = {
            nearest_slug(tag): tag
            for tag in of_text
            if not known_term(tag, terms.topics) and not known_term(tag, terms.regions)
        }
        counts.update(list(unknown))
        for slug, tag in unknown.items():
            names.setdefault(slug, Counter())[tag] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Suggestion(slug, min(names[slug].items(), key=lambda pair: (-pair[1], pair[0]))[0], count)
        for slug, count in ranked
        if slug
    ]


def as_vocabulary(suggestions: Iterable[Suggestion]) -> str:
    """Write suggestions as entries for `topics.yaml`."""
    head = (
        "# Tags of the texts that were migrated. Nothing reads this file: move what you want as a\n"
        "# topic into topics.yaml, and what is a place into regions.yaml.\n"
    )
    entries = (
        f"- slug: {term.slug}\n  name: {scalar(term.name)}   # {term.count}\n"
        for term in suggestions
    )
    return head + "".join(entries)
