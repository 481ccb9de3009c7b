"""The content folder: which files it holds, and their bytes.

The one place that opens content. Every file found ends up in a list, as something to read,
something that may be copied, or skipped by a rule that is named; none is passed over in silence.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from broadsheet.problems import Problem, problem
from broadsheet.read.frontmatter import CONTROL

MAX_TEXT_BYTES: Final = 2 * 1024 * 1024
"""Of a text or vocabulary; a novel is about a quarter of it."""
MAX_DEPTH: Final = 100
"""Of folders in folders; going through them would fail at some thousand."""
_MARKDOWN: Final = (".md", ".markdown")
DATA_FILES: Final = ("topics.yaml", "regions.yaml", "sources.yaml", "front.yaml")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to read: its path as problems name it, and its bytes."""

    path: str
    data: bytes


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

    def named(self, below: str) -> str:
        """Give the path of a file as problems name it: the content folder's own name before it."""
        return f"{self.root.name}/{below}"


def read_folder(root: Path, ignore: tuple[str, ...]) -> Folder:
    """Go through the content folder.

    Args:
        root: the content folder, absolute.
        ignore: patterns of names to pass over, of files and folders (IGNORE_FILES).
    """
    folder = Folder(root, ignore)
    for below, path in _walk(folder, root, ""):
        _sort_in(folder, below, path)
    return folder


def _walk(folder: Folder, place: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """Yield every file below a place, in the order of names, noting what cannot be followed."""
    try:
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError as error:
        folder.problems.append(_unreadable(folder.named(prefix).rstrip("/"), error))
        return
    for entry in entries:
        below, path = prefix + entry.name, Path(entry.path)
        if _is_passed_over(folder, below, entry):
            continue
        if entry.is_dir():
            yield from _walk(folder, path, f"{below}/")
        else:
            yield below, path


def _is_passed_over(folder: Folder, below: str, entry: os.DirEntry[str]) -> bool:
    """Note what is neither a file nor a folder to go through, and why."""
    fault = _name_fault(folder, below)
    rule = _rule_to_skip(entry.name, folder.ignore)
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


def _sort_in(folder: Folder, below: str, path: Path) -> None:
    top, _, rest = below.partition("/")
    if top in ("articles", "pages") and path.suffix.lower() in _MARKDOWN:
        source = _read(folder, below, path)
        if source:
            (folder.articles if top == "articles" else folder.pages).append(source)
    elif top == "data" and rest in DATA_FILES:
        source = _read(folder, below, path)
        if source:
            folder.data[rest] = source
    elif top == "data":
        folder.skipped[below] = f"not one of {', '.join(DATA_FILES)}"
    else:
        folder.files[below] = path


def _read(folder: Folder, below: str, path: Path) -> SourceFile | None:
    named = folder.named(below)
    try:
        size = path.stat().st_size
        if size > MAX_TEXT_BYTES:
            folder.problems.append(_too_large(named, size))
            return None
        return SourceFile(named, path.read_bytes())
    except OSError as error:
        folder.problems.append(_unreadable(named, error))
        return None


def _rule_to_skip(name: str, ignore: tuple[str, ...]) -> str | None:
    if name.startswith("."):
        return "hidden"
    if any(fnmatch(name, pattern) for pattern in ignore):
        return "IGNORE_FILES"
    return None


def _name_fault(folder: Folder, below: str) -> Problem | None:
    match = CONTROL.search(below) or ("\n" in below or "\t" in below or None)
    if not match:
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
