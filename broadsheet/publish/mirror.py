"""A folder as the host: here, over ssh, or behind an rsync daemon. rsync does all the work.

The same command compares and sends; with `--dry-run` it only lists. What differs is told by the
bytes: a rebuilt page with the same text is not sent again, whatever its time.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import Final

from broadsheet.errors import PublishError
from broadsheet.publish.changes import Changes
from broadsheet.publish.host import Comparison
from broadsheet.publish.parcel import Parcel
from broadsheet.publish.program import TRANSFER, must, quiet_environment, run
from broadsheet.publish.target import Mirror

RSYNC: Final = (
    "rsync",
    "--recursive",
    "--checksum",
    # New pages are all there before the first one changes, and nothing goes before they are.
    "--delay-updates",
    "--delete-after",
    # Owners, groups and the folders' own modes are the host's business; files must be readable.
    "--chmod=D755,F644",
    # A host that reads all its files to compare them may be silent for a while.
    "--timeout=180",
    "--8-bit-output",
)
# Given twice, the list names the unchanged files too. A tab ends the code, which holds spaces.
LISTING: Final = ("--itemize-changes", "--itemize-changes", "--out-format=%i\t%n")
CONNECTING: Final = "--contimeout=20"
"""For a daemon alone, as rsync has it; ssh has its own limit, see `program`."""
DELETED: Final = "*deleting"
NEW: Final = "+++"


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorHost:
    """A folder to publish to."""

    target: Mirror

    @property
    def name(self) -> str:
        """Name the host in a sentence."""
        return self.target.address

    def compare(self, parcel: Parcel) -> Comparison:
        """Ask rsync what it would do.

        Raises:
            PublishError: rsync is not there, or the host cannot be asked.
        """
        return Comparison(changes=read_listing(self._rsync(parcel, "--dry-run", *LISTING)))

    def send(self, parcel: Parcel, comparison: Comparison) -> None:  # noqa: ARG002  see `Host`
        """Let rsync do it.

        Raises:
            PublishError: the host refused it.
        """
        self._rsync(parcel)

    def _rsync(self, parcel: Parcel, *options: str) -> str:
        limit = (CONNECTING,) if self.target.is_daemon else ()
        command = (*RSYNC, *limit, *options, f"{parcel.output}/", self.target.address)
        environment = quiet_environment(os.environ)
        answer = run(command, folder=parcel.output, environment=environment, limit=TRANSFER)
        return must(answer, "rsync", str(self.target)).decode(errors="backslashreplace")


def open_mirror(target: Mirror) -> MirrorHost:
    """Make sure that rsync is there.

    Raises:
        PublishError: it is not.
    """
    if not shutil.which("rsync"):
        reason = "rsync is not installed: install the package rsync (on macOS: brew install rsync)"
        raise PublishError(str(target), reason)
    return MirrorHost(target=target)


def read_listing(text: str) -> Changes:
    """Read rsync's itemised list; folders, whose names end in a slash, are no files of a site."""
    rows = [row.partition("\t") for row in text.splitlines() if "\t" in row]
    files = [(code.strip(), path) for code, _, path in rows if not path.endswith("/")]
    removed = [path for code, path in files if code == DELETED]
    sent = [(code, path) for code, path in files if code[0] in "<>c"]
    added = [path for code, path in sent if NEW in code]
    changed = [path for code, path in sent if NEW not in code]
    return Changes(
        added=tuple(sorted(added)),
        changed=tuple(sorted(changed)),
        removed=tuple(sorted(removed)),
        kept=len(files) - len(removed) - len(sent),
    )
