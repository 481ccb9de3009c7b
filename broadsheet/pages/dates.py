"""Dates in words, by CLDR, never by the machine's locale."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time

from broadsheet.read.languages import locale_of


def in_words(moment: datetime, zone: ZoneInfo, lang: str, *, with_time: bool = False) -> str:
    """Write a moment as readers of the language would: `18 December 2022`, its time if asked."""
    local = moment.astimezone(zone)
    day = day_in_words(local.date(), lang)
    if not with_time:
        return day
    clock = format_time(local, "HH:mm", locale=locale_of(lang))
    return f"{day}, {clock} {local.tzname() or ''}".rstrip()


@lru_cache(maxsize=20_000)
def day_in_words(day: date, lang: str) -> str:
    """Write a day: `18 December 2022`. English takes the day first, as most of its editions do."""
    locale = locale_of(lang)
    pattern = "d MMMM y" if locale.language == "en" and locale.territory != "US" else "long"
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=5_000)
def short_day(day: date, lang: str) -> str:
    """Write a day without its year: `18 Dec`."""
    locale = locale_of(lang)
    if locale.language == "en" and locale.territory != "US":
        return format_date(day, "d MMM", locale=locale)
    return format_skeleton("MMMd", day, locale=locale)


@lru_cache(maxsize=5_000)
def month_in_words(year: int, month: int, lang: str) -> str:
    """Write a month: `December 2022`."""
    locale = locale_of(lang)
    text = format_skeleton("yMMMM", date(year, month, 1), locale=locale)
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1_000)
def month_alone(month: int, lang: str) -> str:
    """Write a month without its year: `December`."""
    text = format_date(date(2000, month, 1), "LLLL", locale=locale_of(lang))
    return text[:1].upper() + text[1:]
