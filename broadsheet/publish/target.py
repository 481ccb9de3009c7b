"""Where a site goes: the forms of BROADSHEET_PUBLISH_TO, and those that are refused on sight.

Nothing here looks at a disk, a repository or the network.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

FORMS: Final = "branch:NAME, branch:NAME@REMOTE, rsync:USER@HOST:/FOLDER/ or rsync:/FOLDER/"

# What git allows in a branch's name is more; these are the names nobody has to quote anywhere.
BRANCH_NAME: Final = re.compile(r"(?!-)[\w.+-]+(/[\w.+-]+)*")
# A folder that holds everything a person has, as Linux and macOS lay homes out.
HOME: Final = re.compile(r"/(root|home(/[^/]+)?|Users(/[^/]+)?)|~[^/]*")
PASSWORD: Final = re.compile(r"\w+://[^/@]*:[^/@]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A branch of a git repository; `remote` is a remote's name, an address or a path."""

    name: str
    remote: str = "origin"

    def __str__(self) -> str:
        """Name it as in the setting."""
        return f"branch:{self.name}" + ("" if self.remote == "origin" else f"@{self.remote}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A folder that rsync reaches: on this machine when `host` is empty."""

    host: str
    """All that rsync wants before the path: `user@host:`, or `rsync://host` for a daemon."""
    path: str

    def __str__(self) -> str:
        """Name it as in the setting."""
        return f"rsync:{self.address}"

    @property
    def address(self) -> str:
        """Write it as rsync takes it."""
        return f"{self.host}{self.path}"

    @property
    def is_daemon(self) -> bool:
        """Tell whether an rsync daemon answers there, not ssh."""
        return self.host.startswith("rsync://") or self.host.endswith("::")


Target = Branch | Mirror


def read_target(text: str) -> Target:
    """Read a target.

    Raises:
        ValueError: it has none of the forms, or names a place no site may be put in.
    """
    kind, _, rest = text.strip().partition(":")
    if PASSWORD.search(rest):
        raise ValueError("must not hold a password: it would stand in the repository and in logs")
    if kind == "branch" and rest:
        return _branch(rest)
    if kind == "rsync" and rest:
        return _mirror(rest)
    raise ValueError(f"must be {FORMS}, got {text!r}")


def overlap(target: Mirror, around: Iterable[Path], inside: Iterable[Path]) -> str | None:
    """Say why a folder of this machine may not be mirrored to, or None.

    Args:
        target: the folder.
        around: folders that it may not be or contain.
        inside: folders that it may not be or lie in.
    """
    if target.host:
        return None
    place = Path(target.path).resolve()
    for folder in (path.resolve() for path in around):
        if place == folder or place in folder.parents:
            return f"must not contain {folder}: whatever is not of the site is deleted there"
    for folder in (path.resolve() for path in inside):
        if folder in place.parents or place == folder:
            return f"must not lie in {folder}"
    return None


def _branch(text: str) -> Branch:
    name, at, remote = text.partition("@")
    if not BRANCH_NAME.fullmatch(name) or ".." in name or name.endswith((".", ".lock")):
        raise ValueError(f"must name a branch, such as branch:gh-pages, not {name!r}")
    if (at and not remote) or remote.startswith("-") or re.search(r"\s", remote):
        raise ValueError("must name a remote, an address or a path after the @")
    return Branch(name=name, remote=remote or "origin")


def _mirror(text: str) -> Mirror:
    host, path = _split(text)
    # Behind a user's name, too: rsync hands ssh the two apart, and ssh would read an option.
    bare = host.removeprefix("rsync://").rpartition("@")[2]
    if host.startswith("-") or bare.startswith("-") or re.search(r"[\s\0]", host):
        raise ValueError(f"must name a host, not {host!r}")
    if not path.isprintable():
        raise ValueError(f"must name a folder without control characters, not {path!r}")
    clean = posixpath.normpath(path or ".")
    if clean.startswith("//"):  # which POSIX, and so normpath, lets stand
        clean = clean[1:]
    if not host and not clean.startswith("/"):
        raise ValueError(f"must be a whole path, beginning with /, not {path!r}")
    # Relative to a host, `.` is the home folder of who logs in, and `..` lies above it.
    if clean in {"/", "."} or clean.startswith("..") or HOME.fullmatch(clean):
        raise ValueError(
            f"must not be a whole disk or a home folder: name one below {path or '~'!r}"
        )
    return Mirror(host=host, path=f"{clean}/")


def _split(text: str) -> tuple[str, str]:
    """Part what names the host from the path."""
    daemon = re.fullmatch(r"(rsync://[^/]+)(/.*)?", text)
    if daemon:
        return daemon[1], daemon[2] or "/"
    if text.startswith("/"):
        return "", text
    shell = re.fullmatch(r"((?:[^/:\[]|\[[^\]]*\])+::?)(.*)", text)
    return (shell[1], shell[2]) if shell else ("", text)
