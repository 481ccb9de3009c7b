"""The index of old stories: it finds what a look at every file would find, whatever happened."""

import os
import threading
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.clip import morgue as morgue_module
from broadsheet.clip.duplicate import Story
from broadsheet.clip.morgue import Morgue
from broadsheet.read.files import read_folder
from tests.clip.test_duplicate import OTHER, PARTS, TEXT

STORY = Story(text=TEXT, address="https://a.example/1", day=date(2022, 12, 18))


@pytest.fixture
def site(tmp_path):
    (tmp_path / "content/articles").mkdir(parents=True)
    return tmp_path


def write(site, name, text=TEXT, url="https://b.example/2", more=""):
    """Write an article as it was some time ago: then its stamp tells that it has not changed."""
    path = site / f"content/articles/{name}.md"
    path.write_text(f"---\ntitle: {name}\nsource: {{url: {url}}}\n{more}---\n{text}\n")
    old = time.time() - 100 + len(text) / 1000
    os.utime(path, (old, old))
    return path


def look(site, cache="cache"):
    folder = read_folder(site / "content", ())
    for file in folder.articles:
        file.settled = True  # or a test would have to wait until the clock has moved on
    return Morgue(folder, site / cache if cache else None)


def paths(found):
    return [duplicate.path.rpartition("/")[2] for duplicate in found]


def test_a_story_is_found_by_its_address_and_by_its_words(site):
    write(site, "same", OTHER, url="https://www.a.example/1?utm_source=x")
    write(site, "wire")
    write(site, "apart", OTHER)

    assert paths(look(site).find(STORY)) == ["same.md", "wire.md"]


def test_what_did_not_change_is_not_read_again(site, monkeypatch):
    write(site, "wire")
    look(site)
    monkeypatch.setattr(morgue_module, "_halves", lambda file: pytest.fail("was read"))

    assert look(site).slugs() == {"wire"}


def test_what_changed_came_or_went_is_seen(site):
    write(site, "wire")
    write(site, "gone")
    look(site)
    (site / "content/articles/gone.md").unlink()
    write(site, "wire", OTHER)
    write(site, "came", f"{TEXT}\n\n{OTHER}")

    assert paths(look(site).find(STORY)) == ["came.md"]
    assert look(site).slugs() == {"wire", "came"}


def test_slugs_are_those_of_files_and_of_fields(site):
    write(site, "wire", more="slug: a-slug\n")

    assert look(site).slugs() == {"wire", "a-slug"}


def test_an_article_that_cannot_be_read_repeats_nothing_and_keeps_its_name(site):
    (site / "content/articles/broken.md").write_bytes(b"---\ntitle: [\n")

    assert look(site).find(STORY) == []
    assert look(site).slugs() == {"broken"}


def test_a_phrase_that_every_article_has_finds_none(site, monkeypatch):
    monkeypatch.setattr(morgue_module, "_RECENT", 0)
    monkeypatch.setattr(morgue_module, "_COMMON", 3)
    for number in range(5):
        write(site, f"a{number}", f"{PARTS[0]}\n\n{OTHER}")

    assert look(site)._candidates(STORY) == []


@pytest.mark.parametrize("damage", [b"", b"words", b"\x00" * 400])
@pytest.mark.parametrize("kept", [0, 1000])
def test_what_is_damaged_is_made_anew(site, monkeypatch, damage, kept):
    monkeypatch.setattr(morgue_module, "_RECENT", kept)
    write(site, "wire")
    look(site)
    for path in (site / "cache").rglob("*.*"):
        path.write_bytes(damage)

        assert paths(look(site).find(STORY)) == ["wire.md"]


def test_a_cache_that_cannot_be_written_costs_time_alone(site):
    write(site, "wire")
    (site / "cache").write_text("a file in the place of the folder")

    assert paths(look(site).find(STORY)) == ["wire.md"]


def test_the_sorted_prints_of_before_do_not_pile_up(site, monkeypatch):
    monkeypatch.setattr(morgue_module, "_RECENT", 0)
    for number in range(4):
        write(site, f"a{number}")
        look(site)

    assert len([*(site / "cache").rglob("prints-*")]) == 1


def test_two_at_once_spoil_nothing(site):
    for number in range(20):
        write(site, f"a{number}")
    found = []
    threads = [threading.Thread(target=lambda: found.append(look(site).find(STORY))) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(entries) for entries in found] == [20, 20]
    assert len(look(site).find(STORY)) == 20


TEXTS = st.sampled_from([TEXT, OTHER, f"{PARTS[0]}\n\n{PARTS[1]}", f"{OTHER}\n\n{PARTS[2]}", ""])
ACTS = st.lists(st.tuples(st.sampled_from("abcdef"), st.one_of(st.none(), TEXTS)), max_size=12)


@settings(max_examples=25, deadline=None)
@given(ACTS, st.integers(0, 3))
def test_after_any_edits_it_finds_what_a_fresh_look_finds(tmp_path_factory, acts, kept):
    site = tmp_path_factory.mktemp("site")
    (site / "content/articles").mkdir(parents=True)
    before = morgue_module._RECENT
    morgue_module._RECENT = kept
    try:
        for name, text in acts:
            path = site / f"content/articles/{name}.md"
            path.unlink(missing_ok=True) if text is None else write(site, name, text)
            known = look(site)
            fresh = look(site, cache=None)
            assert known.find(STORY) == fresh.find(STORY)
            assert known.slugs() == fresh.slugs()
    finally:
        morgue_module._RECENT = before
