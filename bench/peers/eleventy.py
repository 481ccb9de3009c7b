"""Eleventy: YAML front matter, Nunjucks and markdown-it, lists through its pagination."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from bench.content import Digest, Story, write_articles
from bench.contestant import Order, Server, Site
from bench.peers.programs import answer, install_packages
from bench.peers.stories import related_both_ways
from bench.theme import copy_static

THEME: Final = Path(__file__).parents[1] / "themes" / "eleventy"
PACKAGES: Final = (
    "@11ty/eleventy",
    "markdown-it",
    "markdown-it-deflist",
    "markdown-it-footnote",
)


@dataclass(slots=True)
class Eleventy:
    """The generator many choose who write JavaScript, from npm."""

    kept: Path
    name: str = "eleventy"
    feed: str | None = "feeds/all.atom.xml"

    def install(self) -> None:
        """Install the newest Eleventy where its sites find it, above them."""
        install_packages(self.folder, *PACKAGES)

    @property
    def folder(self) -> Path:
        """Its programs, and below them its site: its settings import from `node_modules`."""
        return self.kept / "eleventy"

    def versions(self) -> dict[str, str]:
        """Give the versions of Eleventy and Node."""
        package = self.folder / "node_modules" / PACKAGES[0] / "package.json"
        found = json.loads(package.read_text(encoding="utf-8"))
        return {"eleventy": str(found["version"]), "node": answer(["node", "--version"])}

    def site(self) -> Site:
        """Say where its site stands; it keeps nothing between builds."""
        folder = self.folder / "site"
        return Site(folder=folder, articles=folder / "articles", output=folder / "_site")

    def lay_out(self, digest: Digest) -> None:
        """Write its site."""
        site = self.site()
        shutil.copytree(THEME, site.folder, dirs_exist_ok=True)
        copy_static(site.folder / "theme")
        for kind, terms in (("topics", digest.topics), ("regions", digest.regions)):
            text = json.dumps([asdict(term) for term in terms])
            (site.folder / "_data" / f"{kind}Terms.json").write_text(text, encoding="utf-8")
        related = related_both_ways(digest)
        write_articles(
            site.articles, digest, lambda story, body: _article(story, body, related[story.slug])
        )

    def build(self) -> Order:
        """Say how its site is built."""
        program = self.folder / "node_modules" / ".bin" / "eleventy"
        return Order(line=[program, "--quiet"], folder=self.site().folder)

    def servers(self, ports: Sequence[int]) -> list[Server]:
        """Its watcher builds everything anew, as its build does: nothing to add."""
        del ports
        return []


def _article(story: Story, body: str, related: tuple[str, ...]) -> str:
    front = [
        "---",
        f"title: {story.title}",
        f"date: {story.date.isoformat()}",
        f"byline: {story.byline}",
        "source:",
        f"  name: {story.source_name}",
        f"  url: {story.source_url}",
        f"related: [{', '.join(related)}]",
        f"topics: [{', '.join(story.topics)}]",
        f"regions: [{', '.join(story.regions)}]",
        f"summary: {story.summary}",
        "---",
        "",
    ]
    return "\n".join(front) + body + "\n"
