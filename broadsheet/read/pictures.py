"""What can be said of a picture without decoding it: that it is one, and its size in pixels."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import Final

import imagesize

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
"""The kinds a browser shows and that cannot carry script; SVG can."""

_BEGINNINGS: Final = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|RIFF....WEBP|....ftyp(?:avif|avis|mif1)", re.DOTALL
)
"""imagesize knows more kinds than these, and looks at no name."""


def picture_size(path: Path) -> tuple[int, int] | None:
    """Give width and height in pixels, or None when the file is no picture."""
    if path.suffix.lower() not in SUFFIXES:
        return None
    try:
        with path.open("rb") as file:
            if not _BEGINNINGS.match(file.read(16)):
                return None
            file.seek(0)
            width, height = imagesize.get(file)
    except (OSError, ValueError, ArithmeticError, LookupError, struct.error):
        return None  # imagesize has no exception of its own for a damaged file
    return (int(width), int(height)) if width > 0 and height > 0 else None
