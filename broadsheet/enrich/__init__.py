"""What follows from a site: groups, neighbours, related pieces both ways, translations.

Each step takes a Site and gives one with more of its fields filled; `enrich` runs them in order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from broadsheet.enrich.groups import group
from broadsheet.enrich.neighbours import find_neighbours
from broadsheet.enrich.related import relate
from broadsheet.enrich.translations import find_translations
from broadsheet.model import Site

Step = Callable[[Site], Site]

STEPS: Final[tuple[Step, ...]] = (
    group,  # first: neighbours are looked for in the groups of topics
    find_neighbours,
    find_translations,
    relate,  # last: a translation is not offered as a related piece once more
)


def enrich(site: Site) -> Site:
    """Run all steps."""
    for step in STEPS:
        site = step(site)
    return site
