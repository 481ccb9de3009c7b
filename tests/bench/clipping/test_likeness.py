"""What counts as the same title, name, publication, caption and credit."""

import pytest

from bench.clipping.likeness import (
    same_agency,
    same_caption,
    same_credit,
    same_name,
    same_names,
    same_site,
    same_title,
)


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("“A Bridge” – and its ferry’s end", True),
        ('"a bridge"  -  and its ferry\'s end', True),
        ("“A Bridge” – and its ferry’s end | Example Post", False),
    ],
)
def test_titles_differ_in_words_not_in_marks(found, same):
    assert same_title(found, ["Something else", "“A bridge” — and its ferry’s end"]) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("JANE ROE", "Jane Roe", True),
        ("Roe, Jane", "Jane Roe", True),
        ("José Pérez", "Jose Perez", True),
        ("J. Roe", "Jane Roe", True),
        ("Jane Roe", "Jane M. Roe", True),
        ("Jane Roe", "Jane Miller Roe", True),
        ("Jane Roe, MA", "Jane Roe", True),
        ("Jane Roe Monday", "Jane Roe", False),
        ("Username", "Jane Roe", False),
        ("Jane", "Jane Roe", False),
        ("Kim Roe", "Jane Roe", False),
        ("李小明", "李小明", True),
        ("编译李小明", "李小明", False),
        ("", "", False),
    ],
)
def test_a_name_may_be_written_in_many_ways(one, other, same):
    assert same_name(one, other) is same
    assert same_name(other, one) is same


def test_sets_of_names_have_no_order_and_the_same_size():
    assert same_names(["Kim Lee", "J. Roe"], ["Jane Roe", "Kim Lee"])
    assert same_names(["Kim Lee", "KIM LEE"], ["Kim Lee"])
    assert not same_names(["Kim Lee"], ["Jane Roe", "Kim Lee"])
    assert not same_names(["Kim Lee", "Kim Lee"], ["Jane Roe", "Kim Lee"])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("AP", "The Associated Press", True),
        ("AFP", "Agence France-Presse", True),
        ("Reuters", "Reuters News Agency", True),
        ("AP", "AFP", False),
        ("", "AP", False),
    ],
)
def test_an_agency_is_known_by_its_initials(one, other, same):
    assert same_agency(one, other) is same


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("The Example Post", True),
        ("www.examplepost.com", True),
        ("Example Post – World", True),
        ("Example", False),
        ("Post", False),
        ("Other Times", False),
    ],
)
def test_a_publication_may_have_an_article_and_a_section(found, same):
    assert same_site(found, ["Example Post"]) is same


CAPTION = "The bridge over the harbour on the day before it was opened to all."


@pytest.mark.parametrize(
    ("found", "same"),
    [
        (CAPTION.upper(), True),
        (f"{CAPTION} (Example Wire)", True),
        (f"{CAPTION} {CAPTION}", False),
        ("The bridge over the harbour on the day before it was opened", True),
        ("The bridge over the harbour", False),
        ("A ferry that will not be missed by anyone at all", False),
        ("", False),
    ],
)
def test_a_caption_may_be_a_little_longer_or_shorter(found, same):
    assert same_caption(found, CAPTION) is same


@pytest.mark.parametrize(
    ("found", "same"),
    [
        ("Photo by Jane Roe/Example Wire", True),
        ("Photograph: Jane Roe/Example Wire", True),
        ("(Credit: Jane Roe / Example Wire)", True),
        ("© Jane Roe/Example Wire", True),
        ("Jane Roe/Example Wire via Example Pictures", False),
        ("Jane Roe/Example Wire, 2022", True),
        ("Example Wire", False),
        ("", False),
    ],
)
def test_a_credit_needs_its_photographer_and_no_label(found, same):
    assert same_credit(found, "Jane Roe/Example Wire") is same
