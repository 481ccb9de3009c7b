"""What stands among the blocks of a text and is something else."""

import pytest

from broadsheet.clip.page.blocks import Heading, Listing, Paragraph, Quote, Run, words_of
from broadsheet.clip.page.sieve import sift
from broadsheet.clip.related import Related


def text(words, **look):
    return Paragraph(((Run(words, **look),),))


LONG = [
    text(f"It rained all day long over the town, for the {n}th time this year.") for n in "123456"
]
URL = "https://www.courier.example/1"


def kept(blocks, taken=()):
    return [words_of(block) for block in sift(blocks, taken).blocks]


def reasons(blocks, taken=()):
    return [why for _, why in sift(blocks, taken).left_out]


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (Heading(2, (Run("More from us"),)), "a heading with nothing below it"),
        (text("18 December 2022"), "a date below the text"),
        (text("© The Courier"), "a copyright notice"),
        (text("The Courier. Все права защищены."), "a copyright notice"),
        (text("One", href=URL), "links below the text"),
        (Listing(((text("One", href=URL),), (text("Two", href=URL),))), "links below the text"),
    ],
)
def test_what_stands_below_a_text_is_no_part_of_it(block, why):
    assert reasons([*LONG, block]) == [why]
    assert reasons([*LONG, block, *LONG]) == []


def test_a_text_of_nothing_else_is_kept():
    assert kept([]) == kept([text("* * *")]) == []
    assert kept([text("© The Courier")]) == ["© The Courier"]
    assert kept([Heading(2, (Run("A heading"),))]) == ["A heading"]


@pytest.mark.parametrize(
    "line",
    [
        "Jane Roe",
        "By Jane Roe and John Doe",
        "Jane Roe | 18 December",
        "JANE ROE, updated 18 December",
        "18 December",
    ],
)
def test_a_line_that_says_what_is_in_fields_is_nowhere(line):
    sifted = sift([text(line), *LONG], ["Jane Roe", "John Doe", "18 December"])

    assert len(sifted.blocks) == len(LONG)
    assert sifted.left_out == []


@pytest.mark.parametrize(
    "line", ["Jane Roe, reporter in the North", "By Somebody Else", "18 December 2022, 14:30"]
)
def test_the_line_of_date_and_byline_is_left_out_above_the_text_alone(line):
    assert reasons([text(line), *LONG], ["Jane Roe"]) == ["the line of date and byline"]
    assert reasons([*LONG, text(line), *LONG], ["Jane Roe"]) == []


def test_a_sentence_that_begins_with_a_name_is_kept():
    line = text("Jane Roe saw it all.")

    assert kept([line, *LONG], ["Jane Roe"])[0] == "Jane Roe saw it all."


def test_nothing_is_taken_where_nothing_is_known():
    assert kept(LONG, ["", " — "]) == [words_of(block) for block in LONG]


def test_a_label_with_a_title_is_a_related_article_even_without_a_link():
    sifted = sift([*LONG, text("Read more: How the Bridge Was Paid For"), *LONG])

    assert sifted.related == [Related("How the Bridge Was Paid For")]
    assert len(sifted.blocks) == 2 * len(LONG)


def test_a_label_within_a_quotation_is_what_somebody_said():
    quote = Quote((text("Read more: that is what my teacher told me."),))

    assert sift([*LONG, quote, *LONG]).related == []


def test_a_line_of_a_paragraph_may_name_a_related_article():
    lines = Paragraph(((Run("It rained."),), (Run("Read more: "), Run("Sun", href=URL))))
    sifted = sift([*LONG, lines, *LONG])

    assert sifted.related == [Related("Sun", URL)]
    assert "It rained." in map(words_of, sifted.blocks)


def test_a_heading_of_related_articles_with_none_is_left_out():
    assert reasons([*LONG, text("Read more:"), *LONG]) == ["a heading of related articles"]


def test_a_correction_may_stand_below_its_label():
    sifted = sift([*LONG, text("Correction:"), text("It was another harbour.")])

    assert sifted.corrections == ["It was another harbour."]
    assert len(sifted.blocks) == len(LONG)
