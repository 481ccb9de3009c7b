"""What a page may see: the settings, the vocabularies, and the articles it has named.

A page is made again only when something it depends on has changed, so it must not be able to look
at anything it did not name. A view is a `Site` that has the rest closed: looking there is an error
of ours and fails at once, in the first build, instead of leaving a stale page behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from msgspec import structs

from broadsheet.model import Article, Body, FrontPlan, Site, Standing
from broadsheet.pages.card import Card, Cards

T = TypeVar("T")  # the bracket form of generics needs Python 3.12


class UnnamedError(Exception):
    """A page looked at something that it did not name: a fault of its maker."""


class Named(Mapping[str, T]):
    """Some of the things there are: those a page has named, as far as they exist."""

    def __init__(self, everything: Mapping[str, T], names: Iterable[str]) -> None:
        """Open `names` of `everything`; they are gone through in this order."""
        self._everything, self._names = everything, dict.fromkeys(names)

    def __getitem__(self, name: str) -> T:
        """Give a thing; KeyError if it was named and does not exist."""
        if name not in self._names:
            raise UnnamedError(name)
        return self._everything[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names of what exists."""
        return (name for name in self._names if name in self._everything)

    def __len__(self) -> int:
        """Count what exists."""
        return sum(1 for _ in self)


class _ClosedBody(Body, frozen=True, gc=False):
    """The text of an article that a page names for its headline alone."""

    def __getattribute__(self, name: str) -> Any:
        if name in _OF_A_BODY:
            raise UnnamedError(f"body.{name}")
        return super().__getattribute__(name)


_OF_A_BODY: Final = frozenset({*Body.__struct_fields__, "html", "excerpt"})
_CLOSED_BODY: Final = _ClosedBody()


class _Faces(dict[str, Article]):
    """Articles with their bodies closed, each made when it is first asked for."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        super().__init__()
        self._articles = articles

    def __missing__(self, slug: str) -> Article:
        face = self[slug] = structs.replace(self._articles[slug], body=_CLOSED_BODY)
        return face


class _Opened(Named[Article]):
    """The articles that a page has named; only where it has named the body, that is open too."""

    def __init__(
        self,
        everything: Mapping[str, Article],
        names: Iterable[str],
        bodies: Iterable[str],
        faces: _Faces,
    ) -> None:
        super().__init__(everything, names)
        self._bodies, self._faces = frozenset(bodies), faces

    def __getitem__(self, name: str) -> Article:
        """Give an article; KeyError if it was named and does not exist."""
        if name in self._bodies:
            return super().__getitem__(name)
        if name not in self._names:
            raise UnnamedError(name)
        return self._faces[name]


class _Closed(Mapping[Any, Any]):
    """What no page may look at while it is made: its maker has put the answer into its facts."""

    def __getitem__(self, key: object) -> Any:
        raise UnnamedError(key)

    def __iter__(self) -> Iterator[Any]:
        raise UnnamedError

    def __len__(self) -> int:
        raise UnnamedError


class _ClosedPlan(FrontPlan):
    """The editor's plan, which only the maker of the front page reads."""

    def __getattribute__(self, name: str) -> Any:
        if name in _PLANNED:
            raise UnnamedError(name)
        return super().__getattribute__(name)


_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PLANNED: Final = frozenset(field.name for field in fields(FrontPlan))
_CLOSED: Final = _Closed()
_CLOSED_PLAN: Final = _ClosedPlan()


@dataclass(slots=True)
class Desk:
    """The site whose pages are made, with what several pages share."""

    site: Site
    cards: dict[str, Card] = field(default_factory=dict)
    entries: dict[tuple[str, bool], Any] = field(default_factory=dict)
    """What stands in feeds, by slug, with the text of the article or without."""
    changes: dict[str, datetime] = field(init=False)
    """When each article last changed."""
    ages: dict[str, timedelta] = field(init=False)
    """The same from one moment on: moments of several zones take long to compare."""
    _faces: _Faces = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Ask each article once: several lists and feeds each look through many."""
        texts = (*self.site.articles.items(), *self.site.withdrawn.items())
        self.changes = {slug: article.modified for slug, article in texts}
        self.ages = {slug: moment - _BEGINNING for slug, moment in self.changes.items()}
        self._faces = _Faces(self.site.articles)

    def view(
        self,
        articles: tuple[str, ...],
        standing: tuple[str, ...] = (),
        bodies: tuple[str, ...] = (),
    ) -> Site:
        """Give the site with everything closed but its settings, vocabularies and these texts.

        Args:
            articles: those that are open, with their bodies closed.
            standing: the standing pages that are open.
            bodies: those of the articles whose bodies are open as well.
        """
        site = self.site
        opened = _Opened(site.articles, articles, bodies, self._faces)
        pages: Mapping[str, Standing] = Named(site.standing, standing)
        return Site(
            config=site.config,
            articles=opened,
            withdrawn=Named(site.withdrawn, articles),
            standing=pages,
            topics=site.topics,
            regions=site.regions,
            sources=site.sources,
            front=_CLOSED_PLAN,
            by_topic=_CLOSED,
            by_region=_CLOSED,
            by_crossing=_CLOSED,
            by_source=_CLOSED,
            by_month=_CLOSED,
            related=_CLOSED,
            neighbours=_CLOSED,
            translations=_CLOSED,
            standing_translations=_CLOSED,
        )

    def cards_of(self, view: Site) -> Cards:
        """Give the cards of a view's articles; each is made once for all pages."""
        return Cards(view, self.cards)
