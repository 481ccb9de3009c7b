"""Bylines as readers see them: what the mark-up calls one, and lines that begin like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from lxml.html import HtmlElement

from broadsheet.agency import is_agency
from broadsheet.clip.byline import Byline, is_person, names_in
from broadsheet.clip.dateline import contains_date
from broadsheet.clip.page.claim import Claim
from broadsheet.clip.page.cues import cues_of, kinds_of
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.wording import label_of

Names = tuple[str, ...]

_CUES: Final = (
    (re.compile(r"by-?_?line|byline|by-line", re.IGNORECASE), 0.82),
    (
        re.compile(
            r"(?:^|[\s_-])(?:author|autor|auteur|writer|reporter)s?(?:[-_]?name)?(?:$|[\s_-])",
            re.IGNORECASE,
        ),
        0.78,
    ),
    (
        re.compile(
            r"author|byline|autor|auteur|writer|reporter|journalist|firma|signature", re.IGNORECASE
        ),
        0.68,
    ),
)
_NO_BYLINE: Final = re.compile(
    r"image|photo|picture|caption|credit|avatar|comment|related|social|share|follow|bio\b|desc|"
    r"about|copyright|quote|tweet|embed|job|title|role|position|date|time|count|icon",
    re.IGNORECASE,
)
_SEGMENT: Final = re.compile(
    r"\s*[|｜•·●▪\n\t]\s*|\s+[–—-]\s+|\s{3,}|(?:^|[\s,])(?:updated|published|posted|last modified|"
    r"aktualisiert|veröffentlicht|publié|mis à jour|actualizado|publicado|опубликовано|обновлено|"
    r"on (?=\w+ \d))\b|(?:^|\s)(?:about\s+)?(?:\d+|an?|one)\s*(?:min(?:ute)?|h(?:ou)?r?|day|"
    r"week|month|year)s?\s+ago\b|"
    r"(?:^|\s)\d+\s?[hd](?=$|\s)|"
    r"\s*(?=(?:来源|稿源|时间|(?<!责任)编辑|责任编辑|责编|发布|日期|浏览|阅读|字号|摄影|点击)\s*[:：])",
    re.IGNORECASE,
)
_BEFORE: Final = re.compile(r"\s+(?:am|le|on|el|il|op|den|at|vom|du|em|в|à)$")
"""What stands between a name and a date."""
_BEHIND: Final = re.compile(
    r"[\s,;|·•()\d:.–—-]*(?:uhr|am|pm|at|um)?[\s,;|·•\d:.–—-]*"
    r"((?:by|von|par|por|di|da|door|av|przez|od|от|від|geschrieben von|posted by)\s+\S.*)",
    re.IGNORECASE,
)
"""A byline behind a date, as on weblogs: `18. Dezember 2022 von Max Beispiel`."""
_LONGEST: Final = 160
_REACH: Final = 70
"""Elements above the headline among which a byline may stand."""


@lru_cache(maxsize=4096)
def read_names(text: str) -> Byline | None:
    """Read the names in a byline as it stands on a page, with whatever else stands beside them."""
    if len(text) > _LONGEST:
        return None
    label = label_of(text, "byline")
    words = label.rest if label else text
    found: list[Byline] = []
    for segment in filter(None, map(str.strip, _SEGMENT.split(words))):
        date = contains_date(segment)
        bare = segment[: date.start()].strip(" ,،;:-–—(") if date else segment
        bare = _BEFORE.sub("", bare) if date else bare
        byline = names_in(bare) if bare else None
        behind = _BEHIND.match(segment[date.end() :]) if date and not byline else None
        byline = names_in(behind[1]) if behind else byline
        if byline:
            found.append(byline)
    return next((byline for byline in found if not _is_word(byline)), next(iter(found), None))


def _is_word(byline: Byline) -> bool:
    """Tell whether a byline is a single word, as that of a town before the names is."""
    return len(byline.names) == 1 and " " not in byline.names[0] and not byline.agencies


def seen_bylines(layout: Layout) -> Iterator[Claim[Names]]:
    """Give the names in every byline of a page that can be seen, each list as one place has it."""
    yield from _shown(layout)
    yield from _linked(layout)
    yield from _labelled(layout)
    yield from _reporting(layout)


def _shown(layout: Layout) -> Iterator[Claim[Names]]:
    """Read the elements of the page that look like bylines, near the headline first."""
    taken: list[HtmlElement] = []
    found: list[Claim[Names]] = []
    for element in layout.sight.cued("byline")[:200]:
        cues = " ".join(
            filter(
                None,
                (element.get(key) for key in ("class", "id", "itemprop", "rel", "data-testid")),
            )
        )
        if any(outer in taken for outer in element.iterancestors()):
            continue
        sure = _cued(cues, element)
        if not sure or not layout.in_story(element) or not layout.sight.sees(element):
            continue
        if layout.is_furniture(element):
            continue
        names = _names_of(element, layout)
        if not names:
            continue
        taken.append(element)
        near = layout.in_head(element, above=_REACH)
        found.append(Claim(names, "the byline", sure if near else sure - 0.25))
    yield from _joined(found)


def _cued(cues: str, element: HtmlElement) -> float:
    if element.get("rel") and "author" in element.get("rel").split():
        return 0.8
    if element.get("itemprop") and "author" in element.get("itemprop").split():
        return 0.8
    for pattern, sure in _CUES:
        if pattern.search(cues):
            return sure - (0.3 if _NO_BYLINE.search(cues) else 0.0)
    return 0.0


_PERSONAL: Final = re.compile(
    r"/(?:authors?|people|person|staff|profiles?|by|contributors?|writers?|journalists?|reporters?|"
    r"autor(?:en|es)?|auteurs?|redaktion|team|columnists?|columnas?|user|bio)s?/|[?&]author=",
    re.IGNORECASE,
)


def _names_of(element: HtmlElement, layout: Layout) -> Names:
    """Read the names in an element: its links to people, else its words."""
    words = layout.sight.words(element)
    if not words or len(words) > 4 * _LONGEST:
        return ()
    outer = _names_in_words(element, words, layout)
    inner = _names_within(element, layout)
    return outer if {*inner} <= {*outer} else inner


def _names_within(element: HtmlElement, layout: Layout) -> Names:
    """Read the names in the parts of a byline that are marked up as authors' names."""
    names: list[str] = []
    for part in element.iter(
        "a", "span", "b", "strong", "div", "p", "li", "cite", "h3", "h4", "h5"
    ):
        if part is element or any(
            "byline" in kinds_of(cues_of(child)) for child in part.iter() if child is not part
        ):
            continue
        cues = cues_of(part)
        if cues and _cued(cues, part) >= 0.65 and layout.sight.sees(part):  # noqa: PLR2004  plainly
            byline = next(filter(None, map(read_names, layout.sight.lines(part))), None)
            names += byline.names if byline else ()
    return tuple(dict.fromkeys(names))


def _names_in_words(element: HtmlElement, words: str, layout: Layout) -> Names:
    linked: list[str] = []
    for link in element.iter("a"):
        if _PERSONAL.search(link.get("href") or "") or "author" in (link.get("rel") or ""):
            byline = names_in(layout.sight.words(link)) if layout.sight.sees(link) else None
            linked += byline.names if byline else ()
    lines = [byline for line in layout.sight.lines(element) if (byline := read_names(line))]
    found = lines[0] if lines else None
    whole = [line for line in layout.sight.lines(element) if is_person(line) and read_names(line)]
    if len(whole) > 1 and len(whole) == len(layout.sight.lines(element)):
        return tuple(dict.fromkeys(whole))
    if linked:
        others = found.names if found else ()
        more = [name for name in others if is_agency(name)]
        if found and {*linked} < {*others}:
            return tuple(dict.fromkeys(others))
        return tuple(dict.fromkeys([*linked, *more]))
    if found is None and len(words) <= _LONGEST:
        found = read_names(words)
    pieces = layout.sight.pieces(element) if found is None else []
    found = found or next(filter(None, map(read_names, pieces[:4])), None)
    return found.names if found else ()


def _joined(claims: list[Claim[Names]]) -> list[Claim[Names]]:
    """Join what elements with the same cue have, each for one name."""
    joined: list[Claim[Names]] = []
    for claim in claims:
        last = joined[-1] if joined else None
        if last and last.confidence == claim.confidence and len(claim.value) == 1:
            names = tuple(dict.fromkeys([*last.value, *claim.value]))
            joined[-1] = Claim(names, claim.origin, claim.confidence)
        else:
            joined.append(claim)
    return joined


def _linked(layout: Layout) -> Iterator[Claim[Names]]:
    """Read links near the headline that lead to a person's page, whatever is around them."""
    names: list[str] = []
    for link in layout.root.iter("a"):
        if not layout.in_head(link, above=_REACH) or not _PERSONAL.search(link.get("href") or ""):
            continue
        if layout.sight.sees(link) and not layout.is_furniture(link):
            byline = read_names(layout.sight.words(link))
            names += [name for name in byline.names if is_person(name)] if byline else []
    if names:
        yield Claim(tuple(dict.fromkeys(names)), "a link to a person", 0.7)


def _labelled(layout: Layout) -> Iterator[Claim[Names]]:
    """Read lines near the headline, or at the end of the text, that begin as bylines do."""
    for element in layout.short_lines():
        words = layout.sight.words(element)
        if not words or len(words) > _LONGEST:
            continue
        byline = _labelled_names(words)
        near = layout.in_head(element, above=_REACH)
        if byline:
            yield Claim(byline.names, "the byline", 0.75 if near else 0.5)
        elif near and contains_date(words):
            yield from _beside_date(words)


def _beside_date(words: str) -> Iterator[Claim[Names]]:
    """Read one person's name beside a date, parted from it: `Jane Roe · 18 December 2022`."""
    parts = [part.strip() for part in _SEGMENT.split(words)]
    people = [part for part in parts if is_person(part) and names_in(part)]
    if len(people) == 1 and len(parts) > 1:
        yield Claim((people[0],), "beside the date", 0.5)


_LABELS: Final = re.compile(
    r"\s*(?:door|tekst|av|af|autore|di|oleh|penulis|yazan|haber|tác giả|författare|szerző|skribent|"
    r"toimittaja|teksti|συντάκτης|מאת|संवाददाता|লেখক|redaktor|pisze|autor textu)\s*[:：]\s*",
    re.IGNORECASE,
)
"""How bylines are labelled in more languages than those that texts are read in."""
_REPORTERS: Final = re.compile(
    r"(?:[(（]|^)(?:[\u4e00-\u9fff]{2,6}[社网报台])?(?:本报|本刊|实习|见习|特约)?(?:通讯员|记者)[\s：:]*"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[\s、，,][\u4e00-\u9fff·]{2,4}){0,4})(?:[)）]|\s|报道|$)"
)


def _reporting(layout: Layout) -> Iterator[Claim[Names]]:
    """Read the reporters whom a Chinese text names where it begins or ends."""
    inside = [el for el, _ in layout.paragraphs if layout.start <= layout.place(el) <= layout.end]
    inside.sort(key=layout.place)
    for element in (*inside[:2], *inside[-1:]):
        words = layout.sight.words(element)
        for part in (words[:120], words[-60:]):
            match = _REPORTERS.search(part)
            byline = names_in(match["names"]) if match else None
            if byline:
                yield Claim(byline.names, "the text", 0.6)
                return


def _labelled_names(words: str) -> Byline | None:
    label = label_of(words, "byline")
    if label and label.rest:
        return read_names(label.rest)
    more = _LABELS.match(words)
    if more:
        return read_names(words[more.end() :])
    match = re.match(
        r"(?:(?:posted |written |words |story |reported |text )?by|von|par|por|від|بقلم|كتب|"
        r"كتبت|نوشته|di|de|da|door|av|przez|yazan)\s+"
        r"(?=(?-i:[^\W\d_a-zà-ÿа-я]))",
        words,
        re.IGNORECASE,
    )
    return read_names(words[match.end() :]) if match else None
