"""Files written aside, then moved into place: a disk that runs full does so before any change.

The stage is a folder in the output itself, so that moving is a rename within one disk. A killed
build leaves it behind; the next one removes it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from broadsheet.errors import OutputError

TEMPORARY: Final = ".broadsheet-"
"""How the name of everything begins that is only there while a build writes."""


class Stage:
    """New files for an output folder, not yet in their places."""

    def __init__(self, output: Path) -> None:
        """Think of a folder; it is made with the first file."""
        self._output = output
        self._folder = output / f"{TEMPORARY}{os.getpid()}"
        self._waiting: dict[str, Path] = {}

    def put(self, path: str, content: bytes | Path) -> None:
        """Write a file aside.

        Raises:
            OutputError: there is no room, or no permission; its place is as it was.
        """
        aside = self._folder / str(len(self._waiting))
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content.read_bytes() if isinstance(content, Path) else content)
        except OSError as error:
            raise OutputError(str(self._output / path), error.strerror or str(error)) from error
        self._waiting[path] = aside

    def move(self, path: str) -> None:
        """Move a file into its place, whole; whatever stood there makes room.

        Raises:
            OutputError: the place cannot be made free.
        """
        place = self._output / path
        try:
            make_folder(self._output, place.parent)
            if place.is_dir() and not place.is_symlink():
                place.rmdir()  # a folder that a page has taken the place of; only an empty one goes
            self._waiting.pop(path).replace(place)
        except OSError as error:
            raise OutputError(str(place), error.strerror or str(error)) from error

    def clear(self) -> None:
        """Remove what was not moved."""
        shutil.rmtree(self._folder, ignore_errors=True)


def make_folder(root: Path, folder: Path) -> None:
    """Make a folder; a link or a file that stands in its way below the root is removed first.

    A link must not be followed: it could lead a page out of the output folder.
    """
    root.mkdir(parents=True, exist_ok=True)
    place = root
    for part in folder.relative_to(root).parts:
        place /= part
        if place.is_symlink() or place.is_file():
            place.unlink()
        if not place.is_dir():
            place.mkdir()
