"""What can be said of a picture without decoding it: that it is one, and its size in pixels."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

import imagesize

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
"""The kinds a browser shows and that cannot carry script; SVG can."""


def picture_size(path: Path) -> tuple[int, int] | None:
    """Give width and height in pixels, or None when the file is no picture."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError, ArithmeticError, LookupError, struct.error):
        return None  # imagesize has no exception of its own for a damaged file
    return (int(width), int(height)) if width > 0 and height > 0 else None
