"""The files of an old site: which are texts to move, which are passed over, and why.

Reads folders and files, and never leaves the root of the site.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from broadsheet.migrate.origin import SETTINGS
from broadsheet.migrate.place import Kind
from broadsheet.read.files import MAX_DEPTH, MAX_TEXT_BYTES

TEXTS: Final = (".md", ".markdown", ".mkd", ".mkdn", ".mdown", ".mdwn")
_OTHER_TEXTS: Final = {
    ".rst": "reStructuredText is not read: make Markdown of it (pandoc -s -f rst -t markdown)",
    ".org": "Org is not read: make Markdown of it (pandoc -s -f org -t markdown)",
    ".adoc": "AsciiDoc is not read: make Markdown of it with a converter",
    ".html": "a page in HTML is not read: use `clip` for it, or make Markdown of it",
    ".htm": "a page in HTML is not read: use `clip` for it, or make Markdown of it",
    ".ipynb": "a notebook is not read: export it as Markdown",
}
_MADE: Final = frozenset({"_site", "public", "output", "resources", "node_modules", "vendor"})
"""Folders at the root that hold what programs made."""
_MADE_WHY: Final = "made by a program, or somebody else's"
_HIDDEN: Final = "hidden"
_SECTION: Final = "the own page of a section: sections are topics here"
_STANDING: Final = "a standing page: put it into content/pages yourself"
_NO_POST: Final = "no post: it stands outside of _posts and _drafts"
_LINK: Final = "a symbolic link that leaves the site, or leads to a folder"
_TOO_LARGE: Final = "larger than a text may be"
_SMALL: Final = 4096
"""Bytes of a template that can be simple."""
_UPWARDS: Final = 3
"""Levels above the folder that was named, in which the settings of its site are looked for."""


@dataclass(slots=True)
class Hoard:
    """What an old site has. Paths of texts are below `content`, all others below `root`."""

    root: Path
    content: str
    texts: dict[str, Path] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    """Why each file or folder was passed over."""
    files: set[str] = field(default_factory=set)
    settings: Mapping[str, str] = field(default_factory=dict)
    shortcodes: Mapping[str, str] = field(default_factory=dict)
    """The templates of the site's own shortcodes, by name."""

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many files of each ending are no texts."""
        return Counter(PurePosixPath(path).suffix.lower() or "none" for path in self.files)


def find_texts(start: Path, kind: Kind) -> Hoard:
    """Go through a site, or the part of it that was named.

    Args:
        start: the site's folder, its content, or a folder in that.
        kind: of generator.
    """
    root = _root(start, kind)
    hoard = Hoard(root, "", settings=_settings(root, kind), shortcodes=_shortcodes(root, kind))
    named = start.relative_to(root).as_posix()
    hoard.content = _content(root, "" if named == "." else named, kind)
    begin = hoard.content if named == "." else named
    for below, entry in _walk(hoard, root, ""):
        if not _is_below(below, begin):
            hoard.files.add(below)
            continue
        why = _why_not(below, entry, kind, whole=named == ".")
        if why:
            hoard.left[below] = why
        elif PurePosixPath(below).suffix.lower() in TEXTS:
            hoard.texts[PurePosixPath(below).relative_to(hoard.content).as_posix()] = entry
        else:
            hoard.files.add(below)
    return hoard


def is_text(path: str) -> bool:
    """Tell by its name whether a file that was passed over holds a text."""
    return PurePosixPath(path).suffix.lower() in (*TEXTS, *_OTHER_TEXTS) and path[-1] != "/"


def read_bytes(path: Path) -> bytes:
    """Read a text, of a large one a byte more than a text may have.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(MAX_TEXT_BYTES + 1)


def _root(start: Path, kind: Kind) -> Path:
    """Find the folder with the settings: the one that was named, or one above it."""
    for folder in (start, *list(start.parents)[:_UPWARDS]):
        if any((folder / name).is_file() for name in SETTINGS[kind]):
            return folder
        if (folder / ".git").exists():
            break
    return start


def _content(root: Path, named: str, kind: Kind) -> str:
    usual = {"pelican": "content", "hugo": "content"}.get(kind, "")
    if usual and (root / usual).is_dir() and (not named or _is_below(named, usual)):
        return usual
    return "" if kind == "jekyll" else named


def _is_below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _settings(root: Path, kind: Kind) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in SETTINGS[kind]:
        try:
            data = (root / name).read_bytes()[:MAX_TEXT_BYTES]
        except OSError:
            continue
        found[name] = data.decode("utf-8", "replace")
    return found


def _shortcodes(root: Path, kind: Kind) -> dict[str, str]:
    """Read the small templates in which a site of Hugo keeps shortcodes of its own."""
    found: dict[str, str] = {}
    for place in sorted((root / "layouts/shortcodes").glob("*.html")) if kind == "hugo" else ():
        try:
            data = place.read_bytes()
        except OSError:
            continue
        if len(data) <= _SMALL:
            found[place.stem] = data.decode("utf-8", "replace")
    return found


def _walk(hoard: Hoard, folder: Path, prefix: str) -> Iterator[tuple[str, Path]]:
    """Yield every file, in the order of names, noting what is not gone into."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        hoard.left[prefix.rstrip("/") or "."] = f"cannot be read: {error.strerror or error}"
        return
    for entry in entries:
        below = prefix + entry.name
        why = _why_closed(hoard.root, below, entry)
        if why:
            hoard.left[f"{below}/" if entry.is_dir(follow_symlinks=False) else below] = why
        elif entry.is_dir():
            yield from _walk(hoard, Path(entry.path), f"{below}/")
        else:
            yield below, Path(entry.path)


def _why_closed(root: Path, below: str, entry: os.DirEntry[str]) -> str | None:
    rules: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: entry.name.startswith("."), _HIDDEN),
        (lambda: below in _MADE and entry.is_dir(), _MADE_WHY),
        (lambda: entry.is_symlink() and not _stays(root, Path(entry.path)), _LINK),
        (lambda: not (entry.is_file() or entry.is_dir()), "not a file that can be read"),
        (lambda: below.count("/") >= MAX_DEPTH, "below too many folders"),
        (lambda: not below.isprintable(), "a name with characters of control"),
    )
    return next((why for applies, why in rules if applies()), None)


def _stays(root: Path, link: Path) -> bool:
    try:
        target = link.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(root.resolve())


def _why_not(below: str, path: Path, kind: Kind, *, whole: bool) -> str | None:
    """Say why a file that may be a text is not moved."""
    pure = PurePosixPath(below)
    ending = pure.suffix.lower()
    is_post = bool({"_posts", "_drafts"} & set(pure.parts))
    if ending in _OTHER_TEXTS:
        return _OTHER_TEXTS[ending] if kind != "jekyll" or is_post else None
    if ending not in TEXTS:
        return None
    rules = (
        (kind == "jekyll" and whole and not is_post, _NO_POST),
        (kind == "hugo" and pure.name.startswith("_index."), _SECTION),
        (kind == "pelican" and "pages" in pure.parts[:-1], _STANDING),
        (path.stat().st_size > MAX_TEXT_BYTES, _TOO_LARGE),
    )
    return next((why for applies, why in rules if applies), None)
