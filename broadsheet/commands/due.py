"""`due`: when the site should be built again though nobody edits it."""

from __future__ import annotations

from pathlib import Path

from broadsheet.commands.report import guarded, overrides, refuse_clock, say
from broadsheet.diary import cron_line, due_line, next_due, write_calendar
from broadsheet.heap import seldom_collecting
from broadsheet.pelican_plugin import load_config
from broadsheet.pipeline import prepare
from broadsheet.progress import tracked
from broadsheet.read.store import open_store
from broadsheet.workers import crew_of


def run(*, settings: Path, content: Path | None = None, now: str | None = None) -> int:
    """Say when and why, as a line for cron too, and write the calendar of all such moments."""

    def work() -> int:
        refuse_clock(now)
        config, warnings = load_config(settings, overrides(content=content, now=now))
        with seldom_collecting():
            store, crew = open_store(config), crew_of(config)
            prepared = prepare(config, tuple(warnings), tracked, store=store, crew=crew)
        prepared.raise_errors()
        due = next_due(prepared.turns)
        print(due_line(due, config) or "No build is due: the clock alone changes nothing here")
        if due:
            print(cron_line(due[0].moment.astimezone(), settings.absolute().parent))
        say(f"All such moments are in {write_calendar(config, prepared.turns)}")
        return 0

    return guarded(work)
