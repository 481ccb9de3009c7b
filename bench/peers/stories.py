"""What peers cannot find by themselves, worked out for them: it goes into their front matter.

Broadsheet shows related pieces both ways and the neighbours in a topic. So that pages are of equal
size, a peer gets what it would have no way to find; it costs the peer nothing in the build.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from bench.content import Digest, Story


def related_both_ways(digest: Digest) -> dict[str, tuple[str, ...]]:
    """List by slug what each article names, then the articles that name it, the newest first."""
    naming: dict[str, list[str]] = defaultdict(list)
    for story in reversed(digest.stories):
        for slug in story.related:
            naming[slug].append(story.slug)
    return {
        story.slug: tuple(dict.fromkeys([*story.related, *naming[story.slug]]))
        for story in digest.stories
    }


def neighbours(digest: Digest) -> dict[str, tuple[Story | None, Story | None]]:
    """Give by slug the later and the earlier article in the topic it is first filed under."""
    by_topic: dict[str, list[Story]] = defaultdict(list)
    for story in digest.stories:
        for topic in story.topics:
            by_topic[topic].append(story)
    later: dict[tuple[str, str], Story] = {}
    earlier: dict[tuple[str, str], Story] = {}
    for topic, stories in by_topic.items():
        for one, next_one in pairwise(stories):
            later[topic, one.slug] = next_one
            earlier[topic, next_one.slug] = one
    return {
        story.slug: (
            later.get((story.topics[0], story.slug)),
            earlier.get((story.topics[0], story.slug)),
        )
        for story in digest.stories
    }
