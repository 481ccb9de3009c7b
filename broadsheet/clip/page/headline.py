"""The headline of a page: what it declares, and what stands above its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from broadsheet.clip.page.claim import Claim, weigh
from broadsheet.clip.page.layout import Layout
from broadsheet.clip.page.meta import Metas, claims_of
from broadsheet.clip.page.record import Record, alike, clean

BREAK: Final = re.compile(
    r"\s+[-–—|:•·»«|/~―]+\s+|\s*[|｜¦]\s*|\s+::\s+|\s*»\s*|\s*[_＿]+\s*|-{2,}|—+|"
    r"\s+\[(?=[^\[\]]+\]$)"
)
"""What stands between a headline and the name of the site in a page's title."""
_TIGHT: Final = re.compile(
    r"(?<=[\u3040-\u9fff\uac00-\ud7af”」』！？0-9])\s*[-–—]\s*(?=[\u3040-\u9fff\uac00-\ud7afA-Z])"
)
_MARKS: Final = "".join(sorted(set(" -–—|:•·»«/_｜")))
_BORNE: Final = 0.86
"""How sure a heading is that what is declared bears out."""
_LONGEST: Final = 400
_RECORD: Final = {"JSON-LD": 0.85, "microdata": 0.8, "RDFa": 0.75}


def page_title(root: HtmlElement) -> str:
    """Give the words of a page's `<title>`."""
    found = next(
        (el for el in root.iter("title") if el.getparent().tag in ("head", "html", "body")), None
    )
    return clean((found.text or "")[:_LONGEST]) if found is not None else ""


def parts_of(title: str) -> list[str]:
    """Part the words of a `<title>` at the marks that stand before a site's name."""
    parts = [part.strip() for part in BREAK.split(title)]
    if len(parts) == 1:
        parts = [part.strip() for part in _TIGHT.split(title)]
    return [part.removesuffix("]") if "[" not in part else part for part in parts if part]


def read_headline(
    layout: Layout, metas: Metas, records: Sequence[Record], sites: frozenset[str]
) -> tuple[Claim[str] | None, HtmlElement | None, list[Claim[str]]]:
    """Find the headline.

    Args:
        layout: of the page.
        metas: what `<meta>` elements hold.
        records: what the page declares of its article.
        sites: what the site may be called, as `alike` gives it; no headline is one of these.

    Returns:
        The headline, the element it stands in, and all claims, the surest first.
    """
    title = page_title(layout.root)
    declared = [*_declared(metas, records)]
    declared = [Claim(_without_site(c.value, sites), c.origin, c.confidence) for c in declared]
    tags = [*_of_title(title, [claim.value for claim in declared], sites)]
    shown = [*_shown(layout, [claim.value for claim in [*declared, *tags]], title, sites)]
    claims = [*(claim for _, claim in shown), *declared, *tags]
    ranked = weigh((claim for claim in claims if alike(claim.value) not in {"", *sites}), alike)
    if not ranked:
        return None, None, []
    best = ranked[0]
    element = next((el for el, claim in shown if alike(claim.value) == alike(best.value)), None)
    if element is None:
        element = max(shown, key=lambda pair: pair[1].confidence)[0] if shown else None
    return best, element, ranked


def _declared(metas: Metas, records: Sequence[Record]) -> Iterator[Claim[str]]:
    for record in records:
        sure = _RECORD[record.syntax] if record.is_article else 0.6
        keys = ("headline", "name") if record.is_article else ("headline",)
        for text in record.texts(*keys)[:1]:
            yield Claim(text, f"{record.syntax} headline", sure)
    for claim in claims_of(metas, "title"):
        yield Claim(claim.value[0], claim.origin, claim.confidence)


def _without_site(text: str, sites: frozenset[str]) -> str:
    """Cut the site's name off the end, or the beginning, of a headline."""
    parts = [*BREAK.finditer(text), *_TIGHT.finditer(text)]
    for match in sorted(parts, key=re.Match.start):
        if alike(text[match.end() :]) in sites and match.start() > 0:
            return text[: match.start()].strip()
    if parts and alike(text[: parts[0].start()]) in sites:
        return text[parts[0].end() :].strip()
    return text


def _of_title(title: str, declared: list[str], sites: frozenset[str]) -> Iterator[Claim[str]]:
    """Read the `<title>`: without the site's name, or whole."""
    if not title:
        return
    known = {alike(text) for text in declared}
    if alike(title) in known:
        yield Claim(title, "title", 0.6)
        return
    parts = parts_of(title)
    cut = _without_site(title, sites)
    if cut != title:
        yield Claim(cut, "title", 0.65)
    elif len(parts) > 1:
        longest = max(parts, key=len)
        first = title[: title.find(parts[-1], len(parts[0]))].rstrip(_MARKS)
        yield Claim(first if len(first) >= len(longest) else longest, "title", 0.5)
        yield Claim(title, "title", 0.3)
    else:
        yield Claim(title, "title", 0.5)


def _shown(
    layout: Layout, declared: list[str], title: str, sites: frozenset[str]
) -> Iterator[tuple[HtmlElement, Claim[str]]]:
    """Read the headings that may be the headline."""
    known = {alike(text) for text in declared if text}
    candidates = dict.fromkeys([*layout.root.iter("h1"), *layout.sight.cued("headline")])
    found = list(layout.sight.seen([*candidates][:80]))
    firsts = [
        element
        for element in found
        if element.tag == "h1" and alike(layout.sight.words(element)) not in {"", *sites}
    ]
    if not firsts and title:
        found += _like_title(layout, alike(title))
    only = len(firsts) == 1
    for element in found:
        words = layout.sight.words(element).rstrip("¶# ")
        core = alike(words)
        if not core or len(words) > _LONGEST or core in sites:
            continue
        sure = _bearing(core, known, alike(title), words, declared)
        if element.tag != "h1" and sure < 0.9:  # noqa: PLR2004  borne out by what is declared
            continue
        if sure < 0.9 and (layout.is_furniture(element) or len(firsts) > 1):  # noqa: PLR2004  same
            sure -= 0.2
        if only and element.tag == "h1" and sure >= _BORNE:
            sure = 0.97
        yield element, Claim(words, element.tag if element.tag[1:].isdigit() else "headline", sure)


def _like_title(layout: Layout, title: str) -> list[HtmlElement]:
    """Find what says most of what the page's title says, where no heading is marked up as such."""
    found: list[HtmlElement] = []
    for element in layout.root.iter(
        "h2", "h3", "h4", "b", "strong", "font", "div", "span", "p", "td"
    ):
        if len(element) > 2 or len(found) > 5:  # noqa: PLR2004  no line, or enough of them
            continue
        words = "".join(element.itertext())
        if len(words) > _LONGEST or len(title) > 3 * len(words):
            continue
        core = alike(words)
        if core and core in title and len(core) >= len(title) * 0.4 and layout.sight.sees(element):
            found.append(element)
    return found


def _bearing(core: str, known: set[str], title: str, words: str, declared: list[str]) -> float:
    """Say how sure a heading is, by what the page declares."""
    if core in known:
        return 0.92
    if len(core) > 8 and core in title:  # noqa: PLR2004  a word or two stand in many titles
        return 0.91
    own = set(re.findall(r"\w{3,}", words.lower()))
    shares = [
        len(own & set(re.findall(r"\w{3,}", text.lower()))) / max(1, len(own)) for text in declared
    ]
    if max(shares, default=0.0) >= 0.4:  # noqa: PLR2004  the same headline in other words
        return 0.86 if len(own) > 2 else 0.6  # noqa: PLR2004  as above
    return 0.55 if len(own) > 3 else 0.4  # noqa: PLR2004  as above
