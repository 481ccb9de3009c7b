"""Records kept between builds are those that reading would give, or none."""

import os
import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import OutputError, SettingsError
from broadsheet.memory import Memory
from broadsheet.read.article import read_article
from broadsheet.read.content import make_renderer, read_content
from broadsheet.read.files import read_folder
from broadsheet.read.store import (
    SHARDS,
    Store,
    make_fingerprint,
    no_store,
    open_store,
    record_key,
)
from broadsheet.workers import FEW, Crew
from tests.build_model import a_config
from tests.builders import article_text

DATA = article_text(date="2022-12-18T14:30:00+03:30").encode()


def read(data=DATA, path="content/articles/a.md"):
    return read_article(data, path=path, renderer=make_renderer(a_config()))


def kept(folder, fingerprint="f", data=DATA, path="content/articles/a.md"):
    store = Store(folder, fingerprint)
    key = record_key(fingerprint, "article", path, data)
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


def test_another_file_path_kind_or_fingerprint_has_another_key():
    keys = {
        record_key("f", "article", "a", b"x"),
        record_key("f", "article", "a", b"y"),
        record_key("f", "article", "b", b"x"),
        record_key("f", "standing", "a", b"x"),
        record_key("f", "article", "ax", b""),
        record_key("g", "article", "a", b"x"),
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
    key = record_key("", "article", "a", b"x")
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
    store.keep(record_key("", "article", "a", b"x"), read())
    store.save()
    assert list(tmp_path.iterdir()) == []


def test_content_read_through_a_store_is_the_content_itself(digest):
    config = digest.config()
    plain = read_content(config)
    for _ in range(2):  # the second time out of the store
        store = open_store(config)
        assert read_content(config, store=store) == plain
        store.save()


# --- files that are not read because they look as they did


@pytest.fixture
def opened(monkeypatch):
    """List the texts that are opened; the clock stands at some minutes from now."""
    names, real = [], open

    def listen(place, *args, **options):
        if str(place).endswith(".md"):
            names.append(Path(place).name)
        return real(place, *args, **options)

    later = time.time_ns() + 300 * 10**9
    monkeypatch.setattr("time.time_ns", lambda: later)
    monkeypatch.setattr("builtins.open", listen)
    return names


def build(config):
    """Read through the store of a site as a build does."""
    store = open_store(config)
    content = read_content(config, store=store)
    store.save()
    assert content == read_content(config)  # whatever was skipped
    return content


def turn(config, memory):
    """Read as a process does that goes on."""
    store = open_store(config, memory)
    content = read_content(config, store=store)
    store.save()
    return content


def test_a_process_that_goes_on_reads_no_file_of_the_store_again(three, monkeypatch):
    config, memory = three.config(), Memory()
    turn(config, memory)
    read = []

    def read_whole(path):
        if path.exists():
            read.append(path)
        raise FileNotFoundError(path)

    monkeypatch.setattr("broadsheet.read.store._read", read_whole)

    assert turn(config, memory) == read_content(config)
    assert read == []
    open_store(config)
    assert read != []


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("way", ["removed", "cut short", "of another build", "removed with all"])
def test_what_a_process_remembers_is_what_a_new_one_would_read(three, edited, way):
    config, memory = three.config(), Memory()
    turn(config, memory)
    shards = [path for path in (config.cache / "records").iterdir() if path.name[0] != "i"]
    if way == "removed with all":
        shutil.rmtree(config.cache)
    elif way == "of another build":
        three.article("b", "Another build has read this.\n")
        build(config)
        three.article("b", "And this is new.\n")
    for shard in shards if way in {"removed", "cut short"} else ():
        shard.unlink() if way == "removed" else shard.write_bytes(shard.read_bytes()[:-1])
    if edited:
        three.article("c", "Edited.\n")

    assert turn(config, memory) == read_content(config)
    assert turn(config, memory) == build(config)
    # what is kept on disk is whole again: a new process finds all of it
    assert not open_store(config).is_empty


@pytest.fixture
def three(digest):
    for name in ("a", "b", "c"):
        digest.article(name)
    return digest


def test_a_file_that_looks_as_it_did_is_not_opened(three, opened):
    config = three.config()
    read_content(config, store=(store := open_store(config)))
    store.save()
    assert sorted(opened) == ["a.md", "b.md", "c.md"]
    opened.clear()
    read_content(config, store=open_store(config))
    assert opened == []


def test_only_what_was_edited_is_opened(three, opened):
    config = three.config()
    build(config)
    three.article("b", "Other words.\n")
    three.article("d")
    opened.clear()
    read_content(config, store=open_store(config))
    assert sorted(opened) == ["b.md", "d.md"]


def test_an_edit_of_equal_size_and_time_is_seen(three, opened):
    config = three.config()
    path = three.article("a", "One.\n")
    build(config)
    times = path.stat()
    time.sleep(0.02)
    three.article("a", "Two.\n")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (times.st_size, times.st_mtime_ns)
    assert "Two." in build(config).articles[0].body.html


def test_a_file_that_was_changed_a_moment_ago_is_opened_again(three, opened, monkeypatch):
    monkeypatch.setattr(
        "time.time_ns", lambda: (three.content / "articles/c.md").stat().st_ctime_ns
    )
    config = three.config()
    build(config)
    opened.clear()
    read_content(config, store=open_store(config))
    assert sorted(opened) == ["a.md", "b.md", "c.md"]


def test_without_loading_every_file_is_opened(three, opened):
    build(three.config())
    opened.clear()
    config = three.config(LOAD_CONTENT_CACHE=False)
    read_content(config, store=open_store(config))
    assert sorted(opened) == ["a.md", "b.md", "c.md"]


def test_a_damaged_index_or_a_damaged_shard_only_costs_time(three, opened):
    config = three.config()
    build(config)
    places = sorted((config.cache / "records").iterdir())
    assert "index.msgpack" in {place.name for place in places}
    for place in places:
        data = place.read_bytes()
        place.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        build(config)
        place.write_bytes(data[: len(data) // 2])
        build(config)
        place.unlink()
        build(config)


def test_the_index_of_another_folder_or_other_settings_is_not_believed(three, opened, tmp_path):
    config = three.config()
    build(config)
    other = replace(config, content=tmp_path / "elsewhere" / "content")
    shutil.copytree(three.content, other.content)
    for changed in (other, replace(config, summary_words=1)):
        opened.clear()
        read_content(changed, store=open_store(changed))
        assert sorted(opened) == ["a.md", "b.md", "c.md"]


def test_files_that_are_gone_leave_the_index(three, opened):
    config = three.config()
    build(config)
    index = config.cache / "records" / "index.msgpack"
    before = len(index.read_bytes())
    (three.content / "articles/b.md").unlink()
    assert len(build(config).articles) == 2
    assert len(index.read_bytes()) < before


def test_a_record_is_of_the_bytes_that_were_read_not_of_those_that_were_found(
    three, opened, monkeypatch
):
    def read_late(*args):
        folder = read_folder(*args)
        three.article("b", "Words of the last moment.\n")
        return folder

    config = three.config()
    store = open_store(config)
    monkeypatch.setattr("broadsheet.read.content.read_folder", read_late)
    found = read_content(config, store=store)
    store.save()
    monkeypatch.undo()
    assert "last moment" in found.articles[1].body.html
    three.article("b", "Words after that.\n")
    assert "after that" in build(config).articles[1].body.html


def test_a_file_that_vanishes_while_the_content_is_read_is_a_problem(three, monkeypatch):
    def read_late(*args):
        folder = read_folder(*args)
        (three.content / "articles/b.md").unlink()
        return folder

    monkeypatch.setattr("broadsheet.read.content.read_folder", read_late)
    found = three.read()
    assert [record.stem for record in found.articles] == ["a", "c"]
    assert [(p.path, p.code) for p in found.problems] == [
        ("content/articles/b.md", "unreadable-file")
    ]


def test_records_are_kept_of_content_with_errors(three, opened):
    three.article("b", date="never")
    config = three.config()
    build(config)
    opened.clear()
    assert read_content(config, store=open_store(config)).articles[1].problems
    assert opened == []


# --- read by several workers


@pytest.fixture(params=["fork", "spawn"] if sys.platform == "linux" else ["spawn"])
def method(request, monkeypatch):
    monkeypatch.setenv("BROADSHEET_START_METHOD", request.param)


@pytest.fixture
def many(digest):
    for number in range(FEW + 10):
        digest.article(f"a-{number:03}", f"Words of *number* {number}.\n")
    digest.article("a-007", date="never")
    digest.page("about")
    return digest


def test_any_number_of_workers_reads_the_same_in_the_same_order(many, method):
    config = many.config()
    alone = read_content(config)
    for workers in (1, 2, 3):
        assert read_content(config, crew=Crew(workers=workers)) == alone


def test_what_workers_read_is_kept_like_what_is_read_here(many, method, tmp_path, opened):
    folders = []
    for workers in (1, 2):
        config = replace(many.config(), cache=tmp_path / f"cache-{workers}")
        store = open_store(config)
        read_content(config, store=store, crew=Crew(workers=workers))
        store.save()
        folders.append(config.cache / "records")
    one, two = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders)
    assert one == two
    assert len(one) > SHARDS // 2


def test_a_file_that_no_worker_can_read_is_a_problem(many, method, monkeypatch):
    def read_late(*args):
        folder = read_folder(*args)
        (many.content / "articles/a-033.md").unlink()
        return folder

    monkeypatch.setattr("broadsheet.read.content.read_folder", read_late)
    found = read_content(many.config(), crew=Crew(workers=2))
    assert [(p.path, p.code) for p in found.problems] == [
        ("content/articles/a-033.md", "unreadable-file")
    ]
    assert len(found.articles) == FEW + 9


def test_settings_that_cannot_be_sent_are_no_hindrance(many, monkeypatch, capfd):
    monkeypatch.setenv("BROADSHEET_START_METHOD", "spawn")
    options = {"extension_configs": {"toc": {"slugify": lambda text, _: text.lower()}}}
    config = many.config(MARKDOWN=options)
    assert read_content(config, crew=Crew(workers=2)) == read_content(config)
    assert "Working in one process" in capfd.readouterr().err


def test_an_extension_that_cannot_be_loaded_is_told_also_without_a_text(digest):
    with pytest.raises(SettingsError):
        digest.read(MARKDOWN={"extensions": ["no.such.extension"]})
