"""The corrections of one article, as its page, its feed entries and the ledger show them."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from broadsheet.model import Article, Correction, CorrectionKind, Site
from broadsheet.pages.dates import in_words

WORDS: Final[dict[CorrectionKind, str]] = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update": "Update",
    "note": "Note",
}
MARKS: Final[dict[CorrectionKind, str]] = {"correction": "Corrected", "clarification": "Clarified"}
"""What lists say of a story that said something wrong, or something unclear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionView:
    """A correction as it is shown, in the language of the site. `date` is ISO 8601 with zone.

    `name` is that of its anchor and of its entry in the feed: it stays when others come.
    """

    name: str
    word: str
    date: str
    day: str
    text: str
    was: str
    serious: bool


def correction_views(site: Site, article: Article) -> tuple[CorrectionView, ...]:
    """Give the corrections of an article, the newest first."""
    views: list[CorrectionView] = []
    taken: dict[str, int] = {}
    for correction in article.corrections:  # the oldest first: it was named first
        day = correction.date.astimezone(site.config.timezone).date().isoformat()
        taken[day] = taken.get(day, 0) + 1
        name = day if taken[day] == 1 else f"{day}-{taken[day]}"
        views.append(_view(site, correction, name))
    return tuple(reversed(views))


def correction_mark(article: Article) -> str | None:
    """Say in a word what lists tell of the corrections of an article."""
    kinds = {correction.kind for correction in article.corrections}
    return next((mark for kind, mark in MARKS.items() if kind in kinds), None)


def as_html(views: Iterable[CorrectionView]) -> str:
    """Write corrections for a text that is read elsewhere."""
    return "\n".join(
        f"<p><strong>{html.escape(f'{view.word}, {view.day}:')}</strong> {html.escape(view.text)}"
        + (f" Before: <del>{html.escape(view.was)}</del>" if view.was else "")
        + "</p>"
        for view in views
    )


def as_words(views: Iterable[CorrectionView]) -> str:
    """Write corrections for a summary, in one line."""
    return " ".join(f"{view.word}, {view.day}: {view.text}" for view in views)


def _view(site: Site, correction: Correction, name: str) -> CorrectionView:
    config = site.config
    return CorrectionView(
        name=name,
        word=WORDS[correction.kind],
        date=correction.date.isoformat(),
        day=in_words(correction.date, config.timezone, config.lang, with_time=correction.has_time),
        text=correction.text,
        was=correction.was,
        serious=correction.serious,
    )
