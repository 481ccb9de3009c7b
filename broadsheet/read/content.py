"""The whole content as records: every article, page and vocabulary, read but not yet compared.

Each file is read by itself, so that any of them can be read by any worker, or not at all when its
record is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from broadsheet.config import SiteConfig
from broadsheet.look import Look
from broadsheet.problems import Problem
from broadsheet.progress import Track, untracked
from broadsheet.read.article import Record
from broadsheet.read.files import Folder, read_folder
from broadsheet.read.store import Store, no_store
from broadsheet.read.texts import Texts, make_renderer
from broadsheet.read.vocabulary import (
    RawFront,
    RawSource,
    RawTerm,
    read_front,
    read_sources,
    read_terms,
)
from broadsheet.workers import Crew


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All records of a content folder, and the files that could be copied, by their path."""

    root: Path
    articles: tuple[Record, ...]
    standing: tuple[Record, ...]
    topics: tuple[RawTerm, ...]
    regions: tuple[RawTerm, ...]
    sources: tuple[RawSource, ...]
    front: RawFront
    data_files: frozenset[str]
    files: dict[str, Path]
    skipped: dict[str, str]
    problems: tuple[Problem, ...]
    """Those of the folder and the vocabularies; a record keeps its own."""

    def named(self, below: str) -> str:
        """Give the path of a file below the content as problems name it."""
        return f"{self.root.name}/{below}"


def read_content(
    config: SiteConfig,
    track: Track = untracked,
    store: Store | None = None,
    crew: Crew | None = None,
    look: Look | None = None,
) -> Content:
    """Read everything below the content folder.

    Args:
        config: the settings.
        track: watches the files go by.
        store: has the records of earlier builds and is given those of this one.
        crew: does the reading; without one it is done here.
        look: sees the folders; without one they are looked at now.

    Raises:
        SettingsError: an extension of MARKDOWN cannot be loaded, or not with its options.
        WorkerError: a worker ended.
    """
    folder = read_folder(config.content, config.ignore_files, look)
    texts = Texts(config, store or no_store(), crew or Crew(), track)
    articles, standing = texts.read(folder.articles, folder.pages)
    topics, topic_problems = _terms(folder, "topics")
    regions, region_problems = _terms(folder, "regions")
    sources, source_problems = (
        read_sources(folder.data["sources.yaml"].data, path=folder.data["sources.yaml"].path)
        if "sources.yaml" in folder.data
        else ([], [])
    )
    front, front_problems = (
        read_front(folder.data["front.yaml"].data, path=folder.data["front.yaml"].path)
        if "front.yaml" in folder.data
        else (RawFront(), [])
    )
    problems = (
        *folder.problems,
        *texts.problems,
        *topic_problems,
        *region_problems,
        *source_problems,
        *front_problems,
    )
    broken = {found.path for found in problems if found.severity == "error"}
    return Content(
        root=config.content,
        articles=articles,
        standing=standing,
        topics=tuple(topics),
        regions=tuple(regions),
        sources=tuple(sources),
        front=front,
        data_files=frozenset(name for name, f in folder.data.items() if f.path not in broken),
        files=folder.files,
        skipped=folder.skipped,
        problems=problems,
    )


def _terms(folder: Folder, kind: str) -> tuple[list[RawTerm], list[Problem]]:
    file = folder.data.get(f"{kind}.yaml")
    return read_terms(file.data, kind, path=file.path) if file else ([], [])


__all__ = ["Content", "make_renderer", "read_content"]
