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
_NEARLY: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


class NotADate(ValueError):
    """A text that is no date; `hint` says what to write instead, if that is clear."""

    def __init__(self, reason: str, hint: str | None = None) -> None:
        """Keep the reason and the hint."""
        super().__init__(reason)
        self.hint = hint


def read_date(text: str) -> tuple[datetime, bool]:
    """Read a date.

    Returns:
        The moment and whether a clock time was given. Without one it is midnight and has no zone:
        the site's time zone is added later.

    Raises:
        NotADate: the text is none, does not exist in the calendar, or lacks its zone.
    """
    if _DATE.fullmatch(text):
        try:
            day = date.fromisoformat(text)
        except ValueError as error:
            raise NotADate(f"does not exist in the calendar, got {text!r}") from error
        return datetime(day.year, day.month, day.day), False  # noqa: DTZ001  see Returns
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise NotADate(f"must be a date such as 2022-12-18, got {text!r}", _hint(text))
    return _moment(text, *match.groups()), True


def _moment(text: str, day: str, clock: str, zone: str | None) -> datetime:
    if zone is None:
        raise NotADate(f"has a time without a zone, got {text!r}", f"{day}T{clock}+00:00 is UTC")
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone.upper()}")
        moment.timestamp()  # the years 1 and 9999 have moments that no other zone can say
    except (ValueError, OverflowError) as error:
        raise NotADate(f"does not exist in the calendar, got {text!r}") from error
    return moment


def _hint(text: str) -> str | None:
    """Offer the ISO form where the order of the parts leaves no doubt."""
    match = _NEARLY.match(text)
    if match:
        year, month, day = (int(part) for part in match.groups())  # digits of any script
        try:
            return f"write {date(year, month, day).isoformat()}"
        except ValueError:
            return None
    return "year, month and day, with a time and zone if you know them: 2022-12-18T14:30:00+03:00"
