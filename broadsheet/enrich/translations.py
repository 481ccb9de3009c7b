"""Which articles and pages are the same text in other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from broadsheet.model import Article, Site, Standing


def find_translations(site: Site) -> Site:
    """Join originals and translations, also translations of translations, into groups."""
    return replace(
        site,
        translations=_groups(site.articles),
        standing_translations=_groups(site.standing),
    )


def _groups(items: Mapping[str, Article] | Mapping[str, Standing]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for slug, item in items.items():
        if item.translation_of is not None:
            groups[_original(slug, items)].append(slug)
    for original, group in groups.items():
        if original in items and original not in group:  # that of a circle is in it
            group.append(original)
    return {
        slug: _others(slug, group, items)
        for group in groups.values()
        if len(group) > 1
        for slug in group
    }


def _original(slug: str, items: Mapping[str, Article] | Mapping[str, Standing]) -> str:
    """Follow `translation_of` to its end.

    Of a circle the first slug by the alphabet is the original. The end may be an article that is
    not shown: its translations still belong together.
    """
    seen = [slug]
    while slug in items:
        above = items[slug].translation_of
        if above is None:
            return slug
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
        slug = above
    return slug


def _others(
    slug: str, group: Iterable[str], items: Mapping[str, Article] | Mapping[str, Standing]
) -> tuple[str, ...]:
    others = (other for other in group if other != slug)
    return tuple(sorted(others, key=lambda other: (items[other].lang, other)))
