"""What one command fetches for a site: pages, whose originals are kept, and their lead photos."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.fetch.answer import PAGE
from broadsheet.clip.fetch.fetcher import Fetcher
from broadsheet.clip.fetch.originals import keep_original
from broadsheet.clip.fetch.photo import fetch_photo
from broadsheet.clip.sheet import Finding
from broadsheet.clip.source import Page
from broadsheet.config import SiteConfig

_PHOTOS: Final = "photos"


@dataclass(frozen=True, slots=True)
class Errand:
    """A fetcher, and the folders of the site for which it goes."""

    fetcher: Fetcher
    content: Path
    cache: Path

    def page(self, address: str, *, keep: bool) -> tuple[Page, Path | None]:
        """Fetch a page.

        Args:
            address: of the page.
            keep: keep the original.

        Returns:
            The page under the address where redirects led, and its original.

        Raises:
            FetchError: it may not or cannot be fetched, or is no page.
            OutputError: the original cannot be kept.
        """
        fetched = self.fetcher.fetch(address, accept=PAGE)
        original = keep_original(self.cache, fetched) if keep else None
        return Page(address, fetched.data, fetched.url_final, fetched.charset), original

    def lead_photo(self, clipping: Clipping, year: int, name: str) -> tuple[Clipping, Finding]:
        """Fetch the lead photo of a clipping that has one, and put it below content/photos.

        Args:
            clipping: whose first photo has an address.
            year: of the article, the name of the folder.
            name: of the article's file.

        Returns:
            The clipping with the photo's file, and what to say of it.

        Raises:
            FetchError: it cannot be fetched, or is no photo.
            OutputError: the folder cannot be written to.
        """
        lead = clipping.photos[0]
        address = lead.url or ""
        root = self.content / _PHOTOS
        path = fetch_photo(self.fetcher, address, root / f"{year:04d}", name)
        file = path.relative_to(root).as_posix()
        photos = (replace(lead, file=file), *clipping.photos[1:])
        return replace(clipping, photos=photos), Finding("photo.file", file, address, 1.0)


def start_errand(config: SiteConfig) -> Errand:
    """Make ready to fetch for a site; hosts are told whom to write to, if that is known."""
    known = config.contact or config.siteurl
    contact = known if re.fullmatch(r"[!-'*-~]+", known) else ""
    return Errand(Fetcher(contact=contact), config.content, config.cache)
