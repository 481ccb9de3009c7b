"""Broadsheet itself, as a contestant: `invoke build` and `invoke serve` of some checkout of it."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bench.content import Digest, article, write_articles, write_data
from bench.contestant import Order, Server, Site

LACKING: Final = ("crossings", "sources", "credits", "corrections", "json-feeds", "opml")
"""Page kinds that no peer has: left out wherever ours is compared."""
_SETTINGS: Final = '''\
"""The settings of the checkout that is measured, for a digest that was made up."""

import runpy

globals().update(runpy.run_path({conf}))
SITENAME = "The December Digest"
PATH = {content}
OUTPUT_PATH = {output}
CACHE_PATH = {cache}
THEME = {theme}
LOAD_CONTENT_CACHE = True
BROADSHEET_WITHOUT = {without}
# The defaults, by name: whatever the host lists for itself, these are what is measured.
MARKDOWN = {{
    "extension_configs": {{
        f"markdown.extensions.{{name}}": {{}}
        for name in ("footnotes", "tables", "def_list", "toc", "smarty")
    }}
}}
'''


@dataclass(slots=True)
class Ours:
    """Broadsheet. `engine` is the checkout to be measured; `without` the page kinds left out."""

    kept: Path
    engine: Path
    without: tuple[str, ...] = ()
    name: str = "broadsheet"
    feed: str | None = "feeds/all.atom.xml"

    def install(self) -> None:
        """Install nothing: this environment is the one that builds sites."""

    def versions(self) -> dict[str, str]:
        """Give the versions of what does the work, and the commit."""
        libraries = ("pelican", "markdown", "jinja2", "pyyaml", "nh3", "msgspec")
        return {
            "broadsheet": self._commit(),
            "python": platform.python_version(),
            **{name: version(name) for name in libraries},
        }

    def _commit(self) -> str:
        git = [
            "git",
            "-C",
            str(self.engine),
            "describe",
            "--always",
            "--dirty=, changed",
            "--exclude=*",
        ]
        done = subprocess.run(git, check=False, text=True, encoding="utf-8", capture_output=True)
        return done.stdout.strip() or "no commit"

    def site(self) -> Site:
        """Say where its site stands: one for each choice of page kinds, so are caches."""
        folder = self.kept / "sites" / ("ours" if self.without else "ours-everything")
        return Site(
            folder=folder,
            articles=folder / "content" / "articles",
            output=folder / "output",
            caches=(folder / "cache",),
        )

    def lay_out(self, digest: Digest) -> None:
        """Write its site."""
        site = self.site()
        write_data(site.folder / "content" / "data", digest)
        write_articles(site.articles, digest, article)
        settings = _SETTINGS.format(
            conf=_text(self.engine / "pelicanconf.py"),
            content=_text(site.folder / "content"),
            output=_text(site.output),
            cache=_text(site.caches[0]),
            theme=_text(self.engine / "theme"),
            without=list(self.without),
        )
        (site.folder / "pelicanconf.py").write_text(settings, encoding="utf-8")

    def build(self) -> Order:
        """Say how its site is built."""
        return self._invoke("build")

    def servers(self, ports: Sequence[int]) -> list[Server]:
        """Serve from a folder of its own, so that no build meets what the server wrote."""
        served = self.site().folder / "served"
        return [
            Server(
                name="invoke serve",
                order=self._invoke("serve", f"--port={port}", f"--output={served}"),
                port=port,
                output=served,
            )
            for port in ports[:1]
        ]

    def _invoke(self, verb: str, *options: str) -> Order:
        settings = self.site().folder / "pelicanconf.py"
        return Order(
            line=[sys.executable, "-m", "invoke", verb, f"--settings={settings}", *options],
            folder=self.engine,
        )


def _text(path: Path) -> str:
    """Write a path as Python and JSON both read it."""
    return json.dumps(str(path))
