"""What differs between a site and its host, and what speaks against sending it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.publish.changes import Changes, compare, objections

FILES = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("12"))


def gone(*removed, kept=0, changed=()):
    return list(objections(Changes(removed=removed, kept=kept, changed=changed)))


@given(ours=FILES, theirs=FILES)
def test_making_the_changes_gives_the_site(ours, theirs):
    changes = compare(ours, theirs)
    sent = {path: ours[path] for path in (*changes.added, *changes.changed)}
    left = {path: theirs[path] for path in theirs if path not in changes.removed}

    assert {**left, **sent} == ours
    assert changes.held == len(theirs)
    assert bool(changes) == (ours != theirs)


def test_every_file_that_differs_has_a_line_and_a_place_in_the_count():
    changes = compare(
        {"new": "1", "both": "1", "same": "1"}, {"both": "2", "same": "1", "old": "1"}
    )

    assert list(changes.lines()) == ["add     new", "change  both", "remove  old"]
    assert str(changes) == "1 to add, 1 to change, 1 to remove"
    assert changes.done == "1 added, 1 changed, 1 removed"


def test_a_name_on_the_host_cannot_write_to_the_terminal():
    assert list(Changes(removed=("a\x1b[2Jb",)).lines()) == ["remove  a\\x1b[2Jb"]


def test_up_to_half_of_a_host_may_go():
    assert gone() == []
    assert gone("a", kept=1) == []
    assert gone("a", changed=("b",)) == []


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        (Changes(removed=("README.md",), added=("index.html",)), "1 of the 1 files there would go"),
        (Changes(removed=("a", "b"), kept=1), "2 of the 3 files there would go"),
    ],
)
def test_more_than_half_is_questioned(changes, line):
    assert list(objections(changes)) == [f"{line}, more than half"]


@pytest.mark.parametrize("path", ["CNAME", ".htaccess"])
def test_a_file_that_steers_the_host_does_not_go_unseen(path):
    line = f"{path} would go: the site has none (docs/publishing.md, Files of the host)"

    assert gone(path, kept=100) == [line]
    assert gone(f"below/{path}", kept=100) == []
