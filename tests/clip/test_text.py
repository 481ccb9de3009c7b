"""A whole text: what goes where, what is left out and why, and a body that keeps its words."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.clip.draft import Setting, draft_text
from broadsheet.clip.text import read_text
from tests.builders import read

PARAGRAPH = (
    "The bridge over the harbour has been opened, two years later than the town had planned."
)
OTHER = "Traffic may cross from Monday on, in both directions and without a toll for a year."


def clip(*blocks):
    return read_text("\n\n".join(blocks))


def left_out(clipping):
    return {line.text: line.why for line in clipping.left_out if line.text.strip()}


def findings(clipping, field):
    return [(found.value, found.origin) for found in clipping.findings if found.field == field]


def words(markup):
    """Give the words that readers see."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    return re.findall(r"\w+", text)


def words_of(line):
    """Give the words of a line of the source, without the number of a list."""
    return re.findall(r"\w+", re.sub(r"^\s*[12]\.\s+", "", line))


def letters(found):
    return "".join(found).replace("_", "")


# --- the head


def test_a_headline_with_its_marks_is_plain():
    assert clip("# **A Bridge** Is [Opened](https://a.example/1)", PARAGRAPH).title == (
        "A Bridge Is Opened"
    )


def test_a_headline_that_stands_twice_is_left_out_once():
    clipping = clip("A Bridge", "A Bridge", PARAGRAPH)

    assert left_out(clipping) == {"A Bridge": "the headline again"}


def test_furniture_and_copyright_notices_are_left_out_with_a_reason():
    clipping = clip("A Bridge", PARAGRAPH, "Advertisement", OTHER, "© 2022 The Courier")

    assert left_out(clipping) == {
        "Advertisement": "not part of the article: the page's own",
        "© 2022 The Courier": "a copyright notice",
    }
    assert clipping.body == f"{PARAGRAPH}\n\n{OTHER}"


def test_the_first_date_is_the_date_and_a_later_one_below_it_an_update():
    clipping = clip("A Bridge", "December 18, 2022\nDecember 19, 2022", PARAGRAPH)

    assert (clipping.date.iso, clipping.updated.iso) == ("2022-12-18", "2022-12-19")


def test_byline_and_date_may_share_a_line():
    clipping = clip("A Bridge", "By Jane Roe | December 18, 2022", PARAGRAPH)

    assert (clipping.byline, clipping.date.iso) == (("Jane Roe",), "2022-12-18")


def test_a_name_right_above_the_date_is_the_byline():
    assert clip("A Bridge", "Jane Roe\nDecember 18, 2022", PARAGRAPH).byline == ("Jane Roe",)


def test_a_date_in_the_address_stands_in_and_is_said_to():
    clipping = clip("A Bridge", PARAGRAPH, "Original url: https://a.example/2022/12/18/b")

    assert clipping.date.iso == "2022-12-18"
    assert findings(clipping, "date") == [("2022-12-18", "the address")]


def test_a_date_that_can_be_read_two_ways_is_left_in_the_text():
    clipping = clip("A Bridge", "05/12/2022", PARAGRAPH)

    assert clipping.date is None
    assert clipping.body.startswith("05/12/2022")


def test_an_original_that_is_no_address_stays_in_the_text():
    clipping = clip("A Bridge", PARAGRAPH, "Original url: somewhere")

    assert clipping.url is None
    assert clipping.body.endswith("Original url: somewhere")


# --- photos


def test_caption_and_credit_in_one_paragraph():
    (photo,) = clip("A Bridge", "The bridge at dawn.\nJane Roe / Reuters", PARAGRAPH).photos

    assert (photo.caption, photo.credit) == ("The bridge at dawn.", "Jane Roe / Reuters")


def test_a_credit_at_the_end_of_a_caption():
    (photo,) = clip("A Bridge", "The bridge at dawn. Photo: Jane Roe/AFP", PARAGRAPH).photos

    assert (photo.caption, photo.credit) == ("The bridge at dawn.", "Jane Roe/AFP")


def test_a_credit_alone_is_a_photo_of_which_no_more_is_known():
    (photo,) = clip("A Bridge", "Getty Images", PARAGRAPH, OTHER).photos

    assert (photo.caption, photo.credit) == (None, "Getty Images")


def test_a_photo_within_the_text():
    clipping = clip("A Bridge", PARAGRAPH, "The bridge at dawn.", "Jane Roe / Reuters", OTHER)

    assert [(photo.caption, photo.credit) for photo in clipping.photos] == [
        ("The bridge at dawn.", "Jane Roe / Reuters")
    ]
    assert clipping.body == f"{PARAGRAPH}\n\n{OTHER}"


def test_a_picture_above_the_text_gives_its_alternative_text_and_is_not_fetched():
    clipping = clip("A Bridge", "![A steel bridge](https://a.example/b.jpg)", PARAGRAPH)

    assert [photo.alt for photo in clipping.photos] == ["A steel bridge"]
    assert findings(clipping, "photo.file") == [("not fetched: https://a.example/b.jpg", "line 3")]


def test_what_stands_below_a_picture_is_its_caption():
    picture = "![A steel bridge](https://a.example/b.jpg)"
    clipping = clip("A Bridge", f"{picture}\n*The bridge at dawn. (AP Photo/Jane Roe)*", PARAGRAPH)

    assert [(photo.alt, photo.caption, photo.credit) for photo in clipping.photos] == [
        ("A steel bridge", "The bridge at dawn.", "AP Photo/Jane Roe")
    ]


def test_a_clipping_without_empty_lines():
    clipping = read_text(
        "A Bridge\nBy Reuters\nMay 17, 2023\nThe bridge at dawn.\nJane Roe / Sputnik / AFP\n"
        f"{PARAGRAPH} {OTHER}\n{OTHER}\nOriginal url: https://a.example/1"
    )

    assert [(photo.caption, photo.credit) for photo in clipping.photos] == [
        ("The bridge at dawn.", "Jane Roe / Sputnik / AFP")
    ]
    assert clipping.body == f"{PARAGRAPH} {OTHER}\n\n{OTHER}"


def test_a_correction_with_its_day_and_an_original_that_is_a_link():
    clipping = clip(
        "A Bridge",
        PARAGRAPH,
        "*Correction, Dec. 23: It is steel.*",
        "[Original](https://a.example/1)",
    )

    assert (clipping.correction, clipping.url) == ("It is steel.", "https://a.example/1")
    assert clipping.body == PARAGRAPH


def test_a_text_without_photos_has_none():
    assert clip("A Bridge", "December 18, 2022", PARAGRAPH, OTHER).photos == ()


# --- the text


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ("• one\n• two", "- one\n- two"),
        ("    - one\n    - two\n        - three", "- one\n- two\n    - three"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("1986. It was a year.", "1986\\. It was a year."),
        ("#bridge is the word.", "\\#bridge is the word."),
        ("> Words that somebody said", "> Words that somebody said"),
        ("    An indented paragraph, with words.", "An indented paragraph, with words."),
        ("* * *", "---"),
        ("A <b>bold</b> word.", "A &lt;b>bold&lt;/b> word."),
        ("[words](#)", "words"),
        ("[words](/b?utm_source=c)", "[words](https://a.example/b)"),
        ("[TOC]", "\\[TOC]"),
        ("*stress* and **more**, snake_case.", "*stress* and **more**, snake_case."),
        ("2 * 3 is *six.", "2 \\* 3 is \\*six."),
        (": colon.", "&#58; colon."),
        ("### A subhead", "### A subhead"),
    ],
)
def test_the_text_becomes_markdown(lines, body):
    clipping = clip("A Bridge", PARAGRAPH, lines, OTHER, "Original url: https://a.example/1")

    assert clipping.body == f"{PARAGRAPH}\n\n{body}\n\n{OTHER}"


def test_an_unmarked_subhead_is_found_and_said_to_be_a_guess():
    clipping = clip("A Bridge", PARAGRAPH, "What was built", OTHER)

    assert clipping.body == f"{PARAGRAPH}\n\n## What was built\n\n{OTHER}"
    assert ("taken for a subhead: What was built", "line 5") in findings(clipping, "body")


def test_lines_too_long_to_be_wrapped_are_paragraphs():
    long = f"{PARAGRAPH} {OTHER}"

    assert clip("A Bridge", f"{long}\n{OTHER}").body == f"{long}\n\n{OTHER}"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.text(st.sampled_from("abc XYZ 123 .,:;?#*_<>{}|`~+-=&\"'\\/^$%@ éя中م"), min_size=1),
        min_size=1,
        max_size=5,
    )
)
@example(["*1**1*1"])
@example(["`<a`"])
@example(["&#1"])
@example(["&copy 1"])
@example(["<*@1>"])
def test_the_words_of_any_paragraph_reach_the_page(paragraphs):
    lines = "\n\n".join(["A Bridge", PARAGRAPH, *paragraphs, OTHER]).split("\n")
    clipping = read_text("\n".join(lines))
    body = [lines[number - 1] for number, place in clipping.places if place == "body"]

    record = read(draft_text(clipping, Setting()))

    assert letters(words(record.body.html)) == letters(
        word for line in body for word in words_of(line)
    )
