"""The credits: every picture with its maker, its right, and where it is used.

Those of the oldest stories stand first, so that a new picture changes the last page alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from broadsheet import urls
from broadsheet.model import Site
from broadsheet.pages.card import Cards, PhotoView, direction, photo_view
from broadsheet.pages.desk import Desk
from broadsheet.pages.head import plain_head
from broadsheet.pages.listing import Pagination, pagination
from broadsheet.pages.page import Link, Page, PageData

LENGTH = 100
"""Pictures on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditRow:
    """One picture, and the stories that show it."""

    photo: PhotoView
    stories: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditsPage(PageData):
    """What `credits.html` gets."""

    title: str
    rows: tuple[CreditRow, ...]
    pagination: Pagination


Use = tuple[str, tuple[str, ...]]
"""The file of a picture, and the slugs of the articles that show it."""


def credits_pages(desk: Desk) -> Iterator[Page]:
    """Make the pages of all pictures that articles show."""
    if "credits" in desk.site.config.without:
        return
    uses = _uses(desk.site)
    total = max(1, -(-len(uses) // LENGTH))
    for number in range(1, total + 1):
        part = uses[(number - 1) * LENGTH : number * LENGTH]
        url = urls.numbered(urls.CREDITS, number)
        slugs = tuple(dict.fromkeys(slug for _, users in part for slug in users))
        yield Page(
            kind="credits",
            path=urls.save_as(url),
            url=url,
            template="credits.html",
            desk=desk,
            make=_data,
            facts=(url, part, number, total),
            articles=slugs,
            lastmod=max((desk.changes[slug] for slug in slugs), default=None),
        )


def _uses(site: Site) -> tuple[Use, ...]:
    uses: dict[str, list[str]] = {}
    for slug, article in reversed([*site.articles.items()]):
        for photo in article.photos:
            if photo.file and slug not in (users := uses.setdefault(photo.file, [])):
                users.append(slug)
    return tuple((file, tuple(users)) for file, users in uses.items())


def _data(
    site: Site, _: Cards, url: str, uses: tuple[Use, ...], number: int, total: int
) -> CreditsPage:
    title = "Picture credits" if number == 1 else f"Picture credits, page {number}"
    return CreditsPage(
        head=plain_head(site, title=title, url=url, description=f"Whose the pictures are: {title}"),
        url=url,
        lang=site.config.lang,
        dir=direction(site.config.lang),
        title=title,
        rows=tuple(_row(site, file, slugs) for file, slugs in uses),
        pagination=pagination(urls.CREDITS, number, total),
    )


def _row(site: Site, file: str, slugs: tuple[str, ...]) -> CreditRow:
    """Show a picture as the first article that uses it credits it."""
    users = [site.articles[slug] for slug in slugs]
    return CreditRow(
        photo=photo_view(next(photo for photo in users[0].photos if photo.file == file)),
        stories=tuple(
            Link(text=user.title, url=urls.article(site.config, user), lang=user.lang)
            for user in users
        ),
    )
