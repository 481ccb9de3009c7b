"""What a process remembers from its last build is what a new process would read."""

import os
import pickle

import pytest

from broadsheet.memory import Memory


@pytest.fixture
def place(tmp_path):
    place = tmp_path / "things"
    place.write_bytes(b"one")
    return place


def test_a_thing_is_known_while_its_file_stays(place):
    memory = Memory()
    memory.keep(place, ["one"])

    assert memory.recall(place) == ["one"]
    assert memory.recall(str(place)) == ["one"]
    assert memory.recall(place.with_name("other")) is None


def test_a_file_that_was_replaced_is_not_the_one_that_is_known(place):
    memory = Memory()
    memory.keep(place, ["one"])
    before = place.stat()
    other = place.with_name("aside")
    other.write_bytes(b"two")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(place)

    assert memory.recall(place) is None


def test_a_file_that_is_gone_is_not_known(place):
    memory = Memory()
    memory.keep(place, ["one"])
    place.unlink()

    assert memory.recall(place) is None


def test_what_has_no_file_is_not_kept(place):
    memory = Memory()
    memory.keep(place, ["one"])
    place.unlink()
    memory.keep(place, ["two"])
    place.write_bytes(b"one")

    assert memory.recall(place) is None
    assert memory.is_empty


def test_an_empty_thing_is_known_as_such(place):
    memory = Memory()
    memory.keep(place, {})

    assert memory.recall(place) == {}
    assert not memory.is_empty


def test_nothing_of_it_travels(place):
    memory = Memory()
    memory.keep(place, ["one"])

    assert pickle.loads(pickle.dumps(memory)).is_empty  # noqa: S301  our own


def test_what_was_made_is_made_anew_under_another_key():
    memory = Memory()
    one = memory.made(b"one", list)

    assert memory.made(b"one", list) is one
    assert memory.made(b"two", list) is not one
    assert memory.made(b"one", list) is not one
