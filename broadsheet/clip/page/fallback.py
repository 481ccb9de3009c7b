"""What trafilatura and htmldate find where a page declares no date and shows none that we can read.

Both are slow, and tell neither a time nor where they found it: they are asked last.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from lxml.html import HtmlElement

from broadsheet.clip.byline import is_person
from broadsheet.clip.dateline import Dateline
from broadsheet.clip.page.author import is_author
from broadsheet.clip.page.byline import read_names
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.masthead import SiteNames


def find_day(tree: HtmlElement, url: str | None) -> Claim[Dateline] | None:
    """Ask htmldate for the day a page was published."""
    from htmldate import find_date  # noqa: PLC0415  it is slow to import, and seldom asked

    try:
        found = find_date(deepcopy(tree), url=url, original_date=True, extensive_search=True)
        return Claim(Dateline(date.fromisoformat(found)), "htmldate", 0.5) if found else None
    except Exception:  # noqa: BLE001  a foreign reader that fails has found nothing
        return None


def find_authors(tree: HtmlElement, sites: SiteNames) -> Claim[tuple[str, ...]] | None:
    """Ask trafilatura for the authors; only what plainly is a person is believed."""
    from trafilatura.metadata import extract_author  # noqa: PLC0415  as above

    try:
        found = extract_author(deepcopy(tree))
    except Exception:  # noqa: BLE001  as above
        return None
    names = [name for part in (found or "").split(";") for name in _persons(part, sites)]
    return Claim(tuple(dict.fromkeys(names)), "trafilatura", 0.4) if names else None


def _persons(text: str, sites: SiteNames) -> list[str]:
    byline = read_names(text)
    names = byline.names if byline else ()
    return [name for name in names if is_person(name) and is_author(name, sites)]
