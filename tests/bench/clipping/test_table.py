"""The table and the lists below it."""

from bench.clipping.gold import Label
from bench.clipping.reading import Reading
from bench.clipping.table import Run, misses, poor_texts, table

LABELS = (
    Label(page="harbour", title="A Bridge", date="2022-12-18", body="one two three"),
    Label(page="ferry", title="A Ferry", date="2022-12-19", doubtful=("date",)),
    Label(page="quay", title="A Quay", authors=("Jane Roe",), body="می\u200cشود"),
)
READINGS = (
    Reading(title="A Bridge", authors=("Kim Lee",), date="2022-12-18", text="one two three"),
    Reading(title="A Boat", date="2022-12-19", failure="ValueError: no", milliseconds=3.0),
    Reading(title="A Quay", text="میشود", milliseconds=9.0),
)


class Any:
    name = "any reader"
    lacks = frozenset({"site", "credit"})

    def read(self, pages):
        return READINGS


RUN = Run(Any(), READINGS)


def rows():
    return table(LABELS, [RUN]).splitlines()


def test_a_share_has_its_number_of_pages_and_an_interval():
    assert "| field | n | any reader |" in rows()
    assert "| title | 3 | 0.667 (0.21 to 0.94) |" in rows()


def test_what_is_invented_has_a_row_of_its_own():
    assert "| authors | 1 | 0.000 (0.00 to 0.79) |" in rows()
    assert "| authors, invented | 2 | 1 |" in rows()


def test_doubtful_labels_stand_apart():
    assert "| date | 1 | 1.000 (0.21 to 1.00) |" in rows()
    assert "| date, doubtful | 1 | 1 right |" in rows()


def test_a_field_that_a_reader_has_no_place_for_is_no_share():
    assert "| site, invented | 3 | - |" in rows()


def test_rows_without_pages_are_left_out():
    assert not [row for row in rows() if row.startswith("| title, invented")]


def test_text_joiners_time_and_failures_have_rows():
    assert "| text, F1 of words | 2 | 1.000 (1.00 to 1.00) |" in rows()
    assert "| ZWNJ kept | 1 | 0.000 |" in rows()
    assert "| ms a page, median | 3 | 3 |" in rows()
    assert "| ms a page, mean | 3 | 4 |" in rows()
    assert "| nothing read | 3 | 1 |" in rows()


def test_the_table_names_no_page():
    assert not any(label.page in table(LABELS, [RUN]) for label in LABELS)


def test_misses_have_label_and_finding_side_by_side():
    assert list(misses(LABELS, RUN)) == [
        "title: ferry: 'A Ferry' / 'A Boat'",
        "title, an editor's: ferry: 'A Ferry' / 'A Boat'",
        "authors: harbour: None / ('Kim Lee',)",
        "authors: quay: ('Jane Roe',) / None",
        "failed: ferry: ValueError: no",
    ]


def test_poor_texts_are_named_worst_first():
    labels = (Label(page="a", body="one two"), Label(page="b", body="one two three four"))
    readings = (Reading(text="one"), Reading(text="one"))

    assert list(poor_texts(labels, Run(Any(), readings))) == ["text: b: 0.400", "text: a: 0.667"]
