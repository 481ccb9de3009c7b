"""The two halves of a content file: its front matter and its body.

Takes bytes as they are on disk; says which byte is wrong, and on which line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from broadsheet.problems import Problem, problem
from broadsheet.read.located_yaml import Mapping, read_yaml

# Category Cc without tab and line ends, the surrogates, and what no Unicode text may hold: XML,
# and so every feed, cannot carry them.
CONTROL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CONTROL_BYTES: Final = bytes(code for code in range(128) if CONTROL.match(chr(code)))
_CONFLICT: Final = re.compile(r"^(<{7}|>{7}) .", re.MULTILINE)
_FENCE: Final = re.compile(r"---[ \t]*")


@dataclass(frozen=True, slots=True)
class Halves:
    """A content file, split: its front matter, its body and the line the body begins on."""

    front: Mapping
    body: str
    body_line: int


def read_halves(data: bytes, *, path: str) -> tuple[Halves | None, list[Problem]]:
    """Split a content file and read its front matter.

    Returns:
        The halves (None when there is no usable front matter), and the problems found.
    """
    text, problems = decode(data, path=path)
    if text is None:
        return None, problems
    parts = split(text, path=path)
    if isinstance(parts, Problem):
        return None, [*problems, parts]
    front, body, body_line = parts
    if find_control(front):  # libyaml would refuse it with a worse message
        return None, problems
    node, found = read_yaml(front, path=path, first_line=2)
    problems += found
    if node is None and not found:
        node = Mapping()
    if isinstance(node, Mapping):
        return Halves(node, body, body_line), problems
    if not found:
        problems += [problem("yaml-syntax", "must hold `key: value` lines", path=path, line=2)]
    return None, problems


def split(text: str, *, path: str) -> tuple[str, str, int] | Problem:
    """Give the front matter, the body and the line it begins on, or say what is missing."""
    if not text.strip():
        hint = "write an article into it, or delete it"
        return problem("empty-file", "is empty", path=path, line=1, hint=hint)
    lines = text.split("\n")
    fences = [
        number for number, line in enumerate(lines) if line[:3] == "---" and _FENCE.fullmatch(line)
    ]
    if fences[:1] != [0]:
        return _no_front_matter(fences, path)
    if len(fences) == 1:
        return _not_closed(path)
    front, body = lines[1 : fences[1]], lines[fences[1] + 1 :]
    return "\n".join([*front, ""]), "\n".join(body), fences[1] + 2


def find_control(text: str) -> re.Match[str] | None:
    """Find the first control character; ASCII is looked through as bytes, which is faster."""
    if text.isascii() and len(text.encode().translate(None, _CONTROL_BYTES)) == len(text):
        return None
    return CONTROL.search(text)


def decode(data: bytes, *, path: str) -> tuple[str | None, list[Problem]]:
    """Decode UTF-8, drop a byte order mark, make all line ends one, look for control characters."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error, path)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    marked = "<<<<<<< " in text or ">>>>>>> " in text
    conflict = _CONFLICT.search(text) if marked else None
    if conflict:
        return None, [_merge_conflict(conflict, text, path)]
    # A binary file has thousands: twenty tell enough.
    return text, list(islice(_controls(text, path), 20)) if find_control(text) else []


def _merge_conflict(match: re.Match[str], text: str, path: str) -> Problem:
    return problem(
        "merge-conflict",
        f"holds an unfinished merge ({match[1]})",
        path=path,
        line=text.count("\n", 0, match.start()) + 1,
        hint="keep the lines you want, delete those that begin with <<<<<<<, ======= and >>>>>>>",
    )


def _controls(text: str, path: str) -> Iterator[Problem]:
    """Note the first control character of each line that has one."""
    for number, line in enumerate(text.split("\n"), 1):
        match = CONTROL.search(line)
        if match:
            yield _control(match, number, path)


def _control(match: re.Match[str], line: int, path: str) -> Problem:
    return problem(
        "control-character",
        f"holds the control character U+{ord(match[0]):04X} at column {match.start() + 1}",
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


def _no_front_matter(fences: list[int], path: str) -> Problem:
    return problem(
        "no-front-matter",
        "has no front matter",
        path=path,
        line=1,
        hint=f"the opening --- must be the first line, it is line {fences[0] + 1}"
        if fences
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
