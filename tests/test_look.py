"""One look: who asks twice is told the same, whatever happened in between."""

import time

import pytest

from broadsheet.look import Look


def test_a_folder_is_seen_as_it_was_when_it_was_first_asked_for(tmp_path):
    (tmp_path / "b").write_text("b")
    (tmp_path / "a").write_text("a")
    look = Look()
    names = [entry.name for entry in look.entries(str(tmp_path))]
    (tmp_path / "c").write_text("c")

    assert names == ["a", "b"]
    assert [entry.name for entry in look.entries(str(tmp_path))] == names
    assert len(Look().entries(str(tmp_path))) == 3


def test_a_file_is_seen_as_it_was_when_it_was_first_asked_for(tmp_path):
    (tmp_path / "a").write_text("a")
    look = Look()
    (entry,) = look.entries(str(tmp_path))
    size = entry.stat(follow_symlinks=False).st_size
    (tmp_path / "a").write_text("longer")

    (again,) = look.entries(str(tmp_path))
    assert again.stat().st_size == size


def test_a_look_begins_before_anything_is_seen(tmp_path):
    before = time.time_ns()
    look = Look()

    assert before <= look.began <= time.time_ns()


def test_a_folder_that_cannot_be_read_is_told_each_time(tmp_path):
    look = Look()
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            look.entries(str(tmp_path / "nowhere"))
