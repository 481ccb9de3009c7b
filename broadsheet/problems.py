"""What a fault in content or settings is: a `Problem`, its rules, and its printed forms.

Every rule has a code that stays, a severity, and a heading of the same name in `docs/checks.md`.
Finding faults is the business of `read` and `validate`; this module only says what one looks like.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

Severity = Literal["error", "warning"]

_INVISIBLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

LONGEST: Final = 400
"""Characters of a message or hint: a value that fills a page would bury the report."""

RULES: Final[dict[str, Severity]] = {
    # the file
    "unreadable-file": "error",
    "file-too-large": "error",
    "path-escapes": "error",
    "bad-file-name": "error",
    "not-utf-8": "error",
    "control-character": "error",
    "empty-file": "error",
    "merge-conflict": "error",
    "misplaced-file": "warning",
    "no-front-matter": "error",
    "front-matter-not-closed": "error",
    # its YAML
    "yaml-syntax": "error",
    "yaml-alias": "error",
    "yaml-tag": "error",
    "yaml-too-deep": "error",
    "yaml-too-large": "error",
    "duplicate-key": "error",
    "cut-by-comment": "warning",
    # its fields
    "unknown-key": "error",
    "missing-field": "error",
    "empty-field": "error",
    "wrong-type": "error",
    "bad-date": "error",
    "bad-address": "error",
    "bad-slug": "error",
    "bad-language": "error",
    "bad-code": "error",
    "unknown-status": "error",
    "unknown-right": "error",
    "unknown-license": "error",
    "rights-contradicted": "warning",
    "rights-differ": "warning",
    "rights-place": "warning",
    "duplicate-entry": "warning",
    "updated-before-date": "warning",
    "expires-too-early": "warning",
    "unknown-correction": "error",
    "correction-before-date": "warning",
    "withdrawal-without-status": "error",
    "withdrawal-unexplained": "warning",
    "related-without-address": "warning",
    # its body
    "removed-html": "warning",
    "unreadable-text": "error",
    "unfinished-text": "error",
    "unknown-link": "error",
    "unknown-picture": "error",
    # the site
    "unknown-topic": "error",
    "unknown-region": "error",
    "unknown-source": "warning",
    "unknown-related": "error",
    "unknown-translation": "error",
    "related-to-itself": "error",
    "translation-of-itself": "error",
    "duplicate-slug": "error",
    "taken-alias": "error",
    "reserved-slug": "error",
    "photo-missing": "error",
    "photo-outside": "error",
    "photo-not-a-picture": "error",
    "unknown-front-entry": "error",
    "same-path": "error",
    "future-date": "warning",
    # settings
    "bad-setting": "error",
    "unknown-setting": "error",
    "setting-ignored": "warning",
    "bad-argument": "error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault: where it is, which rule it breaks, what to do.

    `path` is relative to the folder that holds the content, `/`-separated, None for a setting.
    `line` counts from 1. `field` is dotted (`photo.credit`). `hint` is the next step, if known.
    """

    path: str | None
    line: int | None
    field: str | None
    code: str
    severity: Severity
    message: str
    hint: str | None = None

    def __str__(self) -> str:
        """Give the printed form: `path:line: field: message [code]`, the hint below it."""
        place = ":".join(str(part) for part in (self.path, self.line) if part is not None)
        parts = [part for part in (place, self.field) if part]
        text = ": ".join([*parts, f"{self.message} [{self.code}]"])
        return f"{text}\nhint: {self.hint}" if self.hint else text


def problem(  # noqa: PLR0913  one argument per part of a problem, all of them named
    code: str,
    message: str,
    *,
    path: str | None = None,
    line: int | None = None,
    field: str | None = None,
    hint: str | None = None,
    severity: Severity | None = None,
) -> Problem:
    """Make a problem with the severity of its rule, unless the place asks for another one."""
    return Problem(
        path=path,
        line=line,
        field=field and one_line(field),
        code=code,
        severity=severity or RULES[code],
        message=one_line(message),
        hint=hint and one_line(hint),
    )


def one_line(text: str) -> str:
    """Escape what would break or disguise a line of the report; shorten what is long."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 100]} … {text[-90:]}"
    return _INVISIBLE.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place and drop repetitions: a report does not depend on the order of finding."""
    return sorted(
        set(problems),
        key=lambda p: (p.path or "", p.line or 0, p.field or "", p.code, p.message, p.hint or ""),
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any problem keeps the site from being built."""
    return any(problem.severity == "error" for problem in problems)


def as_text(problems: Sequence[Problem]) -> str:
    """Print problems for people: the errors, then the warnings below a heading of their own."""
    errors = [str(problem) for problem in problems if problem.severity == "error"]
    warnings = [str(problem) for problem in problems if problem.severity == "warning"]
    return "\n".join([*errors, *(["", "Warnings:"] if errors and warnings else []), *warnings])


def as_json(problems: Sequence[Problem]) -> str:
    """Print problems for programs: a JSON list of objects with the keys of `Problem`."""
    keys = ("path", "line", "field", "code", "severity", "message", "hint")
    rows = [asdict(problem) for problem in problems]
    return json.dumps(
        [{key: row[key] for key in keys} for row in rows], ensure_ascii=False, indent=2
    )


def count(problems: Iterable[Problem]) -> str:
    """Say how many errors and warnings there are, in words."""
    severities = [problem.severity for problem in problems]
    errors, warnings = severities.count("error"), severities.count("warning")
    return f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word nearest to a mistyped one, or None when nothing is near."""
    by_lower = {name.lower(): name for name in sorted(known, reverse=True)}
    matches = difflib.get_close_matches(word.lower(), sorted(by_lower), n=1, cutoff=0.6)
    return by_lower[matches[0]] if matches else None


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Turn the closest known word into a hint."""
    match = closest(word, known)
    return f"did you mean {match!r}?" if match else None


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
