"""Records kept between builds are those that reading would give, or none."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import OutputError
from broadsheet.read.article import read_article
from broadsheet.read.content import make_renderer, read_content
from broadsheet.read.store import SHARDS, Store, make_fingerprint, no_store, open_store
from tests.build_model import a_config
from tests.builders import article_text

DATA = article_text(date="2022-12-18T14:30:00+03:30").encode()


def read(data=DATA, path="content/articles/a.md"):
    return read_article(data, path=path, renderer=make_renderer(a_config()))


def kept(folder, fingerprint="f", data=DATA, path="content/articles/a.md"):
    store = Store(folder, fingerprint)
    key = store.key("article", path, data)
    store.keep(key, read(data, path))
    store.save()
    return key


def test_a_record_comes_back_as_it_was_read_with_the_zone_of_its_date(tmp_path):
    key = kept(tmp_path)
    record = Store(tmp_path, "f").recall(key)
    assert record == read()
    assert record.date.moment.utcoffset().total_seconds() == 3.5 * 3600


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: DATA + text.encode()))
def test_the_record_of_any_bytes_comes_back_as_it_was(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("records")
    key = kept(folder, data=data)
    assert Store(folder, "f").recall(key) == read(data)


def test_another_file_path_kind_or_fingerprint_has_another_key(tmp_path):
    store = Store(tmp_path, "f")
    keys = {
        store.key("article", "a", b"x"),
        store.key("article", "a", b"y"),
        store.key("article", "b", b"x"),
        store.key("standing", "a", b"x"),
        store.key("article", "ax", b""),
        Store(tmp_path, "g").key("article", "a", b"x"),
    }
    assert len(keys) == 6


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"\x00" * len(data),
        lambda data: data + b"x",
    ],
)
def test_a_damaged_file_is_as_if_it_were_not_there(tmp_path, damage):
    key = kept(tmp_path)
    for path in tmp_path.iterdir():
        path.write_bytes(damage(path.read_bytes()))
    assert Store(tmp_path, "f").recall(key) is None


def test_what_a_build_did_not_ask_for_is_dropped(tmp_path):
    old = kept(tmp_path, data=DATA)
    new = kept(tmp_path, data=DATA + b"more")
    assert Store(tmp_path, "f").recall(old) is None
    assert Store(tmp_path, "f").recall(new) is not None


def test_nothing_is_written_when_nothing_changed(tmp_path):
    key = kept(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    store = Store(tmp_path, "f")
    store.recall(key)
    store.save()
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    assert len(before) <= SHARDS


def test_without_loading_nothing_is_recalled_but_everything_is_kept(tmp_path):
    key = kept(tmp_path)
    store = Store(tmp_path, "f", load=False)
    assert store.recall(key) is None
    store.keep(key, read())
    store.save()
    assert Store(tmp_path, "f").recall(key) == read()


def test_no_store_keeps_nothing(tmp_path):
    store = no_store()
    key = store.key("article", "a", b"x")
    store.keep(key, read())
    store.save()
    assert store.recall(key) is None


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "records").write_text("a file")
    with pytest.raises(OutputError, match="records"):
        kept(tmp_path / "records")


@pytest.mark.parametrize(
    "settings_",
    [
        {"MARKDOWN": {"extensions": ["tables"]}},
        {"MARKDOWN": {"extension_configs": {"toc": {"permalink": True}}}},
        {"DEFAULT_LANG": "de"},
        {"SUMMARY_MAX_LENGTH": 7},
        {"SUMMARY_END_SUFFIX": "!"},
    ],
)
def test_a_setting_that_shapes_records_changes_the_fingerprint(settings_):
    assert make_fingerprint(a_config(**settings_)) != make_fingerprint(a_config())


def test_a_setting_that_shapes_no_record_leaves_the_fingerprint():
    assert make_fingerprint(a_config(SITENAME="Other")) == make_fingerprint(a_config())


def test_the_code_of_a_foreign_extension_is_part_of_the_fingerprint(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "shouting.py").write_text("A = 1\n")
    config = a_config(MARKDOWN={"extensions": ["shouting:Shout"]})
    before = make_fingerprint(config)
    (tmp_path / "shouting.py").write_text("A = 2\n")
    assert make_fingerprint(config) != before
    sys.modules.pop("shouting", None)


def test_with_an_extension_given_as_an_object_nothing_is_kept(tmp_path):
    config = replace(a_config(), markdown={"extensions": [object()]}, cache=tmp_path)
    store = open_store(config)
    store.keep(store.key("article", "a", b"x"), read())
    store.save()
    assert list(tmp_path.iterdir()) == []


def test_content_read_through_a_store_is_the_content_itself(digest):
    config = digest.config()
    plain = read_content(config)
    for _ in range(2):  # the second time out of the store
        store = open_store(config)
        assert read_content(config, store=store) == plain
        store.save()
