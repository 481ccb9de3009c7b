"""The name of a site in its settings file: one value is replaced, every other byte stays."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

_BOM: Final = b"\xef\xbb\xbf"


def with_name(settings: bytes, name: str) -> bytes:
    """Set SITENAME and empty SITESUBTITLE in a settings file, which is Python in UTF-8.

    Only assignments of their own at the outermost level are edited; without one for SITENAME it is
    added at the end.
    """
    mark, source = (
        (_BOM, settings.removeprefix(_BOM)) if settings.startswith(_BOM) else (b"", settings)
    )
    wanted = {"SITENAME": literal(name), "SITESUBTITLE": '""'}
    found = dict(_values(ast.parse(source)))  # of several assignments the last one counts
    edits = [(*_span(source, found[key]), wanted[key]) for key in wanted if key in found]
    for start, end, text in sorted(edits, reverse=True):
        source = source[:start] + text.encode() + source[end:]
    if "SITENAME" not in found:
        gap = b"" if source.endswith(b"\n") or not source else b"\n"
        source += gap + f"SITENAME = {wanted['SITENAME']}\n".encode()
    return mark + source


def literal(text: str) -> str:
    """Write a text as Python, in double quotes unless it has some itself."""
    if '"' in text:
        return repr(text)
    return '"' + repr(f"'{text}")[2:]  # with a single quote in it, repr takes double ones


def _values(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            target, value = statement.target, statement.value
        else:
            continue
        if isinstance(target, ast.Name):
            yield target.id, value


def _span(source: bytes, value: ast.expr) -> tuple[int, int]:
    """Give the bytes a value takes, parentheses not among them; `ast` counts in bytes."""
    lines = source.splitlines(keepends=True)

    def offset(line: int, column: int) -> int:
        return sum(map(len, lines[: line - 1])) + column

    end_line, end_column = value.end_lineno or value.lineno, value.end_col_offset or 0
    return offset(value.lineno, value.col_offset), offset(end_line, end_column)
