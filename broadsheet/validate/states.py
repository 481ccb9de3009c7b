"""What may be shown when: the one place that decides it, for every page, feed and picture."""

from __future__ import annotations

from datetime import datetime, tzinfo
from fnmatch import fnmatch
from typing import Literal

from broadsheet.config import SiteConfig
from broadsheet.model import Article, Standing
from broadsheet.read.typed import Moment

State = Literal["published", "draft", "scheduled"]


def state_of(made: Article | Standing, config: SiteConfig) -> State:
    """Give the state of an article or a page at the clock of the build."""
    if made.status == "draft":
        return "draft"
    if isinstance(made, Standing) or config.with_future_dates:
        return "published"
    return "scheduled" if made.date > config.now else "published"


def is_shown(state: State, config: SiteConfig) -> bool:
    """Tell whether something in a state is on the site; `serve --all` shows everything."""
    return state == "published" or config.show_drafts


def moment_of(date: Moment, zone: tzinfo) -> datetime:
    """Give the moment of a date: without a clock time it is midnight in the site's zone."""
    return date.moment if date.has_time else date.moment.replace(tzinfo=zone)


def is_static(below: str, config: SiteConfig) -> bool:
    """Tell whether STATIC_PATHS asks for a file; it cannot ask for photos: use shows them."""
    if below.startswith(("photos/", "articles/", "pages/", "data/")):
        return False
    if any(_is_below(below, path) or fnmatch(below, path) for path in config.static_excludes):
        return False
    return any(_is_below(below, path) for path in config.static_paths)


def _is_below(below: str, path: str) -> bool:
    clean = path.strip("/")
    return clean in ("", ".") or below == clean or below.startswith(f"{clean}/")
