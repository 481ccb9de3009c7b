"""Pelican's paginator, over a list that is cut as ours is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from broadsheet import urls
from broadsheet.pelican_theme.shapes import TextShape


class PaginatorShape:
    """Pelican's Paginator, over a list that is cut as ours is."""

    def __init__(self, name: str, items: Sequence[TextShape], per_page: int, orphans: int) -> None:
        self.name, self.object_list = name, items
        self.per_page = per_page or max(len(items), 1)
        self.orphans = orphans
        self.count = len(items)
        self.num_pages = max(ceil((self.count - orphans) / self.per_page), 1)
        self.page_range = list(range(1, self.num_pages + 1))

    def page(self, number: int) -> PageShape:
        """Give one page of the list."""
        start = (number - 1) * self.per_page
        end = self.count if number == self.num_pages else start + self.per_page
        return PageShape(self, number, list(self.object_list[start:end]), start)


@dataclass(eq=False)
class PageShape:
    """Pelican's page of a Paginator."""

    paginator: PaginatorShape
    number: int
    object_list: list[TextShape]
    start: int

    @property
    def url(self) -> str:
        """The address of this page of the list."""
        return urls.numbered(self.paginator.name, self.number)

    @property
    def save_as(self) -> str:
        """The file of this page of the list."""
        return urls.save_as(self.url)

    def has_next(self) -> bool:
        """Tell whether a page follows."""
        return self.number < self.paginator.num_pages

    def has_previous(self) -> bool:
        """Tell whether a page stands before."""
        return self.number > 1

    def has_other_pages(self) -> bool:
        """Tell whether the list has more than one page."""
        return self.paginator.num_pages > 1

    def next_page_number(self) -> int:
        """Give the number of the next page."""
        return self.number + 1

    def previous_page_number(self) -> int:
        """Give the number of the page before."""
        return self.number - 1

    def start_index(self) -> int:
        """Give the place of the first item, counted from 1."""
        return self.start + 1 if self.paginator.count else 0

    def end_index(self) -> int:
        """Give the place of the last item, counted from 1."""
        return self.start + len(self.object_list)
