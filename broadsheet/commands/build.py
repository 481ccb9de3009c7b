"""`build`: the whole flow, from the content to the output folder."""

from __future__ import annotations

from pathlib import Path

from broadsheet.commands.report import (
    built_lines,
    guarded,
    overrides,
    print_problems,
    refuse_clock,
    say,
)
from broadsheet.pelican_plugin import build_site
from broadsheet.timings import lines


def run(  # noqa: PLR0913  one argument per option
    *,
    settings: Path,
    content: Path | None = None,
    output: Path | None = None,
    now: str | None = None,
    ignore_cache: bool = False,
    timings: bool = False,
) -> int:
    """Build the site, print warnings, and say what became of every file."""

    def work() -> int:
        refuse_clock(now)
        values = overrides(content=content, output=output, now=now)
        if ignore_cache:
            values["LOAD_CONTENT_CACHE"] = False
        built = build_site(settings, values)
        print_problems(built.problems)
        for note in built.notes:
            say(note)
        print("\n".join(built_lines(built)))
        if timings:
            say("\n".join(lines(built.timings)))
        return 0

    return guarded(work)
