"""Words of texts in many scripts, and how much two texts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.clipping.words import overlap, within, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Café, 2022!", ["cafe", "2022"]),
        ("桥通车 today", ["桥", "通", "车", "today"]),
        ("می‌شود كتاب", ["میشود", "کتاب"]),
        ("snake_case", ["snake", "case"]),
        ("—", []),
    ],
)
def test_words_are_bare(text, found):
    assert words(text) == found


def test_a_word_counts_as_often_as_it_stands():
    assert overlap(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert overlap([], ["a"]) == 0
    assert overlap([], []) == 1


def test_words_stand_in_a_row():
    assert within(["b", "c"], ["a", "b", "c"])
    assert not within(["a", "c"], ["a", "b", "c"])
    assert not within([], ["a"])


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_overlap_is_a_share_that_has_no_direction(one, other):
    assert 0 <= overlap(one, other) <= 1
    assert overlap(one, other) == overlap(other, one)
    assert (overlap(one, other) == 1) == (sorted(one) == sorted(other))
