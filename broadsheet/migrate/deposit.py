"""What is written: articles, copies of files, suggestions. Nothing is ever written over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from filecmp import cmp
from pathlib import Path
from typing import Final

from broadsheet.errors import OutputError
from broadsheet.migrate.draft import MARK
from broadsheet.migrate.library import CopyPlan
from broadsheet.read.files import SourceFile
from broadsheet.read.pictures import picture_size

_MARKED: Final = re.compile(rb"^" + MARK.encode() + rb"(.*) \((\w+)\)$", re.MULTILINE)
_HEAD: Final = 8192
"""Bytes of a file in which its mark stands, if it has one."""


class Disk:
    """The shelf of a library: the old site and our content as they are on the disk."""

    def __init__(self, root: Path, content: Path) -> None:
        """Keep the root of the old site and our content folder."""
        self.root, self.content = root, content

    def is_picture(self, path: str) -> bool:
        """Tell whether a file of the old site is a picture that a browser shows."""
        return picture_size(self.root / path) is not None

    def fits(self, path: str, target: str) -> bool | None:
        """Compare a file of the old site with what stands at a place below the content."""
        place = self.content / target
        if not place.exists() and not place.is_symlink():
            return None
        return place.is_file() and cmp(self.root / path, place, shallow=False)

    def copy(self, plan: CopyPlan) -> None:
        """Copy a file.

        Raises:
            OutputError: it cannot be written, or something stands there by now.
        """

        def write(place: Path) -> None:
            with (self.root / plan.source).open("rb") as source, place.open("xb") as file:
                shutil.copyfileobj(source, file)

        if not plan.there:
            _make(self.content / plan.target, write)

    def put(self, target: str, data: bytes) -> None:
        """Write a new file.

        Raises:
            OutputError: it cannot be written, or something stands there by now.
        """

        def write(place: Path) -> None:
            with place.open("xb") as file:
                file.write(data)

        _make(self.content / target, write)


def _make(place: Path, write: Callable[[Path], None]) -> None:
    made = False
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write(place)
        made = True
    except FileExistsError as error:
        made = True  # by somebody else: it stays
        raise OutputError(str(place), "stands there by now and was not written over") from error
    except OSError as error:
        raise OutputError(str(place), error.strerror or str(error)) from error
    finally:
        if not made:
            place.unlink(missing_ok=True)  # half a file is worse than none


def earlier(articles: Iterable[SourceFile], name: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give what each text that was moved before is known by, its hash, and where it is now.

    Args:
        articles: those of our content.
        name: of the content folder, which their paths begin with.
    """
    for file in articles:
        match = _MARKED.search(file.data[:_HEAD])
        if match:
            place = file.path.removeprefix(f"{name}/")
            yield match[1].decode("utf-8", "replace"), (match[2].decode(), place)


def free_name(folder: Path, stem: str, ending: str, data: bytes) -> str | None:
    """Give the first name in a folder that is free; None where the same file stands already."""
    number = 1
    while True:
        name = f"{stem}{'' if number == 1 else f'-{number}'}{ending}"
        place = folder / name
        if not place.exists():
            return name
        if place.is_file() and place.read_bytes() == data:
            return None
        number += 1
