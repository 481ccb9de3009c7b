"""Dates of feeds, with the offset that the feed gives: the day is the one the newspaper printed.

feedparser turns every date into UTC, which moves the day of what was published late in the
evening; so the text is read here first, and its reading is what is left for odd forms.
"""

from __future__ import annotations

import re
from calendar import timegm
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from time import struct_time
from typing import Final

from broadsheet.clip.calendar import months
from broadsheet.clip.dateline import Dateline, read_dateline
from broadsheet.clip.zone import find_zone

_CLOCK: Final = r"(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:[.,:]\d+)?)?"
_ZONE: Final = r"(?P<zone>z|[+\u2212-]\s?\d{1,2}:?\d{1,2}|[a-z]{1,5}(?:\s?[+-]\d{1,2}:?\d{2})?)"
_W3C: Final = re.compile(
    rf"(?P<y>\d{{4}})([-/]?)(?P<m>\d{{2}}|\b\d)\2(?P<d>\d{{2}}|\d\b)(?:(?:t|\s+){_CLOCK}\s*{_ZONE}?)?"
)
_MAIL: Final = re.compile(
    r"(?:[^\W\d_]+\.?,?\s+)?(?P<d>\d{1,2})[\s-]+(?P<month>[^\W\d_]+)\.?[\s-]+(?P<y>\d{4}|\d{2})"
    rf"(?:,?\s+{_CLOCK}(?:\s*{_ZONE})?)?(?:\s*\([^()]*\))?"
)
_C: Final = re.compile(
    rf"[a-z]{{3,9}},?\s+(?P<month>[a-z]{{3,9}})\s+(?P<d>\d{{1,2}})\s+{_CLOCK}\s+"
    rf"(?:{_ZONE}\s+)?(?P<y>\d{{4}})"
)
"""The form of `date` and of C's `asctime`: `Mon Jan 2 15:04:05 MST 2006`."""
_YEARS: Final = range(1600, 2200)
_CENTURY: Final = 70
"""RFC 822 has two digits for the year; there were no feeds before this one."""
_FEWEST: Final = 3
"""Letters of a month that tell it, where none of CLDR's names is meant: `Sept`."""
_AMERICAN: Final = {"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8}
_LONGEST: Final = 200
"""Characters of a date; where there are more, something else stands in its place."""
_APART: Final = timedelta(hours=26)
"""More than lies between any two zones: two readings so far apart are of two dates."""


def read_moment(text: str, utc: struct_time | None = None) -> Dateline | None:
    """Read a date of a feed.

    Args:
        text: as the feed has it.
        utc: what feedparser made of it, in UTC.
    """
    if len(text) > _LONGEST:
        return None
    ours = _read(" ".join(text.split()).lower()) if text else None
    theirs = _moment(utc)
    if ours is None:
        return theirs or read_dateline(text)
    if theirs and theirs.moment and ours.moment and abs(theirs.moment - ours.moment) > _APART:
        return theirs
    return ours


def _read(text: str) -> Dateline | None:
    match = _W3C.fullmatch(text) or _MAIL.fullmatch(text) or _C.fullmatch(text)
    if match is None:
        return None
    try:
        return _dateline(match.groupdict())
    except (ValueError, KeyError, OverflowError):
        return None


def _dateline(parts: dict[str, str | None]) -> Dateline:
    """Put the parts of a date together.

    Raises:
        ValueError, KeyError, OverflowError: there is no such day, month or moment.
    """
    day = date(_year(parts["y"] or ""), _month(parts), int(parts["d"] or 0))
    if parts["h"] is None:
        return Dateline(day)
    hour, minute = int(parts["h"]), int(parts["n"] or 0)
    if hour == 24:  # noqa: PLR2004  how ISO 8601 may write midnight
        hour, day = 0, day + timedelta(days=1)
    clock = time(hour, minute, min(int(parts["s"] or 0), 59))  # Python has no leap seconds
    zone = _zone(parts["zone"] or "")
    if zone is None:
        return Dateline(day, zoneless=clock.isoformat("minutes"))
    moment = datetime.combine(day, clock, zone)
    moment.astimezone(UTC)  # fails at the ends of time
    return Dateline(day, moment)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 2:  # noqa: PLR2004  digits
        year += 1900 if year >= _CENTURY else 2000
    if year not in _YEARS:
        raise ValueError("not a year of news")
    return year


def _month(parts: dict[str, str | None]) -> int:
    """Give the number of a month.

    Raises:
        KeyError: nobody calls a month that.
    """
    name = parts.get("month")
    if not name:
        return int(parts["m"] or 0)
    known = months()
    return known[name] if name in known else known[name[:_FEWEST]]


def _zone(name: str) -> tzinfo | None:
    bare = name.replace(" ", "").replace("\u2212", "-")
    offset = re.fullmatch(r"(?:utc|gmt|ut)?([+-])(\d{1,2}):?(\d{1,2})", bare)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3])
        fits = minutes < 24 * 60
        east = timedelta(minutes=-minutes if offset[1] == "-" else minutes)
        return timezone(east) if fits else None
    if bare in ("z", "ut", "utc", "gmt"):
        return UTC
    if bare in _AMERICAN:  # RFC 822 says so, whatever else the letters may stand for
        return timezone(timedelta(hours=_AMERICAN[bare]))
    return find_zone(bare)[0] if bare else None


def _moment(utc: struct_time | None) -> Dateline | None:
    if utc is None:
        return None
    try:
        moment = datetime.fromtimestamp(timegm(utc), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return Dateline(moment.date(), moment) if moment.year in _YEARS else None
