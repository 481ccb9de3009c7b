"""The calendars of the press: month and weekday names in nine languages, and the solar year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import cache
from typing import Final

from babel import Locale

from broadsheet.clip.months import MORE_MONTHS

LANGUAGES: Final = ("en", "ru", "uk", "fa", "ar", "de", "fr", "es", "zh")
_LOCALES: Final = (*LANGUAGES, "ar_SY", "ar_DZ", "ar_MA", "ar_TN", "ar_IQ", "de_AT", "en_AU")
_MORE_MONTHS: Final = {
    "sept": 9, "märz": 3, "mrz": 3, "jänner": 1, "setiembre": 9, "fevrier": 2, "aout": 8,
    "decembre": 12, "ژانویهٔ": 1, "فوریهٔ": 2, "مهٔ": 5, "ژوئیهٔ": 7, "می": 5, "جولای": 7,
    "ژوئیه": 7, "آگوست": 8, "ديسمبر": 12, "كانون اول": 12, "تشرين اول": 10,
}  # fmt: skip
_MORE_DAYS: Final = (
    "یک شنبه|سه شنبه|چهار شنبه|پنج شنبه|周日|周一|周二|周三|周四|周五|周六|星期天|tues|thur|thurs"
)
_SOLAR: Final = {
    "فروردین": 1, "اردیبهشت": 2, "خرداد": 3, "تیر": 4, "مرداد": 5, "امرداد": 5, "شهریور": 6,
    "مهر": 7, "آبان": 8, "آذر": 9, "دی": 10, "بهمن": 11, "اسفند": 12, "حمل": 1, "ثور": 2,
    "جوزا": 3, "سرطان": 4, "اسد": 5, "سنبله": 6, "میزان": 7, "عقرب": 8, "قوس": 9, "جدی": 10,
    "دلو": 11, "حوت": 12,
}  # fmt: skip
SOLAR_YEARS: Final = range(1250, 1500)
"""Years of the solar Hijri calendar; a Gregorian year of news is never among them."""
_HALF_YEAR: Final = 6
_BREAKS: Final = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324,
    2394, 2456, 3178,
)  # fmt: skip
"""Years at which the rhythm of leap years changes, by Borkowski's reckoning of the equinox."""


@cache
def months() -> dict[str, int]:
    """Give every name of a Gregorian month, in lower case, without a dot at its end."""
    found: dict[str, int] = {}
    for code in _LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                names = Locale.parse(code).months[context][width]
                found |= {folded(name): number for number, name in names.items()}
    found |= {folded(name): number for name, number in _MORE_MONTHS.items()}
    for number, names in MORE_MONTHS.items():
        found = {folded(name): number for name in names.split("|")} | found
    return {name: number for name, number in found.items() if not name[0].isdigit()}


@cache
def solar_months() -> dict[str, int]:
    """Give the months of the solar Hijri calendar, as named in Iran and in Afghanistan."""
    return {folded(name): number for name, number in _SOLAR.items()}


@cache
def weekdays() -> frozenset[str]:
    """Give every name of a weekday, in lower case, without a dot at its end."""
    found = set(_MORE_DAYS.split("|"))
    for code in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found |= set(Locale.parse(code).days[context][width].values())
    return frozenset(folded(name) for name in found if len(name) > 1)


def folded(text: str) -> str:
    """Make spellings one: case, digits of any script, joiners, marks of direction, variants."""
    lowered = unicodedata.normalize("NFC", text).lower()
    table = str.maketrans("يكىة", "یکیه")
    chars = (
        str(unicodedata.decimal(char)) if unicodedata.category(char) == "Nd" else char
        for char in lowered.translate(table)
        if unicodedata.category(char) not in ("Cf", "Mn")
    )
    return re.sub(r"[\xa0\u202f]", " ", "".join(chars)).rstrip(".")


def from_solar(year: int, month: int, day: int) -> date:
    """Turn a day of the solar Hijri calendar into a Gregorian one.

    Raises:
        ValueError: the day does not exist.
    """
    if year not in SOLAR_YEARS or not 1 <= month <= 12:  # noqa: PLR2004  months
        raise ValueError("no such year or month")
    length = 31 if month <= _HALF_YEAR else 30
    if month == 12 and not _is_leap(year):  # noqa: PLR2004  months
        length = 29
    if not 1 <= day <= length:
        raise ValueError("no such day")
    passed = (month - 1) * 31 - max(0, month - _HALF_YEAR - 1) + day - 1
    return date.fromordinal(_new_year(year).toordinal() + passed)


def _is_leap(year: int) -> bool:
    return (_new_year(year + 1) - _new_year(year)).days == 366  # noqa: PLR2004  days of a leap year


def _new_year(year: int) -> date:
    """Give the Gregorian day of 1 Farvardin."""
    gregorian, leaps, before = year + 621, -14, _BREAKS[0]
    jump = 0
    for end in _BREAKS[1:]:
        jump = end - before
        if year < end:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        before = end
    rest = year - before
    leaps += rest // 33 * 8 + (rest % 33 + 3) // 4
    if jump % 33 == 4 and jump - rest == 4:  # noqa: PLR2004  the reckoning's own numbers
        leaps += 1
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    return date(gregorian, 3, 20 + leaps - gregorian_leaps)
