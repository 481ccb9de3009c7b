"""Stock Pelican: its own `Key: value` metadata, topics and regions as tags, no plugins."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.content import Digest, Story, Term, write_articles
from bench.contestant import Order, Server, Site
from bench.peers.programs import answer, install_wheels
from bench.peers.stories import neighbours, related_both_ways
from bench.theme import copy_static

THEME: Final = Path(__file__).parents[1] / "themes" / "pelican"
VERSION: Final = "4.12.0"


@dataclass(slots=True)
class Pelican:
    """The generator that Broadsheet is a guest of, alone, in an environment of its own."""

    kept: Path
    name: str = "pelican"
    feed: str | None = None

    def install(self) -> None:
        """Install Pelican."""
        install_wheels(self.kept / "pelican", "pelican", f"pelican[markdown]=={VERSION}")

    def versions(self) -> dict[str, str]:
        """Give the versions of Pelican and Python-Markdown."""
        code = "from importlib.metadata import version as v; print(v('pelican'), v('markdown'))"
        pelican, markdown = answer([self.kept / "pelican" / "bin" / "python", "-c", code]).split()
        return {"pelican": pelican, "python-markdown": markdown}

    def site(self) -> Site:
        """Say where its site stands; its cache is off, as it ordinarily is."""
        folder = self.kept / "sites" / "pelican"
        return Site(
            folder=folder, articles=folder / "content" / "articles", output=folder / "output"
        )

    def lay_out(self, digest: Digest) -> None:
        """Write its site."""
        site = self.site()
        shutil.copytree(THEME, site.folder, dirs_exist_ok=True)
        copy_static(site.folder / "static")
        terms = [[[t.slug, t.name, t.description] for t in g] for g in _vocabularies(digest)]
        (site.folder / "terms.json").write_text(json.dumps(terms), encoding="utf-8")
        write_articles(site.articles, digest, _Articles(digest).text)

    def build(self) -> Order:
        """Say how its site is built."""
        return Order(
            line=[self.kept / "pelican" / "bin" / "pelican", "--settings", "pelicanconf.py"],
            folder=self.site().folder,
        )

    def servers(self, ports: Sequence[int]) -> list[Server]:
        """Pelican's server writes everything anew, as its build does: nothing to add."""
        del ports
        return []


def _vocabularies(digest: Digest) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    return digest.topics, digest.regions


class _Articles:
    """Writes articles as Pelican reads them, with what stock Pelican has no way to find."""

    def __init__(self, digest: Digest) -> None:
        self.stories = {story.slug: story for story in digest.stories}
        self.related = related_both_ways(digest)
        self.neighbours = neighbours(digest)

    def text(self, story: Story, body: str) -> str:
        related = [self.stories[slug] for slug in self.related[story.slug]]
        near = zip(("Later", "Earlier"), self.neighbours[story.slug], strict=True)
        front = [
            f"Title: {story.title}",
            f"Date: {story.date.isoformat()}",
            f"Slug: {story.slug}",
            f"Byline: {story.byline}",
            f"SourceName: {story.source_name}",
            f"SourceUrl: {story.source_url}",
            f"Tags: {', '.join([*story.topics, *story.regions])}",
            f"Related: {json.dumps([_link(s, f'{s.date:%-d %B %Y}') for s in related])}",
            "Neighbours: "
            + json.dumps([[word, *_link(s, f"{s.date:%-d %b}")] for word, s in near if s]),
            f"Summary: {story.summary}",
            "",
            "",
        ]
        return "\n".join(front) + body + "\n"


def _link(story: Story, day: str) -> list[str]:
    return [story.slug, story.title, story.date.isoformat(), day]
