"""Which of the ways of writing fields a text uses, and what they hold.

YAML between `---`, TOML between `+++`, JSON in braces, `Key: value` lines, pandoc's `%` lines. What
no parser takes is read line by line, and a note says so: a text is never refused for its fields.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from broadsheet.migrate.line_fields import read_loosely, read_meta, read_title_block
from broadsheet.migrate.note import Note
from broadsheet.migrate.sheet import Entry, Sheet, Value, leaves
from broadsheet.migrate.yaml_fields import NotYAML, read_yaml_fields, unused_key

_CLOSING: Final = {"---": ("---", "..."), "+++": ("+++",)}
_JSON: Final = re.compile(r"\s*\{\s*(?:\"|\}\s*$|\n)")
_SIMPLE: Final = re.compile(
    r"[ ]{0,3}[\w.-]+:(?:[ \t]+[^\s\[{\"'|>&*!#-].*|[ \t]*)|[ ]{4,}\S.*|\s*"
)
_TABLE: Final = re.compile(r"(?:extra|params|taxonomies)\.")
_JOINTS: Final = re.compile(r"[\s.-]+")
_SINGLE: Final = re.compile(r"[:=,\[-]\s*'")
_TRAILING: Final = re.compile(r"\s#")
MAX_FIELDS: Final = 512 * 1024
"""Characters of a front matter that are still parsed."""


def read_sheet(text: str, *, lines: bool) -> Sheet:
    """Split a text.

    Args:
        text: with line ends of one kind.
        lines: whether fields may be written as `Key: value` without a fence.
    """
    stripped = text.lstrip("\ufeff \t\n")
    skipped = text.count("\n", 0, len(text) - len(stripped))
    first, _, _ = stripped.partition("\n")
    if first.rstrip() in _CLOSING:
        sheet = _fenced(stripped, skipped, prefer_lines=lines)
        if sheet:
            return sheet
    if _JSON.match(stripped):
        sheet = _json(stripped, skipped)
        if sheet:
            return sheet
    return (_unfenced(stripped, skipped) if lines else None) or Sheet(
        form="none", body=text, body_line=1
    )


# --- between fences


def _fenced(text: str, skipped: int, *, prefer_lines: bool) -> Sheet | None:
    rows = text.split("\n")
    opening = rows[0].rstrip()
    end = next((n for n, row in enumerate(rows[1:], 1) if row.rstrip() in _CLOSING[opening]), None)
    if end is None:
        return None
    inner, first_line = rows[1:end], skipped + 2
    body, body_line = "\n".join(rows[end + 1 :]), skipped + end + 2
    simple = prefer_lines and opening == "---" and all(_SIMPLE.fullmatch(row) for row in inner)
    if simple:
        entries, others = read_loosely(inner, first_line)
        return _sheet("lines", entries, others, body, body_line)
    form, parse = ("YAML", _yaml) if opening == "---" else ("TOML", _toml)
    return _parsed(form, parse, inner, first_line, body, body_line)


def _parsed(  # noqa: PLR0913, PLR0917  the parts of a text
    form: str,
    parse: Callable[[list[str], int], list[Entry]],
    inner: list[str],
    first_line: int,
    body: str,
    body_line: int,
) -> Sheet:
    try:
        entries = parse(inner, first_line)
    except (ValueError, RecursionError) as error:
        entries, others = read_loosely(inner, first_line)
        reason = str(error).partition("\n")[0] or type(error).__name__
        why = f"the fields are no valid {form} and were read line by line"
        note = Note(line=first_line, act="read", why=why, typed=reason[:200])
        return _sheet("lines", entries, others, body, body_line, (note,))
    return _sheet(form, entries, _comments(inner, entries), body, body_line)


def _sheet(  # noqa: PLR0913, PLR0917  the parts of a text
    form: str,
    entries: list[Entry],
    remarks: list[str],
    body: str,
    body_line: int,
    notes: tuple[Note, ...] = (),
) -> Sheet:
    return Sheet(
        form=form,
        entries=tuple(_unnested(entries)),
        remarks=tuple(filter(None, remarks)),
        body=body,
        body_line=body_line,
        notes=notes,
    )


def _yaml(rows: list[str], first_line: int) -> list[Entry]:
    text = "\n".join([*rows, ""])
    if len(text) > MAX_FIELDS:
        raise NotYAML("it is too long")
    try:
        return read_yaml_fields(text, first_line)
    except NotYAML:
        if "\t" not in text:
            raise
        return read_yaml_fields(text.expandtabs(4), first_line)


def _toml(rows: list[str], first_line: int) -> list[Entry]:
    found = tomllib.loads("\n".join([*rows, ""]), parse_float=str)
    return [
        Entry(key, _as_value(value), _line_of(key, rows, first_line))
        for key, value in found.items()
    ]


def _line_of(key: str, rows: list[str], first_line: int) -> int:
    pattern = re.compile(rf"\s*\[*[\"']?{re.escape(key)}[\"']?\s*[].=:]")
    return next((n for n, row in enumerate(rows, first_line) if pattern.match(row)), first_line)


def _as_value(value: Any) -> Value:
    """Make a text of every scalar, of dates in the ISO form."""
    if isinstance(value, dict):
        return {str(key): _as_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_value(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return str(value)


def _comments(rows: list[str], entries: Iterable[Entry]) -> list[str]:
    """Give the comments among the fields; a number sign inside a value is none."""
    values = "\n".join(text for entry in entries for text in leaves(entry.value))
    found = []
    for row in rows:
        starts = (match.end() for match in _TRAILING.finditer(f" {row}"))
        outside = (start - 1 for start in starts if not _is_quoted(row[: start - 1]))
        words = row[next(outside, len(row)) :].strip()
        if words and words not in values:
            found.append(words)
    return found


def _is_quoted(row: str) -> bool:
    """Tell whether the beginning of a row ends between quotation marks; an apostrophe is none."""
    if row.count('"') % 2:
        return True
    return bool(_SINGLE.search(row)) and row.count("'") % 2 == 1


# --- JSON


def _json(text: str, skipped: int) -> Sheet | None:
    decoder = json.JSONDecoder(
        object_pairs_hook=_Pairs, parse_float=str, parse_int=str, parse_constant=str
    )
    try:
        found, end = decoder.raw_decode(text[:MAX_FIELDS])
    except (ValueError, RecursionError):
        return _broken_json(text, skipped)
    if not isinstance(found, _Pairs):
        return None
    rows = text[:end].split("\n")
    entries = [
        Entry(key, _from_json(value), _line_of(key, rows, skipped + 1)) for key, value in found
    ]
    body = text[end:]
    ahead, line_end, rest = body.partition("\n")
    line = skipped + 1 + text.count("\n", 0, end)
    if not ahead.strip() and line_end:
        body, line = rest, line + 1
    return Sheet(form="JSON", entries=tuple(_unnested(entries)), body=body, body_line=line)


class _Pairs(list[tuple[str, Any]]):
    """An object of JSON in which a key may come twice."""


def _from_json(value: Any) -> Value:
    if isinstance(value, _Pairs):
        found: dict[str, Value] = {}
        for key, item in value:
            found[unused_key(key, found)] = _from_json(item)
        return found
    if isinstance(value, list):
        return [_from_json(item) for item in value]
    return None if value is None else _as_value(value)


def _broken_json(text: str, skipped: int) -> Sheet | None:
    """Read an object that is no valid JSON up to the line that closes it, if one does."""
    rows = text.split("\n")
    end = next((n for n, row in enumerate(rows) if n and row.rstrip() == "}"), None)
    if end is None:
        return None
    entries, others = read_loosely(rows[:end], skipped + 1)
    if not entries:
        return None
    why = "the fields are no valid JSON and were read line by line"
    note = Note(line=skipped + 1, act="read", why=why)
    body, body_line = "\n".join(rows[end + 1 :]), skipped + end + 2
    return _sheet("lines", entries, others, body, body_line, (note,))


# --- without fences


def _unfenced(text: str, skipped: int) -> Sheet | None:
    rows = text.split("\n")
    if rows[0].startswith("% "):
        entries, taken = read_title_block(rows)
        form = "pandoc"
    else:
        read = read_meta(rows)
        if read is None:
            return None
        (entries, taken), form = read, "lines"
    moved = [Entry(entry.key, entry.value, entry.line + skipped) for entry in entries]
    return _sheet(form, moved, [], "\n".join(rows[taken:]), skipped + taken + 1)


def entries_by_key(entries: Iterable[Entry]) -> Iterator[tuple[str, Entry]]:
    """Give each entry under its key in the spelling that all generators share."""
    for entry in entries:
        yield plain_key(entry.key), entry


def plain_key(key: str) -> str:
    """Give a key without its table, in small letters, with one kind of hyphen."""
    return _JOINTS.sub("_", _TABLE.sub("", key.strip().lower()))


def _unnested(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Take fields out of the tables in which some generators want those of a theme or an author."""
    for entry in entries:
        if entry.key in ("extra", "params", "taxonomies") and isinstance(entry.value, dict):
            yield from (
                Entry(f"{entry.key}.{key}", value, entry.line) for key, value in entry.value.items()
            )
        else:
            yield entry
