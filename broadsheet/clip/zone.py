"""Time zones as newspapers name them: offsets, letters, and whose time it is, in words."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from broadsheet.clip.calendar import folded

_LETTERS: Final = {
    "utc": 0, "gmt": 0, "z": 0, "msk": 180, "мск": 180, "cet": 60, "cest": 120, "mez": 60,
    "mesz": 120, "bst": 60, "wet": 0, "west": 60, "eet": 120, "eest": 180, "trt": 180,
    "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "irst": 210, "irdt": 270, "jst": 540, "kst": 540, "hkt": 480, "sgt": 480, "pkt": 300,
    "aest": 600, "aedt": 660, "akst": -540, "hst": -600, "гмт": 0,
}  # fmt: skip
"""Minutes east of Greenwich. IST, CST and AST each name several zones and are not read."""
_PLACES: Final = {
    "Europe/Moscow": "moscow time|по москве|по московскому времени|московское время|"
    "за московським часом|به وقت مسکو|بتوقیت موسکو|moskauer zeit|heure de moscou|hora de moscú|"
    "莫斯科时间",
    "Europe/Kyiv": "kyiv time|kiev time|по киеву|по киевскому времени|за києвом|"
    "за київським часом|به وقت کیف|بتوقیت کییف|kiewer zeit|heure de kiev|heure de kyiv|"
    "hora de kiev|基辅时间",
    "Asia/Tehran": "tehran time|local time in tehran|по тегеранскому времени|به وقت تهران|"
    "به وقت ایران|بتوقیت طهران|teheraner zeit|heure de téhéran|hora de teherán|德黑兰时间",
    "Asia/Shanghai": "beijing time|по пекинскому времени|به وقت پکن|بتوقیت بکین|pekinger zeit|"
    "heure de pékin|hora de pekín|北京时间",
    "Europe/Paris": "paris time|heure de paris|hora de parís|pariser zeit|بتوقیت باریس",
    "Europe/Madrid": "madrid time|hora de madrid|hora peninsular|heure de madrid",
    "Europe/Berlin": "berlin time|berliner zeit|ortszeit berlin|heure de berlin|hora de berlín",
    "Europe/London": "london time|heure de londres|hora de londres|londoner zeit|بتوقیت لندن",
    "UTC": "greenwich mean time|universal time|по гринвичу|за гринвічем|به وقت گرینویچ|"
    "بتوقیت غرینتش|بتوقیت جرینتش|heure universelle|格林尼治时间|世界标准时间|tu|tmg",
    "Asia/Riyadh": "riyadh time|mecca time|بتوقیت الریاض|بتوقیت مکه المکرمه|بتوقیت مکه|"
    "بتوقیت السعودیه",
    "Asia/Qatar": "doha time|بتوقیت الدوحه|بتوقیت قطر",
    "Asia/Dubai": "dubai time|بتوقیت ابوظبی|بتوقیت دبی|بتوقیت الامارات",
    "Asia/Kuwait": "kuwait time|بتوقیت الکویت",
    "Europe/Istanbul": "istanbul time|по стамбулу|به وقت استانبول|بتوقیت اسطنبول",
    "Africa/Cairo": "cairo time|بتوقیت القاهره",
    "Asia/Baghdad": "baghdad time|بتوقیت بغداد",
    "Asia/Beirut": "beirut time|بتوقیت بیروت",
    "Asia/Damascus": "damascus time|بتوقیت دمشق",
    "America/New_York": "new york time|eastern time|et|по нью-йорку|hora de nueva york|"
    "heure de new york|美东时间",
    "America/Mexico_City": "mexico city time|hora de méxico|hora del centro de méxico",
    "America/Argentina/Buenos_Aires": "buenos aires time|hora argentina|hora de argentina",
    "America/Bogota": "hora de colombia|hora colombiana",
    "Asia/Tokyo": "tokyo time|japan time|日本时间|东京时间",
    "Asia/Kabul": "kabul time|به وقت کابل",
}
"""Whose time it is in words, folded as `calendar.folded` folds."""
_BY_WORDS: Final = {
    folded(words.strip()): zone for zone, table in _PLACES.items() for words in table.split("|")
}
_WORDS: Final = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(words) for words in sorted(_BY_WORDS, key=lambda w: (-len(w), w)))
    + r")(?!\w)"
)
_OFFSET: Final = re.compile(
    r"(?:\b(?:utc|gmt)\s*([+\u2212-])\s*|(?<=\d) ?([+\u2212-])(?=\d\d:?\d\d))"
    r"(\d{1,2})(?::?(\d{2}))?(?![\d-])"
)
_LETTER: Final = re.compile(rf"(?<![^\W\d_])({'|'.join(_LETTERS)})(?!\w)")
_DAY: Final = 24 * 60


def find_zone(text: str) -> tuple[tzinfo | None, str]:
    """Find a zone in a folded text; give it, and the text without it."""
    offset = _OFFSET.search(text)
    if offset:
        minutes = int(offset[3]) * 60 + int(offset[4] or 0)
        sign = 1 if (offset[1] or offset[2]) == "+" else -1
        return _fixed(sign * minutes), _without(text, offset)
    words = _WORDS.search(text)
    if words:
        return ZoneInfo(_BY_WORDS[words[0]]), _without(text, words)
    letter = _LETTER.search(text)
    if letter:
        return _fixed(_LETTERS[letter[1]]), _without(text, letter)
    return None, text


def iso(moment: datetime) -> str:
    """Write a moment with its offset, to the minute or the second."""
    return moment.isoformat(timespec="seconds" if moment.second else "auto")


def _fixed(minutes: int) -> tzinfo | None:
    return timezone(timedelta(minutes=minutes)) if abs(minutes) < _DAY else None


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"
