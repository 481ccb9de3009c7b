"""Two papers that print one story are told from two stories, and an editor reads what differs."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.duplicate import Story, compare
from broadsheet.clip.shingle import alike, fingerprints, missing, runs, shingles

PARTS = (
    "The bridge over the harbour has been opened, two years later than the town had planned it.",
    "Traffic may cross from Monday on, in both directions and without a toll for the first year.",
    "The old ferry keeps its timetable until the end of winter, said the master of the harbour.",
)
TEXT = "\n\n".join(PARTS)
OURS = Story(
    title="A Bridge",
    text=TEXT,
    address="https://a.example/1",
    day=date(2022, 12, 18),
    byline=("AFP",),
    agencies=frozenset({"AFP"}),
)
NOISE = "Nothing of this stands anywhere else, however long one looks through the whole of it."
OTHER = "Quite another story is told at this place with other words about a dozen other things."


def verdict(**theirs):
    return compare(OURS, replace(OURS, **{"address": "https://b.example/2"} | theirs), "b.md")


def test_the_same_address_is_the_same_story_whatever_it_says():
    same = verdict(address="http://www.a.example/1/?utm_source=x", text=OTHER)

    assert (same.why, same.similarity) == ("the same address", 1.0)


def test_what_differs_is_said():
    found = verdict(
        title="The Bridge Is There",
        day=date(2022, 12, 19),
        byline=("Jane Roe",),
        text=f"{PARTS[0]}\n\n{PARTS[1]}\n\n{OTHER}",
    )

    assert found.similarity == pytest.approx(0.63, abs=0.05)
    assert found.why == (
        "nearly the same text, by AFP both times; there: headline 'The Bridge Is There', "
        "date '2022-12-19', address 'https://b.example/2', byline 'Jane Roe', a paragraph that is "
        "not here (Quite another story is told at this place with other words …); here: a "
        "paragraph that is not there (The old ferry keeps its timetable until the end of winter, …)"
    )


def test_several_paragraphs_are_counted():
    found = verdict(text=PARTS[0])

    assert "; here: 2 paragraphs that are not there (Traffic may cross" in found.why


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ({"text": f"{PARTS[0]}\n\n{OTHER}\n\n{OTHER.replace('story', 'tale')}"}, True),
        ({"text": f"{PARTS[0]}\n\n{OTHER} {NOISE}", "agencies": frozenset()}, False),
        ({"text": f"{PARTS[0]}\n\n{OTHER} {NOISE}", "day": date(2022, 12, 30)}, False),
        ({"text": f"{PARTS[0]}\n\n{PARTS[1]}\n\n{OTHER}", "day": date(2020, 1, 1)}, False),
        ({"text": TEXT, "day": date(2020, 1, 1)}, True),
        ({"text": TEXT, "day": None}, True),
        ({"text": OTHER}, False),
        ({"text": "The bridge has been opened."}, False),
        ({"text": ""}, False),
    ],
)  # fmt: skip
def test_how_much_must_be_alike_depends_on_agency_and_days(theirs, same):
    assert (verdict(**theirs) is not None) is same


def test_spelling_marks_and_case_do_not_matter():
    one = shingles("The *BRIDGE* over the [harbour](https://a.example) — has “opened”.")

    assert alike(one, shingles("the bridge over the harbour has opened")) == 1.0


def test_persian_and_arabic_spellings_are_one():
    assert shingles("می‌گویند كه باران می‌بارد") == shingles("میگویند که باران میبارد")


def test_chinese_is_compared_by_its_characters():
    text = "新华社北京十二月十八日电港口大桥今天正式通车比原计划晚了两年"

    assert len(fingerprints(text)) > 2
    assert alike(shingles(text), shingles(f"据报道，{text}。")) == 1.0


WORDS = st.lists(st.sampled_from("abcdefghijklmnop"), min_size=9, max_size=40).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_nine_words_in_common_are_always_noticed(before, shared, after):
    assert fingerprints(f"{before} {shared}") & runs(f"{shared} {after}")


@given(WORDS, WORDS)
def test_likeness_is_symmetrical_and_a_share(one, other):
    left, right = shingles(one), shingles(other)

    assert alike(left, right) == alike(right, left)
    assert 0 <= alike(left, right) <= 1
    assert alike(left, left) == 1
    assert missing(one, left) == []
