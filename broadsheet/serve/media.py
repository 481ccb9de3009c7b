"""The media types of what a site holds, the same on every machine."""

from __future__ import annotations

import mimetypes
from pathlib import PurePath
from typing import Final

# Python's own table without the system's, which differs from one machine to the next.
_TABLE: Final = mimetypes.MimeTypes(filenames=())
_OURS: Final = {
    ".atom.xml": "application/atom+xml",
    ".rss.xml": "application/rss+xml",
    ".opml": "text/x-opml",
    ".avif": "image/avif",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".md": "text/markdown",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
    ".xsl": "text/xsl",
}
_TEXTS: Final = ("+xml", "+json", "/xml", "/json")


def media_type(path: str) -> str:
    """Give the media type of a file by its path; texts are UTF-8, as all of ours are."""
    if path.endswith(".json") and "feeds" in PurePath(path).parts:
        found = "application/feed+json"
    else:
        ours = (kind for ending, kind in _OURS.items() if path.lower().endswith(ending))
        found = next(ours, None) or _TABLE.guess_type(f"x{PurePath(path).suffix}")[0] or ""
    if found.startswith("text/") or found.endswith(_TEXTS):
        return f"{found}; charset=utf-8"
    return found or "application/octet-stream"
