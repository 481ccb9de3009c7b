"""The photos of a page, the lead first: what is seen, filled up by what is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from broadsheet.clip.address import joined
from broadsheet.clip.page.figure import Figure, bare_credit, basename
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.legend import part_legend
from broadsheet.clip.page.meta import Metas
from broadsheet.clip.page.record import Record, alike, clean, flat, spelt

_KEYS: Final = ("image", "associatedMedia", "primaryImageOfPage", "photo", "thumbnail")
_CREDITS: Final = (
    "creditText",
    "copyrightNotice",
    "copyrightHolder",
    "author",
    "creator",
    "credit",
    "provider",
)
_IN_METAS: Final = (
    "og:image",
    "og:image:url",
    "og:image:secure_url",
    "twitter:image",
    "twitter:image:src",
)
_PORTRAIT: Final = re.compile(
    r"avatar|author|logo|icon|profile|portrait|headshot|sprite|emoji|pixel|badge", re.IGNORECASE
)
_SMALL: Final = 120
_MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo in the making: what is known of it, and where each part stands."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None
    origins: tuple[tuple[str, str, float], ...] = ()
    """For each part its name, where it stands, and how sure it is."""


def choose_photos(
    figures: Sequence[Figure],
    metas: Metas,
    records: Sequence[Record],
    layout: Layout,
    base: str | None,
) -> list[Shot]:
    """Give the photos of an article, the lead first.

    Args:
        figures: that can be seen, in the order of the page.
        metas: what `<meta>` elements hold.
        records: what the page declares of its article.
        layout: of the page.
        base: the address that links are seen from.
    """
    declared = [*_declared(records, base), *_in_metas(metas, base)]
    shown = [figure for figure in figures if not _is_portrait(figure)][:_MOST]
    lead = _lead(shown, declared, layout)
    ordered = [lead, *(figure for figure in shown if figure is not lead)] if lead else shown
    shots = [_filled(figure, declared, first=figure is lead) for figure in ordered]
    if not lead and declared:
        shots.insert(0, _best(declared))
    seen: set[tuple[str, str | None, str | None]] = set()
    kept = []
    for shot in shots:
        name = basename(shot.url) if shot.url else ""
        key = (name, shot.caption, shot.credit)
        told = shot.caption or shot.credit
        again = key in seen or (not told and any(name == other for other, *_ in seen))
        if not again and (told or shot.url):
            seen.add(key)
            kept.append(shot)
    return kept


def _is_portrait(figure: Figure) -> bool:
    if figure.caption or figure.credit:
        return False
    picture = next((img for img in figure.element.iter("img", "amp-img")), None)
    sizes = [picture.get(key) or "" for key in ("width", "height")] if picture is not None else []
    small = any(size.isdigit() and int(size) < _SMALL for size in sizes)
    cues = " ".join(
        f"{el.get('class') or ''} {el.get('src') or ''}"
        for el in (figure.element, picture)
        if el is not None
    )
    return small or bool(_PORTRAIT.search(cues))


def _lead(figures: Sequence[Figure], declared: Sequence[Shot], layout: Layout) -> Figure | None:
    """Find the lead photo: the one the page shows of itself elsewhere, else the first."""
    names = {basename(shot.url) for shot in declared if shot.url} - {""}
    told = [figure for figure in figures if figure.caption or figure.credit]
    matching = [figure for figure in figures if figure.url and basename(figure.url) in names]
    above = [figure for figure in told if figure.place <= layout.start + 12]
    for group in ([f for f in matching if f in told], above, told, matching, list(figures)):
        if group:
            return group[0]
    return None


def _declared(records: Sequence[Record], base: str | None) -> Iterator[Shot]:
    for record in records:
        for key in _KEYS:
            for value in record.values(key):
                shot = _shot(value, record, key, base)
                if shot:
                    yield shot


def _shot(value: Any, record: Record, key: str, base: str | None) -> Shot | None:
    origin = f"{record.syntax} {key}"
    if isinstance(value, str):
        url = joined(base, clean(value))
        return Shot(url=url) if url else None
    if not isinstance(value, dict):
        return None
    address = next(
        (
            text
            for name in ("contentUrl", "url", "@id")
            for text in flat(value.get(name))
            if isinstance(text, str)
        ),
        "",
    )
    caption = next(iter(spelt(value.get("caption")) or spelt(value.get("description"))), None)
    found = ((name, spelt(record.whole(value.get(name)))) for name in _CREDITS)
    credit = next((", ".join(dict.fromkeys(texts)) for _, texts in found if texts), None)
    if caption:
        caption, own = part_legend(caption)
        credit = credit or own
    parts = [("caption", f"{origin} caption", 0.75)] if caption else []
    parts += [("credit", f"{origin} creditText", 0.75)] if credit else []
    url = joined(base, clean(address)) if address else None
    credit = bare_credit(credit) if credit else None
    return Shot(url, caption, credit, origins=tuple(parts)) if url or caption or credit else None


def _in_metas(metas: Metas, base: str | None) -> Iterator[Shot]:
    for name in _IN_METAS:
        for text in metas.get(name, [])[:1]:
            url = joined(base, text)
            if url:
                alt = next(iter(metas.get("og:image:alt", [])), None)
                yield Shot(url, alt=alt, origins=(("file", f"meta {name}", 0.6),))


def _best(declared: Sequence[Shot]) -> Shot:
    return next((shot for shot in declared if shot.caption), None) or declared[0]


def _filled(figure: Figure, declared: Sequence[Shot], *, first: bool) -> Shot:
    """Fill up what a figure lacks by what is declared of the same picture, or of the lead."""
    origins = []
    name = basename(figure.url) if figure.url else ""
    same = [shot for shot in declared if shot.url and name and basename(shot.url) == name]
    pool = same or ([shot for shot in declared if shot.caption or shot.credit][:1] if first else [])
    shot = Shot(figure.url, figure.caption, figure.credit, figure.alt)
    if shot.caption:
        origins.append(("caption", figure.origin, figure.sure))
    if shot.credit:
        origins.append(("credit", figure.origin, figure.sure))
    for other in pool:
        if not shot.caption and other.caption and alike(other.caption) != alike(shot.credit or ""):
            shot = replace(shot, caption=other.caption)
            origins += [part for part in other.origins if part[0] == "caption"]
        if not shot.credit and other.credit:
            shot = replace(shot, credit=other.credit)
            origins += [part for part in other.origins if part[0] == "credit"]
    return replace(shot, caption=clean(shot.caption or "") or None, origins=tuple(origins))
