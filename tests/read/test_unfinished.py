"""Marks of what is still to come: found where they are marks, and left alone where they are not."""

import pytest

from broadsheet.read.unfinished import unfinished
from tests.builders import article_text, codes, found, read


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("The bridge is TK metres long.", [("TK", 0)]),
        ("One.\n\n[TK]", [("TK", 2)]),
        ("TKTK and TK TK", [("TKTK", 0), ("TK", 0), ("TK", 0)]),
        ("TODO: ask the mayor", [("TODO", 0)]),
        ("One.\n- TODO ask the mayor", [("TODO", 1)]),
        ("One.\n\nTODO", [("TODO", 2)]),
        ("We wait (TODO) for it.", [("TODO", 0)]),
        ("Nobody knows. FIXME", [("FIXME", 0)]),
        ("Lorem ipsum dolor.", [("Lorem ipsum", 0)]),
    ],
)
def test_marks_are_found_with_their_lines(words, marks):
    assert list(unfinished(words)) == marks


@pytest.mark.parametrize(
    "words",
    [
        "TK Elevator built it.",
        "Flight TK 1951 landed.",
        "The domain is example.tk, and HTK is another.",
        "LO QUIERO TODO Y AHORA",
        "TODO SOBRE EL PUENTE",
        "He mastered it.",
        "[Words](https://example.org/TK/TODO:)",
        "One.<!-- TK: the length\nFIXME -->Two.",
        "Ipsum, lorem.",
    ],
)
def test_what_is_no_mark_is_left_alone(words):
    assert list(unfinished(words)) == []


def test_a_mark_is_told_with_its_field_and_line():
    record = read(article_text("One.\n\nTK\n", title="The TK bridge", summary="FIXME"))

    assert sorted(found(record.problems)) == [
        (2, "title", "unfinished-text"),
        (7, "summary", "unfinished-text"),
        (11, "body", "unfinished-text"),
    ]


def test_a_draft_may_have_marks():
    assert codes(read(article_text("TK", status="draft")).problems) == []
    assert codes(read(article_text("TK", status="withheld")).problems) == ["unfinished-text"]
