"""Fingerprints: equal settings have equal ones, and whatever a page can see of them changes it."""

import dataclasses
import json
import os
import re
import subprocess
import sys
import zoneinfo
from collections import OrderedDict, namedtuple
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.paginator import PaginationRule
from pelican.settings import DEFAULT_CONFIG

from broadsheet import fingerprint
from broadsheet.config import SiteConfig
from broadsheet.fingerprint import OpaqueError, digest, plain
from tests.build_model import ROOT, a_config

OTHER = {
    "theme_static_dir": "assets",
    "theme_static_paths": ("css",),
    "jinja_environment": {"trim_blocks": True},
    "name": "Another Digest",
    "tagline": "Told again",
    "siteurl": "https://news.example.org",
    "lang": "fa",
    "timezone": ZoneInfo("Asia/Tehran"),
    "page_length": 7,
    "orphans": 2,
    "article_url": "a/{slug}/",
    "article_save_as": "a/{slug}/index.html",
    "standing_url": "p/{slug}/",
    "standing_save_as": "p/{slug}/index.html",
    "feed_length": 3,
    "rss_summary_only": False,
    "relative_urls": True,
    "with_future_dates": False,
    "extra_paths": {"files/robots.txt": "robots.txt"},
    "without": frozenset({"opml"}),
    "show_drafts": True,
    "published_in": ("DE",),
    "template_settings": {"MINE": 1},
}
"""Another value for each field that can shape a page."""
ELSEWHERE = {
    "content": Path("/other/content"),
    "output": Path("/other/output"),
    "cache": Path("/other/cache"),
    "theme": Path("/other/theme"),
    "theme_overrides": (Path("/other/overrides"),),
    "now": datetime(2030, 1, 1, tzinfo=UTC),
    "static_paths": ("files",),
    "static_excludes": ("files/old",),
    "ignore_files": ("*.bak",),
    "summary_words": 3,
    "summary_end": "!",
    "markdown": {"extensions": []},
    "delete_output": True,
    "output_retention": (".git",),
    "load_cache": False,
    "publish_to": "git:origin",
    "workers": 99,
    "executor": "dask://127.0.0.1:8786",
    "contact": "https://other.example/about/",
}
"""Another value for each field that says where or how a site is built, or made the records."""
AT_ANY_TIME = {"now", "workers", "executor", "publish_to", "contact"}
"""Those of them that no file of the output depends on."""


def changed(**fields):
    return dataclasses.replace(a_config(), **fields)


def test_every_setting_is_known_here():
    # A new one must be thought of: can a page be another because of it?
    assert sorted({*OTHER, *ELSEWHERE}) == sorted(f.name for f in dataclasses.fields(SiteConfig))


@pytest.mark.parametrize("name", OTHER)
def test_a_setting_that_can_shape_a_page_changes_the_fingerprint(name):
    other = changed(**{name: OTHER[name]})

    assert fingerprint.settings(other) != fingerprint.settings(a_config())
    assert fingerprint.whole(other) != fingerprint.whole(a_config())


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_setting_that_no_page_is_made_of_leaves_the_fingerprint(name):
    other = changed(**{name: ELSEWHERE[name]})

    assert fingerprint.settings(other) == fingerprint.settings(a_config())


@pytest.mark.parametrize("name", ELSEWHERE)
def test_the_whole_knows_all_but_what_says_when_and_how_to_build(name):
    same = fingerprint.whole(changed(**{name: ELSEWHERE[name]})) == fingerprint.whole(a_config())

    assert same == (name in AT_ANY_TIME)


def test_the_settings_of_every_digest_can_be_fingerprinted():
    values = {name: value for name, value in DEFAULT_CONFIG.items() if name.isupper()}
    config = changed(template_settings=values)

    assert fingerprint.settings(config) == fingerprint.settings(config)


def test_settings_for_templates_are_told_apart_by_name_and_value():
    made = [
        fingerprint.settings(changed(template_settings=given))
        for given in ({}, {"A": 1}, {"B": 1}, {"A": 2}, {"A": 1, "B": None}, {"A": None, "B": 1})
    ]

    assert len(set(made)) == len(made)


def test_the_order_of_the_settings_in_their_file_does_not_matter():
    one = changed(template_settings={"A": 1, "B": 2})
    other = changed(template_settings={"B": 2, "A": 1})

    assert fingerprint.settings(one) == fingerprint.settings(other)


# --- values

Rule = namedtuple("Rule", "a b")


class Word(str):
    __slots__ = ()


class Colour(StrEnum):
    RED = "red"


# Values that a template can tell apart, however alike they are.
ALIKE = [
    None, "", 0, 0.0, False, b"", [], (), {}, set(), "0", "None", "[]",
    1, 1.0, True, "1", b"1", [1], (1,), {1}, {1: None}, {1: 1}, frozenset({1}), [[1]], [1, 1],
    2**64, 2**70, "2**70", "\ud800", "ü",
    ["a", "b"], ["b", "a"], ["ab"], [["a"], "b"], ["a", ["b"]],
    {"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 2, "b": 1}, {"a": {"b": 1}},
    {"a", "b"}, {"a", "c"}, {frozenset({"a"}), "b"},
    "<b>", Markup("<b>"), "Markup('<b>')", ("Markup", "Markup('<b>')"),
    Path("a"), "a", Path("b"),
    re.compile("a"), re.compile("a", re.IGNORECASE), re.compile("b"),
    date(2022, 1, 1), datetime(2022, 1, 1), datetime(2022, 1, 1, tzinfo=UTC),  # noqa: DTZ001
    datetime(2022, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
    datetime(2022, 1, 1, tzinfo=ZoneInfo("Africa/Abidjan")),
    datetime(2022, 10, 30, 2, tzinfo=ZoneInfo("Europe/Berlin")),
    datetime(2022, 10, 30, 2, tzinfo=ZoneInfo("Europe/Berlin"), fold=1),
    timezone(timedelta(hours=1)), timezone(timedelta(hours=1), "CET"),
    timezone(timedelta(hours=2), "CET"), timedelta(1), timedelta(2),
    ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Paris"),
    PaginationRule(0, "a", "b"), PaginationRule(0, "a", "c"), (0, "a", "b"),
]  # fmt: skip


def test_values_that_a_template_can_tell_apart_are_told_apart():
    made = [fingerprint.settings(changed(template_settings={"X": value})) for value in ALIKE]

    same = [(ALIKE[made.index(one)], value) for one, value in zip(made, ALIKE, strict=True)]
    assert [pair for pair in same if pair[0] is not pair[1]] == []


@given(st.lists(st.one_of(st.integers(), st.text(), st.frozensets(st.text())), unique=True))
def test_the_order_of_a_set_does_not_matter(values):
    one, other = set(), set()
    one.update(values)
    other.update(reversed(values))

    assert repr(plain(one, "X")) == repr(plain(other, "X"))


@pytest.mark.parametrize(
    "value",
    [
        len, str.upper, lambda: 1, object(), str, Colour.RED, Word("a"), Rule(1, 2),
        OrderedDict(a=1),
        ModuleType("tools"), iter(()), range(3), bytearray(b"a"), re,
    ],
)  # fmt: skip
@pytest.mark.parametrize("within", [lambda v: v, lambda v: [1, (v,)], lambda v: {"a": {"b": v}}])
def test_what_may_be_code_is_refused_by_the_name_of_its_setting(value, within):
    config = changed(template_settings={"A": 1, "MINE": within(value)})

    for of in (fingerprint.settings, fingerprint.whole):
        with pytest.raises(OpaqueError) as caught:
            of(config)
        assert str(caught.value) == "MINE"


def test_code_among_the_keys_of_a_mapping_or_in_a_set_is_refused():
    for value in ({len: 1}, {len}, frozenset({len})):
        with pytest.raises(OpaqueError):
            plain(value, "X")


def test_plugins_are_known_by_their_names():
    def of(*plugins):
        return fingerprint.settings(changed(template_settings={"PLUGINS": list(plugins)}))

    assert of(ModuleType("a")) == of(ModuleType("a"))
    assert len({of(ModuleType("a")), of(ModuleType("b")), of("a")}) == 3


@pytest.mark.parametrize("extension", ["tests.nowhere.Extension", object, "jinja3.ext.do"])
def test_an_extension_of_jinja_that_has_no_version_is_refused(extension):
    config = changed(jinja_environment={"extensions": ["jinja2.ext.do", extension]})

    with pytest.raises(OpaqueError, match="JINJA_ENVIRONMENT"):
        fingerprint.settings(config)


def test_jinjas_own_extensions_are_data():
    one = changed(jinja_environment={"extensions": ["jinja2.ext.do"]})
    other = changed(jinja_environment={"extensions": ["jinja2.ext.loopcontrols"]})

    assert fingerprint.settings(one) != fingerprint.settings(other)


def test_new_rules_of_a_time_zone_change_the_fingerprint(tmp_path, monkeypatch):
    zone = ZoneInfo("Europe/Berlin")
    before = repr(plain(zone, "TIMEZONE"))
    place = tmp_path / "Europe/Berlin"
    place.parent.mkdir()
    place.write_bytes(b"TZif: no more summer time")
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(tmp_path),))
    updated = repr(plain(zone, "TIMEZONE"))
    monkeypatch.setattr(zoneinfo, "TZPATH", ())  # those of the tzdata package

    assert len({before, updated, repr(plain(zone, "TIMEZONE"))}) == 3


# --- digests, and the engine


@given(st.lists(st.binary()), st.lists(st.binary()))
def test_sequences_of_bytes_have_the_same_digest_when_they_are_the_same(one, other):
    assert (digest(*one) == digest(*other)) == (one == other)


def test_where_a_sequence_is_cut_matters():
    assert len({digest(), digest(b""), digest(b"ab"), digest(b"a", b"b"), digest(b"", b"ab")}) == 5


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """Give a function that fingerprints an engine of the given files."""

    def of(files):
        for old in tmp_path.rglob("*.py"):
            old.unlink()
        for name, text in files.items():
            place = tmp_path / name
            place.parent.mkdir(exist_ok=True)
            place.write_text(text)
        monkeypatch.setattr(fingerprint, "__file__", str(tmp_path / "fingerprint.py"))
        return fingerprint.engine.__wrapped__()

    return of


def test_the_engine_is_its_code(engine):
    made = [
        engine({"a.py": "1", "pages/b.py": "2"}),
        engine({"a.py": "1", "pages/b.py": "3"}),
        engine({"a.py": "1"}),
        engine({"a.py": "1", "pages/b.py": "2", "pages/c.py": ""}),
    ]

    assert len(set(made)) == len(made)
    assert engine({"a.py": "1", "pages/b.py": "2"}) == made[0]


def test_the_engine_is_everything_installed_beside_it(engine, monkeypatch, tmp_path):
    before = engine({"a.py": "1"})
    monkeypatch.setattr(fingerprint, "installed", lambda: ("jinja2-99.dist-info",))

    assert engine({"a.py": "1"}) != before


def test_what_is_installed_has_a_version(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere"), ""])
    for name in ("markdown-3.1.dist-info", "old-1.egg-info", "markdown", "x.py"):
        (tmp_path / name).mkdir()

    assert fingerprint.installed.__wrapped__() == ("markdown-3.1.dist-info", "old-1.egg-info")


def test_every_library_that_pages_come_from_is_installed_as_a_package():
    named = {name.partition("-")[0].lower() for name in fingerprint.installed()}

    assert {"babel", "feedgenerator", "jinja2", "markdown", "msgspec", "nh3", "pyyaml"} <= named


def test_the_engine_is_the_python_that_runs_it(engine, monkeypatch):
    before = engine({"a.py": "1"})
    monkeypatch.setattr(sys, "version", "4.0")

    assert engine({"a.py": "1"}) != before


PRINT = """\
import json
from broadsheet import fingerprint
from tests.build_model import a_config
config = a_config(MINE={"c", "a", "b"}, BROADSHEET_WITHOUT={"opml", "crossings", "archive"})
print(json.dumps([f.hex() for f in (
    fingerprint.engine(), fingerprint.settings(config), fingerprint.whole(config))]))
"""


def test_fingerprints_are_the_same_in_every_process():
    made = [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", PRINT],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
        )
        for seed in ("1", "2")
    ]

    assert made[0] == made[1]
