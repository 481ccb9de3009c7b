from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadsheet import cores
from broadsheet.clock import read_clock
from broadsheet.config import APART, SETTINGS, read_config
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
        ("BROADSHEET_WORKERS", 0),
        ("BROADSHEET_WORKERS", -1),
        ("BROADSHEET_WORKERS", True),
        ("BROADSHEET_WORKERS", 1.5),
        ("BROADSHEET_WORKERS", "all"),
        ("BROADSHEET_WORKERS", "²"),
        ("BROADSHEET_CONTACT", None),
        ("BROADSHEET_CONTACT", "(me)"),
        ("BROADSHEET_CONTACT", "news@example.org\r\nX: 1"),
        ("BROADSHEET_CONTACT", "a b"),
        ("BROADSHEET_EXECUTOR", None),
        ("BROADSHEET_EXECUTOR", "dask"),
        ("BROADSHEET_EXECUTOR", "dask://"),
        ("BROADSHEET_EXECUTOR", "dask://host"),
        ("BROADSHEET_EXECUTOR", "dask://host:port"),
        ("BROADSHEET_EXECUTOR", "dask://host:8786/path"),
        ("BROADSHEET_EXECUTOR", "tcp://host:8786"),
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
        ("BROADSHEET_WORKERS", 3, "workers", 3),
        ("BROADSHEET_CONTACT", "news@example.org", "contact", "news@example.org"),
        ("BROADSHEET_EXECUTOR", "dask://10.0.0.5:8786", "executor", "dask://10.0.0.5:8786"),
        ("BROADSHEET_EXECUTOR", "dask://[::1]:8786", "executor", "dask://[::1]:8786"),
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


# --- workers


def test_the_environment_goes_before_the_settings_for_workers(monkeypatch):
    monkeypatch.setenv("BROADSHEET_WORKERS", "3")
    assert make_config(BROADSHEET_WORKERS=5).workers == 3
    monkeypatch.setenv("BROADSHEET_WORKERS", "")
    assert make_config(BROADSHEET_WORKERS=5).workers == 5


@pytest.mark.parametrize("text", ["0", "-1", "two", "1.5"])
def test_a_wrong_number_in_the_environment_is_a_wrong_setting(monkeypatch, text):
    monkeypatch.setenv("BROADSHEET_WORKERS", text)
    with pytest.raises(SettingsError) as caught:
        make_config()
    (found,) = caught.value.problems
    assert (found.field, found.code) == ("BROADSHEET_WORKERS", "bad-setting")
    assert found.message == f"must be a whole number from 1 on, got {text!r}"


@pytest.mark.parametrize(
    ("quota", "cores_", "workers"),
    [
        ("max 100000", 8, 8),
        ("150000 100000", 8, 2),
        ("800000 100000", 2, 2),
        ("1000 100000", 8, 1),
        ("nonsense", 3, 3),
        (None, 3, 3),
    ],
)
def test_without_a_number_there_are_as_many_workers_as_cores_may_be_used(
    monkeypatch, tmp_path, quota, cores_, workers
):
    monkeypatch.delenv("BROADSHEET_WORKERS", raising=False)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores_)), raising=False)
    monkeypatch.setattr(cores, "_QUOTA", tmp_path / "cpu.max")
    if quota:
        (tmp_path / "cpu.max").write_text(f"{quota}\n")
    assert make_config().workers == workers


# --- what templates may ask for


@pytest.mark.parametrize("name", sorted(APART))
def test_no_template_sees_how_where_or_when_the_site_is_built(name):
    known = {name for name, _, _ in SETTINGS.values()}
    value = {"BROADSHEET_EXECUTOR": "dask://h:1", "BROADSHEET_WORKERS": 2}.get(name)
    given = {} if name in BASE or (name in known and value is None) else {name: value or "x"}
    config = make_config(**given)
    assert name not in config.template_settings
    assert config.template_settings["PATH"] == "/site/content"


def test_any_other_setting_is_there_for_templates():
    settings = make_config(SITENAME="Test", GITHUB_URL="x", lower="y").template_settings
    assert (settings["SITENAME"], settings["GITHUB_URL"]) == ("Test", "x")
    assert "lower" not in settings


def test_the_documentation_lists_what_templates_do_not_see():
    text = Path(__file__).parents[1].joinpath("docs/contracts.md").read_text(encoding="utf-8")
    listed = text.partition("<!-- apart -->")[2].partition("\n\n")[0]
    assert set(listed.split()) == {f"`{name}`" for name in APART}
