"""The earlier and the later article of the same topic, in the same language."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from broadsheet.model import Neighbours, Site


def find_neighbours(site: Site) -> Site:
    """Find for each article the ones right before and after it in its first topic.

    They are in its own language: a reader goes on reading, and is not sent to a translation of
    what was just read.
    """
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for topic, slugs in site.by_topic.items():
        for slug in slugs:
            rows[topic, site.articles[slug].lang].append(slug)
    places = {key: {slug: place for place, slug in enumerate(row)} for key, row in rows.items()}
    neighbours: dict[str, Neighbours] = {}
    for slug, article in site.articles.items():
        if not article.topics:  # a draft that has none yet
            continue
        key = article.topics[0], article.lang
        row, place = rows[key], places[key][slug]
        neighbours[slug] = Neighbours(
            topic=article.topics[0],
            earlier=row[place + 1] if place + 1 < len(row) else None,
            later=row[place - 1] if place > 0 else None,
        )
    return replace(site, neighbours=neighbours)
