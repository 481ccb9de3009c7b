"""What a new article meets: the vocabularies it is filed under, and the slugs that are taken.

Reads these alone, so that beginning an article takes no longer on a digest of ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from broadsheet.errors import ContentError
from broadsheet.problems import has_errors
from broadsheet.read.content import Content
from broadsheet.read.files import Folder
from broadsheet.read.frontmatter import read_halves
from broadsheet.read.located_yaml import Scalar
from broadsheet.read.vocabulary import RawFront, read_sources, read_terms


def read_vocabularies(folder: Folder) -> Content:
    """Read a content folder as if it held no articles.

    Raises:
        ContentError: a vocabulary has errors, so that nothing can be compared with it.
    """
    topics, topic_problems = read_terms(*_data(folder, "topics"), path=_path(folder, "topics"))
    regions, region_problems = read_terms(*_data(folder, "regions"), path=_path(folder, "regions"))
    data, _ = _data(folder, "sources")
    sources, source_problems = read_sources(data, path=_path(folder, "sources"))
    problems = (*topic_problems, *region_problems, *source_problems)
    if has_errors(problems):
        raise ContentError(problems)
    return Content(
        root=folder.root,
        articles=(),
        standing=(),
        topics=tuple(topics),
        regions=tuple(regions),
        sources=tuple(sources),
        front=RawFront(),
        data_files=frozenset(folder.data),
        files={},
        skipped={},
        problems=(),
    )


def taken_slugs(folder: Folder) -> Iterator[str]:
    """Give every slug that an article has, or would have by its file's name."""
    for file in folder.articles:
        yield PurePosixPath(file.path).stem
        if b"slug" not in file.data:
            continue  # reading the fields of fifty thousand files takes its time
        halves, _ = read_halves(file.data, path=file.path)
        slug = halves.front.items.get("slug") if halves else None
        if isinstance(slug, Scalar):
            yield slug.text


def _data(folder: Folder, name: str) -> tuple[bytes, str]:
    file = folder.data.get(f"{name}.yaml")
    return (file.data if file else b""), name


def _path(folder: Folder, name: str) -> str:
    return folder.named(f"data/{name}.yaml")
