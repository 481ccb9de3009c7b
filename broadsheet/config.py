"""The settings of a site, checked once: Pelican's own, and those named `BROADSHEET_…`.

`read_config` turns the dictionary Pelican makes of `pelicanconf.py` into one frozen `SiteConfig`;
no later module looks at the dictionary. Settings that Pelican has and Broadsheet cannot honour are
reported, never ignored in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from broadsheet import clock, cores, values
from broadsheet.errors import SettingsError
from broadsheet.problems import Problem, did_you_mean, problem

LOCAL_SITE: Final = "http://localhost:8000"
"""Stands in where an absolute address is required and SITEURL is empty: the address of `serve`."""


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
    workers: int
    executor: str
    contact: str
    published_in: tuple[str, ...]
    """The countries in which the digest is published (ISO 3166-1); empty: nobody has said."""
    template_settings: Mapping[str, Any]
    """The upper-case settings for templates that ask for one by name, without those `APART`."""

    @property
    def absolute(self) -> str:
        """The site's address without a slash at its end, also where SITEURL is empty."""
        return self.siteurl or LOCAL_SITE

    @property
    def base(self) -> str:
        """What stands before every root-relative link: the path of SITEURL, mostly empty."""
        return urlsplit(self.siteurl).path.rstrip("/")


Check = Callable[[Any], Any]

SETTINGS: Final[dict[str, tuple[str, Check, Any]]] = {
    # field of SiteConfig: the setting, its check, its value where the settings lack it
    "theme_overrides": ("THEME_TEMPLATES_OVERRIDES", values.paths, ()),
    "theme_static_dir": ("THEME_STATIC_DIR", values.place, "theme"),
    "theme_static_paths": ("THEME_STATIC_PATHS", values.inner_paths, ("static",)),
    "jinja_environment": ("JINJA_ENVIRONMENT", values.jinja_options, {}),
    "name": ("SITENAME", values.text, "A Broadsheet"),
    "tagline": ("SITESUBTITLE", values.text, ""),
    "siteurl": ("SITEURL", values.siteurl, ""),
    "lang": ("DEFAULT_LANG", values.language, "en"),
    "timezone": ("TIMEZONE", values.zone, "UTC"),
    "now": ("BROADSHEET_NOW", clock.now, None),
    "page_length": ("DEFAULT_PAGINATION", values.length, 0),
    "orphans": ("DEFAULT_ORPHANS", values.length, 0),
    "article_url": ("ARTICLE_URL", values.url_pattern, "articles/{slug}/"),
    "article_save_as": ("ARTICLE_SAVE_AS", values.url_pattern, "articles/{slug}/index.html"),
    "standing_url": ("PAGE_URL", values.standing_pattern, "{slug}/"),
    "standing_save_as": ("PAGE_SAVE_AS", values.standing_pattern, "{slug}/index.html"),
    "feed_length": ("FEED_MAX_ITEMS", values.length, 100),
    "rss_summary_only": ("RSS_FEED_SUMMARY_ONLY", values.flag, True),
    "relative_urls": ("RELATIVE_URLS", values.flag, False),
    "with_future_dates": ("WITH_FUTURE_DATES", values.flag, True),
    "static_paths": ("STATIC_PATHS", values.texts, ()),
    "static_excludes": ("STATIC_EXCLUDES", values.texts, ()),
    "extra_paths": ("EXTRA_PATH_METADATA", values.extra_paths, {}),
    "ignore_files": ("IGNORE_FILES", values.texts, ()),
    "summary_words": ("SUMMARY_MAX_LENGTH", values.words, 50),
    "summary_end": ("SUMMARY_END_SUFFIX", values.text, "…"),
    "markdown": ("MARKDOWN", values.markdown, {}),
    "delete_output": ("DELETE_OUTPUT_DIRECTORY", values.flag, False),
    "output_retention": ("OUTPUT_RETENTION", values.texts, ()),
    "load_cache": ("LOAD_CONTENT_CACHE", values.flag, True),
    "without": ("BROADSHEET_WITHOUT", values.without, ()),
    "show_drafts": ("BROADSHEET_SHOW_DRAFTS", values.flag, False),
    "publish_to": ("BROADSHEET_PUBLISH_TO", values.text, ""),
    "workers": ("BROADSHEET_WORKERS", cores.workers, None),
    "executor": ("BROADSHEET_EXECUTOR", values.executor, ""),
    "contact": ("BROADSHEET_CONTACT", values.contact, ""),
    "published_in": ("BROADSHEET_PUBLISHED_IN", values.countries, ()),
}

APART: Final = frozenset(
    """BROADSHEET_NOW BROADSHEET_PUBLISH_TO BROADSHEET_WORKERS BROADSHEET_EXECUTOR
    BROADSHEET_CONTACT OUTPUT_PATH DELETE_OUTPUT_DIRECTORY OUTPUT_RETENTION CACHE_PATH
    LOAD_CONTENT_CACHE DEBUG LOG_FILTER PORT BIND""".split()
)
"""Settings that say how, where or when a site is built: no byte of a page may depend on them."""

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
        given = cores.over(name, settings.get(name, default))
        try:
            values[field] = check(given)
        except (ValueError, TypeError) as error:
            problems.append(problem("bad-setting", f"{error}, got {given!r}", field=name))
    if problems:
        raise SettingsError(problems)
    config = SiteConfig(
        content=Path(settings["PATH"]).absolute(),
        output=Path(settings["OUTPUT_PATH"]).absolute(),
        cache=Path(settings["CACHE_PATH"]).absolute(),
        theme=Path(settings["THEME"]).absolute(),
        template_settings={
            name: value for name, value in settings.items() if name.isupper() and name not in APART
        },
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
    """Refuse an output or cache folder that would mix with the content, the theme or each other."""
    names = ("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME")
    if not all(isinstance(settings[name], (str, Path)) for name in names):
        for name in names:
            if not isinstance(settings[name], (str, Path)):
                message = f"must be a text, got {settings[name]!r}"
                yield problem("bad-setting", message, field=name)
        return
    content, output, cache, theme = (Path(settings[name]).resolve() for name in names)
    if _overlap(output, content):
        yield _mixed("OUTPUT_PATH", settings, "beside the content, not around or inside it")
    elif _overlap(output, theme):
        yield _mixed("OUTPUT_PATH", settings, "beside the theme, not around or inside it")
    if _overlap(cache, content):
        yield _mixed("CACHE_PATH", settings, "beside the content, not around or inside it")
    elif output in (cache, *cache.parents) and not _overlap(output, content):  # it is published
        yield _mixed("CACHE_PATH", settings, "outside the output")


def _overlap(one: Path, other: Path) -> bool:
    return one == other or one in other.parents or other in one.parents


def _mixed(name: str, settings: Mapping[str, Any], where: str) -> Problem:
    message = f"must lie {where}, got {settings[name]!r}"
    return problem("bad-setting", message, field=name)


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
