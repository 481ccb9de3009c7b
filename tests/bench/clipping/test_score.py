"""Fields judged: right, wrong, missing, invented, doubtful."""

import pytest

from bench.clipping.gold import Label
from bench.clipping.reading import Reading
from bench.clipping.score import FIELDS, body_overlap, judge, kept_joiners

LABEL = Label(
    page="harbour",
    title="A Bridge Is Opened",
    title_any=("Bridge Opened",),
    title_page=("A Bridge Is Opened - Example Post",),
    authors=("Jane Roe",),
    authors_any=(("Jane Roe", "Kim Lee"),),
    agency=("Associated Press",),
    date="2022-12-18",
    date_any=("2022-12-17",),
    updated="2022-12-19",
    site=("Example Post",),
    caption="The bridge on the day before.",
    credit="Kim Lee/Example Wire",
    captions=("A ferry.",),
    language="en",
)
READING = Reading(
    title="A bridge is opened",
    authors=("J. Roe",),
    agencies=("AP",),
    date="2022-12-18",
    updated="2022-12-19",
    site="The Example Post",
    language="en-GB",
    photos=(
        (None, None),
        ("The bridge on the day before", "Photo: Kim Lee/Example Wire"),
        ("A ferry.", None),
    ),
)


def judged(label=LABEL, reading=READING):
    return {verdict.field: verdict for verdict in judge(label, reading)}


def changed(shape, **fields):
    return type(shape)(
        **{name: getattr(shape, name) for name in shape.__dataclass_fields__} | fields
    )


def test_everything_may_be_right():
    assert all(verdict.right and not verdict.invented for verdict in judged().values())


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("title", {"title": "Bridge opened"}),
        ("authors", {"authors": ("Kim Lee", "Jane Roe")}),
        ("date", {"date": "2022-12-17"}),
    ],
)
def test_another_answer_may_be_as_good(field, found):
    assert judged(reading=changed(READING, **found))[field].right


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("title", {"title": "A Bridge Is Opened | Example Post"}),
        ("authors", {"authors": ("Jane Roe", "AP")}),
        ("agency", {"agencies": ("AFP",)}),
        ("date", {"date": "2022-12-19"}),
        ("updated", {"updated": "2022-12-18"}),
        ("site", {"site": "Other Times"}),
        ("caption", {"photos": (("A ferry.", None),)}),
        ("credit", {"photos": (("The bridge on the day before.", "Example Wire"),)}),
        ("captions", {"photos": READING.photos[:2]}),
        ("language", {"language": "de"}),
    ],
)
def test_a_wrong_finding_is_wrong(field, found):
    verdict = judged(reading=changed(READING, **found))[field]

    assert not verdict.right
    assert not verdict.invented


def test_a_wording_with_the_papers_name_is_right_but_not_an_editors():
    verdicts = judged(reading=changed(READING, title="A bridge is opened – Example Post"))

    assert verdicts["title"].right
    assert not verdicts["title, an editor's"].right


def test_nothing_found_is_wrong_everywhere():
    verdicts = judged(reading=Reading()).values()

    assert not any(verdict.right or verdict.invented for verdict in verdicts)


def test_an_agency_among_the_authors_is_not_told_apart():
    mixed = changed(READING, authors=("Jane Roe", "The Associated Press"))

    assert not judged(reading=mixed)["agency"].right


def test_what_a_page_does_not_have_is_invented():
    verdicts = judged(label=Label(page="bare"))
    invented = {field for field, verdict in verdicts.items() if verdict.invented}

    assert invented == {field.name for field in FIELDS} - {"captions"}


def test_further_captions_are_judged_where_they_are_labelled():
    assert "captions" not in judged(label=Label(page="bare"))


def test_a_page_without_anything_is_read_rightly_by_finding_nothing():
    verdicts = judged(Label(page="bare"), Reading()).values()

    assert all(verdict.right and not verdict.invented for verdict in verdicts)


def test_a_change_on_the_first_day_is_not_invented():
    fresh = changed(LABEL, updated=None)

    same = judged(fresh, changed(READING, updated="2022-12-18"))["updated"]
    later = judged(fresh, changed(READING, updated="2022-12-19"))["updated"]

    assert not same.invented
    assert later.invented


def test_doubt_is_the_labels():
    verdicts = judged(label=changed(LABEL, doubtful=("title",)))

    doubtful = [field for field, verdict in verdicts.items() if verdict.doubtful]
    assert doubtful == ["title", "title, an editor's"]


def test_the_text_is_measured_where_it_is_labelled_for_sure():
    reading = Reading(text="The bridge has been opened.")
    label = Label(page="harbour", body="the bridge has been")

    assert body_overlap(label, reading) == pytest.approx(8 / 9)
    assert body_overlap(Label(page="harbour"), reading) is None
    assert body_overlap(changed(label, doubtful=("body",)), reading) is None


def test_joiners_are_counted_where_the_text_has_some():
    label = Label(page="harbour", body="می\u200cشود و نمی\u200cشود")

    assert kept_joiners(label, Reading(text="می\u200cشود و نمیشود")) == (1, 2)
    assert kept_joiners(Label(page="harbour", body="a"), Reading()) is None
