"""Topics and regions that a text may belong to, by names that occur in it. Only suggestions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from broadsheet.clip.calendar import folded
from broadsheet.read.languages import locale_of, territory_codes
from broadsheet.read.vocabulary import RawTerm

_MOST: Final = 4
_IN_TITLE: Final = 3
"""How many mentions in the text a mention in the headline is worth."""
_ENOUGH: Final = 2
_STEM: Final = 4
_INITIALS: Final = 6
"""Letters of a word in capitals that is taken for initials: UN is not the Spanish `un`."""
_FEW_ZONES: Final = 4
"""In a country of more time zones their cities are no capitals."""
_PREFIX: Final = {"ar": "(?:[وفبلك]|ال|وال|بال|لل|فال)?"}
_ENDING: Final = {"ar": r"\w{0,4}", "fa": r"\w{0,3}"}
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def suggest_regions(
    title: str, text: str, language: str | None, regions: Iterable[RawTerm]
) -> tuple[str, ...]:
    """Suggest regions: by their names, and by those of countries and of their main cities."""
    tag = language or "en"
    names = {
        region.slug: {*_own(region, tag), *(_country(region.code, tag) if region.code else ())}
        for region in regions
    }
    rivals = {name: code for code in territory_codes() for name in _territory(code, tag)}
    return _ranked(names, title, text, tag, frozenset(rivals))


def suggest_topics(
    title: str, text: str, language: str | None, topics: Iterable[RawTerm]
) -> tuple[str, ...]:
    """Suggest topics by the words of their names, and by those that `words` lists."""
    tag = language or "en"
    names = {topic.slug: {*_telling(topic, tag), *_words(topic)} for topic in topics}
    return _ranked(names, title, text, tag, frozenset())


def _words(topic: RawTerm) -> Iterator[str]:
    """Give the words listed with a topic: folded, but for initials such as UN, which stay so."""
    for word in topic.words:
        yield word if word.isupper() and len(word) <= _INITIALS else folded(word)


def _telling(topic: RawTerm, tag: str) -> Iterator[str]:
    for name in _own(topic, tag):
        for word in re.findall(r"[^\W\d_]+", name):
            if len(word) > _STEM or _HAN.search(word):
                yield word


def _ranked(
    names: dict[str, set[str]], title: str, text: str, tag: str, rivals: frozenset[str]
) -> tuple[str, ...]:
    heading, words = folded(title), folded(text)
    scores: Counter[str] = Counter()
    for slug, own in names.items():
        for name in own:
            if name.isupper():
                scores[slug] += _IN_TITLE * _initials(name, title) + _initials(name, text)
            else:
                scores[slug] += _IN_TITLE * _mentions(name, heading, tag, rivals)
                scores[slug] += _mentions(name, words, tag, rivals)
    order = {slug: place for place, slug in enumerate(names)}
    found = [slug for slug, score in scores.items() if score >= _ENOUGH]
    return tuple(sorted(found, key=lambda slug: (-scores[slug], order[slug]))[:_MOST])


def _own(term: RawTerm, tag: str) -> Iterator[str]:
    languages = dict(term.name.by_language)
    yield folded(languages.get(tag, term.name.default))


@cache
def _territory(code: str, tag: str) -> tuple[str, ...]:
    name = locale_of(tag).territories.get(code)
    return (folded(name),) if name else ()


@cache
def _country(code: str, tag: str) -> tuple[str, ...]:
    """Give the name of a country and its main cities, in a language."""
    return (*_territory(code, tag), *map(folded, _cities(code, locale_of(tag))))


def _cities(code: str, locale: Locale) -> Iterator[str]:
    zones = [zone for zone, of in get_global("zone_territories").items() if of == code]
    if len(zones) > _FEW_ZONES:
        return
    for zone in zones:
        city = locale.time_zones.get(zone, {}).get("city")
        if city:
            yield city
        elif locale.language in ("en", "de", "fr", "es"):
            yield zone.rpartition("/")[2].replace("_", " ")


def _initials(name: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _mentions(name: str, text: str, tag: str, rivals: frozenset[str]) -> int:
    if _HAN.search(name):
        return text.count(name)
    return sum(
        1 for match in _pattern(name, tag).finditer(text) if _is_meant(name, match[0], rivals)
    )


@cache
def _pattern(name: str, tag: str) -> re.Pattern[str]:
    ending = _ENDING.get(tag, r"\w{0,6}")
    parts = [rf"{re.escape(_stem(word))}{ending}" for word in re.findall(r"[^\W_]+", name)]
    words = r"[\W_]+".join(parts) or "(?!)"
    return re.compile(rf"(?<!\w){_PREFIX.get(tag, '')}{words}(?!\w)")


def _stem(word: str) -> str:
    """Cut what changes with case and number, so that Iran finds Iranian and Москва Москве."""
    cut = re.sub(r"[aeiouyаеиоуыэюяіїєьйهی]{1,2}$", "", word)
    return cut if len(cut) >= _STEM else word


def _is_meant(name: str, words: str, rivals: frozenset[str]) -> bool:
    """Tell a country from another whose name begins alike: Niger from Nigeria."""
    if words == name or not rivals:
        return True
    shared = _shared(name, words)
    return all(_shared(rival, words) <= shared for rival in rivals if rival != name)


def _shared(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
