"""What one setting may be: each function takes a value and gives it checked.

A wrong one is a ValueError whose text says what the value must be, for a sentence that begins with
the setting's name.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

PAGE_KINDS: Final = (
    "crossings",
    "sources",
    "archive",
    "credits",
    "corrections",
    "rss-feeds",
    "json-feeds",
    "opml",
)
"""What `BROADSHEET_WITHOUT` may leave out."""

JINJA_OPTIONS: Final = frozenset(
    """block_start_string block_end_string variable_start_string variable_end_string
    comment_start_string comment_end_string line_statement_prefix line_comment_prefix trim_blocks
    lstrip_blocks newline_sequence keep_trailing_newline extensions optimized undefined finalize
    autoescape cache_size auto_reload bytecode_cache enable_async""".split()
)
"""What Jinja lets an environment be made with; the loader is the theme's."""


def text(value: Any) -> str:
    """Take a text."""
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value


def flag(value: Any) -> bool:
    """Take True or False."""
    if not isinstance(value, bool):
        raise ValueError("must be True or False")
    return value


def length(value: Any) -> int:
    """Take a number; False and None mean no limit, which is 0."""
    if value is False or value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("must be a whole number, or False for no limit")
    return value


def words(value: Any) -> int | None:
    """Take a number of words, or None for all."""
    return None if value is None else length(value)


def texts(value: Any) -> tuple[str, ...]:
    """Take a list of texts."""
    listed = value is None or isinstance(value, (list, tuple, set, frozenset))
    if not listed or not all(isinstance(item, str) for item in value or ()):
        raise ValueError("must be a list of texts")
    return tuple(value or ())


def paths(value: Any) -> tuple[Path, ...]:
    """Take a list of paths, made absolute."""
    return tuple(Path(text).expanduser().absolute() for text in texts(value))


def mapping(value: Any) -> Mapping[str, Any]:
    """Take a dictionary, copied."""
    if not isinstance(value, Mapping):
        raise ValueError("must be a dictionary")
    return copy.deepcopy(dict(value))  # Pelican's readers write into theirs


def markdown(value: Any) -> Mapping[str, Any]:
    """Take the options of Markdown; Pelican's own reader looks into them before ours."""
    options = mapping(value)
    mapping(options.get("extension_configs", {}))
    return options


def inner_paths(value: Any) -> tuple[str, ...]:
    """Take a list of paths below the theme: what lies outside it must not be published."""
    given = texts(value)
    if any(path.startswith("/") or ".." in path.split("/") for path in given):
        raise ValueError("must stay below the theme")
    return given


def place(value: Any) -> str:
    """Take a path below the output folder."""
    given = text(value).rstrip("/")
    if (
        not given
        or given.startswith("/")
        or "\\" in given
        or {"", ".", ".."} & set(given.split("/"))
    ):
        raise ValueError("must stay below the output folder")
    if not given.isprintable():
        raise ValueError("must not hold control characters")
    return given


def jinja_options(value: Any) -> Mapping[str, Any]:
    """Take options of a template environment."""
    unknown = sorted(set(map(str, mapping(value))) - JINJA_OPTIONS)
    if unknown:
        raise ValueError(f"knows {', '.join(sorted(JINJA_OPTIONS))}; not {', '.join(unknown)}")
    return mapping(value)


def extra_paths(value: Any) -> Mapping[str, str]:
    """Take the files that move, with their new places."""
    moved = {
        text(path): place(metadata["path"])
        for path, metadata in mapping(value).items()
        if isinstance(metadata, Mapping) and "path" in metadata
    }
    if any(path.startswith("photos/") for path in moved):
        raise ValueError("cannot move pictures: their addresses are promises")
    return moved


def siteurl(value: Any) -> str:
    """Take the public address without a slash at its end, or nothing."""
    given = text(value).rstrip("/")
    if not given:
        return ""
    try:
        parts = urlsplit(given)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or re.search(r"[\s\"'<>\\]", given):
        raise ValueError("must be empty or an address such as https://news.example.org")
    return given


def language(value: Any) -> str:
    """Take a language tag."""
    given = text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?", given):
        raise ValueError("must be a language tag, such as en or pt-BR")
    return given


def zone(value: Any) -> ZoneInfo:
    """Take the name of a time zone."""
    try:
        return ZoneInfo(text(value))
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("must be the name of a time zone, such as Europe/Paris") from error


def url_pattern(value: Any) -> str:
    """Take the pattern of an address."""
    given = text(value)
    try:
        sample = given.format(slug="a", date=datetime(2022, 1, 1, tzinfo=UTC), lang="en")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValueError("may use {slug}, {lang} and {date:%Y}, nothing else") from error
    if "{slug" not in given:
        raise ValueError("must contain {slug}")
    place(sample)
    return given


def standing_pattern(value: Any) -> str:
    """Take the pattern of a standing page."""
    if "{date" in text(value):
        raise ValueError("may use {slug} and {lang}: a standing page has no date")
    return url_pattern(value)


def without(value: Any) -> frozenset[str]:
    """Take kinds of pages to leave out."""
    unknown = sorted(set(texts(value)) - set(PAGE_KINDS))
    if unknown:
        raise ValueError(f"knows {', '.join(PAGE_KINDS)}; not {', '.join(unknown)}")
    return frozenset(value)


def countries(value: Any) -> tuple[str, ...]:
    """Take the codes of countries, which ISO 3166-1 writes as two capital letters."""
    given = texts(value)
    if not all(re.fullmatch("[A-Z]{2}", code) for code in given):
        raise ValueError('must be a list of country codes, such as ["GB", "IE"]')
    return given


def contact(value: Any) -> str:
    """Take what hosts are told of whom to write to: it stands in brackets in a header."""
    given = text(value)
    if not re.fullmatch(r"[!-'*-~]{0,200}", given):
        raise ValueError('must be "", a web address or a mail address')
    return given


def executor(value: Any) -> str:
    """Take the address of a cluster, or nothing for the processes of this machine."""
    given = text(value)
    try:
        parts = urlsplit(given)
        valid = parts.scheme == "dask" and bool(parts.hostname) and parts.port is not None
    except ValueError:
        valid = False
    if given and (not valid or f"dask://{parts.netloc}" != given):
        raise ValueError('must be "" or the address of a scheduler, such as dask://10.0.0.5:8786')
    return given
