"""Who wrote it, declared or in the byline; better fewer names than bad ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from broadsheet.agency import is_agency
from broadsheet.clip.byline import Byline, is_person
from broadsheet.clip.page.byline import Names, read_names, seen_bylines
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.masthead import SiteNames
from broadsheet.clip.page.meta import Metas, claims_of
from broadsheet.clip.page.record import Record, alike

_RATHER: Final = 0.75
_SHORTEST: Final = 2
_LETTERS: Final = 4
"""Letters of a site's name up to which names begin with it by chance."""
_LOGIN: Final = re.compile(r"^[a-z0-9._-]+$")
_ROOM: Final = re.compile(
    r"\b(?:staff|admin(?:istrator)?|editor(?:s|ial)?|newsroom|desk|team|webmaster|redakt\w+|"
    r"rédaction|redacción|redação|redazione|редакция|редакція|تحریریه|guest|contributors?|"
    r"online|web|editors?|contributors to [\w ]+|super user|root|user|anonymous|unknown|"
    r"none|null|undefined|"
    r"correspondents?|reporters?|agenc(?:y|ies)|agenci[ae]s|agências?|agenturen|agentur|report|news|"
    r"press|release|wire|bureau|sponsored|content|partner|syndicated|the|by|from|and|of|us|our)\b|^编辑|小编|编辑部",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"https?:|www\.|@\w|\.(?:com|org|net|html?)\b|[<>{}=]")


def author_claims(
    layout: Layout, metas: Metas, records: Sequence[Record], sites: SiteNames
) -> list[Claim[Names]]:
    """Give the names that a page has for its authors, each list as one place has it.

    Args:
        layout: of the page.
        metas: what `<meta>` elements hold.
        records: what the page declares of its article.
        sites: what the site goes by; no author is one of these.
    """
    found: list[Claim[Names]] = []
    for claim in [
        *_recorded(records),
        *_in_metas(metas),
        *seen_bylines(layout),
    ]:
        kept = tuple(name for name in claim.value if is_author(name, sites))
        if len(kept) < len(claim.value):  # what stands beside the site's name is no name, or whole
            kept = tuple(name for name in kept if is_person(name) or is_agency(name))
        if kept:
            found.append(Claim(kept, claim.origin, claim.confidence - 0.25 * _rooms(kept)))
    return found


def is_author(name: str, sites: SiteNames) -> bool:
    """Tell whether a name may be an author's: neither the site's, nor a login, nor chatter."""
    core = alike(name)
    if not core or not {core, core.removeprefix("the")}.isdisjoint(sites.every):
        return False
    if is_agency(name):
        return True
    if len(core) < _SHORTEST or _ADDRESS.search(name) or _LOGIN.match(name):
        return False
    if _is_of_house(name, core, sites):
        return False
    return not (_ROOM.fullmatch(name) or all(map(_ROOM.fullmatch, name.split())))


def _is_of_house(name: str, core: str, sites: SiteNames) -> bool:
    """Tell whether a name is the site's with more: its staff, a section, its town."""
    long = [site for site in sites.own if len(site) > _LETTERS]
    if any(map(core.startswith, long)):
        return True
    if is_person(name):
        return False
    return any(map(core.endswith, long)) or alike(name.split(maxsplit=1)[0]) in sites.own


def _rooms(names: Names) -> float:
    """Give the share of names that are a newsroom's rather than a person's."""
    return sum(bool(_ROOM.search(name)) for name in names) / len(names)


def _recorded(records: Sequence[Record]) -> Iterator[Claim[Names]]:
    for record in records:
        sure = {"JSON-LD": 0.88, "microdata": 0.82, "RDFa": 0.8}[record.syntax]
        names: list[str] = []
        people = False
        for party in record.parties("author", "creator"):
            whole = "person" in party.kind and _WHOLE.fullmatch(party.name)
            byline = None if whole else read_names(party.name)
            names += byline.names if byline else (party.name,) if whole else ()
            people = people or "person" in party.kind
        if names:
            sure -= 0 if record.is_article else 0.15
            sure -= 0 if people else 0.06
            yield Claim(tuple(dict.fromkeys(names)), f"{record.syntax} author", sure)


def _in_metas(metas: Metas) -> Iterator[Claim[Names]]:
    for claim in claims_of(metas, "byline"):
        names: list[str] = []
        for text in claim.value:
            byline = _turned(text) if claim.origin.endswith(_LIBRARIES) else None
            byline = byline or read_names(text)
            names += byline.names if byline else ()
        if names:
            yield Claim(tuple(dict.fromkeys(names)), claim.origin, claim.confidence)


_WHOLE: Final = re.compile(
    r"[\u3040-\u30ff\u4e00-\u9fff]{1,4}[ \u3000][\u3040-\u30ff\u4e00-\u9fff]{1,4}"
)
"""One name in Japanese or Chinese, its parts apart."""
_LIBRARIES: Final = ("citation_author", "creator", "contributor", "meta author")


def _turned(text: str) -> Byline | None:
    """Read `Roe, Jane`, as libraries write it: two single words."""
    match = re.fullmatch(
        r"([^\W\d_][\w’'-]+), ([^\W\d_][\w’'.-]*(?: (?:[A-Z]\.|[a-z]{2,3}))*)", text.strip()
    )
    if match is None or is_agency(match[1]) or is_agency(match[2]):
        return None
    return Byline((f"{match[2]} {match[1]}",), (), 0.7)


def choose_authors(claims: list[Claim[Names]]) -> Claim[Names] | None:
    """Weigh lists of names against each other, name by name.

    A name that two places give is surer than either; the surest list is taken, or a longer one that
    holds all of its names.
    """
    if not claims:
        return None
    people = [claim for claim in claims if not all(map(is_agency, claim.value))]
    scores = _scores(people or claims)
    ranked = sorted(
        people or claims,
        key=lambda claim: (-min(scores[alike(name)] for name in claim.value), -len(claim.value)),
    )
    best = _longer(ranked[0], ranked[1:])
    names = list(best.value)
    sure = min(scores[alike(name)] for name in names)
    return Claim(tuple(names), best.origin, round(sure, 2))


def _longer(best: Claim[Names], others: list[Claim[Names]]) -> Claim[Names]:
    """Take a list that has all the names of another, and more, where it is rather sure."""
    for other in others:
        more = {alike(name) for name in other.value} - {alike(name) for name in best.value}
        held = {alike(name) for name in best.value} < {alike(name) for name in other.value}
        persons = all(is_person(name) for name in other.value if alike(name) in more)
        if held and persons and other.confidence >= _RATHER:
            return other
    return best


def _scores(claims: list[Claim[Names]]) -> dict[str, float]:
    """Say how sure each name is, by all places that have it."""
    places: dict[str, dict[str, float]] = {}
    for claim in claims:
        for name in claim.value:
            held = places.setdefault(alike(name), {})
            held[claim.origin] = max(claim.confidence, held.get(claim.origin, 0))
    scores = {}
    for name, held in places.items():
        best, *others = sorted(held.values(), reverse=True)
        doubt = 1 - best
        for other in others:
            doubt *= 1 - other / 2
        scores[name] = min(0.99, 1 - doubt)
    return scores
