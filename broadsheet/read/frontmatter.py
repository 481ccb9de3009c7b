"""The two halves of a content file: its front matter and its body.

Takes bytes as they are on disk; says which byte is wrong, and on which line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from broadsheet.problems import Problem, problem
from broadsheet.read.located_yaml import Mapping, read_yaml

# Category Cc without tab and line ends, the surrogates, and what no Unicode text may hold: XML,
# and so every feed, cannot carry them.
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_FENCE: Final = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Halves:
    """A content file, split: the keys of its front matter, its body and the line the body begins on."""

    front: Mapping
    body: str
    body_line: int


def read_halves(data: bytes, *, path: str) -> tuple[Halves | None, list[Problem]]:
    """Split a content file.

    Returns:
        The halves (None when there is no usable front matter), and the problems found.
    """
    text, problems = decode(data, path=path)
    if text is None:
        return None, problems
    if not text.strip():
        hint = "write an article into it, or delete it"
        return None, [problem("empty-file", "is empty", path=path, line=1, hint=hint)]
    lines = text.split("\n")
    if not _FENCE.fullmatch(lines[0]):
        return None, [*problems, _no_front_matter(lines, path)]
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
    if end is None:
        return None, [*problems, _not_closed(path)]
    front = "\n".join(lines[1:end]) + "\n"
    if CONTROL.search(front):  # libyaml would refuse it with a worse message
        return None, problems
    node, found = read_yaml(front, path=path, first_line=2)
    problems += found
    if node is None and not found:
        node = Mapping()
    if not isinstance(node, Mapping):
        if not found:
            message = "must hold `key: value` lines"
            problems.append(problem("yaml-syntax", message, path=path, line=2))
        return None, problems
    return Halves(node, "\n".join(lines[end + 1 :]), end + 2), problems


def decode(data: bytes, *, path: str) -> tuple[str | None, list[Problem]]:
    """Decode UTF-8, drop a byte order mark, make every line end `\\n`, look for control characters."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error, path)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, [_control(text, match, path) for match in _first_per_line(text)]


def _first_per_line(text: str) -> list[re.Match[str]]:
    found: dict[int, re.Match[str]] = {}
    for match in CONTROL.finditer(text):
        found.setdefault(text.count("\n", 0, match.start()), match)
    return list(found.values())[:20]  # a binary file has thousands; twenty tell enough


def _control(text: str, match: re.Match[str], path: str) -> Problem:
    line = text.count("\n", 0, match.start()) + 1
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
    return problem(
        "control-character",
        f"holds the control character U+{ord(match[0]):04X} at column {column}",
        path=path,
        line=line,
        hint="delete it; it cannot be seen in most editors",
    )


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> Problem:
    bom = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}.get(data[:2])
    return problem(
        "not-utf-8",
        f"is not UTF-8: byte 0x{data[error.start]:02X} at position {error.start}",
        path=path,
        line=len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1,
        hint=f"save the file as UTF-8{f' (it is {bom})' if bom else ''}",
    )


def _no_front_matter(lines: list[str], path: str) -> Problem:
    later = next((n for n, line in enumerate(lines, 1) if _FENCE.fullmatch(line)), None)
    return problem(
        "no-front-matter",
        "has no front matter",
        path=path,
        line=1,
        hint=f"the opening --- must be the first line, it is line {later}"
        if later
        else "begin the file with a line ---, the fields, and another line ---",
    )


def _not_closed(path: str) -> Problem:
    return problem(
        "front-matter-not-closed",
        "has no --- after its front matter",
        path=path,
        line=1,
        hint="put a line --- between the fields and the text",
    )
