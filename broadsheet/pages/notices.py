"""What readers are told of a story that is not as it was, and editors of one that is not shown."""

from __future__ import annotations

from datetime import datetime

from broadsheet.model import Article, Site, Standing
from broadsheet.pages.dates import in_words
from broadsheet.release import HIDDEN


def notice(site: Site, article: Article) -> str:
    """Say in a sentence or two why an article has no text any more; empty where it has."""
    if article.state == "withdrawn":
        return _withdrawn(site, article)
    if article.state == "expired" and article.expires:
        return f"The text of this story could be read here until {_day(site, article.expires)}."
    return ""


def mark(site: Site, item: Article | Standing) -> str | None:
    """Say what keeps a text from readers, as `serve --all` shows it; None where nothing does."""
    if item.state not in HIDDEN:
        return None
    if isinstance(item, Article) and item.state == "embargoed" and item.embargo:
        return f"Embargoed until {_moment(site, item.embargo)}"
    if isinstance(item, Article) and item.state == "scheduled":
        return f"Held back until {_moment(site, item.date)}"
    return item.state.capitalize()


def _withdrawn(site: Site, article: Article) -> str:
    since = article.withdrawal and article.withdrawal.date
    reason = article.withdrawal and article.withdrawal.reason
    when = f" on {_day(site, since)}" if since else ""
    return f"This story was withdrawn{when}.{f' {reason}' if reason else ''}"


def _day(site: Site, moment: datetime) -> str:
    return in_words(moment, site.config.timezone, site.config.lang)


def _moment(site: Site, moment: datetime) -> str:
    return in_words(moment, site.config.timezone, site.config.lang, with_time=True)
