"""Articles by topic, region, crossing, source and month; parents hold what their children hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from broadsheet.model import Site


def group(site: Site) -> Site:
    """Fill every `by_…` of a site, each list in the order of the articles."""
    topics: dict[str, list[str]] = defaultdict(list)
    regions: dict[str, list[str]] = defaultdict(list)
    crossings: dict[tuple[str, str], list[str]] = defaultdict(list)
    sources: dict[str, list[str]] = defaultdict(list)
    months: dict[tuple[int, int], list[str]] = defaultdict(list)
    for slug, article in site.articles.items():
        above = site.topics.with_parents(article.topics)
        around = site.regions.with_parents(article.regions)
        for topic in above:
            topics[topic].append(slug)
        for region in around:
            regions[region].append(slug)
        for topic in above:
            for region in around:
                crossings[topic, region].append(slug)
        if article.origin and article.origin.slug:
            sources[article.origin.slug].append(slug)
        day = article.date.astimezone(site.config.timezone)
        months[day.year, day.month].append(slug)
    return replace(
        site,
        by_topic={term.slug: tuple(topics[term.slug]) for term in site.topics},
        by_region={term.slug: tuple(regions[term.slug]) for term in site.regions},
        by_crossing=_in_order(site, crossings),
        by_source={slug: tuple(sources[slug]) for slug in site.sources},
        by_month={month: tuple(months[month]) for month in sorted(months, reverse=True)},
    )


def _in_order(
    site: Site, crossings: dict[tuple[str, str], list[str]]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Sort crossings as the vocabularies stand, whatever the order of the articles was."""
    return {
        (topic.slug, region.slug): tuple(crossings[topic.slug, region.slug])
        for topic in site.topics
        for region in site.regions
        if (topic.slug, region.slug) in crossings
    }
