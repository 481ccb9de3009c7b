"""When it was published, and when changed: what a page declares against what its readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Final

from broadsheet.clip.dateline import Dateline, date_in_address
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.dateline import SEEN, seen_dates
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.meta import Metas, claims_of
from broadsheet.clip.page.moment import read_moment
from broadsheet.clip.page.record import Record

_CHANGE: Final = timedelta(minutes=10)
"""A change that comes later than this is one that readers are told of."""
_DECLARED: Final = 0.8
"""How sure a date is that a page declares, at least."""
_OFFSETS: Final = range(-12 * 60, 14 * 60 + 1, 15)
_RECORDED: Final = {"JSON-LD": 0.92, "microdata": 0.86, "RDFa": 0.84}


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a page; `others` are published dates that were not taken."""

    published: Claim[Dateline] | None = None
    updated: Claim[Dateline] | None = None
    others: tuple[Claim[Dateline], ...] = ()


def read_dates(
    layout: Layout,
    metas: Metas,
    records: Sequence[Record],
    url: str | None,
    language: str | None,
) -> Dates:
    """Find when an article was published and when it was last changed.

    Args:
        layout: of the page.
        metas: what `<meta>` elements hold.
        records: what the page declares of its article.
        url: the page's address, whose day bears out others and stands in where there is none.
        language: of the page.
    """
    published: list[Claim[Dateline]] = []
    updated: list[Claim[Dateline]] = []
    for field, claim in [*_recorded(records, language), *_in_metas(metas, language)]:
        (published if field == "date" else updated).append(claim)
    for field, claim in seen_dates(layout, language):
        (published if field == "date" else updated).append(claim)
    day = date_in_address(url) if url else None
    if day:
        published.append(Claim(Dateline(day), "the address", 0.6))
    return _chosen(published, updated)


def _recorded(
    records: Sequence[Record], language: str | None
) -> Iterator[tuple[str, Claim[Dateline]]]:
    keys = (
        ("datePublished", "date", 0.0),
        ("dateCreated", "date", -0.22),
        ("uploadDate", "date", -0.4),
        ("dateModified", "updated", 0.0),
    )
    for record in records:
        sure = _RECORDED[record.syntax] - (0.0 if record.is_article else 0.12)
        for key, field, less in keys:
            for text in record.texts(key)[:1]:
                dateline = read_moment(text, language)
                if dateline:
                    yield field, Claim(dateline, f"{record.syntax} {key}", round(sure + less, 2))


def _in_metas(metas: Metas, language: str | None) -> Iterator[tuple[str, Claim[Dateline]]]:
    for field in ("date", "updated"):
        for claim in claims_of(metas, field):
            dateline = next(
                filter(None, (read_moment(text, language) for text in claim.value)), None
            )
            if dateline:
                yield field, Claim(dateline, claim.origin, claim.confidence)


def _chosen(published: list[Claim[Dateline]], updated: list[Claim[Dateline]]) -> Dates:
    """Weigh the dates; a day that readers see goes before one that UTC has moved."""
    ranked = _ranked(_unmoved(published, updated))
    if not ranked:
        later = _ranked(updated)
        only = [Claim(c.value, c.origin, round(c.confidence * 0.6, 2)) for c in later[:1]]
        return Dates(published=only[0] if only else None)
    best = _local(ranked[0], ranked[1:])
    changed = [claim for claim in _ranked(updated) if _is_later(claim.value, best.value)]
    change = _local(changed[0], changed[1:]) if changed else None
    return Dates(
        best, change, tuple(claim for claim in ranked[1:] if claim.value.day != best.value.day)
    )


def _unmoved(
    published: list[Claim[Dateline]], updated: list[Claim[Dateline]]
) -> list[Claim[Dateline]]:
    """Be less sure of a published date that is declared as the day of a change, too.

    Some pages show, or declare, the last change as their date; where an earlier day is declared
    it is the first.
    """
    changed = {claim.value.day for claim in updated if claim.confidence >= _DECLARED}
    first = [
        claim.value.day
        for claim in published
        if claim.confidence >= _DECLARED and claim.value.day not in changed
    ]
    return [
        Claim(claim.value, claim.origin, round(claim.confidence * 0.6, 2))
        if claim.value.day in changed and any(day < claim.value.day for day in first)
        else claim
        for claim in published
    ]


def _ranked(claims: Iterable[Claim[Dateline]]) -> list[Claim[Dateline]]:
    """Give one claim for each day, the surest first; places that agree bear each other out."""
    days: dict[object, list[Claim[Dateline]]] = {}
    for claim in claims:
        days.setdefault(claim.value.day, []).append(claim)
    found = []
    for group in days.values():
        best = max(group, key=lambda claim: claim.confidence)
        doubt = 1 - best.confidence
        others = {
            claim.origin: claim.confidence for claim in sorted(group, key=lambda c: c.confidence)
        }
        for origin, sure in others.items():
            doubt *= 1 if origin == best.origin else 1 - sure / 2
        found.append(Claim(_fullest(best, group), best.origin, round(min(0.99, 1 - doubt), 3)))
    return sorted(found, key=lambda claim: -claim.confidence)


def _fullest(best: Claim[Dateline], group: list[Claim[Dateline]]) -> Dateline:
    """Take the time with the page's own zone, of claims for one day; UTC where there is none."""
    moments = [claim.value for claim in group if claim.value.moment]
    if best.value.moment is None and moments and best.confidence < 0.85:  # noqa: PLR2004  not declared
        return moments[0]
    if best.value.moment and best.value.moment.utcoffset() == timedelta(0):
        local = [
            value
            for value in moments
            if value.moment == best.value.moment and value.moment.utcoffset()
        ]
        return local[0] if local else best.value
    return best.value


def _local(best: Claim[Dateline], others: Sequence[Claim[Dateline]]) -> Claim[Dateline]:
    """Give the local day of a moment in UTC, where the page shows that it is another one."""
    moment = best.value.moment
    if moment is None or moment.utcoffset() != timedelta(0):
        return best
    for other in others:
        near = abs((other.value.day - best.value.day).days) == 1
        own = other.value.moment.utcoffset() if other.value.moment else None
        if not near or other.origin not in SEEN or own == timedelta(0):
            continue
        value = other.value
        if value.moment is None and value.zoneless:
            value = _with_offset(value, moment)
        return Claim(value, f"{other.origin}; {best.origin} is in UTC", best.confidence)
    return best


def _with_offset(value: Dateline, moment: datetime) -> Dateline:
    """Find the offset that makes a local clock time the same moment as one in UTC."""
    clock = time.fromisoformat(value.zoneless or "00:00")
    local = datetime.combine(value.day, clock, UTC)
    minutes = round((local - moment).total_seconds() / 60)
    if minutes in _OFFSETS:
        return Dateline(value.day, local.replace(tzinfo=timezone(timedelta(minutes=minutes))))
    return value


def _is_later(one: Dateline, other: Dateline) -> bool:
    if one.moment and other.moment:
        return one.moment - other.moment > _CHANGE
    return one.day > other.day
