"""The earlier and the later article of the same topic."""

from __future__ import annotations

from dataclasses import replace

from broadsheet.model import Neighbours, Site


def find_neighbours(site: Site) -> Site:
    """Find for each article the ones right before and after it in its first topic."""
    places = {
        topic: {slug: number for number, slug in enumerate(slugs)}
        for topic, slugs in site.by_topic.items()
    }
    neighbours: dict[str, Neighbours] = {}
    for slug, article in site.articles.items():
        if not article.topics:  # a draft that has none yet
            continue
        topic = article.topics[0]
        row, place = site.by_topic[topic], places[topic][slug]
        neighbours[slug] = Neighbours(
            topic=topic,
            earlier=row[place + 1] if place + 1 < len(row) else None,
            later=row[place - 1] if place > 0 else None,
        )
    return replace(site, neighbours=neighbours)
