"""Pelican's content objects, as far as themes look at them. Their texts are escaped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import total_ordering
from typing import Any

from markupsafe import Markup

from broadsheet import urls


@total_ordering
@dataclass(frozen=True, eq=False)
class TermShape:
    """A topic, region or source in the shape of Pelican's Category, Tag and Author."""

    name: Markup
    slug: str
    url: str

    @property
    def save_as(self) -> str:
        """The file of its page."""
        return urls.save_as(self.url)

    @property
    def page_name(self) -> str:
        """Its page without the ending, as Pelican numbers further pages from it."""
        return self.url.rstrip("/")

    def __str__(self) -> str:
        return str(self.name)

    def __html__(self) -> str:
        return str(self.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermShape) and self.url == other.url

    def __lt__(self, other: TermShape) -> bool:
        return (str(self.name), self.url) < (str(other.name), other.url)

    def __hash__(self) -> int:
        return hash(self.url)


@dataclass(eq=False, kw_only=True)
class TextShape:
    """An article or a standing page in the shape of Pelican's."""

    url: str
    save_as: str
    slug: str
    title: Markup
    content: Markup
    summary: Markup
    lang: str
    status: str
    date: datetime
    locale_date: str
    modified: datetime | None = None
    locale_modified: str | None = None
    author: TermShape | None = None
    authors: list[TermShape] = field(default_factory=list)
    category: TermShape | None = None
    tags: list[TermShape] = field(default_factory=list)
    translations: list[TextShape] = field(default_factory=list)
    related_posts: list[TextShape] = field(default_factory=list)
    prev_article: TextShape | None = None
    next_article: TextShape | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    source_path: str = ""
    in_default_lang: bool = True
    template: str = "article"

    @property
    def description(self) -> Markup:
        """What themes put into the description of a page."""
        return self.summary
