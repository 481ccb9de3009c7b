"""The name of the site that a page is from, as the site itself writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from broadsheet.clip.byline import is_person
from broadsheet.clip.page.claim import Claim, weigh
from broadsheet.clip.page.headline import BREAK, page_title, parts_of
from broadsheet.clip.page.jsonld import Node
from broadsheet.clip.page.meta import Metas, claims_of
from broadsheet.clip.page.record import Record, alike, clean, kinds, spelt
from broadsheet.clip.page.sight import Sight, tidy
from broadsheet.read.addresses import host_of

_LONGEST: Final = 60
_RIGHTS: Final = re.compile(
    r"(?:©|&copy;|\(c\)|copyright)\s*(?:copyright\s*)?(?:\d{4}\s*(?:[-–—]\s*\d{2,4})?[,.]?\s*)?"
    r"(?:by\s+)?(?P<name>[^.,|©–—\d\n]{2,50}?)\s*(?:\d{4}|[.,|©–—]|all rights|alle rechte|$)",
    re.IGNORECASE,
)
_NO_NAME: Final = re.compile(
    r"^(?:home(?:page)?|news|logo|website|site|blog|index|main|article|articles|untitled|wordpress|"
    r"startseite|accueil|inicio|главная|новости|新闻|首页|正文|اخبار|the|search|menu|web|mobile|"
    r"all rights reserved|reserved|author|admin|default|my site)$",
    re.IGNORECASE,
)
_MORE: Final = re.compile(
    r"\s*(?:logo|homepage|home page|startseite)$|^logo\s+(?:of\s+)?", re.IGNORECASE
)
_DOMAIN: Final = re.compile(r"^(?:www\.)?[\w-]+(?:\.[\w-]+){1,3}$", re.ASCII)
_COMPANY: Final = re.compile(
    r",?\s+(?:inc|llc|ltd|limited|gmbh(?: & co\.? kg)?|ag|plc|co|corp(?:oration)?|s\.?a\.?|"
    r"s\.?l\.?|bv|"
    r"media group|publishing group)\.?$",
    re.IGNORECASE,
)


_AMBIGUOUS: Final = ("title", "meta author", "meta og:author", "the footer", "the logo")
"""Where the author of a page may stand as well as its site."""
_ENDING: Final = re.compile(
    r"\.(?:com|org|net|de|fr|es|ru|ua|ir|cn|co\.uk|news|info)$", re.IGNORECASE
)
_NOTICE: Final = re.compile(r"^\W*(?:copyright|©|\(c\))[\s\d,–-]*", re.IGNORECASE)
_HOUSE: Final = re.compile(r"(?<=\w{4}) (?:Company|Corporation|Foundation)$")


def site_claims(
    sight: Sight,
    metas: Metas,
    records: Sequence[Record],
    nodes: Sequence[Node],
    url: str | None,
) -> list[Claim[str]]:
    """Give what the site may be called, the surest first."""
    found = [*_declared(metas, records, nodes), *_read(sight)]
    host = host_of(url) if url else ""
    title = page_title(sight.root)
    claims = [fit for claim in found if (fit := _fitted(claim, host)) is not None]
    headings, names = _headings(sight)
    claims += [Claim(name, "the masthead", 0.8) for name in names if len(name) <= _LONGEST]
    known = {alike(claim.value) for claim in claims}
    headlines = [*_declared_headlines(metas, records, title), *headings]
    claims += _tails(title, known, headlines, host)
    return weigh(claims, _same)


@dataclass(frozen=True, slots=True)
class SiteNames:
    """What a site goes by, as `alike` gives it: `own` names, and `hosts` with their parts."""

    own: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()

    @property
    def every(self) -> frozenset[str]:
        """All of them."""
        return self.own | self.hosts


def names_of_site(claims: Sequence[Claim[str]], url: str | None) -> SiteNames:
    """Give every name that no author and no headline may have, as it is the site's."""
    own = [
        claim.value
        for claim in claims
        if (claim.origin not in _AMBIGUOUS or not is_person(claim.value))
        and (claim.confidence >= 0.5 or "publisher" in claim.origin)  # noqa: PLR2004  rather sure
    ]
    names = {alike(name) for name in own} | {alike(_ENDING.sub("", name)) for name in own}
    names |= {name.removeprefix("the") for name in names}
    host = host_of(url).removeprefix("www.") if url else ""
    parts = [host, *(label for label in host.split(".")[-3:-1] if len(label) > 3)]  # noqa: PLR2004
    return SiteNames(frozenset(names - {""}), frozenset(filter(None, map(alike, parts))))


def beside_headline(title: str, headline: str) -> list[Claim[str]]:
    """Give what stands beside the headline in a page's title: most often the site's name."""
    place = title.find(headline)
    if place < 0 or title == headline:
        return []
    before, behind = title[:place], title[place + len(headline) :]
    parts = [part.strip(" -–—|_:·•«»") for part in (parts_of(behind)[-1:] or parts_of(before)[:1])]
    return [
        Claim(part, "beside the headline", 0.55)
        for part in parts
        if alike(part)
        and len(part) <= _LONGEST
        and not _NO_NAME.match(part)
        and not _DOMAIN.match(part)
    ]


def joint(claims: Sequence[Claim[str]]) -> list[Claim[str]]:
    """Weigh names of a site, the surest first."""
    return weigh(claims, _same)


def _same(name: str) -> str:
    core = alike(_COMPANY.sub("", name))
    return core.removeprefix("the") or core


def _declared(
    metas: Metas, records: Sequence[Record], nodes: Sequence[Node]
) -> Iterator[Claim[str]]:
    for claim in claims_of(metas, "site"):
        yield Claim(claim.value[0], claim.origin, claim.confidence)
    for record in records:
        for party in record.parties("publisher"):
            sure = 0.7 if record.is_article else 0.6
            yield Claim(party.name, f"{record.syntax} publisher", sure)
        for name in record.texts("isPartOf")[:1]:
            yield Claim(name, f"{record.syntax} isPartOf", 0.4)
    yield from _of_nodes(nodes)


def _of_nodes(nodes: Sequence[Node]) -> Iterator[Claim[str]]:
    for node in nodes:
        own = kinds(node)
        for name in spelt(node.get("name"))[:1]:
            if "website" in own:
                yield Claim(name, "JSON-LD WebSite", 0.75)
            elif "newsmediaorganization" in own:
                yield Claim(name, "JSON-LD publisher", 0.65)


def _read(sight: Sight) -> Iterator[Claim[str]]:
    """Read logos and the line of rights at the foot of the page."""
    for element in _logos(sight)[:6]:
        text = element.get("alt") or element.get("title") or element.get("aria-label") or ""
        yield Claim(_MORE.sub("", clean(text)), "the logo", 0.35)
    for footer in [*sight.root.iter("footer")][-2:]:
        words = tidy("".join(footer.itertext()))[-4000:]
        match = _RIGHTS.search(words)
        if match:
            yield Claim(clean(match["name"]), "the footer", 0.35)


def _logos(sight: Sight) -> list[HtmlElement]:
    """Give what may be the site's logo: what is called so, and the pictures of the page's head."""
    found = []
    for element in sight.cued("logo")[:12]:
        inner = list(element.iter("img", "a", "svg"))
        found += [
            el
            for el in (element, *inner[:3])
            if el.get("alt") or el.get("title") or el.get("aria-label")
        ]
    heads = list(sight.root.iter("header"))[:2]
    found += [img for head in heads for img in head.iter("img") if img.get("alt")]
    return found


def _fitted(claim: Claim[str], host: str) -> Claim[str] | None:
    """Make a claim a name: without a slogan behind it; less sure where it is a domain or long."""
    name = _NOTICE.sub("", claim.value).strip(" |-–—:·•@")
    parts = parts_of(name)
    if len(parts) > 1:
        bare = re.sub(r"^www\.", "", host)
        named = [part for part in parts if alike(part) and alike(part) in alike(bare)]
        name = named[0] if named else parts[0]
    name = (
        _COMPANY.sub("", name)
        if not name.startswith("The ")
        else _HOUSE.sub("", _COMPANY.sub("", name))
    )
    if not alike(name) or len(name) > _LONGEST or _NO_NAME.match(name) or name.startswith("http"):
        return None
    sure = claim.confidence
    if _DOMAIN.match(name):
        sure -= 0.25
    if len(name.split()) > 6:  # noqa: PLR2004  a slogan
        sure -= 0.25
    return Claim(name, claim.origin, max(0.05, round(sure, 2)))


def _is_part(name: str, headline: str) -> bool:
    """Tell whether a part of a page's title is the headline, or stands within it or at its end."""
    return bool(name) and (name == headline or name in headline[1:])


def _headings(sight: Sight) -> tuple[list[str], list[str]]:
    """Give the first headings of a page, and apart from them those that are the site's own name."""
    logos = set(sight.cued("logo"))
    found: tuple[list[str], list[str]] = ([], [])
    for heading in islice(sight.seen(sight.root.iter("h1")), 3):
        links = [link.get("href") or "" for link in (*heading.iter("a"), heading.getparent())]
        home = any(_path(href) in ("", "/") for href in links if href and href[0] != "#")
        named = home or not logos.isdisjoint((heading, *islice(heading.iterancestors(), 2)))
        words = sight.words(heading)
        if alike(words):
            found[named].append(words)
    return found


def _path(address: str) -> str:
    """Give the path of an address; that of no address is none of a front page."""
    try:
        return urlsplit(address).path
    except ValueError:
        return address


def _declared_headlines(metas: Metas, records: Sequence[Record], title: str) -> list[str]:
    """Give the headlines a page declares, but for those that repeat all of its title."""
    found = [claim.value[0] for claim in claims_of(metas, "title")]
    found += [text for record in records for text in record.texts("headline")[:1]]
    return [text for text in found if alike(text) != alike(title)]


def _tails(title: str, known: set[str], headlines: list[str], host: str) -> Iterator[Claim[str]]:
    """Read the site's name behind the headline in the page's title."""
    parts = parts_of(title)
    if len(parts) < 2:  # noqa: PLR2004  nothing stands behind the headline
        return
    told = any(alike(parts[0]) and alike(parts[0]) in alike(text) for text in headlines)
    for part in parts[1:][::-1]:
        name = part.strip(" -–—|_")
        if any(_is_part(alike(name), alike(text)) for text in headlines):
            continue
        if not alike(name) or len(name) > _LONGEST or _NO_NAME.match(name):
            continue
        bare = alike(host.removeprefix("www."))
        borne = alike(name) in known or (len(alike(name)) > 2 and alike(name) in bare)  # noqa: PLR2004
        last = part == parts[-1]
        sure = 0.75 if borne else 0.6 if told and last else 0.5 if last else 0.3
        yield Claim(name, "title", sure - (0.2 if _DOMAIN.match(name) else 0.0))
    if BREAK.search(title) and len(alike(parts[0])) > 2:  # noqa: PLR2004  a name
        first = alike(parts[0])
        if first in alike(host) or first in known:
            yield Claim(parts[0], "title", 0.6)
