"""`check`: the flow stopped before rendering. The report is its product: standard output."""

from __future__ import annotations

import sys
from pathlib import Path

from broadsheet.commands.explain import explain
from broadsheet.commands.report import (
    account_lines,
    guarded,
    overrides,
    print_problems,
    refuse_clock,
    say,
)
from broadsheet.errors import SettingsError
from broadsheet.heap import seldom_collecting
from broadsheet.pelican_plugin import load_config
from broadsheet.pipeline import prepare
from broadsheet.problems import Problem, as_json, has_errors, in_order, problem
from broadsheet.progress import tracked
from broadsheet.read.store import open_store
from broadsheet.workers import crew_of

FORMATS = ("text", "json")


def run(  # noqa: PLR0913  one argument per option
    *,
    settings: Path,
    content: Path | None = None,
    output: Path | None = None,
    now: str | None = None,
    format: str = "text",  # noqa: A002  the name of the option
    explained: str | None = None,
) -> int:
    """Check the content and print every problem at once, or say what one rule means."""

    def work() -> int:
        if explained is not None:
            print(explain(explained))
            return 0
        if format not in FORMATS:
            message = f"must be one of {', '.join(FORMATS)}, got {format!r}"
            raise SettingsError([problem("bad-argument", message, field="--format")])
        refuse_clock(now)
        problems, lines, status = _check(
            settings, overrides(content=content, output=output, now=now)
        )
        if format == "json":
            print(as_json(problems))
        else:
            print_problems(problems, sys.stdout)
            for line in lines:
                say(line)
        return status

    return guarded(work)


def _check(settings: Path, values: dict[str, str]) -> tuple[list[Problem], list[str], int]:
    """Give the problems, the lines about the files, and the exit status."""
    try:
        config, warnings = load_config(settings, values)
        with seldom_collecting():
            store, crew = open_store(config), crew_of(config)
            prepared = prepare(config, tuple(warnings), tracked, store=store, crew=crew)
    except SettingsError as error:
        return in_order(error.problems), [str(error)], error.exitcode
    lines = account_lines(prepared.account)
    return list(prepared.problems), lines, 1 if has_errors(prepared.problems) else 0
