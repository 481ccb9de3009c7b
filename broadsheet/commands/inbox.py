"""`inbox`: what is new in the feeds that are watched, and what of it is there already."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from broadsheet.clip.extra import need_extra
from broadsheet.clip.inbox.item import Sheet, Wanted
from broadsheet.clip.inbox.ledger import Ledger
from broadsheet.clip.inbox.listing import as_json, as_lines
from broadsheet.commands.report import guarded, overrides, print_problems, say
from broadsheet.errors import BroadsheetError, SettingsError
from broadsheet.pelican_plugin import load_config
from broadsheet.problems import Problem, has_errors, problem
from broadsheet.read.files import read_folder

SETTINGS: Final = Path(__file__).resolve().parents[2] / "pelicanconf.py"


def run(  # noqa: PLR0913  one argument per option
    *,
    source: str | None = None,
    everything: bool = False,
    since: str | None = None,
    limit: str | None = None,
    json: bool = False,
    content: Path | None = None,
    settings: Path = SETTINGS,
) -> int:
    """Go round the feeds, list what is new, and note only then that it was shown."""

    def work() -> int:
        wanted = _wanted(since, limit, everything=everything)
        need_extra("reading feeds", "feedparser", "lxml", "httpx", "protego")
        # only here: a build needs none of these
        from broadsheet.clip.inbox.session import look_into  # noqa: PLC0415

        config, _ = load_config(settings, overrides(content=content))
        folder = read_folder(config.content, config.ignore_files)
        look = look_into(source or None, wanted, config, folder)
        _print(look.sheets, json=json)
        ledger = Ledger(config.cache)
        numbers = [item.number for sheet in look.sheets for item in sheet.items]
        ledger.show(numbers)
        ledger.tidy(config.now.astimezone(config.timezone).date())
        print_problems(look.problems)
        say(_summary(look.sheets, look.feeds, look.failed))
        if numbers and not json:
            few = ",".join(map(str, numbers[:2]))
            say(f"`python3 tasks.py clip inbox:{few}` makes drafts of those that you choose")
        return 1 if has_errors(look.problems) or look.failed == look.feeds else 0

    return guarded(work)


def _wanted(since: str | None, limit: str | None, *, everything: bool) -> Wanted:
    """Read the options.

    Raises:
        SettingsError: one has no form that can be read.
    """
    problems: list[Problem] = []
    most = None
    if limit is not None:
        most = int(limit) if re.fullmatch(r"[1-9][0-9]{0,8}", limit) else None
        message = f"must be a number from 1 on, got {limit!r}"
        problems += [] if most else [problem("bad-argument", message, field="--limit")]
    day = None
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        message = f"must be a day such as 2022-12-18, got {since!r}"
        problems.append(problem("bad-argument", message, field="--since"))
    if problems:
        raise SettingsError(problems)
    return Wanted(everything=everything, since=day, limit=most)


def _print(sheets: Sequence[Sheet], *, json: bool) -> None:
    """Print, to the last byte: what could not be printed does not count as shown.

    Raises:
        BroadsheetError: whoever was to read it is gone.
    """
    try:
        for sheet in sheets:
            lines = (as_json(sheet, item) for item in sheet.items) if json else as_lines(sheet)
            for line in lines:
                print(line)
            if not json:
                print()
        sys.stdout.flush()
    except BrokenPipeError as error:
        # or Python would say so once more, at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        message = "nobody reads the list to its end; all of it is new the next time"
        raise BroadsheetError(message) from error


def _summary(sheets: Sequence[Sheet], feeds: int, failed: int) -> str:
    fresh = sum(item.new for sheet in sheets for item in sheet.items)
    told = f"{_plural(fresh, 'new entry', 'new entries')} in {_plural(feeds, 'feed', 'feeds')}"
    return f"{told}, {failed} of which could not be read" if failed else told


def _plural(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
