"""The files that moved texts name, and where each goes below our content."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import quote

from broadsheet.migrate.place import Kind
from broadsheet.read.pictures import SUFFIXES

ROOTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "pelican": ("{content}", "{content}/extra", ""),
    "hugo": ("static", "assets", "{content}", "public"),
    "jekyll": ("", "assets"),
    "markdown": ("",),
}
"""Where on the old site's disk an address that begins with a slash is looked for."""


class Shelf(Protocol):
    """What is asked of the disk."""

    def is_picture(self, path: str) -> bool:
        """Tell whether a file of the old site is a picture that a browser shows."""

    def fits(self, path: str, target: str) -> bool | None:
        """Compare a file of the old site with what stands at a place below the content.

        Returns:
            None when nothing stands there, else whether it is the same.
        """


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A file of the old site, below its root, and its place below our content."""

    source: str
    target: str
    there: bool = False


class Library:
    """Finds files and gives each one place, in the order in which they are asked for."""

    def __init__(
        self,
        files: Collection[str],
        *,
        content: str,
        kind: Kind,
        shelf: Shelf,
        folder_of: Callable[[str], str],
    ) -> None:
        """Take what is there.

        Args:
            files: of the old site, below its root, texts left out.
            content: the old content folder below that root; empty when it is the root.
            kind: of generator.
            shelf: asks the disk.
            folder_of: gives for a text the folder that its own files go to, such as `2022/bridge`.
        """
        self.files, self.content, self.shelf = files, content, shelf
        self.folder_of = folder_of
        self.roots = [root.replace("{content}", content).strip("/") for root in ROOTS[kind]]
        self.plans: dict[str, CopyPlan] = {}
        self.taken: set[str] = set()

    def find(self, candidates: Sequence[str]) -> str | None:
        """Give the first file that is there; with a slash it is looked for in every root."""
        for candidate in candidates:
            if not candidate.startswith("/"):
                places = [posixpath.join(self.content, candidate)]
            else:
                places = [posixpath.join(root, candidate.lstrip("/")) for root in self.roots]
            found = next((place for place in places if place in self.files), None)
            if found:
                return found
        return None

    def place(self, source: str, near: str) -> CopyPlan:
        """Give the place of a file, the same one each time.

        Args:
            source: the file, below the root of the old site.
            near: the text that names it first.
        """
        if source not in self.plans:
            self.plans[source] = self._planned(source, near)
        return self.plans[source]

    def _planned(self, source: str, near: str) -> CopyPlan:
        top = "photos" if self.shelf.is_picture(source) else "files"
        head, ending = posixpath.splitext(f"{top}/{self._below(source, near)}")
        number = 1
        while True:
            target = f"{head}{'' if number == 1 else f'-{number}'}{ending}"
            fits = self.shelf.fits(source, target) if target not in self.taken else False
            if fits is not False:
                self.taken.add(target)
                return CopyPlan(source, target, there=bool(fits))
            number += 1

    def _below(self, source: str, near: str) -> str:
        """Give the path without the root it lies in; beside its text it goes where that goes."""
        folder = posixpath.normpath(posixpath.join(self.content, posixpath.dirname(near)))
        inside = "" if folder == "." else f"{folder}/"
        if inside and source.startswith(inside) and inside.strip("/") != self.content:
            return _tidy(f"{self.folder_of(near)}/{source.removeprefix(inside)}")
        for root in sorted(filter(None, self.roots), key=len, reverse=True):
            if source.startswith(f"{root}/"):
                return _tidy(source.removeprefix(f"{root}/"))
        return _tidy(source)


def _tidy(path: str) -> str:
    """Give a path that our content folder takes: no hidden part, no character of control."""
    parts = ("".join(char for char in part if char.isprintable()) for part in path.split("/"))
    return "/".join(part.lstrip(".") or "file" for part in parts if part)


def address_of(target: str) -> str:
    """Give a file's address as it is written in a text."""
    return "{static}/" + quote(target, safe="/!$&'*+,;=@~-._")


def is_picture_name(path: str) -> bool:
    """Tell by its ending whether a file may be a picture."""
    return posixpath.splitext(path)[1].lower() in SUFFIXES
