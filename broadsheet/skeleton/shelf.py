"""Where a new article goes: the folder of its year, under the first name that is free."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from broadsheet.errors import OutputError
from broadsheet.skeleton.draft import numbered


def put_article(content: Path, year: int, slug: str, data: bytes, taken: Collection[str]) -> Path:
    """Write the file of a new article; no file is ever written over.

    Args:
        content: the content folder.
        year: of the article.
        slug: the name it should have; a number is added where that is taken.
        data: the file.
        taken: the slugs that articles have.

    Raises:
        OutputError: the folder cannot be written to.
    """
    folder = content / "articles" / f"{year:04d}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _names(slug):
            if name not in taken and _write_new(folder / f"{name}.md", data):
                return folder / f"{name}.md"
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error
    raise AssertionError("names never end")


def _names(slug: str) -> Iterator[str]:
    yield slug
    number = 2
    while True:
        yield numbered(slug, number)
        number += 1


def _write_new(path: Path, data: bytes) -> bool:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    except OSError:
        path.unlink(missing_ok=True)  # half an article is worse than none
        raise
    return True
