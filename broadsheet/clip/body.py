"""The text of a clipping as Markdown that our reader renders to the same words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from textwrap import dedent
from typing import Final

from broadsheet.clip.address import LINK, joined
from broadsheet.clip.sheet import WRAPPED, Line

_BULLET: Final = re.compile(r"^(?P<indent>\s*)(?:[-+*]|[•·▪◦‣●■](?=\s))\s+(?=\S)")
_NUMBER: Final = re.compile(r"^(?P<indent>\s*)(?P<number>\d{1,4})(?P<mark>[.)])\s+(?=\S)")
_HEADING: Final = re.compile(r"^\s{0,3}(?P<level>#{1,6})\s+(?P<words>\S.*?)\s*#*$")
_RULE: Final = re.compile(r"^\s*([-*_=~])(?:\s*\1){2,}\s*$")
_OLD_NAMES: Final = "|".join(sorted(name for name in html5 if not name.endswith(";")))
"""Characters that HTML reads without a semicolon, too: `&copy`."""
_TAG: Final = re.compile(rf"<(?=\S)|&(?=#|\w+;|{_OLD_NAMES})")
_STRESS: Final = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_]+?)(?<=\S)\1(?![\w*_])")
_PLAIN: Final = {"<": "&lt;", "&": "&amp;"}
_AUTOLINK: Final = re.compile(r"<https?://[^\s<>]+>", re.IGNORECASE)
_DEFINITION: Final = re.compile(r"^\[(?!\^)[^\]]+\]:\s")
_STOP: Final = re.compile(r"[.!?…:;,،؛。！？，；：؟\"”»’)\]|]$")
_LONGEST: Final = 80
"""Characters of a subhead."""


def make_body(lines: list[Line], base: str | None) -> tuple[str, list[Line]]:
    """Write the lines of a text as Markdown.

    Args:
        lines: from the first line of the text to the last, blank ones between them too.
        base: the address of the original, from which relative links are made whole.

    Returns:
        The Markdown, without a line end behind it, and the lines that were taken for subheads
        though nothing marks them.
    """
    blocks = [*_blocks(lines)]
    subheads = [
        block[0]
        for index, block in enumerate(blocks)
        if index and _is_subhead(block, blocks[index + 1 : index + 2])
    ]
    written = [_block(block, base, subhead=block[0] in subheads) for block in blocks]
    return "\n\n".join(filter(None, written)), subheads


def _kind(text: str) -> str:
    if _RULE.match(text):
        return "rule"
    if _HEADING.match(text):
        return "heading"
    if text.lstrip().startswith(">"):
        return "quote"
    if _BULLET.match(text):
        return "bullet"
    return "number" if _NUMBER.match(text) else "words"


def _blocks(lines: list[Line]) -> Iterator[list[Line]]:
    """Part lines into blocks of one kind; what goes on below a list item belongs to it."""
    apart = any(len(line.text) > WRAPPED for line in lines)
    block: list[Line] = []
    for line in lines:
        kind = _kind(line.text)
        begins = block and (
            line.blank
            or kind != _kind(block[0].text)
            or kind in ("rule", "heading")
            or (kind == "words" and apart)
        )
        if begins and not (block and not line.blank and _goes_on(block, line)):
            yield block
            block = []
        if not line.blank:
            block.append(line)
    if block:
        yield block


def _goes_on(block: list[Line], line: Line) -> bool:
    """Tell whether an indented line is part of the list item above it."""
    listed = _kind(block[0].text) in ("bullet", "number")
    return listed and line.text[:2].isspace() and _kind(line.text) in ("words", "bullet", "number")


def _is_subhead(block: list[Line], following: list[list[Line]]) -> bool:
    words = block[0].text.strip()
    return (
        len(block) == 1
        and _kind(words) == "words"
        and len(words) <= _LONGEST
        and not _STOP.search(words.strip("*_ "))
        and any(map(str.isalpha, words))
        and not LINK.search(words)
        and bool(following)
        and _kind(following[0][0].text) in ("words", "bullet", "number")
        and sum(len(line.text) for line in following[0]) > len(words)
    )


def _block(block: list[Line], base: str | None, *, subhead: bool) -> str:
    texts = [line.text.rstrip() for line in block]
    kind = _kind(texts[0])
    if kind == "rule":
        return "---"
    heading = _HEADING.match(texts[0])
    if heading:
        level = max(2, len(heading["level"]))
        return f"{'#' * level} {_inline(heading['words'], base)}"
    if subhead:
        return f"## {_inline(texts[0].strip().strip('*').strip(), base)}"
    listed = kind == "bullet" or (kind == "number" and _counts(texts))
    texts = dedent("\n".join(texts)).split("\n") if listed else texts
    write = _quoted if kind == "quote" else _item if listed else _words
    return "\n".join(write(text, base) for text in texts)


def _counts(texts: list[str]) -> bool:
    """Tell whether numbered lines are a list: they count from one."""
    found = [int(match["number"]) for match in map(_NUMBER.match, texts) if match]
    return found == list(range(1, len(found) + 1)) and len(found) > 1


def _quoted(text: str, base: str | None) -> str:
    depth = re.match(r"^(?:\s*>)+", text)
    words = text[depth.end() :].strip() if depth else text
    marks = "> " * min(3, depth[0].count(">") if depth else 1)
    return f"{marks}{_words(words, base)}".rstrip()


def _item(text: str, base: str | None) -> str:
    bullet, number = _BULLET.match(text), _NUMBER.match(text)
    match = bullet or number
    if match is None:
        return f"    {_words(text, base)}"
    depth = "    " if len(match["indent"].expandtabs(4)) > 1 else ""
    mark = "-" if bullet else f"{match['number']}." if number else ""
    return f"{depth}{mark} {_words(text[match.end() :], base)}"


def _words(text: str, base: str | None) -> str:
    """Write words at the beginning of a line, so that they stay words."""
    words = _inline(text.strip(), base)
    number = re.match(r"^(\d+)([.)])(?=\s)", words)
    if number:
        words = f"{number[1]}\\{words[number.end(1) :]}"
    if words.startswith(("#", ">")) or _BULLET.match(words) or _DEFINITION.match(words):
        words = f"\\{words}"
    if words.startswith(":"):  # the mark of a definition, which no backslash escapes
        words = f"&#58;{words[1:]}"
    return f"\\{words}" if words == "[TOC]" else words


def _inline(text: str, base: str | None) -> str:
    """Make links whole, or words; let no `<` begin HTML."""
    parts: list[str] = []
    last = 0
    stars = not _is_stressed_well(text)
    for match in sorted((*LINK.finditer(text), *_AUTOLINK.finditer(text)), key=re.Match.start):
        if match.start() < last:
            continue
        parts += [_escaped(text[last : match.start()], stars=stars), _link(match, base)]
        last = match.end()
    return "".join([*parts, _escaped(text[last:], stars=stars)])


def _is_stressed_well(text: str) -> bool:
    """Tell whether every star and underline marks stress; stray ones can cost letters."""
    words = LINK.sub(lambda match: match[1], re.sub(r"\\.", "", text))
    for _ in range(2):  # strong words within stressed ones
        words = _STRESS.sub(lambda match: match[2], words)
    return not re.search(r"\*|(?<!\w)_|_(?!\w)", words)


def _escaped(text: str, *, stars: bool = False) -> str:
    """Keep HTML, stray stars, and the backticks of typewriters' quotation marks as characters."""
    safe = _TAG.sub(lambda match: _PLAIN[match[0]], text)
    return re.sub(r"(?<!\\)[*_`]" if stars else r"(?<!\\)`", r"\\\g<0>", safe)


def _link(match: re.Match[str], base: str | None) -> str:
    if match[0].startswith("<"):
        return match[0] if joined(None, match[0][1:-1]) else match[0].replace("<", "&lt;")
    words, address = _escaped(match[1]), joined(base, match[2])
    if address is None or not words.strip():
        return words
    return f"[{words}]({address if '(' not in address else f'<{address}>'})"
