"""Keys of files that are copied: their stamps, as soon as these can be trusted."""

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from broadsheet.pages import key as key_module
from broadsheet.pages.key import Keys
from broadsheet.pages.page import Copy
from tests.build_model import publish


@pytest.fixture
def later(monkeypatch):
    """Let an hour have gone by for keys, so that no file was written a moment ago."""
    now = time.time_ns() + 3600 * 10**9
    monkeypatch.setattr(key_module, "time", SimpleNamespace(time_ns=lambda: now))


def copy_key(place):
    return Keys(publish(), b"", {}).of(Copy(path="x", source=place))


def test_a_file_to_copy_is_known_by_its_stamp(tmp_path, later):
    place = tmp_path / "photo.jpg"
    place.write_bytes(b"old")
    before = copy_key(place)
    stamp = place.stat()

    assert before == copy_key(place) != ""
    place.write_bytes(b"new")
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert place.stat().st_mtime_ns == stamp.st_mtime_ns
    assert copy_key(place) != before


def test_a_file_in_the_place_of_another_is_told_from_it(tmp_path, later):
    place, other = tmp_path / "photo.jpg", tmp_path / "other.jpg"
    place.write_bytes(b"old")
    other.write_bytes(b"new")
    stamp = place.stat()
    before = copy_key(place)
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.replace(place)

    assert copy_key(place) != before


@pytest.mark.parametrize("field", ["st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns"])
def test_every_part_of_a_stamp_counts(later, monkeypatch, field):
    stamp = dict.fromkeys("st_dev st_ino st_size st_mtime_ns st_ctime_ns".split(), 1)
    keys = []
    for found in (stamp, {**stamp, field: 2}):
        answer = SimpleNamespace(**found)
        monkeypatch.setattr(key_module, "os", SimpleNamespace(stat=lambda _, a=answer: a))
        keys.append(copy_key(Path("photo.jpg")))

    assert keys[0] != keys[1]


@pytest.mark.parametrize("field", ["st_mtime_ns", "st_ctime_ns"])
def test_a_file_is_known_when_it_could_not_change_unseen_any_more(later, monkeypatch, field):
    stamp = dict.fromkeys("st_dev st_ino st_size st_mtime_ns st_ctime_ns".split(), 1)
    known = []
    for age in (1_900_000_000, 2_100_000_000):  # two seconds are what a clock of FAT is good for
        answer = SimpleNamespace(**{**stamp, field: key_module.time.time_ns() - age})
        monkeypatch.setattr(key_module, "os", SimpleNamespace(stat=lambda _, a=answer: a))
        known.append(bool(copy_key(Path("photo.jpg"))))

    assert known == [False, True]


def test_nothing_is_said_of_a_file_that_was_just_written_or_is_gone(tmp_path):
    place = tmp_path / "photo.jpg"
    place.write_bytes(b"x")
    os.utime(place, (1_000_000_000, 1_000_000_000))  # the system notes the change by itself

    assert copy_key(place) == ""
    assert copy_key(tmp_path / "gone.jpg") == ""
