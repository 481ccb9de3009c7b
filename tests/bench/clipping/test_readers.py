"""Readers asked in the same way, and what each gives as a reading."""

from datetime import date
from types import SimpleNamespace

import pytest

from bench.clipping.gold import Label
from bench.clipping.readers import InProcess, ours, text_of, trafilatura
from bench.clipping.reading import Page, Reading
from broadsheet.clip.caption import Photo
from broadsheet.clip.clipping import Clipping
from broadsheet.clip.dateline import Dateline

PAGE = (
    b"<html lang=en><head><title>A Bridge Is Opened</title>"
    b"<meta name=author content='Jane Roe'></head><body><article><h1>A Bridge Is Opened</h1>"
    + b"<p>The bridge over the harbour has been opened, two years later than planned.</p>" * 5
    + b"</article></body></html>"
)


def pages(number=1):
    return tuple(Page(PAGE, Label(page=str(each))) for each in range(number))


def test_each_page_is_read_and_the_first_one_once_more_before_the_clock_counts():
    asked = []

    def read(data, url):
        asked.append((data, url))
        return "found"

    reader = InProcess("any", frozenset(), lambda: read, lambda found: Reading(title=found))
    readings = reader.read(pages(2))

    assert [reading.title for reading in readings] == ["found", "found"]
    assert all(reading.milliseconds > 0 for reading in readings)
    assert asked == [(PAGE, None)] * 3


def test_a_page_that_a_reader_fails_on_is_a_reading_without_findings():
    def read(data, url):
        raise ValueError("no end of the list")

    reader = InProcess("any", frozenset(), lambda: read, lambda found: Reading())
    (reading,) = reader.read(pages())

    assert reading.failure == "ValueError: no end of the list"
    assert reading.title is None


def test_a_clipping_is_told_as_a_reading():
    clipping = Clipping(
        title="A Bridge Is Opened",
        date=Dateline(date(2022, 12, 18)),
        byline=("Jane Roe",),
        agencies=("AP",),
        source_name="Example Post",
        photos=(Photo("The bridge.", "Kim Lee"),),
        language="en",
        body="The **bridge** over [the harbour](https://example.org/).\n\n![Ferry](ferry.jpg)",
    )

    told = ours().told(clipping)

    assert told.title == "A Bridge Is Opened"
    assert (told.date, told.updated) == ("2022-12-18", None)
    assert (told.authors, told.agencies) == (("Jane Roe",), ("AP",))
    assert told.photos == (("The bridge.", "Kim Lee"),)
    assert told.text.split() == ["The", "bridge", "over", "the", "harbour", "."]


def test_text_of_no_markdown_is_empty():
    assert text_of("") == ""
    assert text_of("- one\n- two").split() == ["one", "two"]


def test_trafilatura_is_asked_for_its_fields():
    (reading,) = trafilatura().read(pages())

    assert reading.failure is None
    assert reading.title == "A Bridge Is Opened"
    assert reading.authors == ("Jane Roe",)
    assert "two years later than planned" in reading.text


@pytest.mark.parametrize(("author", "names"), [("Jane Roe; Kim Lee", 2), (None, 0)])
def test_trafilatura_writes_its_authors_as_one_text(author, names):
    found = SimpleNamespace(
        title=None, author=author, date=None, sitename=None, language=None, text=None
    )

    assert len(trafilatura().told(found).authors) == names


def test_trafilatura_may_find_no_text():
    assert trafilatura().told(None).failure == "no text found"
