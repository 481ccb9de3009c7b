"""Build whole sites in copies of this project, with the commands that an editor types."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from broadsheet.config import SiteConfig
from broadsheet.model import Site
from broadsheet.pages.page import Feed, Page
from broadsheet.pelican_plugin import load_config
from broadsheet.pipeline import Prepared, prepare
from tests.tools import ROOT

PARTS = ("broadsheet", "theme", "pelicanconf.py", "publishconf.py", "tasks.py", "pyproject.toml")
INVOKE = (sys.executable, "-m", "invoke")
PELICAN = (sys.executable, "-m", "pelican")

Files = dict[str, str | bytes]
"""What a content folder holds: texts or bytes by path."""


@dataclass(frozen=True)
class BuiltSite:
    """A copy of the project, built; `prepared` is what the engine says about the same content."""

    folder: Path
    clock: str

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @cached_property
    def config(self) -> SiteConfig:
        settings = {"BROADSHEET_NOW": self.clock}
        return load_config(self.folder / "pelicanconf.py", settings)[0]

    @cached_property
    def prepared(self) -> Prepared:
        return prepare(self.config)

    @property
    def digest(self) -> Site:
        return self.prepared.publication.site

    @property
    def pages(self) -> tuple[Page, ...]:
        return tuple(item for item in self.prepared.publication.items if isinstance(item, Page))

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return tuple(item for item in self.prepared.publication.items if isinstance(item, Feed))

    def of_kind(self, kind: str) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if page.kind == kind)

    def text(self, path: str) -> str:
        return (self.output / path).read_text(encoding="utf-8")

    def examples(self) -> dict[str, str]:
        """Give one page of each kind, the longest: path by kind.

        A further page of a list and a right-to-left article count as kinds of their own.
        """
        groups: dict[str, list[Page]] = {}
        for page in self.pages:
            groups.setdefault(_group(page), []).append(page)
        return {
            group: max((page.path for page in pages), key=lambda path: (len(self.text(path)), path))
            for group, pages in sorted(groups.items())
        }


def _group(page: Page) -> str:
    if "/page/" in f"/{page.url}":
        return f"{page.kind}-further"
    return f"{page.kind}-rtl" if page.data.dir == "rtl" else page.kind


def copy_project(folder: Path, content: Path | Files, settings: str = "") -> Path:
    """Copy what a build needs; `settings` are lines that stand below those of pelicanconf.py."""
    folder.mkdir(parents=True)
    caches = shutil.ignore_patterns("__pycache__")
    for part in filter(Path.exists, (ROOT / name for name in PARTS)):
        copy = shutil.copytree if part.is_dir() else shutil.copy
        copy(part, folder / part.name, **({"ignore": caches} if part.is_dir() else {}))
    if isinstance(content, Path):
        shutil.copytree(content, folder / "content", symlinks=True)
    else:
        write_content(folder / "content", content)
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\n{settings}\n")
    return folder


def write_content(content: Path, files: Files) -> None:
    for name, text in files.items():
        place = content / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())


def run(*command: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with nothing of this environment that could change a build."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env={**kept, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(folder: Path, clock: str, *options: str | Path, **environment: str) -> None:
    """Run `invoke build`, which must succeed."""
    done = run(*INVOKE, "build", *options, folder=folder, SOURCE_DATE_EPOCH=clock, **environment)
    assert done.returncode == 0, done.stderr


def tree(output: Path) -> dict[str, bytes]:
    """Read a folder: bytes by path."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that are in one folder alone, or differ."""
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))
