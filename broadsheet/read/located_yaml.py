"""YAML as a tree of typed text with line numbers, and without its traps.

Scalars stay the text that was typed (`NO` is Norway, `1984` a title): the field that takes one
decides its type. Aliases, tags, keys given twice, deep nesting and large documents are refused.
Built on libyaml's events through PyYAML, because its node composer follows aliases by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import yaml

from broadsheet.problems import Problem, problem

MAX_DEPTH: Final = 12
"""Levels of nesting; the deepest the format knows is regions in regions in regions."""
MAX_BYTES: Final = 256 * 1024
"""Of one document: the vocabularies of a large digest are a tenth of it."""

# libyaml, which follows YAML 1.1, takes these for line ends; no editor and no YAML 1.2 does.
# While it reads, two noncharacters, which no text may hold, stand in for them.
_HIDE: Final = str.maketrans("\u2028\u2029", "\ufdd0\ufdd1")
_SHOW: Final = str.maketrans("\ufdd0\ufdd1", "\u2028\u2029")

_NO_SPACE: Final = re.compile(r"\s*(?:- )?[a-z_]+:[^\s:/]")
_CUT: Final = re.compile(r"[ \t]+#[^\s#].*")
_HIDDEN: Final = re.compile("[\u2028\u2029]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    """A text with its line; `text` is empty where nothing was typed."""

    text: str
    line: int


@dataclass(slots=True)
class Sequence:
    """A list with the line it begins on."""

    items: list[Node]
    line: int


@dataclass(slots=True)
class Mapping:
    """Keys with values and the line of each key."""

    items: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    line: int = 1


Node = Scalar | Sequence | Mapping


class _Refused(Exception):  # noqa: N818  it says what happened to the document
    """Stops the reading of one document, with the problem that says why."""

    def __init__(self, code: str, message: str, line: int, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.line, self.hint = code, message, line, hint


def read_yaml(text: str, *, path: str, first_line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Args:
        text: the document, its line ends all line feeds.
        path: what problems name as their file.
        first_line: the line of the file on which the text begins.

    Returns:
        The tree (None when it is empty or cannot be read), and the problems found.
    """
    if len(text.encode()) > MAX_BYTES:
        message = f"is longer than {MAX_BYTES // 1024} KiB"
        return None, [problem("yaml-too-large", message, path=path, line=first_line)]
    reader = _Reader(path, first_line, text)
    try:
        root = reader.document()
    except _Refused as refused:
        found = problem(
            refused.code, refused.message, path=path, line=refused.line, hint=refused.hint
        )
    except yaml.YAMLError as error:
        found = _syntax_problem(error, text, path, first_line)
    else:
        aliases = list(reader.alias_problems())
        return (None if aliases else root), [*reader.problems, *aliases]
    return None, [*reader.problems, found]


class _Named(NamedTuple):
    """An anchor or alias: its name and where it stands."""

    name: str
    line: int
    trail: tuple[str, ...]


class _Reader:
    """Turns events into nodes, counting the lines of the file around the document."""

    def __init__(self, path: str, first_line: int, text: str) -> None:
        self.path = path
        self.hides = bool(_HIDDEN.search(text))
        self.text = text.translate(_HIDE) if self.hides else text
        self.may_cut = "#" in text
        self.offset = first_line
        self.problems: list[Problem] = []
        self.anchors: list[_Named] = []
        self.aliases: list[_Named] = []

    def document(self) -> Node | None:
        loader = _Loader(self.text)
        try:
            return self._root(iter(loader.get_event, None))
        finally:
            loader.dispose()

    def _root(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _Refused("yaml-syntax", "holds more than one document", self._line(event))
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, ())
        return root

    def _node(self, event: Any, events: Iterator[Any], trail: tuple[str, ...]) -> Node:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent):
            self.aliases.append(_Named(str(event.anchor), line, trail))
            return Scalar("", line)
        if event.anchor is not None:
            self.anchors.append(_Named(event.anchor, line, trail))
        if event.tag or len(trail) >= MAX_DEPTH:
            raise _trap(event, line)
        if isinstance(event, yaml.ScalarEvent):
            if self.may_cut:
                self._watch_for_comment(event, line, trail)
            return Scalar(event.value.translate(_SHOW) if self.hides else event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(list(self._sequence(events, trail)), line)
        return self._mapping(events, line, trail)

    def alias_problems(self) -> Iterator[Problem]:
        """Name every alias; an anchor, which makes one possible, only where no alias uses it."""
        used = {alias.name for alias in self.aliases}
        unused = [anchor for anchor in self.anchors if anchor.name not in used]
        for mark, named in [*(("*", one) for one in self.aliases), *(("&", one) for one in unused)]:
            yield problem(
                "yaml-alias",
                f"uses the YAML alias {mark}{named.name}",
                path=self.path,
                line=named.line,
                field=_field(named.trail),
                hint="write the value out, or put a text that begins with & or * between quotes",
            )

    def _watch_for_comment(self, event: Any, line: int, trail: tuple[str, ...]) -> None:
        """Warn where ` #` cuts a text off: `title: Prize #1` is the title `Prize` to YAML."""
        if event.style not in (None, "") or not event.value:
            return
        end = event.end_mark.index
        match = _CUT.match(self.text, end)
        if match:
            hint = "put the whole text between quotes; a comment has a space behind its #"
            message = f"ends before {match[0].strip()!r}, which is a comment to YAML"
            field = _field(trail)
            self.problems.append(
                problem(
                    "cut-by-comment", message, path=self.path, line=line, field=field, hint=hint
                )
            )

    def _sequence(self, events: Iterator[Any], trail: tuple[str, ...]) -> Iterator[Node]:
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, events, (*trail, ""))

    def _mapping(self, events: Iterator[Any], line: int, trail: tuple[str, ...]) -> Mapping:
        mapping = Mapping(line=line)
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, (*trail, ""))
            if not isinstance(key, Scalar):
                raise _Refused("yaml-syntax", "has a list or mapping as a key", key.line)
            inner = (*trail, key.text)
            self._add(mapping, key, self._node(next(events), events, inner), inner)
        return mapping

    def _add(self, mapping: Mapping, key: Scalar, value: Node, trail: tuple[str, ...]) -> None:
        if key.text not in mapping.items:
            mapping.items[key.text], mapping.lines[key.text] = value, key.line
            return
        self.problems.append(
            problem(
                "duplicate-key",
                f"is given twice, first on line {mapping.lines[key.text]}",
                path=self.path,
                line=key.line,
                field=_field(trail),
                hint="keep one of the two",
            )
        )

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self.offset


def _trap(event: Any, line: int) -> _Refused:
    if event.tag:
        hint = "remove it; a text that begins with ! belongs between quotes"
        return _Refused("yaml-tag", f"uses the YAML tag {event.tag}", line, hint)
    return _Refused("yaml-too-deep", f"nests deeper than {MAX_DEPTH} levels", line)


def _field(trail: tuple[str, ...]) -> str | None:
    return ".".join(filter(None, trail)) or None


def _syntax_problem(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if getattr(error, "context", None) == "while scanning a quoted scalar" and "end of" in str(
        error
    ):
        mark = getattr(error, "context_mark", None)  # where the text begins that never ends
    lines = text.rstrip("\n").split("\n")
    index = min(mark.line if mark else 0, len(lines) - 1)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    index = _to_blame(lines, index, str(reason))
    return problem(
        "yaml-syntax",
        f"is not valid YAML: {reason}",
        path=path,
        line=first_line + index,
        hint=_syntax_hint(lines[index], str(reason)),
    )


def _to_blame(lines: list[str], index: int, reason: str) -> int:
    """Find the line to mend: of a key without its space YAML notices only the line behind it."""
    late = "could not find expected ':'" in reason or "mapping values" in reason
    itself = ": " in lines[index].partition(":")[2].strip()
    above = index > 0 and (_NO_SPACE.match(lines[index - 1]) or "\u00a0" in lines[index - 1])
    return index - 1 if late and above and not itself else index


def _syntax_hint(line: str, reason: str) -> str:
    """Name the commonest cause that fits the line."""
    key, _, value = (part.strip() for part in line.partition(":"))
    mark = "'" if '"' in value else '"'
    causes = (
        (reason.startswith("found unexpected end of"), "close the quotation mark"),
        ("\t" in line, "indent with spaces, not tabs"),
        ("\u00a0" in line, "the line holds a no-break space (U+00A0): type a plain space"),
        (_NO_SPACE.match(line), f"put a space behind the colon: {key}: {value}"),
        (value[:1] in tuple("“”„«"), "those are typographic quotation marks: use straight ones"),
        (
            value[:1] in tuple("\"'"),
            "a quotation mark in quoted text: put the other kind around it",
        ),
        (": " in value, f"put the text between quotes: {mark}{value.strip(mark)}{mark}"),
        (
            value[:1] in tuple("@`%[{&*!|>") or "character" in reason,
            "put a text that begins with a special character between quotes",
        ),
    )
    general = "compare the line and the one above it with the example in docs/authoring.md"
    return next((hint for fits, hint in causes if fits), general)
