"""What the commands say: problems, and what became of every file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TextIO

from broadsheet.clock import read_clock
from broadsheet.diary import due_line
from broadsheet.errors import BroadsheetError, ContentError, SettingsError
from broadsheet.pelican_plugin import Built
from broadsheet.problems import Problem, as_text, count, in_order, problem

_ORDER: Final = (
    "published", "expired", "withdrawn", "draft", "withheld", "embargoed", "scheduled", "problem",
    "copied", "data",
)  # fmt: skip
_QUIET: Final = ("data",)
_NAMED: Final = 5
"""How many files of a kind are named; the rest is a number."""


def overrides(
    *, content: Path | None = None, output: Path | None = None, now: str | None = None
) -> dict[str, Any]:
    """Turn the arguments that build, check and serve share into settings."""
    given = {
        "PATH": str(content) if content else None,
        "OUTPUT_PATH": str(output) if output else None,
        "BROADSHEET_NOW": now,
    }
    return {name: value for name, value in given.items() if value is not None}


def refuse_clock(now: str | None) -> None:
    """Refuse a clock that is no moment, by the name of the option and not of the setting.

    Raises:
        SettingsError: `--now` cannot be read.
    """
    try:
        read_clock(now or "0")
    except ValueError as error:
        message = f"{error}, got {now!r}"
        raise SettingsError([problem("bad-argument", message, field="--now")]) from error


def guarded(work: Callable[[], int]) -> int:
    """Run a command and turn what it raises into a report and its exit status."""
    try:
        return work()
    except (ContentError, SettingsError) as error:
        print_problems(error.problems)
        say(str(error))
        return error.exitcode
    except BroadsheetError as error:
        say(f"error: {error}")
        return error.exitcode
    except KeyboardInterrupt:
        say("stopped")
        return 1


def print_problems(problems: Sequence[Problem], stream: TextIO | None = None) -> None:
    """Print problems for people, with their number below."""
    if problems:
        ordered = in_order(problems)
        print(f"{as_text(ordered)}\n{count(ordered)}", file=stream or sys.stderr)


def say(text: str) -> None:
    """Print a line about the work itself, apart from what was asked for."""
    print(text, file=sys.stderr)


def account_lines(account: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Say what became of every file: the states in one line, then each rule that skipped some."""
    states = [state for state in _ORDER if state in account and state not in _QUIET]
    line = ", ".join(f"{len(account[state])} {state}" for state in states) or "nothing found"
    skipped = [state for state in account if state.startswith("skipped: ")]
    return [line, *(f"{state} ({_files(account[state])})" for state in sorted(skipped))]


def _files(files: tuple[str, ...]) -> str:
    named = ", ".join(files[:_NAMED])
    more = len(files) - _NAMED
    return f"{named} and {more} more" if more > 0 else named


def built_lines(built: Built) -> list[str]:
    """Say what a build did, and where the site is."""
    written = built.written
    files = (
        f"{built.pages} pages, {built.files} files: {written.written} written, "
        f"{written.unchanged} unchanged, {written.removed} removed; {built.seconds:.1f} seconds"
    )
    return [
        *account_lines(built.account),
        files,
        *filter(None, [due_line(built.due, built.config)]),
        f"The site is in {built.config.output}",
    ]
