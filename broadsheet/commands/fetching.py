"""What commands fetch: pages in the place of their addresses, and the lead photos of clippings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from broadsheet.clip.clipping import Clipping
from broadsheet.clip.extra import need_extra
from broadsheet.clip.report import Clipped
from broadsheet.clip.sheet import Finding
from broadsheet.clip.source import Page
from broadsheet.commands.report import say
from broadsheet.config import SiteConfig
from broadsheet.errors import ContentError, FetchError
from broadsheet.problems import problem


class Messenger(Protocol):
    """Goes for pages and photos; `clip.fetch.errand` has the one who does."""

    def page(self, address: str, *, keep: bool) -> tuple[Page, Path | None]:
        """Fetch a page, and keep its original."""

    def lead_photo(self, clipping: Clipping, year: int, name: str) -> tuple[Clipping, Finding]:
        """Fetch the lead photo of a clipping."""


class Fetching:
    """Goes for a site. What fetching needs is only looked for when there is something to fetch.

    `failed` tells whether a photo that was asked for could not be had.
    """

    def __init__(self, config: SiteConfig, *, keep: bool) -> None:
        """Take the site, and whether the originals of pages are kept."""
        self.config, self.keep = config, keep
        self.failed = False
        self._messenger: Messenger | None = None

    def page(self, address: str) -> Page:
        """Fetch a page, and keep its original if that is asked for.

        Raises:
            ContentError: it may not or cannot be fetched, or is no page.
            MissingExtraError: what fetches is not installed.
            OutputError: the original cannot be kept.
        """
        try:
            page, original = self._sent().page(address, keep=self.keep)
        except FetchError as error:
            fault = problem("unreadable-file", error.reason, path=error.address, hint=error.hint)
            raise ContentError([fault]) from error
        return replace(page, original=_shown(original)) if original else page

    def photo(self, clipped: Clipped, year: int, name: str) -> Clipped:
        """Fetch the lead photo, if the page names one; say so where it cannot be had.

        Raises:
            MissingExtraError: what fetches is not installed.
            OutputError: the photo cannot be written.
        """
        photos = clipped.clipping.photos
        if not photos or not photos[0].url:
            say("no photo was fetched: nothing says where there is one")
            return clipped
        try:
            clipping, found = self._sent().lead_photo(clipped.clipping, year, name)
        except FetchError as error:
            self.failed = True
            say(f"no photo was fetched: {error}")
            return clipped
        return replace(clipped, clipping=clipping, findings=(*clipped.findings, found))

    def _sent(self) -> Messenger:
        """Give who fetches: one for the whole command, who remembers what hosts asked for."""
        if self._messenger is None:
            need_extra("fetching", "httpx", "protego")
            # only here: a build needs neither, and texts are clipped without them
            from broadsheet.clip.fetch.errand import start_errand  # noqa: PLC0415

            self._messenger = start_errand(self.config)
        return self._messenger


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
