"""The diary: when the site should be built again though nobody edits it, and why.

A site is made of files, so an embargo ends only with a build. What is told on the terminal, in
`build.json`, as a line for cron and as a calendar, is made here.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from broadsheet.config import SiteConfig
from broadsheet.pages.dates import in_words
from broadsheet.release import Turn
from broadsheet.stage import write_whole

BUILD: Final = "build.json"
CALENDAR: Final = "due.ics"
_NAMED: Final = 5
"""How many reasons a line gives; the rest is a number."""
_FOLDED: Final = 75
"""Bytes of a line of a calendar (RFC 5545, 3.1)."""


def next_due(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Give what happens at the first moment at which readers would see another site.

    Args:
        turns: in the order of time.
    """
    for _, group in groupby((turn for turn in turns if turn.visible), lambda turn: turn.moment):
        return tuple(group)
    return ()


def due_line(due: tuple[Turn, ...], config: SiteConfig) -> str:
    """Say when the site should be built again, and why; empty when it need not be."""
    if not due:
        return ""
    more = len(due) - _NAMED
    reasons = ", ".join(f"{turn.why} ({turn.path})" for turn in due[:_NAMED])
    when = in_words(due[0].moment, config.timezone, "en", with_time=True)
    return f"Build again at {when}: {reasons}{f' and {more} more' if more > 0 else ''}"


def note_build(
    config: SiteConfig, due: tuple[Turn, ...], account: Mapping[str, tuple[str, ...]]
) -> None:
    """Leave in the cache folder, for programs, when the next build is due and what this one had.

    Raises:
        OutputError: the cache folder cannot be written.
    """
    document = {
        "due": due[0].moment.isoformat() if due else None,
        "why": [{"path": turn.path, "why": turn.why} for turn in due],
        "account": {state: len(files) for state, files in account.items()},
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    write_whole(str(config.cache / BUILD), f"{text}\n".encode())


def cron_line(moment: datetime, root: Path) -> str:
    """Give the line of a crontab that publishes then; cron goes by the machine's own clock.

    Args:
        moment: when, in the zone of the machine.
        root: the folder of `tasks.py`.
    """
    whole = moment + timedelta(seconds=59)  # the minute that is not before the moment
    command = f"cd {shlex.quote(str(root))} && python3 tasks.py publish".replace("%", r"\%")
    return f"{whole.minute} {whole.hour} {whole.day} {whole.month} * {command}"


def write_calendar(config: SiteConfig, turns: Iterable[Turn]) -> Path:
    """Write every moment at which a build is due as an iCalendar file (RFC 5545); say where.

    Raises:
        OutputError: the cache folder cannot be written.
    """
    place = config.cache / CALENDAR
    text = "".join(f"{line}\r\n" for line in _calendar(config, turns))
    write_whole(str(place), text.encode())
    return place


def _calendar(config: SiteConfig, turns: Iterable[Turn]) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Broadsheet//due//EN")
    visible = (turn for turn in turns if turn.visible)
    for moment, group in groupby(visible, lambda turn: turn.moment):
        when = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        reasons = "\n".join(f"{turn.path}: {turn.why}" for turn in group)
        name = sha256(f"{config.absolute} {when}".encode()).hexdigest()[:32]
        yield "BEGIN:VEVENT"
        yield f"UID:{name}@broadsheet"
        yield f"DTSTAMP:{when}"  # that of the file would be another one at every look
        yield f"DTSTART:{when}"
        yield from _folded(f"SUMMARY:{_escaped(f'Publish {config.name}')}")
        yield from _folded(f"DESCRIPTION:{_escaped(reasons)}")
        yield "END:VEVENT"
    yield "END:VCALENDAR"


def _escaped(text: str) -> str:
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Cut a line into lines that are not too long; a letter is never cut."""
    part = ""
    for char in line:
        if len((part + char).encode()) > _FOLDED:
            yield part
            part = " "
        part += char
    yield part
