from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet.clock import read_clock
from broadsheet.config import read_config
from broadsheet.errors import SettingsError
from tests.builders import make_config

BASE = {
    "PATH": "/site/content",
    "OUTPUT_PATH": "/site/output",
    "CACHE_PATH": "/site/cache",
    "THEME": "/site/theme",
}


def problems_of(**settings):
    with pytest.raises(SettingsError) as caught:
        read_config(BASE | settings, {})
    return [(p.field, p.code) for p in caught.value.problems]


def test_without_settings_the_defaults_stand():
    config = make_config()
    assert (config.content, config.lang, config.siteurl) == (Path("/site/content"), "en", "")
    assert (config.absolute, config.base) == ("http://localhost:8000", "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITENAME", None),
        ("SITENAME", 7),
        ("SITEURL", "news.example"),
        ("SITEURL", "ftp://news.example"),
        ("SITEURL", "https://"),
        ("SITEURL", "https://news.example/?a"),
        ("SITEURL", "https://news.example/#a"),
        ("SITEURL", 'https://news.example/"'),
        ("SITEURL", "https://[news"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", ""),
        ("DEFAULT_LANG", "english"),
        ("DEFAULT_LANG", "en_GB"),
        ("DEFAULT_LANG", ""),
        ("DEFAULT_PAGINATION", -1),
        ("DEFAULT_PAGINATION", True),
        ("DEFAULT_PAGINATION", "10"),
        ("ARTICLE_URL", "articles/"),
        ("ARTICLE_URL", "/{slug}/"),
        ("ARTICLE_URL", "../{slug}/"),
        ("ARTICLE_URL", "{category}/{slug}/"),
        ("ARTICLE_SAVE_AS", "a//{slug}.html"),
        ("ARTICLE_SAVE_AS", "{slug"),
        ("WITH_FUTURE_DATES", 1),
        ("STATIC_PATHS", "files"),
        ("STATIC_PATHS", [1]),
        ("STATIC_PATHS", 5),
        ("MARKDOWN", []),
        ("SUMMARY_MAX_LENGTH", "all"),
        ("BROADSHEET_WITHOUT", ["topics"]),
        ("BROADSHEET_NOW", "yesterday"),
        ("BROADSHEET_NOW", "2022-12-18T09:00"),
        ("BROADSHEET_NOW", "99999999999999"),
        ("OUTPUT_PATH", "/site/content/output"),
        ("OUTPUT_PATH", "/site/content"),
        ("OUTPUT_PATH", "/site"),
        ("OUTPUT_PATH", "/"),
        ("CACHE_PATH", "/site/content/.cache"),
    ],
)
def test_a_wrong_value_is_refused_by_its_name(name, value):
    assert problems_of(**{name: value}) == [(name, "bad-setting")]


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("SITEURL", "https://news.example/digest/", "siteurl", "https://news.example/digest"),
        ("DEFAULT_LANG", "pt-BR", "lang", "pt-BR"),
        ("DEFAULT_PAGINATION", False, "page_length", 0),
        ("FEED_MAX_ITEMS", None, "feed_length", 0),
        ("SUMMARY_MAX_LENGTH", None, "summary_words", None),
        ("BROADSHEET_WITHOUT", ["opml"], "without", frozenset({"opml"})),
        ("STATIC_PATHS", ["a", "b"], "static_paths", ("a", "b")),
        ("EXTRA_PATH_METADATA", {"a": {"path": "b"}, "c": {}}, "extra_paths", {"a": "b"}),
        ("BROADSHEET_NOW", 0, "now", datetime(1970, 1, 1, tzinfo=UTC)),
        ("BROADSHEET_NOW", "2022-12-18", "now", datetime(2022, 12, 18, tzinfo=UTC)),
        ("ARTICLE_URL", "{date:%Y}/{slug}/", "article_url", "{date:%Y}/{slug}/"),
    ],
)
def test_a_right_value_is_read(name, value, field, read):
    assert getattr(make_config(**{name: value}), field) == read


def test_all_wrong_settings_are_named_at_once():
    assert problems_of(TIMEZONE="x", SITENAME=1, BROADSHEET_X=1) == [
        ("BROADSHEET_X", "unknown-setting"),
        ("SITENAME", "bad-setting"),
        ("TIMEZONE", "bad-setting"),
    ]


def test_a_mistyped_setting_of_broadsheet_has_a_hint_and_others_belong_to_others():
    with pytest.raises(SettingsError) as caught:
        make_config(BROADSHEET_WITHUOT=[], MY_PLUGIN_SETTING=1)
    (problem,) = caught.value.problems
    assert (problem.field, problem.hint) == (
        "BROADSHEET_WITHUOT",
        "did you mean 'BROADSHEET_WITHOUT'?",
    )


def test_a_setting_of_pelican_without_effect_is_a_warning_when_it_was_changed():
    defaults = {"TAG_SAVE_AS": "tag/{slug}.html"}
    _, unchanged = read_config(BASE | defaults, defaults)
    _, changed = read_config(BASE | {"TAG_SAVE_AS": "t/{slug}.html"}, defaults)
    assert unchanged == []
    assert [(p.field, p.code, p.severity) for p in changed] == [
        ("TAG_SAVE_AS", "setting-ignored", "warning")
    ]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0", "1970-01-01T00:00:00+00:00"),
        ("1671354000", "2022-12-18T09:00:00+00:00"),
        ("2022-12-18", "2022-12-18T00:00:00+00:00"),
        ("2022-12-18T09:00:00Z", "2022-12-18T09:00:00+00:00"),
        ("2022-12-18T09:00+03:30", "2022-12-18T09:00:00+03:30"),
    ],
)
def test_the_clock_takes_seconds_a_date_or_a_moment_with_its_zone(text, moment):
    assert read_clock(text).isoformat() == moment


@pytest.mark.parametrize("text", ["", "now", "2022-13-01", "2022-12-18T09:00", "999999999999999"])
def test_the_clock_refuses_anything_else(text):
    with pytest.raises(ValueError, match=r"must|needs|range|year"):
        read_clock(text)


def test_the_argument_goes_before_the_environment_and_that_before_the_real_clock(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert make_config(BROADSHEET_NOW="2022-12-18").now.year == 2022
    assert make_config(BROADSHEET_NOW=None).now.year == 1970
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert make_config(BROADSHEET_NOW=None).now.year > 2022


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ARTICLE_SAVE_AS", "{slug}\0.html"),
        ("ARTICLE_SAVE_AS", "{slug}\n.html"),
        ("EXTRA_PATH_METADATA", {"files/a.txt": {"path": "a\0b"}}),
        ("EXTRA_PATH_METADATA", {7: {"path": "a.txt"}}),
        ("JINJA_ENVIRONMENT", {"nothing": 1}),
        ("STATIC_PATHS", {"files": 1}),
        ("CACHE_PATH", None),
        ("MARKDOWN", {"extension_configs": 3}),
        ("THEME_STATIC_PATHS", ["../.."]),
        ("THEME_STATIC_PATHS", ["/etc"]),
        ("PATH", 7),
    ],
)
def test_a_value_that_would_fail_later_is_refused_at_once(name, value):
    assert problems_of(**{name: value}) == [(name, "bad-setting")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTPUT_PATH", "/site/theme"),
        ("OUTPUT_PATH", "/site/theme/static"),
        ("CACHE_PATH", "/site/output"),
        ("CACHE_PATH", "/site/output/cache"),
    ],
)
def test_output_theme_and_cache_are_not_mixed(name, value):
    assert problems_of(**{name: value}) == [(name, "bad-setting")]


def test_drafts_may_be_written_below_the_cache():
    read_config(BASE | {"OUTPUT_PATH": "/site/cache/drafts"}, {})
