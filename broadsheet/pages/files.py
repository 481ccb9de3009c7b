"""The files a site carries as they are: pictures that a shown page uses, and STATIC_PATHS.

A file below `content/photos` is never among them unless something shown uses it, and no file that
only a text links to which is held back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from broadsheet import urls
from broadsheet.config import SiteConfig
from broadsheet.model import Site
from broadsheet.pages.body import files_of
from broadsheet.pages.page import Copy
from broadsheet.read.static import is_static


def copies(site: Site, files: Mapping[str, Path]) -> Iterator[Copy]:
    """Choose the files to copy.

    Args:
        site: what is shown.
        files: everything that could be copied, by its path below the content.
    """
    used = {
        f"photos/{photo.file}" for a in site.articles.values() for photo in a.photos if photo.file
    }
    used.update(files_of((*site.articles.values(), *site.standing.values())))
    for below, source in sorted(files.items()):
        path = urls.place(site.config, below)
        if below in used or (is_static(below, site.config) and not {below, path} & site.held):
            yield Copy(path=path, source=source)


def theme_copies(config: SiteConfig) -> Iterator[Copy]:
    """Give the theme's static files: the folders of THEME_STATIC_PATHS, below THEME_STATIC_DIR."""
    for name in config.theme_static_paths:
        place = config.theme / name
        if place.is_file():
            yield Copy(path=f"{config.theme_static_dir}/{place.name}", source=place)
        for source in sorted(place.rglob("*")) if place.is_dir() else ():
            below = source.relative_to(place)
            if source.is_file() and not any(part.startswith(".") for part in below.parts):
                yield Copy(path=f"{config.theme_static_dir}/{below.as_posix()}", source=source)
