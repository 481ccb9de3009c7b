"""The news agency an article is from: in byline or source line, where the text begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from broadsheet.agency import agency_at_beginning, agency_name, is_agency
from broadsheet.clip.byline import names_in
from broadsheet.clip.page.claim import Claim, weigh
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.meta import Metas, claims_of
from broadsheet.clip.page.record import Record, alike
from broadsheet.clip.wording import label_of

_AT_END: Final = (
    re.compile(r"[(（]\s*(?P<name>[^()（）]{2,40}?)\s*[)）]\s*\.?$"),
    re.compile(r"(?:^|[.!?…。»”\"]\s*)[-–—/©]+\s*(?P<name>[\w .&-]{2,40}?)\.?$"),
    re.compile(
        r"(?:©|\(c\)|copyright)\s*(?:\d{4})?\s*(?:by\s+)?"
        r"(?P<name>[^.,|\d]{2,40}?)\s*(?:\d{4})?(?:[.,|]|$|all rights)",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<name>[\w./, -]{2,40})$"),
)
_WITH: Final = re.compile(
    r"(?:with (?:inputs?|reporting|material|files|information|additional reporting) (?:from|"
    r"by)|mit material von|avec|con información de)\s+(?P<name>[\w .,/&-]{2,50})",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s*(?:[/,;·|]|\band\b|\bund\b|\bet\b|\by\b|和|、)\s*")
_SOURCE: Final = re.compile(
    r"\s*(?:kaynak|fonte|bron|źródło|zdroj|forrás|sursa|πηγή|källa|kilde|lähde|sumber|nguồn|出典|출처|"
    r"स्रोत|स्त्रोत|ذریعہ|מקור)\s*[:：]\s*",
    re.IGNORECASE,
)
"""`Source:` in more languages than those that texts are read in."""
_WORDS_TOO: Final = frozenset(
    "aa ani app ata antara beta bss cp fars hina ina leta lusa map mehr mena mia nan pa petra sana "
    "sid spa tap tns trend tt uni mehr فارس مهر".split()
)
"""Initials and names of agencies that stand on pages for other things, too."""
_LINE: Final = 200


def agency_claims(
    layout: Layout, metas: Metas, records: Sequence[Record], byline: Sequence[str]
) -> list[Claim[str]]:
    """Give the agencies that a page names for its article, the surest first."""
    claims = [Claim(agency_name(name), "the byline", 0.95) for name in byline if is_agency(name)]
    for record in records:
        for key, sure in (
            ("author", 0.85),
            ("sourceOrganization", 0.85),
            ("provider", 0.7),
            ("creditText", 0.8),
            ("copyrightHolder", 0.6),
            ("contributor", 0.6),
            ("isBasedOn", 0.5),
            ("creator", 0.8),
        ):
            claims += [
                Claim(name, f"{record.syntax} {key}", sure)
                for party in record.parties(key)
                for name in agencies_in(party.name)
            ]
    for field, sure in (("agency", 0.7), ("byline", 0.75)):
        for claim in claims_of(metas, field):
            names = [name for text in claim.value for name in agencies_in(text)]
            claims += [Claim(name, claim.origin, sure) for name in names]
    claims += _labelled(layout)
    claims += _in_text(layout)
    return weigh(claims, _same)


@lru_cache(maxsize=4096)
def agencies_in(text: str) -> tuple[str, ...]:
    """Give the agencies in a list of names: `dpa/AFP`, `Jane Roe, Reuters`."""
    if len(text) > 160:  # noqa: PLR2004  a sentence
        return ()
    found = [part.strip(" .()©") for part in [text, *_SPLIT.split(text)]]
    byline = names_in(text)
    found += byline.agencies if byline else ()
    return tuple(dict.fromkeys(agency_name(name) for name in found if name and is_agency(name)))


def _same(name: str) -> str:
    core = alike(name).removeprefix("the")
    return _SAME.get(core, core)


_SAME: Final = {
    "associatedpress": "ap",
    "agencefrancepresse": "afp",
    "deutschepresseagentur": "dpa",
    "dpainfocom": "dpa",
    "presstrustofindia": "pti",
    "xinhuanewsagency": "xinhua",
    "canadianpress": "cp",
    "pressassociation": "pa",
    "pamedia": "pa",
    "agenciaefe": "efe",
    "anadoluagency": "anadolu",
    "aa": "anadolu",
}


def _labelled(layout: Layout) -> Iterator[Claim[str]]:
    for element in [*layout.short_lines(), *layout.sight.cued("source")[:60]]:
        if (
            not layout.in_story(element)
            or not layout.sight.sees(element)
            or layout.is_furniture(element)
        ):
            continue
        words = layout.sight.words(element)
        if not words or len(words) > _LINE:
            continue
        sure = 0.85 if layout.in_head(element, above=70) else 0.6
        for part in re.split(r"\s{2,}|[|｜]|(?=来源|稿源)", words):
            label = label_of(part.strip(), "source")
            more = _SOURCE.match(part)
            text = label.rest if label else part[more.end() :] if more else part
            for name in agencies_in(re.split(r"\s\d|\s{2,}", text)[0] if label else text):
                if name.lower() in _WORDS_TOO and not (label or more):
                    continue
                yield Claim(name, "the source line", sure if label or more else sure - 0.1)


def _in_text(layout: Layout) -> Iterator[Claim[str]]:
    """Read the agency where the text begins, and where it ends."""
    inside = [
        element
        for element, _ in layout.paragraphs
        if layout.start <= layout.place(element) <= layout.end
    ]
    inside.sort(key=layout.place)
    for element in inside[:2]:
        name = agency_at_beginning(layout.sight.words(element))
        if name:
            yield Claim(name, "where the text begins", 0.85)
            break
    for element in inside[-1:]:
        yield from _at_end(layout.sight.words(element))
    for element in layout.behind():
        words = layout.sight.words(element)
        label = label_of(words, "source") if len(words) <= _LINE else None
        for name in agencies_in(label.rest) if label else ():
            yield Claim(name, "the source line", 0.7)
        if len(words) <= _LINE:
            yield from _at_end(words)


def _at_end(words: str) -> Iterator[Claim[str]]:
    tail = words[-200:]
    for pattern in (*_AT_END, _WITH):
        match = pattern.search(tail)
        for name in agencies_in(match["name"].strip()) if match else ():
            if name.lower() not in _WORDS_TOO:
                yield Claim(name, "where the text ends", 0.7)
                return
