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
        for name in free_names(slug):
            if name not in taken and write_new(folder / f"{name}.md", data):
                return folder / f"{name}.md"
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error
    raise AssertionError("names never end")


def free_names(slug: str) -> Iterator[str]:
    """Give the names that a file may have: the slug, then the slug with numbers, without end."""
    yield slug
    number = 2
    while True:
        yield numbered(slug, number)
        number += 1


def write_new(path: Path, data: bytes) -> bool:
    """Write a file where none stands.

    Returns:
        Whether the name was free.

    Raises:
        OSError: it cannot be written; nothing of it is left.
    """
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    except OSError:
        path.unlink(missing_ok=True)  # half a file is worse than none
        raise
    return True
