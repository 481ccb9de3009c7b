"""Dates as machines write them: ISO 8601 in its many spellings, RFC 2822, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from broadsheet.clip.dateline import Dateline, contains_date, read_dateline

_YEARS: Final = range(1800, 2100)
_NEVER: Final = date(1970, 1, 1)
"""What programs write that know no date."""
_DAY: Final = re.compile(r"(?P<y>\d{4})-?(?P<m>\d{2})-?(?P<d>\d{2})")
_ISO: Final = re.compile(
    r"(?P<y>\d{4})[-/.]?(?P<m>\d{1,2})[-/.]?(?P<d>\d{1,2})(?:[T\s_]+|T)(?P<h>\d{1,2}):?(?P<min>\d{2})"
    r"(?::?(?P<s>\d{2})(?:[.,:]\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*"
    r"(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?\s*[+\-\u2212]\d{1,2}:?(?:\d{2})?(?::\d{2})?)?(?:\[[\w/]+\])?",
    re.IGNORECASE,
)
_SECONDS: Final = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_MAIL: Final = re.compile(r"[A-Z][a-z]{2},? \d{1,2} [A-Z][a-z]{2} \d{4} \d", re.ASCII)
_SCRIPTED: Final = re.compile(
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) (?P<d>\d{1,2})(?P<y1> \d{4})? "
    r"(?P<clock>[\d:]{5,8})"
    r" (?P<zone>(?:GMT|UTC)?[+-]?[\d:]*|[A-Z]{3,4})(?P<y2> \d{4})?(?: \(.*\))?"
)
_AMERICAN: Final = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
_LONGEST: Final = 120
_NOON: Final = 12


@lru_cache(maxsize=4096)
def read_moment(text: str, language: str | None) -> Dateline | None:
    """Read a date that stands alone, in machines' spelling or in people's.

    Args:
        text: the value of an attribute, or words.
        language: of the page, with its country; they decide on 05/12/2022 alone.
    """
    words = text.strip(" \"'")
    if language == "en-us":
        words = _AMERICAN.sub(r"\2/\1/\3", words)
    if not words or len(words) > _LONGEST:
        return None
    match = _ISO.fullmatch(words)
    if match:
        return _from_parts(match)
    for reader in (_from_day, _from_seconds, _from_mail, _from_script):
        found = reader(words)
        if found:
            return found
    return read_dateline(words, language) or _within(words, language)


def _within(words: str, language: str | None) -> Dateline | None:
    """Read the one date that stands among a few other words."""
    match = contains_date(words)
    if match is None or len(words) - len(match[0]) > 60:  # noqa: PLR2004  no sentence
        return None
    behind = words[match.start() :]
    return read_dateline(behind, language) or read_dateline(match[0], language)


def _plausible(day: date) -> bool:
    return day.year in _YEARS and day != _NEVER


def _from_parts(match: re.Match[str]) -> Dateline | None:
    hour = int(match["h"])
    if match["half"]:
        hour = hour % _NOON + (_NOON if match["half"].lower().startswith("p") else 0)
    clock = f"{hour:02d}:{match['min']}:{match['s'] or '00'}"
    spelt = (
        f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}T{clock}{_zone(match['zone'])}"
    )
    try:
        moment = datetime.fromisoformat(spelt)
    except ValueError:
        return _from_day(f"{match['y']}-{int(match['m']):02d}-{int(match['d']):02d}")
    return _dateline(moment)


def _zone(text: str | None) -> str:
    """Spell a zone as ISO does: `+0300`, `+3` and `UTC+3` are `+03:00`."""
    bare = re.sub(r"UTC|GMT|Z|\s", "", (text or "").upper()).replace("\u2212", "-")
    if not text:
        return ""
    if not bare:
        return "+00:00"
    digits = re.sub(r"\D", "", bare)[:4]
    hours, minutes = (digits[:2], digits[2:]) if len(digits) > 2 else (digits, "")  # noqa: PLR2004
    if len(digits) == 3:  # noqa: PLR2004  +330
        hours, minutes = digits[:1], digits[1:]
    return f"{bare[0]}{int(hours):02d}:{minutes or '00'}"


def _dateline(moment: datetime) -> Dateline | None:
    if not _plausible(moment.date()):
        return None
    if moment.tzinfo:
        return Dateline(moment.date(), moment)
    midnight = moment.time().isoformat() == "00:00:00"
    return Dateline(moment.date(), zoneless=None if midnight else moment.strftime("%H:%M"))


def _from_day(words: str) -> Dateline | None:
    match = _DAY.fullmatch(words)
    if match is None:
        return None
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
    return Dateline(day) if _plausible(day) else None


def _from_seconds(words: str) -> Dateline | None:
    if not _SECONDS.fullmatch(words):
        return None
    seconds = float(words[:10])
    return _dateline(datetime.fromtimestamp(seconds, UTC))


def _from_mail(words: str) -> Dateline | None:
    if not _MAIL.match(words):
        return None
    try:
        return _dateline(parsedate_to_datetime(words))
    except ValueError:
        return None


def _from_script(words: str) -> Dateline | None:
    """Read `Tue Dec 19 2023 20:00:00 GMT+0300 (…)` and `Tue Dec 19 20:00:00 UTC 2023`."""
    match = _SCRIPTED.fullmatch(words)
    if match is None or not (match["y1"] or match["y2"]):
        return None
    year = (match["y1"] or match["y2"]).strip()
    zone = match["zone"] if re.search(r"\d|^(?:GMT|UTC)$", match["zone"] or "") else ""
    return read_dateline(f"{match['d']} {match['month']} {year} {match['clock']} {zone}")
