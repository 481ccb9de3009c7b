"""The content of a digest that has just been started: two articles, a page, small vocabularies.

The files are kept in `content/` as valid as they will be; only their day is filled in.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

_KEPT: Final = Path(__file__).with_name("content")
_DAY: Final = b"date: 2001-01-01"
_YEAR: Final = "year"


def digest_files(day: date) -> dict[str, bytes]:
    """Give every file by its path below `content/`; articles are of the given day."""
    return {
        path.relative_to(_KEPT).as_posix().replace(f"/{_YEAR}/", f"/{day.year:04d}/"): (
            path.read_bytes().replace(_DAY, f"date: {day.isoformat()}".encode())
        )
        for path in sorted(_KEPT.rglob("*.*"))
        if path.is_file()
    }
