"""Dates of feeds: the day and the offset are those of the feed."""

import time

import pytest

from broadsheet.clip.feed.moment import read_moment


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Sun, 18 Dec 2022 23:30:00 -0500", "2022-12-18T23:30:00-05:00"),
        ("Sun, 18 Dec 2022 23:30 EST", "2022-12-18T23:30:00-05:00"),
        ("Sun, 18 Dec 2022 23:30:05 GMT", "2022-12-18T23:30:05+00:00"),
        ("18 December 22 9:05:00 +0330", "2022-12-18T09:05:00+03:30"),
        ("Sunday, 18-Dec-22 09:05:00 UTC", "2022-12-18T09:05:00+00:00"),
        ("вс, 18 дек 2022 09:05:00 +0300", "2022-12-18T09:05:00+03:00"),
        ("2022-12-18T23:30:00.123-05:00", "2022-12-18T23:30:00-05:00"),
        ("2022-12-18 23:30:00 +0100", "2022-12-18T23:30:00+01:00"),
        ("2022-12-18T23:30Z", "2022-12-18T23:30:00+00:00"),
        ("2022-12-18T24:00:00Z", "2022-12-19T00:00:00+00:00"),
        ("2022-12-18T23:59:60Z", "2022-12-18T23:59:59+00:00"),
        ("2022/1/8 10:15:00", "2022-01-08"),
        ("20221218", "2022-12-18"),
        ("2022-12-18", "2022-12-18"),
        ("Sun Dec 18 23:30:00 MSK 2022", "2022-12-18T23:30:00+03:00"),
        ("Sun Dec 18 23:30:00 2022", "2022-12-18"),
        ("December 18, 2022 14:30 MSK", "2022-12-18T14:30:00+03:00"),
        ("Sun, 18 Sept 2022 10:00:00 GMT+2:00", "2022-09-18T10:00:00+02:00"),
    ],
)
def test_a_date_is_read_as_it_stands(text, iso):
    assert read_moment(text).iso == iso


def test_a_time_without_a_zone_stays_apart():
    dateline = read_moment("2022-12-18T09:05:00")

    assert (dateline.moment, dateline.zoneless) == (None, "09:05")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2022-13-40", "Sun, 31 Feb 2022 10:00:00 GMT", "0000-00-00T00:00:00Z",
             "0001-01-01T00:00:00Z", "18 Dec 99999", "2022-12-18T10:00:00+99:99", "9" * 400],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    dateline = read_moment(text)

    assert dateline is None or dateline.iso == "2022-12-18"


def test_a_text_in_the_place_of_a_date_is_none():
    assert read_moment("2022-12-18 " + "words " * 100, time.gmtime(0)) is None


def test_odd_forms_are_those_that_feedparser_read():
    utc = time.strptime("2022-12-18 10:00", "%Y-%m-%d %H:%M")

    assert read_moment("a form of its own", utc).iso == "2022-12-18T10:00:00+00:00"


def test_where_two_readings_are_days_apart_feedparsers_counts():
    utc = time.strptime("2022-12-01 10:00", "%Y-%m-%d %H:%M")

    assert read_moment("Sun, 18 Dec 2022 10:00:00 GMT", utc).day.day == 1
