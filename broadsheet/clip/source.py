"""Where clippings come from: files, a folder, standard input, the clipboard, an address."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.clip.address import listed
from broadsheet.clip.archive import open_archive
from broadsheet.clip.kind import ENDINGS, Kind, foreign, kind_of
from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.problems import Problem, problem
from broadsheet.read.files import MAX_TEXT_BYTES
from broadsheet.read.frontmatter import decode

MAX_PAGE_BYTES: Final = 32 * 1024 * 1024
"""A page with its pictures in it may be large; what is read of it is not."""
_BOARDS: Final = (
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
    ("pbpaste",),
    ("powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"),
)
"""The programs that give what was copied, on Wayland, X11, macOS and in WSL."""
_PATIENCE: Final = 20
_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SAVED_BESIDE: Final = ("_files", ".files", "-files", "_file", "-Dateien", "_fichiers", "_archivos")
"""How browsers end the name of the folder that belongs to a page they saved."""
_LITTER: Final = frozenset(("thumbs.db", "desktop.ini"))


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what it is called in messages."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page, with what its envelope says of it."""

    name: str
    data: bytes
    url: str | None = None
    charset: str | None = None
    original: str | None = None
    """Where what was fetched is kept."""


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page that is still to be fetched."""

    url: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was found in a folder and not looked at, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A file of a folder that cannot be read; the others are."""

    problems: tuple[Problem, ...]


Source = Text | Page | Address


def open_sources(
    source: str | None, *, paste: bool = False
) -> Iterator[Source | Skipped | Refused]:
    """Give what a command names, one after the other.

    Args:
        source: a file, a folder, addresses, or `-` for standard input. A text that is nothing but
            addresses stands for what they lead to.
        paste: take what was copied instead.

    Raises:
        SettingsError: nothing is named, or nothing is there.
        ContentError: the one file that is named is neither text nor page.
        BroadsheetError: the clipboard cannot be read.
    """
    if paste:
        yield from _or_addresses(_source(_clipboard(), "the clipboard"))
    elif not source:
        raise _wrong("source", "names nothing", "give a file, a folder, -, or --paste")
    elif source == "-":
        given = sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
        yield from _or_addresses(_source(given, "standard input"))
    elif listed(source):
        yield from map(Address, listed(source))
    elif Path(source).is_dir():
        yield from _folder(Path(source), source)
    elif Path(source).is_file():
        yield from _or_addresses(_file(Path(source)))
    else:
        message = f"must name a file or a folder, got {source!r}"
        raise _wrong("source", message, "give a file, a folder, an address, -, or --paste")


def _folder(folder: Path, typed: str) -> Iterator[Source | Skipped | Refused]:
    """Give the files of a folder in the order of their names; folders in it are passed over."""
    entries = sorted(entry for entry in folder.iterdir() if not _is_litter(entry))
    files = [entry for entry in entries if entry.is_file()]
    if not files:
        raise _wrong("source", f"has no file ending in {', '.join(ENDINGS)}, got {typed!r}")
    for entry in entries:
        if entry.is_dir():
            yield Skipped(f"{entry}/", _why_skipped(entry))
            continue
        try:
            yield from _or_addresses(_file(entry))
        except ContentError as error:
            yield Refused(tuple(error.problems))


def _is_litter(entry: Path) -> bool:
    return entry.name.startswith((".", "~$")) or entry.name.lower() in _LITTER


def _why_skipped(folder: Path) -> str:
    if folder.name.endswith(_SAVED_BESIDE):
        return "it belongs to a page that a browser saved"
    return "a folder within the folder: name it to clip what is in it"


def _or_addresses(source: Source) -> Iterator[Source]:
    """Give the addresses of a text that is a list of them, else the source itself."""
    addresses = listed(source.text) if isinstance(source, Text) else []
    yield from map(Address, addresses) if addresses else [source]


def _file(path: Path) -> Source:
    return _source(_bytes(path), str(path), path.suffix.lower())


def _source(data: bytes, name: str, ending: str = "") -> Source:
    """Tell what was read, and give it as such.

    Raises:
        ContentError: it is neither text nor page.
    """
    other = foreign(data, ending)
    if other:
        message = f"is {other[0]}, and clip reads texts and pages"
        raise _unreadable(message, name, other[1])
    kind = kind_of(data, ending)
    _refuse_large(data, name, kind)
    if kind == "text":
        return Text(name, _text(data, name))
    if kind == "page":
        return Page(name, data)
    opened = open_archive(data)
    if opened is None:
        hint = "save the page again as a complete page, or as page source"
        raise _unreadable("holds no page", name, hint)
    return Page(name, *opened)


def _unreadable(message: str, name: str, hint: str | None = None) -> ContentError:
    return ContentError([problem("unreadable-file", message, path=name, hint=hint)])


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise _unreadable(f"cannot be read: {error.strerror or error}", str(path)) from error


def _refuse_large(data: bytes, name: str, kind: Kind) -> None:
    most, what = (MAX_TEXT_BYTES, "clipping") if kind == "text" else (MAX_PAGE_BYTES, "page")
    if len(data) > most:
        message = f"is larger than {most // 1024 // 1024} MB, so it is no {what}"
        raise ContentError([problem("file-too-large", message, path=name)])


def _text(data: bytes, name: str) -> str:
    encoding = _MARKS.get(data[:2], "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        faults = decode(data, path=name)[1]
        hint = "open it in an editor and save it as UTF-8"
        found = faults or [
            problem("not-utf-8", f"is no text: {error.reason}", path=name, hint=hint)
        ]
        raise ContentError(found) from error


def _clipboard() -> bytes:
    command = next((board for board in _BOARDS if shutil.which(board[0])), None)
    if command is None:
        raise BroadsheetError(
            "no program here gives what was copied: install wl-paste (package wl-clipboard), xclip "
            "or xsel, or save the text to a file and name the file"
        )
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise BroadsheetError(
            f"{command[0]} gave nothing: copy the text again, or save it and name the file"
        ) from error
    if not done.stdout.strip():
        raise BroadsheetError("the clipboard holds no text: copy the article, then try again")
    return done.stdout


def _wrong(field: str, message: str, hint: str | None = None) -> SettingsError:
    return SettingsError([problem("bad-argument", message, field=field, hint=hint)])
