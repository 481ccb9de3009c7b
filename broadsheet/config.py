"""The settings of a site, checked once: Pelican's own, and those named `BROADSHEET_…`.

`read_config` turns the dictionary Pelican makes of `pelicanconf.py` into one frozen `SiteConfig`;
no later module looks at the dictionary. Settings that Pelican has and Broadsheet cannot honour are
reported, never ignored in silence.
"""

from __future__ import annotations

import copy
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from broadsheet.errors import SettingsError
from broadsheet.problems import Problem, did_you_mean, problem

LOCAL_SITE: Final = "http://localhost:8000"
"""Stands in where an absolute address is required and SITEURL is empty: the address of `serve`."""

PAGE_KINDS: Final = ("crossings", "sources", "archive", "rss-feeds", "json-feeds", "opml")
"""What `BROADSHEET_WITHOUT` may leave out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """Everything a build may know of its settings. Paths are absolute."""

    content: Path
    output: Path
    cache: Path
    theme: Path
    theme_overrides: tuple[Path, ...]
    theme_static_dir: str
    theme_static_paths: tuple[str, ...]
    jinja_environment: Mapping[str, Any]
    name: str
    tagline: str
    siteurl: str
    lang: str
    timezone: ZoneInfo
    now: datetime
    page_length: int
    orphans: int
    article_url: str
    article_save_as: str
    standing_url: str
    standing_save_as: str
    feed_length: int
    rss_summary_only: bool
    relative_urls: bool
    with_future_dates: bool
    static_paths: tuple[str, ...]
    static_excludes: tuple[str, ...]
    extra_paths: Mapping[str, str]
    ignore_files: tuple[str, ...]
    summary_words: int | None
    summary_end: str
    markdown: Mapping[str, Any]
    delete_output: bool
    output_retention: tuple[str, ...]
    load_cache: bool
    without: frozenset[str]
    show_drafts: bool
    publish_to: str
    template_settings: Mapping[str, Any]
    """All upper-case settings, for templates that ask for one by name."""

    @property
    def absolute(self) -> str:
        """The site's address without a slash at its end, also where SITEURL is empty."""
        return self.siteurl or LOCAL_SITE

    @property
    def base(self) -> str:
        """What stands before every root-relative link: the path of SITEURL, mostly empty."""
        return urlsplit(self.siteurl).path.rstrip("/")


# --- how one setting is checked: its value, or a ValueError that says what it must be


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a text")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be True or False")
    return value


def _length(value: Any) -> int:
    if value is False or value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError("must be a whole number, or False for no limit")
    return value


def _words(value: Any) -> int | None:
    return None if value is None else _length(value)


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str) or not all(isinstance(item, str) for item in value or ()):
        raise ValueError("must be a list of texts")
    return tuple(value or ())


def _paths(value: Any) -> tuple[Path, ...]:
    return tuple(Path(text).expanduser().absolute() for text in _texts(value))


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("must be a dictionary")
    return copy.deepcopy(dict(value))  # Pelican's readers write into theirs


def _place(value: Any) -> str:
    """Take a path below the output folder."""
    text = _text(value).rstrip("/")
    if not text or text.startswith("/") or "\\" in text or {"", ".", ".."} & set(text.split("/")):
        raise ValueError("must stay below the output folder")
    return text


def _extra_paths(value: Any) -> Mapping[str, str]:
    moved = {
        path: _place(metadata["path"])
        for path, metadata in _mapping(value).items()
        if isinstance(metadata, Mapping) and "path" in metadata
    }
    if any(path.startswith("photos/") for path in moved):
        raise ValueError("cannot move pictures: their addresses are promises")
    return moved


def _siteurl(value: Any) -> str:
    text = _text(value).rstrip("/")
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        valid = False
    if not valid or parts.query or parts.fragment or re.search(r"[\s\"'<>\\]", text):
        raise ValueError("must be empty or an address such as https://news.example.org")
    return text


def _language(value: Any) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?", text):
        raise ValueError("must be a language tag, such as en or pt-BR")
    return text


def _zone(value: Any) -> ZoneInfo:
    try:
        return ZoneInfo(_text(value))
    except (KeyError, OSError, ValueError) as error:
        raise ValueError("must be the name of a time zone, such as Europe/Paris") from error


def _url_pattern(value: Any) -> str:
    text = _text(value)
    try:
        sample = text.format(slug="a", date=datetime(2022, 1, 1, tzinfo=UTC), lang="en")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValueError("may use {slug}, {lang} and {date:%Y}, nothing else") from error
    if "{slug" not in text:
        raise ValueError("must contain {slug}")
    _place(sample)
    return text


def _standing_pattern(value: Any) -> str:
    if "{date" in _text(value):
        raise ValueError("may use {slug} and {lang}: a standing page has no date")
    return _url_pattern(value)


def _without(value: Any) -> frozenset[str]:
    unknown = sorted(set(_texts(value)) - set(PAGE_KINDS))
    if unknown:
        raise ValueError(f"knows {', '.join(PAGE_KINDS)}; not {', '.join(unknown)}")
    return frozenset(value)


def read_clock(text: str) -> datetime:
    """Read the clock argument: seconds since 1970, a date, or a date-time with zone.

    Raises:
        ValueError: it is none of these.
    """
    if re.fullmatch(r"-?\d{1,12}", text):
        try:
            return datetime.fromtimestamp(int(text), UTC)
        except (OverflowError, OSError) as error:
            raise ValueError("is out of range") from error
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError("must look like 2022-12-18T09:00:00+00:00") from error
    if moment.tzinfo is None and len(text) > len("2022-12-18"):
        raise ValueError("needs a zone, such as +00:00 at its end")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _now(value: Any) -> datetime:
    """Take `--now`, else SOURCE_DATE_EPOCH, else the real clock, which nothing else reads."""
    if value not in (None, ""):
        return read_clock(str(value))
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return read_clock(epoch) if epoch else datetime.now(UTC)


Check = Callable[[Any], Any]

SETTINGS: Final[dict[str, tuple[str, Check, Any]]] = {
    # field of SiteConfig: the setting, its check, its value where the settings lack it
    "theme_overrides": ("THEME_TEMPLATES_OVERRIDES", _paths, ()),
    "theme_static_dir": ("THEME_STATIC_DIR", _place, "theme"),
    "theme_static_paths": ("THEME_STATIC_PATHS", _texts, ("static",)),
    "jinja_environment": ("JINJA_ENVIRONMENT", _mapping, {}),
    "name": ("SITENAME", _text, "A Broadsheet"),
    "tagline": ("SITESUBTITLE", _text, ""),
    "siteurl": ("SITEURL", _siteurl, ""),
    "lang": ("DEFAULT_LANG", _language, "en"),
    "timezone": ("TIMEZONE", _zone, "UTC"),
    "now": ("BROADSHEET_NOW", _now, None),
    "page_length": ("DEFAULT_PAGINATION", _length, 0),
    "orphans": ("DEFAULT_ORPHANS", _length, 0),
    "article_url": ("ARTICLE_URL", _url_pattern, "articles/{slug}/"),
    "article_save_as": ("ARTICLE_SAVE_AS", _url_pattern, "articles/{slug}/index.html"),
    "standing_url": ("PAGE_URL", _standing_pattern, "{slug}/"),
    "standing_save_as": ("PAGE_SAVE_AS", _standing_pattern, "{slug}/index.html"),
    "feed_length": ("FEED_MAX_ITEMS", _length, 100),
    "rss_summary_only": ("RSS_FEED_SUMMARY_ONLY", _flag, True),
    "relative_urls": ("RELATIVE_URLS", _flag, False),
    "with_future_dates": ("WITH_FUTURE_DATES", _flag, True),
    "static_paths": ("STATIC_PATHS", _texts, ()),
    "static_excludes": ("STATIC_EXCLUDES", _texts, ()),
    "extra_paths": ("EXTRA_PATH_METADATA", _extra_paths, {}),
    "ignore_files": ("IGNORE_FILES", _texts, ()),
    "summary_words": ("SUMMARY_MAX_LENGTH", _words, 50),
    "summary_end": ("SUMMARY_END_SUFFIX", _text, "…"),
    "markdown": ("MARKDOWN", _mapping, {}),
    "delete_output": ("DELETE_OUTPUT_DIRECTORY", _flag, False),
    "output_retention": ("OUTPUT_RETENTION", _texts, ()),
    "load_cache": ("LOAD_CONTENT_CACHE", _flag, True),
    "without": ("BROADSHEET_WITHOUT", _without, ()),
    "show_drafts": ("BROADSHEET_SHOW_DRAFTS", _flag, False),
    "publish_to": ("BROADSHEET_PUBLISH_TO", _text, ""),
}

PLUMBING: Final = frozenset(
    """PATH OUTPUT_PATH THEME CACHE_PATH PLUGINS PLUGIN_PATHS PELICAN_CLASS DEBUG PORT BIND
    LOG_FILTER JINJA_FILTERS JINJA_GLOBALS JINJA_TESTS FEED_DOMAIN LOCALE CSS_FILE
    DISPLAY_PAGES_ON_MENU DISPLAY_CATEGORIES_ON_MENU TEMPLATE_PAGES TEMPLATE_EXTENSIONS
    CACHE_CONTENT CONTENT_CACHING_LAYER GZIP_CACHE CHECK_MODIFIED_METHOD
    """.split()
)
"""Settings that the host or a theme uses itself, or that only matter to Pelican's own readers."""


def read_config(
    settings: Mapping[str, Any], defaults: Mapping[str, Any]
) -> tuple[SiteConfig, list[Problem]]:
    """Make a SiteConfig of Pelican's settings; `defaults` are Pelican's, to tell what was changed.

    Returns:
        The configuration, and warnings for settings that have no effect.

    Raises:
        SettingsError: values are wrong; all of them are named.
    """
    values: dict[str, Any] = {}
    problems = [*_unknown(settings), *_folders(settings)]
    for field, (name, check, default) in SETTINGS.items():
        try:
            values[field] = check(settings.get(name, default))
        except (ValueError, TypeError) as error:
            problems.append(
                problem("bad-setting", f"{error}, got {settings.get(name)!r}", field=name)
            )
    if problems:
        raise SettingsError(problems)
    config = SiteConfig(
        content=Path(settings["PATH"]).absolute(),
        output=Path(settings["OUTPUT_PATH"]).absolute(),
        cache=Path(settings["CACHE_PATH"]).absolute(),
        theme=Path(settings["THEME"]).absolute(),
        template_settings={name: value for name, value in settings.items() if name.isupper()},
        **values,
    )
    return config, list(_ignored(settings, defaults))


def _unknown(settings: Mapping[str, Any]) -> Iterator[Problem]:
    known = {name for name, _, _ in SETTINGS.values() if name.startswith("BROADSHEET_")}
    for name in sorted(settings):
        if name.startswith("BROADSHEET_") and name not in known:
            message, hint = "is not a setting of Broadsheet", did_you_mean(name, known)
            yield problem("unknown-setting", message, field=name, hint=hint)


def _folders(settings: Mapping[str, Any]) -> Iterator[Problem]:
    """Refuse an output or cache folder that would mix with the content."""
    content = Path(settings["PATH"]).resolve()
    for name in ("OUTPUT_PATH", "CACHE_PATH"):
        folder = Path(settings[name]).resolve()
        if folder == content or content in folder.parents or folder in content.parents:
            yield problem(
                "bad-setting",
                f"must lie beside the content, not around or inside it, got {settings[name]!r}",
                field=name,
            )


def _ignored(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[Problem]:
    """Name Pelican's settings that were changed and have no effect here."""
    honoured = {name for name, _, _ in SETTINGS.values()} | PLUMBING
    for name in sorted((set(defaults) | PELICAN_ONLY) & set(settings) - honoured):
        if _asks_for_something(name, settings, defaults):
            yield problem(
                "setting-ignored",
                "has no effect in Broadsheet",
                field=name,
                hint="docs/contracts.md lists Pelican's settings that are honoured",
            )


def _asks_for_something(
    name: str, settings: Mapping[str, Any], defaults: Mapping[str, Any]
) -> bool:
    """Tell whether a setting was changed to anything but emptiness."""
    value = settings[name]
    if name in {"ARTICLE_EXCLUDES", "PAGE_EXCLUDES"}:  # Pelican adds the paths of the other kind
        value = set(value) - {*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]}
    return bool(value) and value != defaults.get(name)


PELICAN_ONLY: Final = frozenset(
    """AUTHOR DAY_ARCHIVE_SAVE_AS FEED_ATOM FEED_RSS FEED_ALL_RSS TAG_FEED_ATOM TAG_FEED_RSS
    CATEGORY_FEED_RSS TRANSLATION_FEED_RSS REVERSE_ARCHIVE_ORDER TAGS_SAVE_AS CATEGORIES_SAVE_AS
    AUTHORS_SAVE_AS ARCHIVES_SAVE_AS DEFAULT_METADATA SLUG_SUBSTITUTIONS""".split()
)
"""Settings that Pelican's documentation names and its table of defaults leaves out."""
