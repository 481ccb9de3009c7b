"""The git repository a site's sources live in: where it is, its remotes, its checked-out branch.

It is only read here. Its work tree, index, configuration and branches stay as the editor left them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from broadsheet.errors import PublishError
from broadsheet.publish.program import ANSWER, Answer, must, quiet_environment, run


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """A repository, seen from a folder in it."""

    folder: Path
    objects: Path
    """Where its commits and files are stored."""
    shallow: Path | None
    """The file that says where its history is cut off, when it is."""
    object_format: str
    environment: Mapping[str, str]

    def try_git(
        self,
        *args: str | Path,
        feed: bytes = b"",
        limit: float = ANSWER,
        extra: Mapping[str, str] | None = None,
    ) -> Answer:
        """Run git here, whatever comes of it."""
        environment = {**self.environment, **(extra or {})}
        command = ("git", *args)
        return run(command, folder=self.folder, environment=environment, limit=limit, feed=feed)

    def remotes(self) -> list[str]:
        """List the names of the remotes."""
        return self.try_git("remote").out.decode().split()

    def address_of(self, remote: str) -> str:
        """Give the address that a remote's name stands for; an address stands for itself."""
        return self.try_git("ls-remote", "--get-url", remote).out.decode().strip()

    def branch(self) -> str | None:
        """Name the checked-out branch, if there is one."""
        answer = self.try_git("symbolic-ref", "--short", "--quiet", "HEAD")
        return answer.out.decode().strip() or None

    def upstream(self) -> str:
        """Name the remote that the checked-out branch comes from."""
        answer = self.try_git("config", f"branch.{self.branch()}.remote")
        return answer.out.decode().strip() or "origin"

    def commit(self) -> str | None:
        """Give the checked-out commit; None before the first one."""
        answer = self.try_git("rev-parse", "--verify", "--quiet", "HEAD")
        return answer.out.decode().strip() or None

    def is_edited(self, folder: Path) -> bool:
        """Tell whether anything below a folder is not committed."""
        return bool(self.try_git("status", "--porcelain", "--", folder).out)


def open_repository(folder: Path, target: str) -> Repository:
    """Find the repository that a folder is in.

    Raises:
        PublishError: there is none, git may not read it, or git is not installed.
    """
    if not shutil.which("git"):
        raise PublishError(target, "git is not installed: install the package git")
    plain = quiet_environment(os.environ)
    question = (
        *("git", "rev-parse", "--git-path", "objects", "--git-path", "shallow"),
        *("--is-shallow-repository", "--show-object-format"),
    )
    out = must(run(question, folder=folder, environment=plain), "git", target)
    objects, shallow, is_shallow, object_format = os.fsdecode(out).splitlines()
    ssh = run(("git", "config", "core.sshCommand"), folder=folder, environment=plain).out.decode()
    return Repository(
        folder=folder,
        objects=(folder / objects).resolve(),
        shallow=folder / shallow if is_shallow == "true" else None,
        object_format=object_format,
        environment=quiet_environment(os.environ, ssh),
    )
