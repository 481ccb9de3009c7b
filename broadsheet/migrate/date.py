"""Dates as other generators write them, in the form that ours has: never guessed, the day kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from broadsheet.read.dates import NotADate, read_date

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAY: Final = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
    re.compile(
        r"(?:[A-Za-z]{3,9}\.?,?\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)?\.?[\s-]+(?P<name>[A-Za-z]{3,9})\.?,?[\s-]+(?P<y>\d{4})(?!\d)"
    ),
    re.compile(
        r"(?:[A-Za-z]{3,9}\.?,?\s+)??(?P<name>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)"
    ),
    re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})(?!\d)"),
)
_TIME: Final = re.compile(
    r"[T,\s]*(?:at\s+)?(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?P<f>[.,]\d+)?)?\s*(?P<half>[AaPp])?\.?(?(half)[Mm]\.?)",
)
_ZONE: Final = re.compile(r"\s*(?:(Z|z|UTC|GMT)|(?:GMT|UTC)?([+-]\d{1,2}):?(\d{2})?)\s*(?:\(.*\))?")
_IN_PATH: Final = re.compile(r"(?<!\d)(\d{4})[-/](\d{2})[-/](\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class When:
    """A date in our form, and whether it says all that was typed."""

    iso: str
    whole: bool


def read_when(typed: str) -> When | None:
    """Read a date in any order of its parts that leaves no doubt; None when it is none.

    A time without a zone does not enter, nor does midnight, which stands for a day: with its zone
    it would become the day before for readers further west.
    """
    text = typed.strip().strip("\"'")
    found = _first_day(text)
    if found is None:
        return None
    day, rest = found
    clock = _TIME.match(rest)
    if clock is None:
        return _checked(day.isoformat(), whole=not rest.strip())
    zone = _ZONE.fullmatch(rest[clock.end() :])
    hour, minute = _hour(clock), int(clock["min"])
    midnight = hour == 0 and minute == 0 and not int(clock["s"] or 0)
    if zone is None or midnight:
        return _checked(day.isoformat(), whole=False)
    seconds = f":{clock['s']}" if clock["s"] else ""
    iso = f"{day.isoformat()}T{hour:02d}:{minute:02d}{seconds}{_offset(zone)}"
    return _checked(iso, whole=True) or _checked(day.isoformat(), whole=False)


def date_in_path(path: str) -> date | None:
    """Give the day that a path names: `2022-12-18-…`, `2022/12/18/…`; the last one it has."""
    for year, month, day in reversed(_IN_PATH.findall(path)):
        found = _date(int(year), int(month), int(day))
        if found:
            return found
    return None


def _checked(iso: str, *, whole: bool) -> When | None:
    try:
        read_date(iso)
    except NotADate:
        return None
    return When(iso, whole)


def _first_day(text: str) -> tuple[date, str] | None:
    for pattern in _DAY:
        match = pattern.match(text)
        day = match and _day(match.groupdict())
        if match and day:
            return day, text[match.end() :]
    return None


def _day(parts: dict[str, str]) -> date | None:
    if "a" in parts:
        return _turned(int(parts["a"]), int(parts["b"]), int(parts["y"]))
    month = _month(parts["name"]) if "name" in parts else int(parts["m"])
    return _date(int(parts["y"]), month, int(parts["d"]))


def _turned(first: int, second: int, year: int) -> date | None:
    """Read a date that ends with its year where only one of its numbers can be the month."""
    months = 12
    if first > months or first == second:
        return _date(year, second, first)
    return _date(year, first, second) if second > months else None


def _month(name: str) -> int:
    short = name.lower()[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hour(clock: re.Match[str]) -> int:
    hour = int(clock["h"])
    if not clock["half"]:
        return hour
    return hour % 12 + (12 if clock["half"] in "Pp" else 0)


def _offset(zone: re.Match[str]) -> str:
    if zone[1]:
        return "+00:00" if zone[1] != "Z" else "Z"
    if not zone[2]:
        return ""
    return f"{zone[2][0]}{int(zone[2][1:]):02d}:{zone[3] or '00'}"


def day_of(iso: str) -> date:
    """Give the local day of a date in our form."""
    return datetime.fromisoformat(iso).date()
