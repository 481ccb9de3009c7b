"""Dates in the forms of newspapers, with clock times and zones; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cache
from typing import Final

from broadsheet.clip.calendar import SOLAR_YEARS, folded, from_solar, months, solar_months, weekdays
from broadsheet.clip.zone import find_zone, iso

_YEARS: Final = range(1600, 2200)
_FILLERS: Final = """
    at on um uhr den der am vom à le la el las los lunes a de del les en y o h hrs hs hr kl von c
    в во об о г года год г. р року роки рік час час. о об по ч час мин min
    ساعت تاریخ روز یوم الساعه ه هـ م ه‍ الموافق فی سال ماه ش ق دقیقه و عند بتاریخ میلادی شمسی
    time local am pm noon heure hora horas heures local locale 时 分 号 日""".split()
_AFTERNOON: Final = ("p", "ب", "مساء", "بعد", "下午", "晚上", "م")
_FORENOON: Final = ("a", "ق", "صباح", "ص", "上午", "凌晨", "早")
_NOON: Final = 12
_CLOCKS: Final = (
    re.compile(
        r"(?P<half>上午|下午|晚上|凌晨|早上)?\s*(?<![\d:+-])(?P<h>\d{1,2})[:٫：](?P<m>\d{2})"
        r"(?:[:：](?P<s>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<post>[ap]\.?\s?m\b\.?|ق\.ظ|ب\.ظ|صباحا|مساء|ص\b|م\b))?"
    ),
    re.compile(
        r"(?P<half>上午|下午|晚上|凌晨|早上)?\s*(?P<h>\d{1,2})\s*[时時点點](?:\s*(?P<m>\d{1,2})\s*分?)?"
    ),
    re.compile(r"(?<!\d)(?P<h>\d{1,2})\s*h\s*(?P<m>\d{2})?(?!\w)"),
    re.compile(r"(?<!\d)(?P<h>\d{1,2})(?:\.(?P<m>\d{2}))?\s*(?:uhr)\b"),
    re.compile(r"(?<!\d)(?P<h>\d{1,2})(?:\.(?P<m>\d{2}))?\s*(?P<post>[ap]\.?m\b\.?)"),
    re.compile(r"(?:[оув]\s|kl\.?\s|ساعت\s|الساعه\s)(?P<h>\d{1,2})\.(?P<m>\d{2})(?!\d)"),
    re.compile(r"(?<![\d.,])(?P<h>[01]?\d|2[0-3])\.(?P<m>[0-5]\d)(?![\d.,])"),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A date as a newspaper prints it. `zoneless` keeps a time whose zone is not said."""

    day: date
    moment: datetime | None = None
    zoneless: str | None = None
    solar: bool = False

    @property
    def iso(self) -> str:
        """The value of the field: with its offset, or the day alone."""
        return iso(self.moment) if self.moment else self.day.isoformat()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    named = _alternatives({**months(), **solar_months()})
    month = rf"(?P<month>{named})\.?(?:\s*[/(]\s*(?:{named})\)?)?"
    day = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.|-?го|-?е|م|م\.)?"
    joint = r"(?:\s*,|\s*،|\s+năm|\s+del?|\s+of|\s+ماه|\s+سال|\s*-|/)*\s*"
    year = r"(?P<y>\d{4})(?!\d)"
    return (
        re.compile(
            rf"(?<!\d){year}\s*[年年년]\s*(?P<m>\d{{1,2}})\s*[月월]\s*(?P<d>\d{{1,2}})\s*[日号號일]?"
        ),
        re.compile(
            rf"(?<![\d/.-]){year}(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<d>\d{{1,2}})(?!\d)(?:t(?=\d))?"
        ),
        re.compile(
            r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"
        ),
        re.compile(rf"{day}{joint}(?:den\s)?(?<!\w){month}(?!\w){joint}{year}"),
        re.compile(rf"(?<!\w){month}(?!\w)\s*{day}{joint}{year}"),
        re.compile(rf"(?<!\d){year}\.?{joint}(?<!\w){month}(?!\w)\s*{day}(?!\d)"),
    )


def _alternatives(names: dict[str, int]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def read_dateline(text: str, language: str | None = None) -> Dateline | None:
    """Read a line that holds a date and nothing else but its time, zone and weekday.

    Args:
        text: the line, without its label.
        language: of the article; it decides nothing but 05/12/2022, which English leaves open.
    """
    found = [*_dates(folded(text), language)]
    if not found:
        return None
    day, solar = found[0][:2]
    if any(other[0] != day for other in found[1:]):
        return None
    zone, rest = find_zone(found[-1][2])
    clock, rest = _clock(rest)
    if not _is_nothing(rest) or (zone and clock is None):
        return None
    return _dateline(day, clock, zone, solar=solar)


def contains_date(text: str) -> re.Match[str] | None:
    """Find a date somewhere in a text, as behind a name: `By Jane Roe, December 18, 2022`."""
    lowered = text.lower()
    if len(lowered) != len(text):
        return None
    return next(filter(None, (pattern.search(lowered) for pattern in _patterns())), None)


def _dateline(day: date, clock: time | None, zone: tzinfo | None, *, solar: bool) -> Dateline:
    if clock and zone:
        return Dateline(day, datetime.combine(day, clock, zone), solar=solar)
    return Dateline(day, zoneless=clock.isoformat("minutes") if clock else None, solar=solar)


def _dates(text: str, language: str | None) -> Iterator[tuple[date, bool, str]]:
    """Give each date of a folded text, whether it is solar, and what is left of the text."""
    while True:
        match = next(filter(None, (pattern.search(text) for pattern in _patterns())), None)
        if match is None:
            return
        read = _read(match, language)
        if read is None:
            return
        text = f"{text[: match.start()]} {text[match.end() :]}"
        yield *read, text


def _read(match: re.Match[str], language: str | None) -> tuple[date, bool] | None:
    parts, year = match.groupdict(), int(match["y"])
    try:
        if "a" in parts:
            return _numeric(int(match["a"]), int(match["b"]), year, language), False
        name = (parts.get("month") or "").rstrip(".")
        if year in SOLAR_YEARS:
            month = solar_months()[name] if name else int(match["m"])
            return from_solar(year, month, int(match["d"])), True
        month = months()[name] if name else int(match["m"])
        return _gregorian(year, month, int(match["d"])), False
    except (ValueError, KeyError):
        return None


def _numeric(first: int, second: int, year: int, language: str | None) -> date:
    """Read 18/12/2022. English papers write both orders, so theirs must leave no choice."""
    if second > 12:  # noqa: PLR2004  months
        return _gregorian(year, first, second)
    if language in (None, "en") and first <= 12 and first != second:  # noqa: PLR2004  months
        raise ValueError("may be read two ways")
    return _gregorian(year, second, first)


def _gregorian(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise ValueError("not a year of news")
    return date(year, month, day)


def _clock(text: str) -> tuple[time | None, str]:
    for pattern in _CLOCKS:
        match = pattern.search(text)
        if match:
            return _time(match), f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _time(match: re.Match[str]) -> time | None:
    parts = match.groupdict()
    hour, minute, second = (int(parts.get(key) or 0) for key in ("h", "m", "s"))
    half = parts.get("half") or parts.get("post") or ""
    if half.startswith(_AFTERNOON) and hour < _NOON:
        hour += _NOON
    elif half.startswith(_FORENOON) and hour == _NOON:
        hour = 0
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


@cache
def _silent() -> frozenset[str]:
    return frozenset(
        {*map(folded, _FILLERS), *(part for day in weekdays() for part in day.split())}
    )


def _is_nothing(rest: str) -> bool:
    """Tell whether nothing is left but weekdays, prepositions and punctuation."""
    for name in sorted(weekdays(), key=len, reverse=True):
        if not name.isascii() and name in rest:
            rest = rest.replace(name, " ")
    words = re.findall(r"[^\W_]+", rest)
    return all(word in _silent() for word in words) and not re.search(r"[?!\"«»]", rest)


_IN_ADDRESS: Final = (
    re.compile(r"[/=-](?P<y>\d{4})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"[/=_-](?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
)


def date_in_address(address: str) -> date | None:
    """Find the day that an address names, in the Gregorian or the solar calendar."""
    for pattern in _IN_ADDRESS:
        match = pattern.search(folded(address))
        read = match and _read(match, None)
        if read:
            return read[0]
    return None
