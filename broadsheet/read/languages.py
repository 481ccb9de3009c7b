"""Language tags (BCP 47): which ones are accepted, and which way they are written.

The names of languages, scripts and territories are CLDR's, from Babel.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from babel import Locale, UnknownLocaleError

ENGLISH: Final = Locale("en")

_TAG: Final = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)


@cache
def language_codes() -> frozenset[str]:
    """Give every language code of CLDR, in lower case, with hyphens."""
    return frozenset(str(code).replace("_", "-").lower() for code in ENGLISH.languages)


@cache
def territory_codes() -> frozenset[str]:
    """Give every ISO 3166-1 alpha-2 code of CLDR."""
    invented = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"}
    return frozenset(
        code
        for code in map(str, ENGLISH.territories)
        if re.fullmatch("[A-Z]{2}", code) and code not in invented
    )


def is_language_code(text: str) -> bool:
    """Tell whether a text is a language code, perhaps with a script or a territory."""
    return canonical(text) is not None


def canonical(text: str) -> str | None:
    """Write a language tag as BCP 47 does (`fa`, `zh-Hans`, `pt-BR`); None when it is none."""
    match = _TAG.fullmatch(text)
    if match is None:
        return None
    language, script, territory = (part or "" for part in match.groups())
    language, script, territory = language.lower(), script.title(), territory.upper()
    known = (
        language in language_codes()
        and (not script or script in ENGLISH.scripts)
        and (not territory or territory in ENGLISH.territories)
    )
    return "-".join(filter(None, (language, script, territory))) if known else None


def language_fault(text: str) -> tuple[str, str | None] | None:
    """Say what is wrong with a language tag and what might be meant, or None when it is good."""
    if is_language_code(text):
        return None
    named = {str(name).lower(): str(code) for code, name in ENGLISH.languages.items()}
    meant = canonical(named.get(text.lower(), text).replace("_", "-"))
    hint = f"write {meant}" if meant else "such as en, fa, zh or pt-BR"
    return f"must be a language tag, got {text!r}", hint


@cache
def is_right_to_left(tag: str) -> bool:
    """Tell whether a language is written from right to left."""
    return locale_of(tag).text_direction == "rtl"


@cache
def locale_of(tag: str) -> Locale:
    """Give the CLDR locale of a language tag; English where CLDR has none."""
    for text in (tag, tag.partition("-")[0]):
        try:
            return Locale.parse(text, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return ENGLISH
