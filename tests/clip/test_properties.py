"""Whatever the text: nothing crashes, every line is accounted for, the file can be read."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from broadsheet.clip.draft import Setting, draft_text, front_matter
from broadsheet.clip.text import read_text
from broadsheet.problems import has_errors
from broadsheet.read.frontmatter import CONTROL
from tests.builders import read
from tests.clip.test_clippings import CLIPPINGS

PIECES = st.sampled_from(
    [
        *"\n\n\n\t #*_>-:<[]()!`|/\\&'\"{}0",
        "By ",
        "By AFP",
        "Von ",
        "Updated: ",
        "December 18, 2022",
        "۲۷ آذر ۱۴۰۱",
        "2022-12-18T14:30:00+03:00",
        "14:30 MSK",
        "Photo: ",
        " via ",
        "Getty Images",
        "Related article:",
        "Correction:",
        "Original url:",
        "https://example.org/2022/12/18/a?utm_source=b#c",
        "[words](#)",
        "![words](https://example.org/a.png)",
        "<script>",
        "<<<<<<< a",
        ">>>>>>> b",
        "---",
        "1. ",
        "1986. ",
        "[TOC]",
        "Jane Roe",
        "A sentence with some words in it, and a full stop.",
        "خبرگزاری",
        "新华社北京12月18日电",
        "\r\n",
        "\x00",
        "\u2028",
        "\ufeff",
        "\ud800",
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES).map("".join),
    st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("\n".join),
)


def lines_of(text):
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("")
@example("Headline\nBy \nUpdated:\nRelated article:\nCorrection:\nOriginal url:")
def test_every_line_ends_in_exactly_one_place(text):
    clipping = read_text(text)

    placed = [number for number, _ in clipping.places]
    left_out = [line.line for line in clipping.left_out]
    assert sorted(placed + left_out) == list(range(1, len(lines_of(text)) + 1))
    for line in clipping.left_out:
        kept = CONTROL.sub("", lines_of(text)[line.line - 1])
        assert line.text == re.sub("[\u2028\u2029]", " ", kept)
        assert line.why


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("A headline\n\n<<<<<<< HEAD\n\nText")
@example("*\u20280")
@example("RELATED ARTICLE:\n0. ")
@example("\n\ud7fc\nPHOTO:")
@example("A headline\n\n>>>>>>> theirs\n\nText")
@example("A headline\n\nWords.\n\n<script>alert(1)</script>")
@example("A: headline # with 'marks'\nBy - Jane: Roe\n\nText")
def test_the_draft_is_read_back_as_it_was_meant(text):
    clipping = read_text(text)

    record = read(draft_text(clipping, Setting(source="The Courier")))

    assert record.readable
    assert record.draft
    assert not has_errors(record.problems), record.problems
    fields = front_matter(clipping, Setting())
    assert (record.title.text if record.title else None) == fields.get("title")
    assert tuple(name.text for name in record.byline) == clipping.byline
    assert (record.source_url.text if record.source_url else None) == clipping.url
    assert [(p.caption and p.caption.text, p.credit and p.credit.text) for p in record.photos] == [
        (photo.caption, photo.credit) for photo in clipping.photos
    ]
    assert [(entry.title, entry.url) for entry in record.related] == [
        (entry.title, entry.url) for entry in clipping.related
    ]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(CLIPPINGS), st.data())
def test_a_clipping_cut_and_mixed_is_still_accounted_for(path, data):
    lines = path.read_text(encoding="utf-8").split("\n")
    mixed = data.draw(st.lists(st.sampled_from(lines), max_size=40))

    clipping = read_text("\n".join(mixed))

    assert len(clipping.places) + len(clipping.left_out) == max(1, len(mixed))
    assert read(draft_text(clipping, Setting())).readable
