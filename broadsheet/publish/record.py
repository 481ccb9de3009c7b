"""What was published: `published.json` in the cache folder, one entry for each target.

Later work reads it, to tell what readers have seen from what is new (`check --since`).
`docs/publishing.md` describes its fields.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from broadsheet.errors import OutputError

NAME: Final = "published.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The last state of a site that its host is known to hold."""

    time: str
    """The clock of the build, ISO 8601 with zone."""
    address: str
    """SITEURL."""
    commit: str | None
    """The commit of the content; None when it is in no git repository."""
    edited: bool
    """True when the content held changes that were not committed: `commit` is not all of it."""
    manifest: str
    """SHA-256 over the names and hashes of all files sent."""


def read_records(cache: Path) -> dict[str, dict[str, Any]]:
    """Read the records by target; none when nothing was published yet or the file is damaged."""
    try:
        records = json.loads((cache / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return records if isinstance(records, dict) else {}


def write_record(cache: Path, target: str, record: Record) -> None:
    """Keep a record, in the place of the target's last one.

    Raises:
        OutputError: the cache folder cannot be written.
    """
    records = {**read_records(cache), target: asdict(record)}
    text = json.dumps(records, ensure_ascii=False, indent=2, sort_keys=True)
    place, temporary = cache / NAME, cache / f"{NAME}.{os.getpid()}"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        temporary.write_text(f"{text}\n", encoding="utf-8")
        temporary.replace(place)
    except OSError as error:
        raise OutputError(str(place), error.strerror or str(error)) from error
