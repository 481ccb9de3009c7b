"""Where everything stands: the addresses of the site, which stay once they are published.

An address is relative to the site's root and has no slash at its beginning (`topics/iran/`, the
front page is the empty text); `save_as` turns it into the file that answers it.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from broadsheet.config import SiteConfig
from broadsheet.model import Article, Standing

FRONT = ""
TOPICS, REGIONS, SOURCES, ARCHIVE = "topics/", "regions/", "sources/", "archive/"
CREDITS, CORRECTIONS = "credits/", "corrections/"
NOT_FOUND = "404.html"

RESERVED_FOR_STANDING = frozenset(
    """articles topics regions sources archive stories corrections credits search text editions
    feeds photos theme page""".split()
)
RESERVED_FOR_TERMS = frozenset({"page"})


def topic(slug: str) -> str:
    """Give the address of a topic."""
    return f"topics/{slug}/"


def region(slug: str) -> str:
    """Give the address of a region."""
    return f"regions/{slug}/"


def crossing(topic_slug: str, region_slug: str) -> str:
    """Give the address of a topic in a region."""
    return f"topics/{topic_slug}/{region_slug}/"


def source(slug: str) -> str:
    """Give the address of a source."""
    return f"sources/{slug}/"


def year(number: int) -> str:
    """Give the address of a year of the archive."""
    return f"archive/{number:04d}/"


def month(year_number: int, number: int) -> str:
    """Give the address of a month of the archive."""
    return f"archive/{year_number:04d}/{number:02d}/"


def file(below: str) -> str:
    """Give the address of a file of the content, by its path below it (`photos/x.jpg`)."""
    return quote(below, safe="/!$&'()*+,;=~-._")


def place(config: SiteConfig, below: str) -> str:
    """Give the file a file of the content becomes: EXTRA_PATH_METADATA may move it."""
    return config.extra_paths.get(below, below)


def article(config: SiteConfig, item: Article) -> str:
    """Give the address of an article, as ARTICLE_URL says."""
    return article_address(config, item.slug, item.lang, item.date)


def article_address(config: SiteConfig, slug: str, lang: str, date: datetime) -> str:
    """Give the address of an article of which only this much is known yet."""
    return _fill(config.article_url, slug, lang, date, config)


def article_file(config: SiteConfig, item: Article) -> str:
    """Give the file of an article, as ARTICLE_SAVE_AS says."""
    return _fill(config.article_save_as, item.slug, item.lang, item.date, config)


def standing(config: SiteConfig, item: Standing) -> str:
    """Give the address of a standing page, as PAGE_URL says."""
    return standing_address(config, item.slug, item.lang)


def standing_address(config: SiteConfig, slug: str, lang: str) -> str:
    """Give the address of a standing page of which only this much is known yet."""
    return _fill(config.standing_url, slug, lang, None, config)


def standing_file(config: SiteConfig, item: Standing) -> str:
    """Give the file of a standing page, as PAGE_SAVE_AS says."""
    return _fill(config.standing_save_as, item.slug, item.lang, None, config)


def numbered(url: str, number: int) -> str:
    """Give the address of a further page of a list: page 1 is the list itself."""
    return url if number == 1 else f"{url}page/{number}/"


def save_as(url: str) -> str:
    """Give the file that answers an address."""
    return f"{url}index.html" if url == "" or url.endswith("/") else url


def feed(group: str, kind: str) -> str:
    """Give the address of a feed.

    Args:
        group: `all`, `topics/x` or `regions/y`.
        kind: `atom.xml`, `rss.xml` or `json`.
    """
    return f"feeds/{group}.{kind}"


OPML = "feeds/all.opml"


def up_from(url: str) -> str:
    """Give the way from a page up to the root, for relative links: `.`, `..`, `../..`."""
    depth = save_as(url).count("/")
    return "/".join([".."] * depth) or "."


_SAFE: Final = "/:?#[]@!$&'()*+,;=%~-._"
_NOTHING_TO_QUOTE: Final = re.compile(f"[A-Za-z0-9{re.escape(_SAFE)}]*")


def quoted(url: str) -> str:
    """Write an address with letters of any script so that it is valid in feeds and HTML."""
    # Each page asks several times, and most slugs are plain: a look costs a third of quoting.
    return url if _NOTHING_TO_QUOTE.fullmatch(url) else quote(url, safe=_SAFE)


def base(config: SiteConfig, url: str) -> str:
    """Give what stands before a link on the page at `url`: mostly empty, `/digest`, or `../..`."""
    return up_from(url) if config.relative_urls else config.base


def absolute(config: SiteConfig, url: str) -> str:
    """Give the whole address of a page."""
    return f"{config.absolute}/{quoted(url)}"


_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_WEEKDAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


class _Day:
    """A date in an address: English names, and years of four digits, on every machine alike."""

    def __init__(self, date: datetime | None) -> None:
        self.date = date

    def __format__(self, pattern: str) -> str:
        if self.date is None:
            return ""
        month, weekday = _MONTHS[self.date.month - 1], _WEEKDAYS[self.date.weekday()]
        names = {"%B": month, "%b": month[:3], "%h": month[:3], "%A": weekday, "%a": weekday[:3]}
        names["%Y"] = f"{self.date.year:04d}"
        return format(self.date, re.sub("%.", lambda part: names.get(part[0], part[0]), pattern))


def _fill(pattern: str, slug: str, lang: str, date: datetime | None, config: SiteConfig) -> str:
    around = _around_slug(pattern)
    if around:
        return f"{around[0]}{slug}{around[1]}"
    local = date and date.astimezone(config.timezone)
    return pattern.format(slug=slug, lang=lang, date=_Day(local))


@lru_cache(maxsize=8)
def _around_slug(pattern: str) -> tuple[str, str] | None:
    """Give what stands around the slug where nothing else is to be filled in, as nearly always."""
    before, slug, after = pattern.partition("{slug}")
    return (before, after) if slug and not {"{", "}"} & {*before, *after} else None
