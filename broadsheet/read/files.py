"""The content folder: which files it holds, and their bytes.

The one place that opens content. Every file found ends up in a list, as something to read,
something that may be copied, or skipped by a rule that is named; none is passed over in silence.
A text is opened only when its bytes are asked for: a file that looks as it did when it was read
last (its stamp) need not be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import translate
from pathlib import Path
from typing import Any, Final

from broadsheet.look import Look
from broadsheet.problems import Problem, problem
from broadsheet.read.frontmatter import CONTROL
from broadsheet.tree import Stamp, stamp_of

MAX_TEXT_BYTES: Final = 2 * 1024 * 1024
"""Of a text or vocabulary; a novel is about a quarter of it."""
MAX_DEPTH: Final = 100
"""Of folders in folders; going through them would fail at some thousand."""
_MARKDOWN: Final = (".md", ".markdown")
DATA_FILES: Final = ("topics.yaml", "regions.yaml", "sources.yaml", "front.yaml", "feeds.yaml")

_SETTLED: Final = 50_000_000
"""Nanoseconds after a change in which a second one can leave the same stamp."""
_COARSE: Final = 2_000_000_000
"""The same where a file system's times have no fraction of a second."""


class SourceFile:
    """One file to read: its path as problems name it, and its bytes, read when asked for."""

    __slots__ = ("_data", "_place", "path", "settled", "stamp")

    def __init__(
        self,
        path: str,
        data: bytes | None = None,
        *,
        place: str = "",
        stamp: Stamp | None = None,
        settled: bool = False,
    ) -> None:
        """Take the bytes, or the place where they are.

        Args:
            path: as problems name it.
            data: the bytes.
            place: where they are.
            stamp: what the file is known by, as it was before the bytes were read.
            settled: whether any later change would leave another stamp.
        """
        self.path, self._data, self._place = path, data, place
        self.stamp, self.settled = stamp, settled

    @property
    def data(self) -> bytes:
        """The bytes; of more than a text may have, one too many.

        Raises:
            OSError: the file cannot be read.
        """
        if self._data is None:
            with open(self._place, "rb", buffering=0) as file:  # noqa: PTH123  one of thousands
                self._data = _whole(file.read, file.read(MAX_TEXT_BYTES + 1))
        return self._data

    def __reduce__(self) -> tuple[type[SourceFile], tuple[str, bytes]]:
        """Travel with the bytes: another machine may not have the file."""
        return SourceFile, (self.path, self.data)


def _whole(read: Callable[[int], bytes], data: bytes) -> bytes:
    """Go on reading until the end, or until it is too much: one call may give a part."""
    while 0 < len(data) <= MAX_TEXT_BYTES and (more := read(MAX_TEXT_BYTES + 1 - len(data))):
        data += more
    return data


@dataclass(slots=True)
class Folder:
    """What a content folder holds. Keys and paths below it are relative to it, `/`-separated."""

    root: Path
    ignore: tuple[str, ...] = ()
    articles: list[SourceFile] = field(default_factory=list)
    pages: list[SourceFile] = field(default_factory=list)
    data: dict[str, SourceFile] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    """Everything that could be copied: photos, and files outside the folders of the format."""
    skipped: dict[str, str] = field(default_factory=dict)
    """The rule by which a file was passed over."""
    problems: list[Problem] = field(default_factory=list)
    began: int = 0
    """When the look at it began, in nanoseconds since 1970."""

    def named(self, below: str) -> str:
        """Give the path of a file as problems name it: the content folder's own name before it."""
        return f"{self.root.name}/{below}"


def read_folder(root: Path, ignore: tuple[str, ...], look: Look | None = None) -> Folder:
    """Go through the content folder.

    Args:
        root: the content folder, absolute.
        ignore: patterns of names to pass over, of files and folders (IGNORE_FILES).
        look: sees the folders; without one they are looked at now.
    """
    look = look or Look()
    folder = Folder(root, ignore, began=look.began)
    patterns = [translate(os.path.normcase(pattern)) for pattern in ignore]
    ignored = re.compile("|".join(patterns) or r"(?!)").match
    for below, entry in _walk(folder, look, str(root), "", ignored):
        _sort_in(folder, below, entry)
    return folder


def fault_of_reading(file: SourceFile) -> Problem | None:
    """Read a file and say what is wrong with that, if anything."""
    try:
        size = len(file.data)
    except OSError as error:
        return _unreadable(file.path, error)
    return _too_large(file.path, size) if size > MAX_TEXT_BYTES else None


_Ignored = Callable[[str], Any]


def _walk(
    folder: Folder, look: Look, place: str, prefix: str, ignored: _Ignored
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield every file below a place, in the order of names, noting what cannot be followed."""
    try:
        entries = look.entries(place)
    except OSError as error:
        folder.problems.append(_unreadable(folder.named(prefix).rstrip("/"), error))
        return
    for entry in entries:
        below = prefix + entry.name
        if _is_passed_over(folder, below, entry, ignored):
            continue
        if entry.is_dir():
            yield from _walk(folder, look, entry.path, f"{below}/", ignored)
        else:
            yield below, entry


def _is_passed_over(folder: Folder, below: str, entry: os.DirEntry[str], ignored: _Ignored) -> bool:
    """Note what is neither a file nor a folder to go through, and why."""
    fault = _name_fault(folder, entry.name, below)
    rule = _rule_to_skip(entry.name, ignored)
    if rule and not fault:  # before the links: an editor's lock file is one that leads nowhere
        folder.skipped[f"{below}/" if entry.is_dir(follow_symlinks=False) else below] = rule
        return True
    fault = fault or _link_fault(folder, below, entry) or _kind_fault(folder, below, entry)
    fault = fault or _depth_fault(folder, below)
    if fault:
        folder.problems.append(fault)
        return True
    if entry.is_symlink() and entry.is_dir():
        folder.skipped[below] = "a symbolic link to a folder"
        return True
    return False


def _kind_fault(folder: Folder, below: str, entry: os.DirEntry[str]) -> Problem | None:
    if entry.is_file() or entry.is_dir():
        return None
    # Opening a pipe or a device would wait for ever.
    message = "is not a file that can be read"
    return problem("unreadable-file", message, path=folder.named(below))


def _depth_fault(folder: Folder, below: str) -> Problem | None:
    if below.count("/") < MAX_DEPTH:
        return None
    message = f"lies below more than {MAX_DEPTH} folders"
    return problem("unreadable-file", message, path=folder.named(below))


def _sort_in(folder: Folder, below: str, entry: os.DirEntry[str]) -> None:
    top, _, rest = below.partition("/")
    if top in ("articles", "pages") and below.lower().endswith(_MARKDOWN):
        source = _source(folder, below, entry)
        if source:
            (folder.articles if top == "articles" else folder.pages).append(source)
    elif top == "data" and rest in DATA_FILES:
        source = _source(folder, below, entry)
        fault = source and fault_of_reading(source)
        if fault:
            folder.problems.append(fault)
        elif source:
            folder.data[rest] = source
    elif top == "data":
        folder.skipped[below] = f"not one of {', '.join(DATA_FILES)}"
    else:
        folder.files[below] = Path(entry.path)


def _source(folder: Folder, below: str, entry: os.DirEntry[str]) -> SourceFile | None:
    named = folder.named(below)
    try:
        found = entry.stat()
    except OSError as error:
        folder.problems.append(_unreadable(named, error))
        return None
    if found.st_size > MAX_TEXT_BYTES:
        folder.problems.append(_too_large(named, found.st_size))
        return None
    return SourceFile(
        named,
        place=entry.path,
        stamp=stamp_of(found),
        settled=_is_settled(found.st_mtime_ns, found.st_ctime_ns, folder.began),
    )


def _is_settled(mtime: int, ctime: int, began: int) -> bool:
    """Tell whether a change after the look began would be seen by the times of the file."""
    fraction = mtime % 1_000_000_000 or ctime % 1_000_000_000
    return max(mtime, ctime) < began - (_SETTLED if fraction else _COARSE)


def _rule_to_skip(name: str, ignored: _Ignored) -> str | None:
    if name.startswith("."):
        return "hidden"
    return "IGNORE_FILES" if ignored(os.path.normcase(name)) else None


def _name_fault(folder: Folder, name: str, below: str) -> Problem | None:
    if name.isprintable() or not (CONTROL.search(name) or "\n" in name or "\t" in name):
        return None
    shown = folder.named(below).encode("unicode_escape").decode("ascii")
    message = "has a name with control characters, or one that is not UTF-8"
    return problem("bad-file-name", message, path=shown, hint="rename it")


def _link_fault(folder: Folder, below: str, entry: os.DirEntry[str]) -> Problem | None:
    if not entry.is_symlink():
        return None
    named = folder.named(below)
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError) as error:  # a loop is a RuntimeError before Python 3.13
        return _unreadable(named, error)
    top = below.partition("/")[0] if "/" in below else ""
    if target.is_relative_to(folder.root.resolve() / top):
        return None
    hint = "copy the file to where the link is"
    message = f"is a symbolic link that leaves {folder.named(top).rstrip('/')}"
    return problem("path-escapes", message, path=named, hint=hint)


def _unreadable(named: str, error: Exception) -> Problem:
    reason = getattr(error, "strerror", None) or str(error)
    return problem("unreadable-file", f"cannot be read: {reason}", path=named)


def _too_large(named: str, size: int) -> Problem:
    limit = MAX_TEXT_BYTES // 1024 // 1024
    message = f"is {size / 1024 / 1024:.1f} MiB long; a text may have {limit} MiB"
    return problem("file-too-large", message, path=named, hint="is it a picture or an archive?")
