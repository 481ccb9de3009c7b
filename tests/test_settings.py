"""Pelican's settings: each is honoured, or belongs to the host, or is warned about."""

from datetime import UTC, datetime

import pytest
from pelican.settings import DEFAULT_CONFIG

from broadsheet.clock import read_clock
from broadsheet.config import PELICAN_ONLY, PLUMBING, SETTINGS, read_config
from broadsheet.errors import SettingsError
from broadsheet.pipeline import prepare
from tests.build_folder import article_file, site_folder
from tests.build_model import a_config, an_article, feeds, pages, publish

HONOURED = {name for name, _, _ in SETTINGS.values()}
FOLDERS = {"PATH": "/x/content", "OUTPUT_PATH": "/x/output", "CACHE_PATH": "/x/cache"}
PELICANS = {**DEFAULT_CONFIG, **FOLDERS, "ARTICLE_URL": "articles/{slug}/"}


def warned(**changes):
    """Give the settings that are warned about."""
    _, warnings = read_config({**PELICANS, **changes}, DEFAULT_CONFIG)
    assert {(w.code, w.severity) for w in warnings} <= {("setting-ignored", "warning")}
    return [warning.field for warning in warnings]


def refused(**changes):
    """Give the settings that are refused."""
    with pytest.raises(SettingsError) as caught:
        a_config(**changes)
    return [found.field for found in caught.value.problems]


def changed(name):
    """Give a value for a setting that is neither its default nor empty."""
    value = DEFAULT_CONFIG.get(name)
    return "changed" if isinstance(value, (str, type(None))) else ["changed"]


# --- every setting of Pelican's


def test_pelicans_defaults_are_not_warned_about():
    assert warned() == []


@pytest.mark.parametrize("name", sorted((set(DEFAULT_CONFIG) | PELICAN_ONLY) - HONOURED - PLUMBING))
def test_a_setting_without_effect_is_warned_about(name):
    assert warned(**{name: changed(name)}) == [name]


@pytest.mark.parametrize("name", sorted(PLUMBING - set(FOLDERS)))
def test_a_setting_of_the_host_is_accepted(name):
    assert warned(**{name: changed(name)}) == []


def test_no_setting_is_honoured_and_of_the_host_at_once():
    assert not HONOURED & PLUMBING
    assert not (HONOURED | PLUMBING) & PELICAN_ONLY


@pytest.mark.parametrize("empty", [None, [], (), "", False, {}])
def test_a_setting_that_asks_for_nothing_is_not_warned_about(empty):
    assert warned(FEED_ALL_ATOM=empty, DIRECT_TEMPLATES=empty, ARTICLE_EXCLUDES=empty or ()) == []


def test_excludes_that_pelican_adds_itself_are_not_warned_about():
    assert warned(ARTICLE_EXCLUDES=["pages"], PAGE_EXCLUDES=[""]) == []
    assert warned(ARTICLE_EXCLUDES=["pages", "secret"]) == ["ARTICLE_EXCLUDES"]


def test_settings_of_themes_and_plugins_are_their_own():
    assert warned(GITHUB_URL="https://x.example", MY_PLUGIN_SIZE=3) == []


def test_a_setting_of_ours_that_does_not_exist_is_refused_with_a_hint():
    with pytest.raises(SettingsError) as caught:
        a_config(BROADSHEET_WITHUOT=[])

    (found,) = caught.value.problems
    assert (found.field, found.code) == ("BROADSHEET_WITHUOT", "unknown-setting")
    assert "BROADSHEET_WITHOUT" in found.hint


# --- wrong values


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SITENAME", 1),
        ("SITESUBTITLE", None),
        ("SITEURL", "news.example.org"),
        ("SITEURL", "ftp://x.example"),
        ("SITEURL", "https://x.example/?a"),
        ("SITEURL", 'https://x.example/"><script>'),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", None),
        ("DEFAULT_PAGINATION", -1),
        ("DEFAULT_PAGINATION", True),
        ("DEFAULT_PAGINATION", "10"),
        ("DEFAULT_ORPHANS", 1.5),
        ("FEED_MAX_ITEMS", "all"),
        ("RSS_FEED_SUMMARY_ONLY", "yes"),
        ("RELATIVE_URLS", 1),
        ("WITH_FUTURE_DATES", "no"),
        ("STATIC_PATHS", "files"),
        ("STATIC_EXCLUDES", [1]),
        ("IGNORE_FILES", "*.tmp"),
        ("SUMMARY_MAX_LENGTH", "long"),
        ("SUMMARY_END_SUFFIX", None),
        ("MARKDOWN", []),
        ("JINJA_ENVIRONMENT", []),
        ("DELETE_OUTPUT_DIRECTORY", "yes"),
        ("OUTPUT_RETENTION", ".git"),
        ("LOAD_CONTENT_CACHE", None),
        ("BROADSHEET_WITHOUT", ["atom-feeds"]),
        ("BROADSHEET_WITHOUT", "sources"),
        ("BROADSHEET_NOW", "yesterday"),
        ("BROADSHEET_NOW", "2022-12-18T09:00"),
        ("THEME_TEMPLATES_OVERRIDES", "templates"),
        ("THEME_STATIC_PATHS", "static"),
        ("EXTRA_PATH_METADATA", ["x"]),
        ("EXTRA_PATH_METADATA", {"files/x": {"path": 1}}),
        ("EXTRA_PATH_METADATA", {"photos/x.jpg": {"path": "x.jpg"}}),
        *(
            ("THEME_STATIC_DIR", place)
            for place in ("", "/", "../x", "a/../b", "/etc", "a\\b", ".")
        ),
        *(
            ("EXTRA_PATH_METADATA", {"files/x": {"path": place}})
            for place in ("", "/etc/passwd", "../x", "a/../../x", "..", "a//b", "..\\x")
        ),
    ],
)
def test_a_wrong_value_is_refused_by_name(name, value):
    assert refused(**{name: value}) == [name]


def test_all_wrong_values_are_told_at_once():
    found = refused(SITEURL="x", TIMEZONE="y", DEFAULT_PAGINATION=-1, BROADSHEET_NO=1)

    assert set(found) == {"SITEURL", "TIMEZONE", "DEFAULT_PAGINATION", "BROADSHEET_NO"}


@pytest.mark.parametrize("name", ["OUTPUT_PATH", "CACHE_PATH"])
@pytest.mark.parametrize("place", ["/x/content", "/x/content/output", "/x", "/"])
def test_output_and_cache_never_mix_with_the_content(name, place):
    assert refused(**{**FOLDERS, name: place}) == [name]


# --- what honoured settings do; most are tested with the module that reads them


def published(tmp_path, settings="", **changes):
    """Prepare a site of one article with a long body and no summary."""
    files = article_file("long", **changes)
    files = {name: text.replace("summary: In short.\n", "") for name, text in files.items()}
    conf = site_folder(tmp_path, settings, files)
    from broadsheet.pelican_plugin import load_config  # noqa: PLC0415  it starts Pelican

    return prepare(load_config(conf)[0])


@pytest.mark.parametrize(
    ("settings", "summary"),
    [
        ("SUMMARY_MAX_LENGTH = 2", "one two…"),
        ("SUMMARY_MAX_LENGTH = 2\nSUMMARY_END_SUFFIX = ' (more)'", "one two (more)"),
        ("SUMMARY_MAX_LENGTH = None", "one two three four five"),
    ],
)
def test_summary_settings_shape_a_summary_that_was_not_written(tmp_path, settings, summary):
    prepared = published(tmp_path, settings, body="one two three four five")

    assert prepared.publication.site.articles["long"].summary == summary


def test_ignore_files_are_passed_over_and_accounted_for(tmp_path):
    files = {"content/files/a.bak": "x", "content/files/a.txt": "x"}
    conf = site_folder(tmp_path, "IGNORE_FILES = ['*.bak']\nSTATIC_PATHS = ['files']", files)
    from broadsheet.pelican_plugin import load_config  # noqa: PLC0415  it starts Pelican

    account = prepare(load_config(conf)[0]).account

    assert "content/files/a.txt" in account["copied"]
    assert "content/files/a.bak" in {f for s, fs in account.items() if "skipped" in s for f in fs}


@pytest.mark.parametrize(
    ("value", "shown", "state"), [(True, True, "published"), (False, False, "scheduled")]
)
def test_with_future_dates_decides_what_a_later_date_means(tmp_path, value, shown, state):
    prepared = published(tmp_path, f"WITH_FUTURE_DATES = {value}", date="2023-01-05")

    assert ("long" in prepared.publication.site.articles) is shown
    assert prepared.account[state][-1].endswith("long.md")
    assert "future-date" in {problem.code for problem in prepared.problems}
    traces = [item.path for item in prepared.publication.items if "long" in item.path]
    assert bool(traces) is shown


def test_timezone_decides_the_day_of_a_date_without_a_time(tmp_path):
    prepared = published(tmp_path, "TIMEZONE = 'Asia/Tokyo'", date="2022-12-18")

    assert (
        prepared.publication.site.articles["long"].date.isoformat() == "2022-12-18T00:00:00+09:00"
    )


def test_default_lang_is_the_language_of_articles_pages_and_feeds(tmp_path):
    prepared = published(tmp_path, "DEFAULT_LANG = 'fa'")

    made = {item.path: item for item in prepared.publication.items}
    assert made["articles/long/index.html"].data.lang == "fa"
    assert made["index.html"].data.dir == "rtl"
    assert made["feeds/all.atom.xml"].lang == "fa"


def test_sitename_and_subtitle_are_texts():
    publication = publish(
        an_article(), config=a_config(SITENAME="A & <b>", SITESUBTITLE="<i> & so on")
    )

    assert (publication.facts.name, publication.facts.tagline) == ("A & <b>", "<i> & so on")
    assert feeds(publication)["feeds/all.rss.xml"].description == "<i> & so on"
    assert pages(publication)[""].data.head.title == "A & <b>: <i> & so on"


# --- the clock


def test_now_stands_above_source_date_epoch(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")

    assert a_config(BROADSHEET_NOW="2022-12-18").now == datetime(2022, 12, 18, tzinfo=UTC)
    assert a_config(BROADSHEET_NOW=None).now == datetime(1970, 1, 1, tzinfo=UTC)


def test_without_either_the_clock_is_the_real_one(monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    before, now = datetime.now(UTC), a_config(BROADSHEET_NOW=None).now

    assert before <= now <= datetime.now(UTC)


@pytest.mark.parametrize("text", ["soon", "1e9", "2022-02-30", "2022-12-18T09:00", "9" * 20])
def test_a_wrong_source_date_epoch_is_refused(monkeypatch, text):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", text)

    assert refused(BROADSHEET_NOW=None) == ["BROADSHEET_NOW"]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0", datetime(1970, 1, 1, tzinfo=UTC)),
        ("1671354000", datetime(2022, 12, 18, 9, tzinfo=UTC)),
        ("2022-12-18", datetime(2022, 12, 18, tzinfo=UTC)),
        ("2022-12-18T09:00:00Z", datetime(2022, 12, 18, 9, tzinfo=UTC)),
        ("2022-12-18T12:30:00+03:30", datetime(2022, 12, 18, 9, tzinfo=UTC)),
    ],
)
def test_the_clock_is_given_as_seconds_a_date_or_a_moment(text, moment):
    assert read_clock(text) == moment
