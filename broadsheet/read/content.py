"""The whole content as records: every article, page and vocabulary, read but not yet compared.

Each file is read by itself, so that any of them can be read by any worker, or not at all when its
record is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from broadsheet.config import SiteConfig
from broadsheet.errors import SettingsError
from broadsheet.problems import Problem, problem
from broadsheet.progress import Track, untracked
from broadsheet.read.article import Record, read_article, read_standing
from broadsheet.read.files import Folder, SourceFile, read_folder
from broadsheet.read.markup.renderer import Renderer
from broadsheet.read.store import Store, no_store
from broadsheet.read.vocabulary import (
    RawFront,
    RawSource,
    RawTerm,
    read_front,
    read_sources,
    read_terms,
)


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
    config: SiteConfig, track: Track = untracked, store: Store | None = None
) -> Content:
    """Read everything below the content folder.

    Args:
        config: the settings.
        track: watches the files go by.
        store: has the records of earlier builds and is given those of this one.
    """
    folder = read_folder(config.content, config.ignore_files)
    reader = _Reader(make_renderer(config), store or no_store())
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
        *topic_problems,
        *region_problems,
        *source_problems,
        *front_problems,
    )
    broken = {found.path for found in problems if found.severity == "error"}
    return Content(
        root=config.content,
        articles=tuple(reader.read("article", file) for file in track(folder.articles, "Reading")),
        standing=tuple(reader.read("standing", file) for file in folder.pages),
        topics=tuple(topics),
        regions=tuple(regions),
        sources=tuple(sources),
        front=front,
        data_files=frozenset(name for name, f in folder.data.items() if f.path not in broken),
        files=folder.files,
        skipped=folder.skipped,
        problems=problems,
    )


class _Reader:
    """Reads one file after the other, or takes its record from the store."""

    def __init__(self, renderer: Renderer, store: Store) -> None:
        self.renderer, self.store = renderer, store

    def read(self, kind: Literal["article", "standing"], file: SourceFile) -> Record:
        key = self.store.key(kind, file.path, file.data)
        record = self.store.recall(key)
        if record is None:
            read = read_article if kind == "article" else read_standing
            record = read(file.data, path=file.path, renderer=self.renderer)
            self.store.keep(key, record)
        return record


def make_renderer(config: SiteConfig) -> Renderer:
    """Make the renderer of a site's bodies.

    Raises:
        SettingsError: an extension of MARKDOWN cannot be loaded, or not with its options.
    """
    renderer = Renderer(
        config.markdown,
        lang=config.lang,
        summary_words=config.summary_words,
        summary_end=config.summary_end,
        root=config.content.name,
    )
    try:
        renderer.prepare()
    except Exception as error:  # an extension may raise anything
        message = f"cannot be used: {type(error).__name__}: {error}"
        raise SettingsError([problem("bad-setting", message, field="MARKDOWN")]) from error
    return renderer


def _terms(folder: Folder, kind: str) -> tuple[list[RawTerm], list[Problem]]:
    file = folder.data.get(f"{kind}.yaml")
    return read_terms(file.data, kind, path=file.path) if file else ([], [])
