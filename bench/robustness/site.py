"""A site to be attacked: some versions of its content, and what a build makes of each."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from bench.content import make_site
from bench.theme import ROOT

CLOCK: Final = "2026-01-01"
TEMPORARY: Final = ".broadsheet-"
"""How the name of everything begins in an output that is only there while a build writes."""
VERSIONS: Final = 4
EDITED: Final = 20
"""Articles that differ from one version to the next."""
_CONF: Final = """\
import os
import sys
sys.path.insert(0, {root!r})
from broadsheet import pelican_plugin
PLUGINS = [pelican_plugin]
SITENAME = "A digest under attack"
PATH, THEME = "content", {theme!r}
OUTPUT_PATH = os.environ.get("SITE_OUTPUT", "output")
CACHE_PATH = os.environ.get("SITE_CACHE", "cache")
LOAD_CONTENT_CACHE = True
ARTICLE_URL, ARTICLE_SAVE_AS = "articles/{{slug}}/", "articles/{{slug}}/index.html"
PAGE_URL, PAGE_SAVE_AS = "{{slug}}/", "{{slug}}/index.html"
DEFAULT_PAGINATION = 30
FEED_MAX_ITEMS = 50
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
"""

Digests = dict[str, str]
"""SHA-256 by path."""
Prepare = Callable[[], None]


@dataclass(slots=True)
class Verdict:
    """What became of one promise."""

    promise: str
    tried: int = 0
    broken: list[str] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    """What happened, and how often."""
    skipped: str = ""

    def note(self, what: str) -> None:
        """Count something that happened."""
        self.seen[what] = self.seen.get(what, 0) + 1

    def demand(self, kept: bool, otherwise: str) -> None:
        """Note a broken promise, unless it was kept."""
        if not kept:
            self.broken.append(otherwise)


class Site:
    """A site in a folder of its own; its content is at one of several versions."""

    def __init__(self, folder: Path, articles: int, versions: int = VERSIONS) -> None:
        """Lay out the site and build every version from nothing."""
        self.folder = folder
        self.output, self.cache = folder / "output", folder / "cache"
        self.conf = folder / "pelicanconf.py"
        make_site(folder / "content", articles)
        text = _CONF.format(root=str(ROOT), theme=str(ROOT / "theme"))
        self.conf.write_text(text, encoding="utf-8")
        place = folder / "content" / "articles"
        self._first = {path: path.read_bytes() for path in sorted(place.rglob("*.md"))}
        self._now: set[Path] = set(self._first)
        self.cold: list[Digests] = []
        for version in range(versions):
            self.show(version)
            self.cold.append(self._build_cold())

    def show(self, version: int) -> None:
        """Bring the content to a version: titles and texts differ, some articles come and go."""
        dice = Random(version)  # noqa: S311  the same versions every time
        files = dict(self._first)
        for path in dice.sample(sorted(files), min(EDITED, len(files))):
            files[path] += f"\nIn version {version}.\n".encode()
        for path in dice.sample(sorted(files), min(EDITED // 2, len(files))):
            files[path] = files[path].replace(b"title: ", f"title: Version {version}, ".encode(), 1)
            files[path.with_name(f"only-{version}-{path.name}")] = files[path]
        for path in self._now - files.keys():
            path.unlink()
        for path, data in files.items():
            if path not in self._now or path.read_bytes() != data:
                spare = path.with_name(f".{path.name}")
                spare.write_bytes(data)
                spare.replace(path)
        self._now = set(files)

    def start(
        self,
        *options: str,
        prepare: Prepare | None = None,
        **environment: str,
    ) -> subprocess.Popen[str]:
        """Start `invoke build` in a session of its own, as a terminal does."""

        def ready() -> None:  # a build that is started in the background would ignore Ctrl-C
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            if prepare:
                prepare()

        line = [sys.executable, "-m", "invoke", "--search-root", str(ROOT), "build"]
        given = ["--settings", str(self.conf), "--now", CLOCK, *options]
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.Popen(
            [*line, *given],
            cwd=self.folder,
            env={**kept, "PYTHONDONTWRITEBYTECODE": "1", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=ready,  # noqa: PLW1509  no thread of ours runs while a build is started
        )

    def build(
        self, *options: str, prepare: Prepare | None = None, **environment: str
    ) -> tuple[int, str]:
        """Build to the end; return the exit status and what was said."""
        process = self.start(*options, prepare=prepare, **environment)
        said = process.communicate()[1]
        return process.returncode, said

    def demand_right(self, verdict: Verdict, version: int, after: str) -> None:
        """Build once more; the output must be that of a cold build."""
        status, said = self.build()
        verdict.demand(status == 0, f"{after}: the next build ended with {status}: {said[-300:]}")
        wrong = differing(digests(self.output), self.cold[version])
        verdict.demand(not wrong, f"{after}: the next build is not as a cold one: {wrong[:5]}")

    def forget(self, *places: Path) -> None:
        """Delete folders: the output, the cache."""
        for place in places:
            shutil.rmtree(place, ignore_errors=True)

    def _build_cold(self) -> Digests:
        folder = self.folder / "cold"
        output, cache = str(folder / "output"), str(folder / "cache")
        status, said = self.build(SITE_OUTPUT=output, SITE_CACHE=cache)
        if status:
            raise RuntimeError(f"the site cannot be built at all: {said}")
        made = digests(folder / "output")
        shutil.rmtree(folder)
        return made


def digests(folder: Path) -> Digests:
    """Hash every file of an output, also what must not be there any more."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(found: Digests, expected: Digests) -> list[str]:
    """Name the files that are in one output alone, or differ."""
    return sorted(p for p in found.keys() | expected.keys() if found.get(p) != expected.get(p))


def whole(site: Site, allowed: tuple[Digests, ...]) -> Iterator[str]:
    """Name files of the output that are none of the versions they may be."""
    for place, folders, names in os.walk(site.output):
        folders[:] = [name for name in folders if not name.startswith(TEMPORARY)]
        for name in names:
            path = Path(place) / name
            below = path.relative_to(site.output).as_posix()
            try:
                digest = hashlib.sha256(path.read_bytes()).hexdigest()
            except FileNotFoundError:  # replaced by a folder, or removed, while we were looking
                continue
            if not any(version.get(below) == digest for version in allowed):
                yield below


def left_running(session: int) -> list[int]:
    """Give the processes of a session that are still there (Linux)."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry.name))
    return found
