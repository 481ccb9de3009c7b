"""Articles by topic, region, crossing, source and month; parents hold what their children hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

from broadsheet.model import Site


def group(site: Site) -> Site:
    """Fill every `by_…` of a site, each list in the order of the articles."""
    topics: dict[str, list[str]] = defaultdict(list)
    regions: dict[str, list[str]] = defaultdict(list)
    crossings: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    sources: dict[str, list[str]] = defaultdict(list)
    months: dict[tuple[int, int], list[str]] = defaultdict(list)
    above = _Once(site.topics.with_parents)
    around = _Once(site.regions.with_parents)
    zone = site.config.timezone
    for slug, article in site.articles.items():
        own_topics, own_regions = above[article.topics], around[article.regions]
        for topic in own_topics:
            topics[topic].append(slug)
            crossed = crossings[topic]
            for region in own_regions:
                crossed[region].append(slug)
        for region in own_regions:
            regions[region].append(slug)
        if article.origin and article.origin.slug:
            sources[article.origin.slug].append(slug)
        day = article.date.astimezone(zone)
        months[day.year, day.month].append(slug)
    return replace(
        site,
        by_topic={term.slug: tuple(topics[term.slug]) for term in site.topics},
        by_region={term.slug: tuple(regions[term.slug]) for term in site.regions},
        by_crossing=_in_order(site, crossings),
        by_source={slug: tuple(sources[slug]) for slug in site.sources},
        by_month={month: tuple(months[month]) for month in sorted(months, reverse=True)},
    )


class _Once(dict[tuple[str, ...], tuple[str, ...]]):
    """Rolls up each combination of slugs once: many articles are filed alike."""

    def __init__(self, roll_up: Callable[[tuple[str, ...]], tuple[str, ...]]) -> None:
        self._roll_up = roll_up

    def __missing__(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        rolled = self[slugs] = self._roll_up(slugs)
        return rolled


def _in_order(
    site: Site, crossings: Mapping[str, Mapping[str, list[str]]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Sort crossings as the vocabularies stand, whatever the order of the articles was."""
    return {
        (topic.slug, region.slug): tuple(crossings[topic.slug][region.slug])
        for topic in site.topics
        if topic.slug in crossings
        for region in site.regions
        if region.slug in crossings[topic.slug]
    }
