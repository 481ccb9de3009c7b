"""A git branch as the host: GitHub Pages, GitLab Pages, or any repository that serves one.

ghp-import makes the commit, in a repository of its own that lasts only that long and shares nothing
with the editor's but the object store. So the editor's branches, index and work tree cannot change,
not even a local branch of the same name; what is pushed is that one commit.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from broadsheet.errors import OvertakenError, PublishError
from broadsheet.publish.changes import compare
from broadsheet.publish.host import Comparison
from broadsheet.publish.parcel import Parcel
from broadsheet.publish.program import ANSWER, TRANSFER, must, run
from broadsheet.publish.repository import Repository
from broadsheet.publish.target import Branch

NO_JEKYLL: Final = ".nojekyll"
"""Tells GitHub Pages to serve every file as it is; without it, it leaves out `.well-known/`."""

SOURCES: Final = "pelicanconf.py"
"""A branch with this file holds a site's sources, whatever the branch is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchHost:
    """A branch to publish to, seen from the repository of the sources."""

    target: Branch
    repository: Repository
    message: str
    when: int
    """The moment of the build, in seconds since 1970: the date of the commit."""

    @property
    def name(self) -> str:
        """Name the host in a sentence."""
        return f"branch {self.target.name} of {self.target.remote}"

    def compare(self, parcel: Parcel) -> Comparison:
        """Compare a site with what the branch holds now.

        Raises:
            PublishError: the host cannot be asked, or the branch holds the sources of a site.
        """
        tip = self._tip()
        theirs = self._files_of(tip) if tip else {}
        if SOURCES in theirs:
            reason = f"it holds {SOURCES}: this is a branch with the sources of a site"
            raise PublishError(str(self.target), reason)
        return Comparison(changes=compare(self._files_in(parcel), theirs), base=tip)

    def send(self, parcel: Parcel, comparison: Comparison) -> None:
        """Push the site as one commit on top of what the branch held when it was compared.

        Raises:
            OvertakenError: somebody else published since then.
            PublishError: the host refused it.
        """
        commit = self._commit(parcel, comparison.base)
        push = ("push", "--quiet", "--no-follow-tags", self.target.remote)
        answer = self.repository.try_git(*push, f"{commit}:{self._ref}", limit=TRANSFER)
        # The refusals of a race have many wordings; that the branch moved is the plain fact.
        if answer.status and self._tip() != comparison.base:
            raise OvertakenError(str(self.target), "somebody else published at the same time")
        must(answer, "git", str(self.target))
        self._git("update-ref", self._kept, commit)

    @property
    def _ref(self) -> str:
        return f"refs/heads/{self.target.name}"

    @property
    def _kept(self) -> str:
        """Name the private ref that keeps the published commit from git's clean-up.

        With it the next comparison needs no download; it is no branch, and no clone fetches it.
        """
        place = hashlib.sha256(self.target.remote.encode()).hexdigest()[:8]
        return f"refs/broadsheet/{place}/{self.target.name}"

    def _git(
        self,
        *args: str | Path,
        feed: bytes = b"",
        limit: float = ANSWER,
        extra: Mapping[str, str] | None = None,
    ) -> bytes:
        answer = self.repository.try_git(*args, feed=feed, limit=limit, extra=extra)
        return must(answer, "git", str(self.target))

    def _tip(self) -> str | None:
        """Ask the host for the branch's commit and bring it here; None: there is no such branch."""
        out = self._git("ls-remote", self.target.remote, self._ref).decode()
        tips = [row.split("\t")[0] for row in out.splitlines() if row.endswith(f"\t{self._ref}")]
        if not tips:
            return None
        if self.repository.try_git("cat-file", "-e", f"{tips[0]}^{{tree}}").status:
            # In a full clone a cut would make the whole repository shallow; in a shallow one the
            # history of every publication would be a long download.
            depth = ["--depth=1"] if self.repository.shallow else []
            refs = f"+{self._ref}:{self._kept}"
            fetch = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", *depth)
            self._git(*fetch, self.target.remote, refs, limit=TRANSFER)
        return tips[0]

    def _files_of(self, commit: str) -> dict[str, str]:
        """Map the paths of a commit to the ids of their bytes."""
        out = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        rows = out.decode(errors="backslashreplace").split("\0")[:-1]
        return {path: head.split()[2] for head, _, path in (row.partition("\t") for row in rows)}

    def _files_in(self, parcel: Parcel) -> dict[str, str]:
        """Map the paths of a site to the ids git gives their bytes."""
        feed = "".join(f"{parcel.output / path}\n" for path in parcel.files).encode()
        # No filters: an editor's rules for line endings must not reach what readers get.
        out = self._git("hash-object", "--no-filters", "--stdin-paths", feed=feed)
        empty = self._git("hash-object", "--stdin").decode().strip()
        return {NO_JEKYLL: empty, **dict(zip(parcel.files, out.decode().split(), strict=True))}

    def _commit(self, parcel: Parcel, base: str | None) -> str:
        """Make the commit, and make sure that it holds the site and nothing else."""
        with TemporaryDirectory(prefix="broadsheet-") as folder:
            where = {"GIT_DIR": folder, "GIT_OBJECT_DIRECTORY": str(self.repository.objects)}
            form = f"--object-format={self.repository.object_format}"
            self._git("init", "--quiet", "--bare", "--template=", form, extra=where)
            if self.repository.shallow and self.repository.shallow.exists():
                shutil.copy(self.repository.shallow, folder)
            if base:
                self._git("update-ref", f"refs/remotes/host/{self.target.name}", base, extra=where)
            self._import(parcel, {**where, **self._committer()})
            commit = self._git("rev-parse", self._ref, extra=where).decode().strip()
        if self._files_of(commit) != self._files_in(parcel):
            reason = "the commit does not hold the site as it was built; nothing was sent"
            raise PublishError(str(self.target), reason)
        return commit

    def _import(self, parcel: Parcel, environment: Mapping[str, str]) -> None:
        """Run ghp-import as a program: as a library it would need our own environment changed."""
        # -P: a file of the site's folder must not stand in for a library.
        program = (sys.executable, "-P", "-m", "ghp_import", "--no-jekyll", "--remote=host")
        what = (f"--branch={self.target.name}", f"--message={self.message}", parcel.output)
        answer = run(
            (*program, *what),
            folder=self.repository.folder,
            environment={**self.repository.environment, **environment},
            limit=TRANSFER,
        )
        must(answer, "ghp-import", str(self.target))

    def _committer(self) -> dict[str, str]:
        """Sign as git would in the editor's repository, at the moment of the build."""
        ident = self._git("var", "GIT_COMMITTER_IDENT").decode()
        name, _, rest = ident.rpartition(" <")
        return {
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": rest.partition(">")[0],
            "GIT_COMMITTER_DATE": f"{self.when} +0000",
        }


def open_branch(target: Branch, repository: Repository, title: str, now: datetime) -> BranchHost:
    """Look for the remote, and keep the sources' own branches from being published onto.

    Raises:
        ValueError: the target is a branch of the sources.
        PublishError: the repository has no such remote.
    """
    remotes = repository.remotes()
    if not re.search(r"[/:\\.]", target.remote) and target.remote not in remotes:
        known = f"it has {', '.join(remotes)}" if remotes else "it has none"
        reason = f"this repository has no remote {target.remote!r}; {known} (git remote add …)"
        raise PublishError(str(target), reason)
    own = {repository.address_of(remote) for remote in ("origin", repository.upstream())}
    sources = {"main", "master", repository.branch()}
    if target.name in sources and repository.address_of(target.remote) in own:
        raise ValueError(f"must not be {target.name}, a branch of the sources: use branch:gh-pages")
    commit = repository.commit()
    message = f"Publish {title}" + (f"\n\nFrom commit {commit}" if commit else "")
    when = int(now.timestamp())
    return BranchHost(target=target, repository=repository, message=message, when=when)
