"""The earlier and the later article of the same topic, in the same language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from broadsheet.model import Article, Neighbours, Site


def find_neighbours(site: Site) -> Site:
    """Find for each article the ones right before and after it in its first topic.

    They are in its own language: a reader goes on reading, and is not sent to a translation of
    what was just read.
    """
    neighbours: dict[str, Neighbours] = {}
    for topic, slugs in site.by_topic.items():
        for row in _by_language(slugs, site):
            for later, article, earlier in zip((None, *row), row, (*row[1:], None), strict=False):
                if article.topics[0] == topic:
                    neighbours[article.slug] = Neighbours(
                        topic=topic,
                        earlier=earlier.slug if earlier else None,
                        later=later.slug if later else None,
                    )
    return replace(site, neighbours=neighbours)


def _by_language(slugs: tuple[str, ...], site: Site) -> Iterable[list[Article]]:
    rows: dict[str, list[Article]] = defaultdict(list)
    for slug in slugs:
        article = site.articles[slug]
        rows[article.lang].append(article)
    return rows.values()
