"""What stands in a shortcode or a tag of Liquid: `name="value"` and words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_ARGUMENT: Final = re.compile(
    r"(?:([A-Za-z_][\w-]*)\s*=\s*)?(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|`([^`]*)`|([^\s,]+))"
)
_SOUND: Final = re.compile(
    r"\.(?:mp3|ogg|oga|m4a|wav|flac|mp4|webm|ogv|mov)(?:\?|$)", re.IGNORECASE
)
_SHOWN: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?|$)", re.IGNORECASE)
_NAMED: Final = re.compile(r"fig|im(?:g|age)|pic|photo", re.IGNORECASE)
_TEMPLATE_REMARK: Final = re.compile(r"\{\{-?\s*/\*.*?\*/\s*-?\}\}", re.DOTALL)
_VALUE: Final = re.compile(
    r"\{\{-?\s*(?:\.Get\s+(?:[\"`](?P<name>[\w-]+)[\"`]|(?P<number>\d+))"
    r"|index\s+\.Params\s+(?P<index>\d+))\s*-?\}\}"
)
_PICTURE: Final = ("src", "url", "image", "file", "path", "image_path", "img")


@dataclass(frozen=True, slots=True)
class Arguments:
    """Named and single values."""

    named: dict[str, str]
    single: tuple[str, ...]

    def first(self, *names: str) -> str:
        """Give the first named value that is there and not empty."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def read_arguments(text: str) -> Arguments:
    """Read the words behind a shortcode's name."""
    named: dict[str, str] = {}
    single: list[str] = []
    for name, double, quoted, raw, bare in _ARGUMENT.findall(text):
        value = (double.replace('\\"', '"') or quoted or raw or bare).strip()
        if name:
            named.setdefault(name.lower(), value)
        else:
            single.append(value)
    return Arguments(named, tuple(single))


def picture_of(name: str, arguments: Arguments) -> str | None:
    """Write a picture with what belongs to it as Markdown; None where it is none.

    The name of the tag or the ending of the address tells a picture; a recording becomes a link.

    A caption and a credit stand below it in a paragraph of their own.
    """
    address = arguments.first(*_PICTURE)
    if not address or "{" in address:
        return None
    if _SOUND.search(address):
        return f"[{_words(arguments.first('title', 'caption') or address)}]({address})"
    if not _SHOWN.search(address) and not _NAMED.search(name):
        return None
    caption = arguments.first("caption", "title")
    credit = arguments.first("attr", "credit", "attribution")
    alt = arguments.first("alt") or caption
    picture = f"![{_words(alt)}]({address.replace(' ', '%20')})"
    link = arguments.first("link", "href", "attrlink")
    if link and "{" not in link:
        picture = f"[{picture}]({link.replace(' ', '%20')})"
    below = " ".join(filter(None, (caption, f"({credit})" if credit else "")))
    return f"{picture}\n\n{below}" if below else picture


def filled_template(template: str, arguments: Arguments) -> str | None:
    """Fill a template of Hugo that only puts values into a text; None where it does more."""

    def value(match: re.Match[str]) -> str:
        key = match["name"] or match["number"] or match["index"]
        if not key.isdigit():
            return arguments.named.get(key.lower(), match[0])
        number = int(key)
        return arguments.single[number] if number < len(arguments.single) else match[0]

    filled = _VALUE.sub(value, _TEMPLATE_REMARK.sub("", template)).strip()
    return None if "{{" in filled or not filled else filled


def video_of(name: str, arguments: Arguments) -> str | None:
    """Write an embedded piece of another site as a link to it; None where it is not known."""
    key = arguments.first("id", "video_id", "video", "youtubeid") or "".join(arguments.single[:1])
    second = arguments.single[1] if len(arguments.single) > 1 else arguments.first("id")
    user = arguments.first("user") or key
    if not re.fullmatch(r"[\w.-]+", key):
        return None
    known = {
        "youtube": f"https://www.youtube.com/watch?v={key}",
        "vimeo": f"https://vimeo.com/{key}",
        "instagram": f"https://www.instagram.com/p/{key}/",
        "gist": f"https://gist.github.com/{user}/{second}" if second else "",
        "tweet": f"https://x.com/{user}/status/{second}"
        if second
        else f"https://x.com/i/status/{key}",
        "x": f"https://x.com/{user}/status/{second}" if second else "",
    }
    address = known.get(name.lower(), "")
    return f"<{address}>" if address else None


def _words(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("[", "(").replace("]", ")")
