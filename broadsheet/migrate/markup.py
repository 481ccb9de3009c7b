"""The tags of other generators in prose: shortcodes, Liquid, attribute lists, embedded players.

Each is written in Markdown where its meaning is clear, and else stays and is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from broadsheet.migrate.arguments import (
    Arguments,
    filled_template,
    picture_of,
    read_arguments,
    video_of,
)
from broadsheet.migrate.note import Note
from broadsheet.migrate.passage import Line
from broadsheet.migrate.place import Kind
from broadsheet.migrate.rewrite import compiled, rewrite

_HUGO: Final = compiled(
    r"\{\{(?P<kind>[<%])-?\s*(?P<end>/?)\s*(?P<name>[\w./-]+)(?P<rest>[^{}]{0,5000}?)/?\s*-?[>%]\}\}",
    starts="{",
    needs=("{{<", "{{%"),
)
_COMMENT: Final = compiled(
    r"\{%-?\s*comment\s*-?%\}(?P<words>.{0,50000}?)\{%-?\s*endcomment\s*-?%\}",
    starts="{",
    needs=("endcomment",),
)
_LIQUID: Final = compiled(
    r"\{%-?\s*(?P<name>\w+)(?P<rest>(?:[^%]|%(?!\})){0,5000}?)-?%\}|\{\{-?(?P<value>[^{}]{0,5000}?)-?\}\}",
    starts="{",
    needs=("{%", "{{"),
)
_NO_ADDRESS: Final = compiled(
    r"(?<!!)\[(?P<words>[^\[\]]*)\]\([^()\n]*?(?P<tag>"
    r"\{\{(?:(?!-->)[^{}])*\}\}|\{%(?:(?!-->)[^{}])*%\})[^()\n]*\)",
    starts="[",
    needs=("{{", "{%"),
)
_ATTRIBUTES: Final = compiled(
    r"[ \t]*\{:(?P<list>[^{}\n]*)\}|(?<=[^\s{])[ \t]+\{(?P<brief>[#.][\w-][^{}\n]*)\}[ \t]*$",
    starts=" \t{",
    needs=("{:", "{#", "{."),
)
_PLAYER: Final = compiled(
    r"<iframe\b[^>]{0,1000}?\bsrc\s*=\s*[\"'](?P<src>[^\"']*)[\"'][^>]*>[^<]*</iframe>",
    starts="<",
    needs=("<iframe",),
)
_EMBED: Final = re.compile(
    r"(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com/embed/(?P<youtube>[\w-]+)"
    r"|player\.vimeo\.com/video/(?P<vimeo>\d+))[^\s]*"
)
_SILENT: Final = frozenset({"assign", "increment", "decrement", "cycle"})
"""Tags of Liquid that print nothing."""
_ASSIGNED: Final = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ROOTS: Final = re.compile(r"(?:site\.(?:base_?url|url|base_path)|base_?url)", re.IGNORECASE)
_FILTERED: Final = re.compile(
    r"[\"'](?P<path>[^\"']*)[\"']\s*(?:\|\s*(?:relative_url|absolute_url|url|asset_path|"
    r"prepend:\s*site\.\w+)\s*)+"
)

_PICTURE: Final = "a tag for a picture became a picture"
_PLAYER_WHY: Final = "an embedded piece of another site became a link to it"
_UNKNOWN: Final = "a tag of the old generator that readers would see as it is"
_LISTS: Final = "an attribute list was left out: attributes are not kept"
_LINK: Final = "a tag for an address became the address"
_REMARK: Final = "what readers never saw became a comment"
_ROOT: Final = "the address of the old site was left out before a path"
_TEMPLATE: Final = "a shortcode of the site's own that only writes its values was written out"
_WORDS_ALONE: Final = "a link whose address only a tag knew: its words stay, the tag is a comment"
_VALUE: Final = "a value of the page was written out"


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a text's tags may ask for: where a text lies now, and the values of the page.

    `find` takes a path or a name as it stands in the tag, and gives an address, or None. `page`
    grows by what the text assigns.
    """

    kind: Kind
    find: Callable[[str], str | None]
    page: dict[str, str]
    shortcodes: Mapping[str, str] = field(default_factory=dict)


def translate_tags(lines: Sequence[Line], tongue: Tongue) -> tuple[list[Line], list[Note]]:
    """Write the tags of some prose in Markdown."""
    text = "\n".join(line.text for line in lines)
    if not any(mark in text for mark in ("{", "<iframe")):
        return list(lines), []
    work = _Work(tongue)
    found = list(lines)
    if tongue.kind == "hugo":
        found = rewrite(found, _HUGO, work.shortcode)
    elif tongue.kind == "jekyll":
        found = rewrite(found, _COMMENT, work.comment)
        found = rewrite(found, _LIQUID, work.liquid)
    if tongue.kind in ("hugo", "jekyll"):
        found = rewrite(found, _NO_ADDRESS, work.link_to_tag)
    found = rewrite(found, _ATTRIBUTES, work.attributes)
    return rewrite(found, _PLAYER, work.player), work.notes


class _Work:
    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.notes: list[Note] = []

    def _changed(self, match: re.Match[str], line: int, became: str, why: str) -> str:
        self.notes.append(Note(line=line, act="changed", why=why, typed=match[0], became=became))
        return became

    def _left(self, match: re.Match[str], line: int, name: str) -> None:
        self.notes.append(Note(line=line, act="left", why=f"{_UNKNOWN}: {name}", typed=match[0]))

    def shortcode(self, match: re.Match[str], line: int) -> str | None:
        """Translate a shortcode of Hugo."""
        name, arguments = match["name"], read_arguments(match["rest"])
        if name in ("ref", "relref"):
            wanted = arguments.first("path") or "".join(arguments.single[:1])
            address = self.tongue.find(wanted)
            if address:
                return self._changed(match, line, address, _LINK)
        elif not match["end"]:
            became = self._shown(name, arguments, match["rest"])
            if became:
                why = _PICTURE if became.startswith(("!", "[!")) else _PLAYER_WHY
                why = _TEMPLATE if name in self.tongue.shortcodes else why
                return self._changed(match, line, became, why)
        self._left(match, line, name)
        return None

    def _shown(self, name: str, arguments: Arguments, rest: str) -> str | None:
        shown = picture_of(name, arguments) if arguments.named and "{{" not in rest else None
        template = self.tongue.shortcodes.get(name)
        own = filled_template(template, arguments) if template else None
        return own or shown or video_of(name, arguments)

    def comment(self, match: re.Match[str], line: int) -> str:
        """Make a comment of Liquid one of HTML."""
        words = match["words"].replace("<!--", "").replace("-->", "").strip()
        return self._changed(match, line, f"<!-- {words} -->", _REMARK)

    def liquid(self, match: re.Match[str], line: int) -> str | None:
        """Translate a tag or a value of Liquid."""
        if match["name"] is None:
            return self._value(match, line)
        name, rest = match["name"], match["rest"].strip()
        if name in ("raw", "endraw"):
            return self._changed(match, line, "", _REMARK)
        assigned = _ASSIGNED.fullmatch(rest) if name == "assign" else None
        if assigned:
            self.tongue.page[assigned[1]] = assigned[2] or assigned[3] or ""
        if name in _SILENT and "-->" not in match[0]:
            return self._changed(match, line, f"<!-- {match[0]} -->", _REMARK)
        if name in ("post_url", "link"):
            address = self.tongue.find(rest)
            if address:
                return self._changed(match, line, address, _LINK)
        return self._include(match, line, name, rest)

    def _include(self, match: re.Match[str], line: int, name: str, rest: str) -> str | None:
        file, arguments = name, read_arguments(rest)
        if name in ("include", "include_relative") and arguments.single:
            file = arguments.single[0].rpartition("/")[2].partition(".")[0].lower()
            arguments = Arguments(arguments.named, arguments.single[1:])
        video = next((site for site in ("youtube", "vimeo") if site in file), file)
        shown = picture_of(file, arguments) if name != "link" and arguments.named else None
        became = shown or video_of(video, arguments)
        if became is None:
            shown = f"{name} {arguments_name(rest)}" if name.startswith("include") else name
            self._left(match, line, shown)
            return None
        why = _PICTURE if became.startswith(("!", "[!")) else _PLAYER_WHY
        return self._changed(match, line, became, why)

    def _value(self, match: re.Match[str], line: int) -> str | None:
        value = match["value"].strip()
        if _ROOTS.fullmatch(value):
            return self._changed(match, line, "", _ROOT)
        filtered = _FILTERED.fullmatch(value)
        if filtered:
            return self._changed(match, line, filtered["path"], _ROOT)
        known = self.tongue.page.get(value)
        if known is not None:
            return self._changed(match, line, known, _VALUE)
        self._left(match, line, value.partition("|")[0].strip()[:40] or "empty")
        return None

    def link_to_tag(self, match: re.Match[str], line: int) -> str:
        """Keep the words of a link whose address only the old generator knew."""
        became = f"{match['words']} <!-- {match['tag']} -->"
        return self._changed(match, line, became, _WORDS_ALONE)

    def attributes(self, match: re.Match[str], line: int) -> str | None:
        """Leave out an attribute list."""
        return self._changed(match, line, "", _LISTS)

    def player(self, match: re.Match[str], line: int) -> str | None:
        """Make an embedded player a link."""
        embed = _EMBED.fullmatch(match["src"].strip())
        if embed is None:
            return None  # the allow-list speaks when the file is read back
        youtube = embed["youtube"]
        address = (
            f"https://www.youtube.com/watch?v={youtube}"
            if youtube
            else f"https://vimeo.com/{embed['vimeo']}"
        )
        return self._changed(match, line, f"[{address}]({address})", _PLAYER_WHY)


def arguments_name(rest: str) -> str:
    """Give the first word of a tag, by which its kind is counted."""
    return next(iter(rest.split()), "")
