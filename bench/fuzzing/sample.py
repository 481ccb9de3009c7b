"""Samples: small whole ones of every kind, and the files of a folder."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Final

from bench.fuzzing.readers import Reader

_OWN: Final = (
    Path(__file__).with_name("samples"),
    Path(__file__).parents[2] / "tests" / "clip" / "clippings",
)
_LARGEST: Final = 200_000
"""Bytes of a file that is still a sample."""


def samples_of(reader: Reader, folders: list[Path]) -> list[bytes]:
    """Give the samples of a reader: our own, and the files of its kind below some folders."""
    found: list[bytes] = []
    for folder in (*_OWN, *folders):
        for path in sorted(folder.rglob("*")):
            wanted = path.suffix.lower() in reader.endings and path.is_file()
            if wanted and path.stat().st_size <= _LARGEST:
                found.append(path.read_bytes())
    return [*found, gzip.compress(found[0])] if reader.packed and found else found
