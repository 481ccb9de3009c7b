"""A photo's credit line, kept as it is and read into its parts.

`Kobe Li/Nexpher via ZUMA Press Wire/Shutterstock` has a creator, an agency and those it came
through. What stands behind `via` is `via`; before it, people are creators, agencies are agencies,
and whoever else gave the picture is its source. Beside a creator an organisation nobody knows is
taken for an agency where the picture came through another one, or where its name says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.agency import is_agency, is_picture_agency
from broadsheet.clip.address import plain
from broadsheet.clip.byline import is_person
from broadsheet.clip.wording import bare_label, label_of
from broadsheet.read.typed import is_blank

_VIA: Final = re.compile(r"\s+(?:via|через|از طریق|عبر|über|vía|通过|经由)\s+", re.IGNORECASE)
_SPLIT: Final = re.compile(r"\s*(?:[/／|]|[,،，]\s|\s[-–—]\s)\s*")
_RIGHTS: Final = re.compile(
    r"[\s,/(]*\b(?:file|pool|archive?|CC[ -](?:BY(?:-(?:SA|NC|ND))*|0)(?: \d\.\d)?|"
    r"public domain|domaine public|gemeinfrei|all rights reserved)\)?[\s,]*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^(?:[(（\[]|©|\(c\)|copyright|(?:the )?courtesy of|photograph by|image by|"
    r"photos? (?:by|courtesy of|from)|photo[:\s]+|handout|crédit|"
    r"foto(?:grafía)?:?\s+(?:von|de)|\d{4}\b|[\s:：,.])+",
    re.IGNORECASE,
)
_AP: Final = re.compile(
    r"^(AP|AFP|Reuters|TASS|EPA|REUTERS)\s+(?:photo|pool|images)\b[/\s]*", re.IGNORECASE
)
_UNCASED: Final = re.compile(r"[\u0620-\u06ff\u200c]+(?: [\u0620-\u06ff\u200c]+){1,3}|[一-鿿]{2,4}")
_TAKEN: Final = re.compile(r"^(?P<who>.+?)\s*(?:摄影|摄|供图|/摄|图)$")
_REPORTER: Final = re.compile(r"^(?P<agency>.{2,8}?社)(?:记者)?\s*(?P<who>[一-鿿·]{2,8})$")
_ORGANISATION: Final = re.compile(
    r"presiden|ministr|министерств|міністерств|پایگاه|رئاسة|ریاست|وزارت|وزارة|press|пресс|прес-|office|"
    r"service|служба|agency|agence|agentur|agencia|агентств|government|кремл|kremlin|committee|"
    r"images?\b|photos?\b|pictures|wire|news|\.(?:com|ru|ua|ir|org|gov|net)\b|unit|army|nasa|esa\b|"
    r"ESO|(?-i:UN)\b|خبرگزاری|وكالة|museum|university|commission|council|archive|архив|library|team|"
    r"handout|foundation|parliament|police|army|forces|space|部|社|局|网|府|院",
    re.IGNORECASE,
)
_SUPPLIER: Final = re.compile(
    r"\b(?:pictures|images|photos?|wire|agency|press|agence|agentur|agencia)\b|агентств|خبرگزاری|وكالة|社$",
    re.IGNORECASE,
)
"""Words by which a supplier of pictures is known, where its name is not."""
_STRONG: Final = re.compile(
    r"\bvia\s+[A-ZА-Я]|©|\(c\)\s|\bAP Photo\b|\bphotos? by\b|courtesy of|getty|shutterstock|zuma\b|"
    r"\bCC BY\b|public domain|摄$|供图$|\bhandout\b|picture[ -]alliance|wikimedia",
    re.IGNORECASE,
)
_WORDS: Final = 16
_NAMES: Final = 6
_STOP: Final = re.compile(r"[.!?。！？؟]$")


@dataclass(frozen=True, slots=True)
class Credit:
    """The parts of a credit line; each is a text, or None."""

    creator: str | None = None
    source: str | None = None
    agency: str | None = None
    via: str | None = None


def read_credit(text: str) -> Credit:
    """Read a credit line, with or without its label, into its parts."""
    words, via = _unlabelled(text), None
    found = _VIA.search(words)
    if found:
        words, via = words[: found.start()], words[found.end() :].strip(" ()[].") or None
    creators, sources, agencies = _sorted_parts(_RIGHTS.sub("", words))
    if creators and not agencies and len(sources) == 1 and (via or _SUPPLIER.search(sources[0])):
        agencies, sources = sources, []
    joint = ", ".join
    return Credit(
        creator=joint(creators) or None,
        source=joint(sources) or None,
        agency="/".join(agencies) or None,
        via=via,
    )


def _sorted_parts(words: str) -> tuple[list[str], list[str], list[str]]:
    creators: list[str] = []
    sources: list[str] = []
    photo = _AP.match(words)
    agencies = [photo[1]] if photo else []
    words = words[photo.end() :] if photo else words
    taken = _TAKEN.match(words)
    words = taken["who"] if taken else words
    reporter = _REPORTER.match(words)
    if reporter and is_agency(reporter["agency"]):
        return [reporter["who"]], [], [reporter["agency"]]
    for part in filter(None, (_LEAD.sub("", part).strip(" ()[].") for part in _SPLIT.split(words))):
        if is_picture_agency(part):
            agencies.append(part)
        elif (_is_maker(part) and not _ORGANISATION.search(part)) or (taken and not creators):
            creators.append(part)
        else:
            sources.append(part)
    return creators, sources, agencies


def _is_maker(text: str) -> bool:
    """Tell whether a text may be a person's name, in a script with capitals or without."""
    return is_person(text) or bool(_UNCASED.fullmatch(text))


def _unlabelled(text: str) -> str:
    label = label_of(text, "credit") or bare_label(text, "credit")
    words = plain(label.rest if label else text)
    return _LEAD.sub("", words).strip(" *_()[]（）")


def verbatim(text: str) -> str:
    """Give a credit as it stands, without a label and its colon, brackets or marks of stress."""
    label = label_of(text, "credit")
    words = plain(label.rest if label and label.rest else text).strip(" *_")
    whole = re.fullmatch(r"[(\[（](.*)[)\]）]", words)
    return whole[1] if whole and not re.search(r"[()\[\]]", whole[1]) else words


def likeness(text: str) -> float:
    """Say how much a line looks like a credit, from 0 to 1."""
    words = plain(text).strip(" *_")
    label = label_of(text, "credit")
    if label:
        return 0.0 if is_blank(label.rest) else 0.95
    count = len(words.split())
    stops = _STOP.search(words.rstrip(")]"))
    if not words or count > _WORDS or len(words) > 120:  # noqa: PLR2004  a credit is one line
        return 0.0
    if bare_label(words, "credit") or _STRONG.search(words):
        return 0.9 if not stops or count <= _NAMES else 0.0
    return 0.0 if stops or ":" in words else _unmarked(words)


def _unmarked(words: str) -> float:
    """Say how much a line without a mark of credits looks like one."""
    parts = [part.strip(" ()[]") for part in re.split(r"[/／|]|[,،，]\s", words)]
    if any(map(is_picture_agency, parts)):
        return 0.9
    named = is_person(words) or _ORGANISATION.search(words)
    return 0.5 if named and len(words.split()) <= _NAMES else 0.0


_AT_END: Final = (
    re.compile(
        r"^(?P<caption>.{15,}[.!?…。؟»”\"])\s*[(（\[](?P<credit>[^()（）\[\]]{2,90})[)）\]]\.?$"
    ),
    re.compile(
        r"^(?P<caption>.{15,}?[.!?…。؟»”\"])\s+(?:[|–—-]\s+)?"
        r"(?P<credit>(?:photos?|photograph|image|credit|crédit photo|foto|bild|фото|світлина|"
        r"عکس|تصوير|摄影|图片来源)(?:\s+by\b|\s*[:：]).{2,90})$",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<caption>.{4,}?[。])\s*(?P<credit>[^。]{2,24}(?:摄影|摄|供图|图))$"),
    re.compile(r"^(?P<caption>.{15,}?[.!?…])\s+(?P<credit>©.{2,90})$"),
    re.compile(r"^(?P<caption>.{15,}?[.!?…])\s+(?P<credit>[^.!?…]{3,80})$"),
)


def split_caption(text: str) -> tuple[str, str] | None:
    """Part a caption from the credit at its end; None when there is none."""
    words = plain(text)
    for pattern in _AT_END:
        match = pattern.match(words)
        if match and likeness(match["credit"]) >= 0.9:  # noqa: PLR2004  certain
            return match["caption"].strip(), match["credit"].strip()
    return None
