"""Which files of the content STATIC_PATHS asks for, to be carried as they are."""

from __future__ import annotations

from fnmatch import fnmatch

from broadsheet.config import SiteConfig


def is_static(below: str, config: SiteConfig) -> bool:
    """Tell whether STATIC_PATHS asks for a file; it cannot ask for photos: use shows them."""
    if below.startswith(("photos/", "articles/", "pages/", "data/")):
        return False
    if any(_is_below(below, path) or fnmatch(below, path) for path in config.static_excludes):
        return False
    return any(_is_below(below, path) for path in config.static_paths)


def _is_below(below: str, path: str) -> bool:
    clean = path.strip("/")
    return clean in ("", ".") or below == clean or below.startswith(f"{clean}/")
