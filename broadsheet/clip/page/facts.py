"""The facts of a page: everything it says of its article but the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from broadsheet.agency import is_agency
from broadsheet.clip.caption import Photo
from broadsheet.clip.dateline import Dateline
from broadsheet.clip.language import detect_language
from broadsheet.clip.page.author import author_claims, choose_authors
from broadsheet.clip.page.byline import read_names
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.document import Document
from broadsheet.clip.page.fallback import find_authors, find_day
from broadsheet.clip.page.figure import read_figures
from broadsheet.clip.page.headline import page_title, read_headline
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.masthead import beside_headline, joint, names_of_site, site_claims
from broadsheet.clip.page.meta import Metas, read_metas
from broadsheet.clip.page.moment import read_moment
from broadsheet.clip.page.notice import correction, paywall
from broadsheet.clip.page.photo import Shot, choose_photos
from broadsheet.clip.page.publication import Dates, read_dates
from broadsheet.clip.page.record import Record, alike, read_records
from broadsheet.clip.page.sight import Sight
from broadsheet.clip.page.wire import agency_claims
from broadsheet.clip.sheet import Finding

_SURE_AGENCY = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was read, and every finding for the report."""

    title: str | None = None
    published: Dateline | None = None
    updated: Dateline | None = None
    byline: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    site: str | None = None
    photos: tuple[Photo, ...] = ()
    language: str | None = None
    correction: str | None = None
    findings: tuple[Finding, ...] = ()
    taken: tuple[str, ...] = field(default=())
    """Words of the page that are in a field, and therefore no part of its text."""


def read_facts(document: Document, *, searching: bool = False) -> Facts:
    """Read the facts of a page; nothing that it holds is an error.

    Args:
        document: the page.
        searching: ask slower readers, too, where no date or no author was found.
    """
    root, url = document.tree, document.url
    sight = Sight(root)
    metas = read_metas(root)
    records, nodes = read_records(root, sight, url, page_title(root))
    language, findings = _language(root, metas, records, sight)
    sites = site_claims(sight, metas, records, nodes, url)
    named = names_of_site(sites, url)
    layout = Layout(root, sight)
    title, heading, headlines = read_headline(layout, metas, records, named.every)
    layout.set_heading(heading)
    if title:
        sites = joint([*sites, *beside_headline(page_title(root), title.value)])
    figures = read_figures(layout, document.base)
    layout.set_frames(figure.element for figure in figures)
    authors = choose_authors(author_claims(layout, metas, records, named))
    if authors is None and searching:
        authors = find_authors(root, named)
    written = authors.value if authors else ()
    dates = read_dates(layout, metas, records, url, language)
    if dates.published is None and searching:
        dates = Dates(published=find_day(root, url))
    agencies = [
        c for c in agency_claims(layout, metas, records, written) if c.confidence >= _SURE_AGENCY
    ]
    shots = choose_photos(figures, metas, records, layout, document.base)
    note = correction(layout, records)
    findings += [
        *_of_title(title, headlines),
        *_of_authors(authors),
        *_of_agencies(agencies),
        *_of_dates(dates),
        *(
            [Finding("source.name", sites[0].value, sites[0].origin, sites[0].confidence)]
            if sites
            else []
        ),
        *(found for number, shot in enumerate(shots) for found in _of_shot(number, shot)),
        *([Finding("correction", note[0], note[1], 0.9)] if note else []),
        *paywall(metas, records),
    ]
    return Facts(
        title=title.value if title else None,
        published=dates.published.value if dates.published else None,
        updated=dates.updated.value if dates.updated else None,
        byline=tuple(name for name in written if not is_agency(name)),
        agencies=tuple(claim.value for claim in agencies),
        site=sites[0].value if sites else None,
        photos=tuple(_photo(shot) for shot in shots),
        language=language,
        correction=note[0] if note else None,
        findings=tuple(findings),
        taken=tuple(
            dict.fromkeys([*_taken(title, shots, note), *_heads(layout, written, dates, language)])
        ),
    )


def _language(
    root: HtmlElement, metas: Metas, records: list[Record], sight: Sight
) -> tuple[str | None, list[Finding]]:
    """Weigh the language that a page declares against that of its words."""
    declared = [
        (
            root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "",
            "html lang",
        )
    ]
    declared += [
        (text, f"{record.syntax} inLanguage")
        for record in records
        for text in record.texts("inLanguage")[:1]
    ]
    declared += [
        (text, f"meta {name}")
        for name in ("og:locale", "content-language", "language")
        for text in metas.get(name, [])[:1]
    ]
    words = " ".join("".join(p.itertext()) for p in list(root.iter("p"))[:40])[:6000]
    if len(words) < 200:  # noqa: PLR2004  too little to tell
        words = sight.words(root)[:6000]
    found, sure = detect_language(words)
    tags = [
        (text.replace("_", "-").split("-")[0].lower(), origin)
        for text, origin in declared
        if text.strip()
    ]
    if found and (sure >= 0.9 or not tags or found in [tag for tag, _ in tags]):  # noqa: PLR2004  certain
        agreeing = next((origin for tag, origin in tags if tag == found), None)
        origin = f"{agreeing} and the words of the page" if agreeing else "the words of the page"
        return found, [Finding("lang", found, origin, 0.99 if agreeing else sure)]
    tag = next(((tag, origin) for tag, origin in tags if re.fullmatch(r"[a-z]{2,3}", tag)), None)
    return (tag[0], [Finding("lang", tag[0], tag[1], 0.7)]) if tag else (None, [])


def _of_title(title: Claim[str] | None, all_: list[Claim[str]]) -> Iterator[Finding]:
    if title is None:
        return
    yield Finding("title", title.value, title.origin, title.confidence)
    for other in all_[1:3]:
        yield Finding(
            "title", f"another headline: {other.value}", other.origin, min(0.5, other.confidence)
        )


def _of_authors(authors: Claim[tuple[str, ...]] | None) -> Iterator[Finding]:
    if authors:
        yield Finding("byline", list(authors.value), authors.origin, authors.confidence)


def _of_agencies(agencies: list[Claim[str]]) -> Iterator[Finding]:
    for claim in agencies:
        yield Finding("agency", claim.value, claim.origin, claim.confidence)


def _of_dates(dates: Dates) -> Iterator[Finding]:
    for name, claim in (("date", dates.published), ("updated", dates.updated)):
        if claim is None:
            continue
        yield Finding(name, claim.value.iso, claim.origin, claim.confidence)
        if claim.value.zoneless:
            note = f"{claim.value.zoneless}, without a zone: only the day is in the field"
            yield Finding(f"{name}.time", note, claim.origin, claim.confidence)
    for other in dates.others[:3]:
        yield Finding(
            "date", f"another date: {other.value.iso}", other.origin, min(0.5, other.confidence)
        )


def _of_shot(number: int, shot: Shot) -> Iterator[Finding]:
    many = f"[{number}]" if number else ""
    for part, origin, sure in shot.origins:
        value = getattr(shot, part, None)
        if value:
            yield Finding(f"photo{many}.{part}", value, origin, sure)
    if shot.alt:
        yield Finding(f"photo{many}.alt", shot.alt, "img alt", 0.7)
    if shot.url:
        yield Finding(f"photo{many}.file", f"not fetched: {shot.url}", "the page", 1.0)


def _photo(shot: Shot) -> Photo:
    sure = min((sure for _, _, sure in shot.origins), default=0.5)
    return Photo(shot.caption, shot.credit, shot.alt, url=shot.url, sure=sure)


def _heads(
    layout: Layout, names: tuple[str, ...], dates: Dates, language: str | None
) -> Iterator[str]:
    """Give the lines around the text that say no more than byline and dates do."""
    known = {alike(name) for name in names}
    days = {claim.value.day for claim in (dates.published, dates.updated) if claim}
    for element in layout.short_lines():
        words = layout.sight.words(element)
        if not 2 < len(words) <= 160:  # noqa: PLR2004  a line
            continue
        byline = read_names(words)
        dateline = read_moment(words, language)
        if (byline and known and {alike(name) for name in byline.names} <= known) or (
            dateline and dateline.day in days
        ):
            yield words


def _taken(
    title: Claim[str] | None, shots: list[Shot], note: tuple[str, str] | None
) -> Iterator[str]:
    if title:
        yield title.value
    for shot in shots:
        yield from filter(None, (shot.caption, shot.credit))
        if shot.caption and shot.credit:
            yield f"{shot.caption} {shot.credit}"
    if note:
        yield note[0]
