"""Dates as the format has them: a date, or a date-time with zone; never guessed, never partial."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)
_BACKWARDS: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_NEARLY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIRST: Final = datetime(1, 1, 3)  # noqa: DTZ001  a limit for moments without their zone
_LAST: Final = datetime(9999, 12, 29)  # noqa: DTZ001


class NotADate(ValueError):  # noqa: N818  it says what the text is
    """A text that is no date; `hint` says what to write instead, if that is clear."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        """Keep the reason and the hint."""
        super().__init__(reason)
        self.hint = hint


def read_date(text: str, *, timed: bool = False) -> tuple[datetime, bool]:
    """Read a date; with `timed`, only one that has a clock time.

    Returns:
        The moment and whether a clock time was given. Without one it is midnight and has no zone:
        the site's time zone is added later.

    Raises:
        NotADate: the text is none, does not exist in the calendar, or lacks its zone.
    """
    if _DATE.fullmatch(text):
        if timed:
            hint = f"{text}T06:00:00+00:00 is six in the morning of that day in UTC"
            raise NotADate(f"must have a time and a zone, got {text!r}", hint)
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise NotADate(f"does not exist in the calendar, got {text!r}") from error
        midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001  see Returns
        return _within_calendar(midnight, text), False
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise NotADate(f"must be a date such as 2022-12-18, got {text!r}", _hint(text))
    return _moment(text, *match.groups()), True


def _within_calendar(moment: datetime, text: str) -> datetime:
    """Refuse the first and last days of the calendar: in other zones they would leave it."""
    if not _FIRST <= moment.replace(tzinfo=None) <= _LAST:
        raise NotADate(f"is too near the end of the calendar, got {text!r}")
    return moment


def _moment(text: str, day: str, clock: str, zone: str | None) -> datetime:
    if zone is None:
        raise NotADate(f"has a time without a zone, got {text!r}", f"{day}T{clock}+00:00 is UTC")
    if clock.startswith("24"):  # 00:00 of the next day in newer Pythons only
        raise NotADate(
            f"has a time that no clock shows, got {text!r}", "write 00:00 of the next day"
        )
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone.upper()}")
    except ValueError as error:
        raise NotADate(f"does not exist in the calendar, got {text!r}") from error
    return _within_calendar(moment, text)


def _turned(first: int, second: int, year: int) -> str | None:
    """Turn a date that ends with its year, where only one of its numbers can be the month."""
    month, day = (first, second) if second > 12 else (second, first)  # noqa: PLR2004  months
    try:
        iso = date(year, month, day).isoformat()
    except ValueError:
        return None
    if max(first, second) > 12 or first == second:  # noqa: PLR2004  months
        return f"write {iso}"
    return f"write the year first, then the month: {iso}, or {date(year, day, month).isoformat()}"


def _hint(text: str) -> str | None:
    """Offer the ISO form where the order of the parts leaves no doubt."""
    text = text.strip("“”„‟«»‘’'\" ")
    match = _NEARLY.match(text)
    backwards = _BACKWARDS.match(text)
    if backwards:
        return _turned(*map(int, backwards.groups()))
    if match:
        year, month, day = (int(part) for part in match.groups())  # digits of any script
        try:
            return f"write {date(year, month, day).isoformat()}"
        except ValueError:
            return None
    return "year, month and day, with a time and zone if you know them: 2022-12-18T14:30:00+03:00"
