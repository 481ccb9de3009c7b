"""From the path of a request to the file that answers it, as a static host would find it.

Decides only; the server sends. No path leaves the output folder, by dots or by a symbolic link.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Ground:
    """What is served: a folder, below the path of SITEURL (`/digest`, mostly empty)."""

    folder: Path
    base: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A file answers."""

    file: Path


@dataclass(frozen=True, slots=True)
class Moved:
    """Another address answers: a folder without its slash, or the root of a site below a path."""

    location: str


def answer(target: str, ground: Ground) -> Found | Moved | None:
    """Find what answers a request; None when nothing does.

    Args:
        target: the request's target as it was sent, percent-encoded, perhaps with a query.
        ground: what is served.
    """
    parts = urlsplit("/" + target.lstrip("/"))  # `//host/x` is a path here, never another host
    path, inside = _decoded(parts.path), f"{ground.base}/"
    if ground.base and path in ("/", ground.base):
        return Moved(quote(inside))
    if path is None or not path.startswith(inside):
        return None
    below = path.removeprefix(inside)
    found = _look(ground.folder, below)
    if found and found.name == "index.html" and not below.endswith(("/", "index.html")) and below:
        query = f"?{parts.query}" if parts.query else ""
        return Moved(f"{quote(path)}/{query}")
    return Found(found) if found else None


def _decoded(path: str) -> str | None:
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text or "\\" in text else text


def _look(folder: Path, below: str) -> Path | None:
    names = below.removesuffix("/").split("/") if below else []
    if any(name in ("", ".", "..") for name in names):
        return None
    try:
        return _regular(folder.resolve(), folder.joinpath(*names).resolve(), below.endswith("/"))
    except (
        OSError,
        RuntimeError,
        ValueError,
    ):  # a name too long, a loop of links, a lone surrogate
        return None


def _regular(root: Path, place: Path, as_folder: bool) -> Path | None:
    if not place.is_relative_to(root):
        return None
    mode = place.stat().st_mode
    if stat.S_ISDIR(mode):
        index = (place / "index.html").resolve()
        good = index.is_relative_to(root) and index.is_file()
        return index if good else None
    return place if stat.S_ISREG(mode) and not as_folder else None
