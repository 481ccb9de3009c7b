"""Where the text of a clipping comes from: files, a folder, standard input, the clipboard."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.problems import problem
from broadsheet.read.files import MAX_TEXT_BYTES
from broadsheet.read.frontmatter import decode

ENDINGS: Final = (".txt", ".md", ".markdown", ".text")
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


@dataclass(frozen=True, slots=True)
class Source:
    """A text and what it is called in messages."""

    name: str
    text: str


def open_sources(source: str | None, *, paste: bool = False) -> Iterator[Source]:
    """Give the texts that a command names, one after the other.

    Args:
        source: a file, a folder, or `-` for standard input.
        paste: take what was copied instead.

    Raises:
        SettingsError: nothing is named, or nothing is there.
        ContentError: a file is no text.
        BroadsheetError: the clipboard cannot be read.
    """
    if paste:
        yield Source("the clipboard", _text(_clipboard(), "the clipboard"))
    elif not source:
        raise _wrong("source", "names nothing", "give a file, a folder, -, or --paste")
    elif source == "-":
        yield Source("standard input", _text(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), "-"))
    else:
        for path in _files(Path(source), source):
            yield Source(str(path), _text(_bytes(path), str(path)))


def _files(path: Path, typed: str) -> list[Path]:
    if path.is_dir():
        found = sorted(
            entry for entry in path.iterdir() if entry.suffix.lower() in ENDINGS and entry.is_file()
        )
        if not found:
            raise _wrong("source", f"has no file ending in {', '.join(ENDINGS)}, got {typed!r}")
        return found
    if not path.is_file():
        raise _wrong("source", f"must name a file or a folder, got {typed!r}", _hint(typed))
    return [path]


def _hint(typed: str) -> str | None:
    if typed.startswith(("http://", "https://")):
        return "save its text to a file, or copy it and use --paste"
    return "give a file, a folder, -, or --paste"


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_TEXT_BYTES + 1)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        raise ContentError([problem("unreadable-file", reason, path=str(path))]) from error


def _text(data: bytes, name: str) -> str:
    if len(data) > MAX_TEXT_BYTES:
        message = f"is larger than {MAX_TEXT_BYTES // 1024 // 1024} MB, so it is no clipping"
        raise ContentError([problem("file-too-large", message, path=name)])
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
