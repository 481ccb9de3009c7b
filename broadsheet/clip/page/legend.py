"""What stands below a picture, in one line: where the caption ends and the credit begins."""

from __future__ import annotations

import re
from typing import Final

from broadsheet.agency import is_picture_agency
from broadsheet.clip.byline import is_person
from broadsheet.clip.credit import likeness, split_caption

_LABEL: Final = (
    r"(?:(?:image|picture|photo(?:graph|s)?)\s*(?:credits?\b\s*[:/]?|source\b\s*[:,]?|"
    r"courtesy(?: of)?\b|by\b|/(?=\s?(?-i:[A-Z]))|:)|credits?\s*:|source\s*:|courtesy(?: of)?\b|"
    r"©|\(c\)|copyright\b|"
    r"(?:archiv|symbol)?(?:fotos?|bild(?:quelle|nachweis|rechte)?)\s*[:/]|quelle\s*:|"
    r"fotos?\s(?=(?-i:[A-ZÀ-Þ])[\w.-]+(?:[\s/]|$)(?!\w+\s\w+\s\w+\s\w))|fotograf(?:in|ía|ie|a|o)?\s*:|"
    r"grafik\s*:|imago(?=\s?[/ ])|crédits?(?: photo)?s?\s*:|photo\s*:|ph\.\s|fuente\s*:|imagen\s*:|"
    r"archivo\s*:|фото\s*:|фото(?=\s(?-i:[А-ЯЁЄІЇ]))|источник(?: фото)?\s*:|автор фото\s*:|"
    r"світлина\s*:|джерело\s*:|عکس\s*(?:از)?\s*[:：]|عکس از\s|تصویر\s*:|عکاس\s*[:：]|منبع عکس\s*:|"
    r"(?:تصوير|الصورة|المصدر|مصدر الصورة|عدسة)\s*[:：]|"
    r"(?:摄影|图片来源|图源|图片|来源|供图|摄|图)\s*[:：/／]|zdj\.|fot\.|写真\s*[:：]?|사진\s*[:=])"
)
"""How a credit begins. A capital behind a bare `Foto` is that of a name."""
_LABELLED: Final = re.compile(
    rf"^(?P<caption>.*?)(?:(?<=^)|(?<=[\s.!?…。|/(\[（»”\"’*–—-]))(?P<credit>{_LABEL}.{{2,110}})$",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS: Final = re.compile(
    r"^(?P<caption>.*?)\s*[(（\[](?P<credit>[^()（）\[\]]*(?:\([^()]*\)[^()（）\[\]]*)?)[)）\]]\s*\.?$",
    re.DOTALL,
)
_LAST: Final = re.compile(
    r"^(?P<caption>.{8,}?(?:[.!?…。؟»”\"]|[.!?][”\"’]))\s+(?P<credit>[^.!?…。]{3,90}\.?)$",
    re.DOTALL,
)
_BAR: Final = re.compile(
    r"^(?P<caption>.{4,}?)\s*(?:[|｜]|\s[-–—]\s|\s/\s|//)\s*(?P<credit>[^|｜]{2,90})$", re.DOTALL
)
_UPRIGHT: Final = re.compile(r"^(?P<caption>.{4,}?)\s*[|｜]\s*(?P<credit>[^|｜]{2,90})$", re.DOTALL)
_TAKEN: Final = re.compile(
    r"^(?P<caption>.*?)(?:(?<=。)|[\s（(，,；;＝=]|^)[\s（(]*(?P<credit>(?:[\w·]{2,12}(?:记者|社|网|报|通讯员)?\s*)?[\w·\s]{2,20}"
    r"(?:撮影|提供|摄影|/摄|／摄|摄|供图|/图|／图))[)）。]?$",
    re.DOTALL,
)
_PHOTO: Final = re.compile(
    r"(?:foto |file photo )?([\w .-]{2,30}?)(?: file| pool)?(?: photos?| foto| images?|"
    r" pictures?)?",
    re.IGNORECASE,
)
_NAMED: Final = 30
"""Characters of a credit that ends by saying who took the picture."""
_ENOUGH: Final = 0.85
_STOP: Final = re.compile(r"[.!?…。؟][”\"’»]?\s+\S")


def part_legend(text: str) -> tuple[str | None, str | None]:
    """Part the line below a picture; either part may be missing.

    >>> part_legend("The bridge at night. Photo: Jane Roe/Example")
    ('The bridge at night.', 'Photo: Jane Roe/Example')
    """
    words = text.strip()
    for pattern, borne in (
        (_BRACKETS, _in_brackets),
        (_TAKEN, _is_taken),
        (_LABELLED, _is_labelled),
        (_LAST, _is_last),
        (_BAR, _is_credit),
        (_UPRIGHT, _is_behind_bar),
    ):
        match = pattern.match(words)
        if match and borne(match["credit"].strip()):
            return _caption(match["caption"]), match["credit"].strip(" |｜")
    parts = split_caption(words)
    if parts:
        return parts
    if _is_credit(words) and len(words) < 90:  # noqa: PLR2004  a line
        return None, words
    return words or None, None


def _caption(text: str) -> str | None:
    bare = text.strip().rstrip("|｜/–—-*•·").strip()
    return bare if any(map(str.isalnum, bare)) else None


def _in_brackets(text: str) -> bool:
    if re.fullmatch(r"[\d\s:./-]*", text) or len(text) > 110:  # noqa: PLR2004  an age, a year; a sentence
        return False
    return _is_credit(text) or _is_labelled(text) or _is_taken(text)


def _is_taken(text: str) -> bool:
    return (
        bool(re.search(r"[一-鿿]", text))
        and len(text) <= _NAMED
        and text.endswith(("摄", "撮影", "提供", "摄影", "供图", "图"))
    )


def _is_labelled(text: str) -> bool:
    """Tell whether a text that begins like a credit is one: no sentence follows within it."""
    match = re.match(_LABEL, text, re.IGNORECASE)
    rest = text[match.end() :].strip(" :,") if match else ""
    return bool(rest) and not _STOP.search(rest) and len(rest.split()) <= 14  # noqa: PLR2004  a line


def _is_last(text: str) -> bool:
    """Tell whether what stands behind the last sentence is a credit: also a name alone."""
    return _is_credit(text) or (is_person(text.strip(" .")) and len(text.split()) <= 3)  # noqa: PLR2004


def _is_behind_bar(text: str) -> bool:
    return _is_credit(text) or (is_person(text.strip()) and len(text) < 40)  # noqa: PLR2004  a name


def _is_credit(text: str) -> bool:
    bare = text.strip(" .")
    taken = _PHOTO.fullmatch(bare)
    if likeness(text) >= _ENOUGH or (taken and is_picture_agency(taken[1])):
        return True
    parts = [part.strip() for part in re.split(r"[/／|]|,\s|\svia\s|\sfor\s", bare) if part.strip()]
    if any(map(is_picture_agency, parts)) and len(bare.split()) <= 12:  # noqa: PLR2004  a line
        return True
    return len(parts) > 1 and "/" in bare and is_person(parts[0]) and len(bare.split()) <= 10  # noqa: PLR2004
