"""Related pieces both ways: an article that names another appears on that one too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from broadsheet.model import Related, Site


def relate(site: Site) -> Site:
    """Fill `related`: what the editor named, in order, then the articles that name this one."""
    named: dict[str, list[Related]] = {}
    named_by: dict[str, list[Related]] = defaultdict(list)
    for slug, article in site.articles.items():
        if not article.related:
            continue
        named[slug] = [r for r in article.related if r.slug is None or r.slug in site.articles]
        mention = Related(slug=slug)
        for related in named[slug]:
            if related.slug is not None:
                named_by[related.slug].append(mention)
    return replace(
        site,
        related={
            slug: _each_once(
                (*named.get(slug, ()), *named_by.get(slug, ())),
                {slug, *site.translations.get(slug, ())},
            )
            for slug in site.articles
            if slug in named or slug in named_by
        },
    )


def _each_once(pieces: Iterable[Related], seen: set[str]) -> tuple[Related, ...]:
    found: list[Related] = []
    for related in pieces:
        if related.slug is None:
            found.append(related)
        elif related.slug not in seen:
            seen.add(related.slug)
            found.append(related)
    return tuple(found)
