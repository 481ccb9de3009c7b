"""When each file of an old site was first committed, from its git history."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

_PATIENCE: Final = 60
_SAFE: Final = (
    "-c",
    "log.showSignature=false",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "diff.external=",
)
"""What the settings of a foreign repository could make git run is switched off."""


def first_days(root: Path) -> dict[str, str]:
    """Give the ISO day of each path below a folder, the author's own; empty without a history."""
    if not shutil.which("git"):
        return {}
    command = ["git", *_SAFE, "log", "--no-renames", "--diff-filter=A", "--name-only", "--relative"]
    try:
        done = subprocess.run(
            [*command, "-z", "--format=%x01%aI", "--", "."],
            cwd=root,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return {}
    return _parsed(done.stdout.decode("utf-8", "replace"))


def _parsed(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for commit in text.split("\x01")[1:]:
        day, _, names = commit.partition("\x00")
        for name in filter(None, names.strip("\n").split("\x00")):
            found[name.strip("\n")] = day.strip()[:10]  # an earlier commit comes later
    return found
