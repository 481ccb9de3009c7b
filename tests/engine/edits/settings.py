"""Edits of the settings, of the clock, and of the code that a site brings."""

from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from broadsheet import config
from tests.engine.desk import WORDS, Desk

VALUES: dict[str, list[Any]] = {
    "SITENAME": ["The Small Digest", "The Other Digest", "A & <B>"],
    "SITESUBTITLE": ["", "A few stories", "Other stories"],
    "SITEURL": ["", "https://news.example", "https://news.example/some/path"],
    "TIMEZONE": ["UTC", "Asia/Tehran", "America/Lima"],
    "DEFAULT_LANG": ["en", "fa", "de"],
    "DEFAULT_PAGINATION": [2, 3, 4, False],
    "FEED_MAX_ITEMS": [2, 5, False],
    "WITH_FUTURE_DATES": [False, True],
    "RELATIVE_URLS": [False, True],
    "SUMMARY_MAX_LENGTH": [3, 50, None],
    "STATIC_PATHS": [["files"], []],
    "EXTRA_PATH_METADATA": [{}, {"files/CNAME": {"path": "CNAME"}}],
    "BROADSHEET_WITHOUT": [[], ["crossings"], ["rss-feeds", "opml"], ["archive", "sources"]],
    "THEME_TEMPLATES_OVERRIDES": [[], ["overrides"]],
    "DELETE_OUTPUT_DIRECTORY": [False, False, True],
}
OPTIONS = {
    "markdown.extensions.toc": [{}, {"baselevel": 3}, {"toc_depth": 2}],
    "markdown.extensions.smarty": [{}, {"smart_dashes": False}, {"smart_quotes": False}],
    "site_extension": [{}, {"word": "top"}],
}


def value(name: str, desk: Desk, dice: Random) -> None:
    others = [value for value in VALUES[name] if value != desk.settings[name]]
    desk.settings[name] = dice.choice(others)


def markdown_extensions(desk: Desk, dice: Random) -> None:
    names = dice.sample([*OPTIONS, "tables", "footnotes", "markdown.extensions.sane_lists"], k=3)
    desk.settings["MARKDOWN"] = {"extensions": names}


def markdown_options(desk: Desk, dice: Random) -> None:
    chosen = {name: dice.choice(options) for name, options in OPTIONS.items()}
    desk.settings["MARKDOWN"] = {"extensions": [*OPTIONS], "extension_configs": chosen}


def markdown_as_delivered(desk: Desk, dice: Random) -> None:
    desk.settings["MARKDOWN"] = {}


def workers(desk: Desk, dice: Random) -> None:
    """Change the number of processes, where the engine knows of any."""
    if any(name == "BROADSHEET_WORKERS" for name, _, _ in config.SETTINGS.values()):
        desk.settings["BROADSHEET_WORKERS"] = dice.choice([1, 2])


def imported_filter(desk: Desk, dice: Random) -> None:
    desk.filters = True
    desk.code["word"] = dice.choice(WORDS)


def filter_in_settings(desk: Desk, dice: Random) -> None:
    desk.filters = True
    desk.code["inline"] = dice.choice(WORDS)


def filters_no_more(desk: Desk, dice: Random) -> None:
    desk.filters = False


def extension_code(desk: Desk, dice: Random) -> None:
    desk.code["extension"] = dice.choice(WORDS)
    desk.settings["MARKDOWN"] = {"extensions": ["site_extension"]}


def clock(desk: Desk, dice: Random) -> None:
    moment = datetime.fromisoformat(desk.now) + timedelta(days=dice.randint(1, 12))
    desk.now = moment.isoformat()


EDITS = {
    **{f"setting {name}": partial(value, name) for name in VALUES},
    **{
        edit.__name__.replace("_", " "): edit
        for edit in (
            markdown_extensions,
            markdown_options,
            markdown_as_delivered,
            workers,
            imported_filter,
            filter_in_settings,
            filters_no_more,
            extension_code,
            clock,
        )
    },
}
