"""From the Markdown of one file to safe HTML, its links and its first words.

A `Renderer` keeps one Python-Markdown instance per language, because building one costs a third of
what converting an article costs. It is not shared between threads.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

import msgspec
from markdown import Markdown

from broadsheet.problems import Problem, problem
from broadsheet.prose import NOTHING, Prose
from broadsheet.read.frontmatter import CONTROL, find_control
from broadsheet.read.markup.allowlist import sanitise
from broadsheet.read.markup.effort import TooMuchWorkError, check_text
from broadsheet.read.markup.excerpt import first_words
from broadsheet.read.markup.headings import level_headings
from broadsheet.read.markup.links import RawLink, take_links
from broadsheet.read.markup.quotes import substitutions
from broadsheet.read.markup.sparing import make_sparing
from broadsheet.read.slugs import nearest_slug

DEFAULT_EXTENSIONS: Final = ("footnotes", "tables", "def_list", "toc", "smarty")
_HOST_DEFAULTS: Final = {"codehilite", "extra", "meta"}
"""What Pelican's own MARKDOWN setting lists: taken as «nothing chosen»."""
_ALIGN: Final = re.compile(r'(<t[hd]) style="text-align: (left|right|center);"')
_THEME_IDS: Final = re.compile(r'(<(?:h[1-6]|li|sup|a)(?: [^>]*)? (?:id="|href="#))bs-')
"""A theme's own places, such as the skip link's target, begin so: no heading may take one."""
_BEFORE_ADDRESS: Final = re.compile(r"""(?:[(<=]|["']|\]:[ ]*<?)$""")
_BEHIND_ADDRESS: Final = re.compile(r"""[\s)>"']|$""")


class RawBody(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A body as safe HTML, in which `local:N` stands for `links[N]`."""

    prose: Prose = NOTHING
    links: tuple[RawLink, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def html(self) -> str:
        """The HTML, decoded anew each time."""
        return self.prose.html

    @property
    def excerpt(self) -> str:
        """The beginning of the text without mark-up."""
        return self.prose.excerpt


class Renderer:
    """Converts bodies with the site's MARKDOWN settings."""

    def __init__(
        self,
        markdown: Mapping[str, Any],
        *,
        lang: str,
        summary_words: int | None,
        summary_end: str,
        root: str,
    ) -> None:
        """Keep the settings; `root` is the content folder as problems name it (`content`)."""
        self._markdown, self._lang, self._root = markdown, lang, root
        self._summary_words, self._summary_end = summary_words, summary_end
        self._by_language: dict[str, Markdown] = {}

    def prepare(self) -> None:
        """Load the extensions, so that one that is missing is told before any text is read."""
        self._by_language[self._lang] = _make_markdown(self._markdown, self._lang)

    def render(self, text: str, *, path: str, first_line: int, lang: str | None) -> RawBody:
        """Convert one body.

        Args:
            text: Markdown.
            path: of the file, as in problems.
            first_line: the line of the file on which the text begins.
            lang: the article's language, None for the site's.
        """
        if find_control(text):  # they have been reported where the file was decoded
            text = CONTROL.sub("", text)
        if not text.strip():
            return RawBody()
        source = _Source(text, path, first_line)
        converted = self._convert(text, lang or self._lang)
        if isinstance(converted, Exception):
            return RawBody(problems=(source.unreadable(converted),))
        markup, removed = sanitise(_ALIGN.sub(r'\1 class="align-\2"', converted))
        markup = _THEME_IDS.sub(r"\1text-bs-", level_headings(markup))
        problems = [source.removed(name) for name in removed]
        match = find_control(markup)
        if match:  # written as a character reference: &#7;
            problems.append(source.control(match[0]))
            markup = CONTROL.sub("", markup)
        folder = _folder_below(posixpath.dirname(path), self._root)
        markup, links, foreign = take_links(markup, folder=folder, line_of=source.line_of)
        problems += [source.foreign_picture(address) for address in foreign]
        excerpt = first_words(markup, self._summary_words, self._summary_end)
        return RawBody(prose=Prose.of(markup, excerpt), links=links, problems=tuple(problems))

    def _convert(self, text: str, lang: str) -> str | Exception:
        """Convert a text, or give the exception that Python-Markdown or an extension ended with."""
        instance = self._by_language.pop(lang, None) or _make_markdown(self._markdown, lang)
        try:
            check_text(text)
            converted = instance.reset().convert(text)
        except Exception as error:  # noqa: BLE001  an extension may raise anything
            return error  # and the instance is not used again: it stopped halfway
        self._by_language[lang] = instance
        return converted


@lru_cache
def _folder_below(folder: str, root: str) -> str:
    below = posixpath.relpath(folder, root)
    return "" if below == "." else below


def _make_markdown(settings: Mapping[str, Any], lang: str) -> Markdown:
    configs = {
        _short(name): dict(config) for name, config in settings.get("extension_configs", {}).items()
    }
    chosen = [
        _short(name) if isinstance(name, str) else name for name in settings.get("extensions", ())
    ]
    # Pelican's Markdown reader copies its defaults into the list of extensions.
    if set(chosen) in (set(), _HOST_DEFAULTS) and set(configs) <= _HOST_DEFAULTS:
        configs, chosen = {}, list(DEFAULT_EXTENSIONS)
    names = list(dict.fromkeys([*chosen, *configs]))
    if "toc" in names:
        configs.setdefault("toc", {}).setdefault("slugify", _heading_id)
    if "smarty" in names:
        configs.setdefault("smarty", {}).setdefault("substitutions", substitutions(lang))
    return make_sparing(Markdown(extensions=names, extension_configs=configs, output_format="html"))


def _heading_id(text: str, _separator: str) -> str:
    """Make the id of a heading: its nearest slug, which keeps the vowel signs of Indic scripts."""
    return nearest_slug(text)


def _short(name: str) -> str:
    return name.removeprefix("markdown.extensions.")


class _Source:
    """The Markdown text, for saying where something was typed."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text, self.path, self.first_line = text.lower(), path, first_line
        self._places: dict[str, Iterator[int]] = {}

    def line_of(self, typed: str) -> int:
        """Give the line on which an address stands; asked again, that of its next occurrence."""
        if typed not in self._places:
            self._places[typed] = self._places_of(typed.lower())
        place = next(self._places[typed], None)
        return self.line_with(typed) if place is None else self._line_at(place)

    def _places_of(self, typed: str) -> Iterator[int]:
        """Find an address where addresses stand: one expression over the whole text is too slow."""
        start = self.text.find(typed)
        while start >= 0:
            end = start + len(typed)
            before = self.text[max(0, start - 8) : start]
            if _BEFORE_ADDRESS.search(before) and _BEHIND_ADDRESS.match(self.text, end):
                yield end
            start = self.text.find(typed, max(end, start + 1))

    def line_with(self, *words: str) -> int:
        """Give the line on which one of some words stands first; the body's first if none does."""
        found = (self.text.find(word.lower()) for word in words)
        return self._line_at(next((index for index in found if index >= 0), 0))

    def _line_at(self, index: int) -> int:
        return self.first_line + self.text.count("\n", 0, index)

    def removed(self, name: str) -> Problem:
        word = name.partition(" ")[0].rstrip(">")
        quoted = re.search(r'"(.*)"', name, re.DOTALL)
        return problem(
            "removed-html",
            f"{name} is not allowed in a text and was left out",
            path=self.path,
            line=self.line_with(*([quoted[1]] if quoted and quoted[1] else []), word),
            field="body",
            hint="docs/authoring.md lists the HTML that a text may hold",
        )

    def control(self, char: str) -> Problem:
        return problem(
            "control-character",
            f"holds the control character U+{ord(char):04X} as a character reference",
            path=self.path,
            line=self.line_with(f"&#{ord(char)};", f"&#x{ord(char):x};", "&#"),
            field="body",
            hint="delete it",
        )

    def unreadable(self, error: Exception) -> Problem:
        message = f"cannot be converted: {type(error).__name__}: {error}"
        hint = "take half of it out, and look whether the other half can be read"
        if isinstance(error, RecursionError):
            message = "nests lists or quotations too deeply to be read"
            hint = "is it indented by mistake?"
        elif isinstance(error, TooMuchWorkError):
            message = f"would take too long to convert: it {error}"
            hint = "divide it, put empty lines between its paragraphs, or close what is open"
        return problem(
            "unreadable-text",
            message,
            path=self.path,
            line=self.first_line,
            field="body",
            hint=hint,
        )

    def foreign_picture(self, address: str) -> Problem:
        return problem(
            "removed-html",
            f"the picture {address!r} is on another host and became a link",
            path=self.path,
            line=self.line_of(address),
            field="body",
            hint="a reader's browser should not call others unasked: put it below content/photos",
        )
