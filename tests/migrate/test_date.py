"""Dates of other generators: every clear form is read, the local day kept, nothing guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.migrate.date import date_in_path, read_when
from broadsheet.read.dates import read_date


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2022-12-18", "2022-12-18"),
        ("2022/12/18", "2022-12-18"),
        ("2022.12.8", "2022-12-08"),
        ("20221218", "2022-12-18"),
        ("18 December 2022", "2022-12-18"),
        ("18. Dec 2022", "2022-12-18"),
        ("December 18, 2022", "2022-12-18"),
        ("Sunday, December 18th, 2022", "2022-12-18"),
        ("31/12/2022", "2022-12-31"),
        ("12/31/2022", "2022-12-31"),
        ("2022-12-18T14:30:05+03:30", "2022-12-18T14:30:05+03:30"),
        ("2022-12-18 14:30 -0700", "2022-12-18T14:30-07:00"),
        ("2022-12-18 9:05:00 Z", "2022-12-18T09:05:00Z"),
        ("2022-12-18T14:30:05.123456789Z", "2022-12-18T14:30:05Z"),
        ("Sun, 18 Dec 2022 14:30:00 +0000", "2022-12-18T14:30:00+00:00"),
        ("December 18, 2022 at 2:30 PM UTC", "2022-12-18T14:30+00:00"),
    ],
)
def test_a_date_that_leaves_no_doubt_is_read(typed, iso):
    when = read_when(typed)

    assert (when.iso, when.whole) == (iso, True)


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("2022-12-18 14:30", "2022-12-18"),  # no zone
        ("2022-12-18 14:30 EST", "2022-12-18"),  # a zone that several places have
        ("2022-12-18T00:00:00+09:00", "2022-12-18"),  # the 17th for readers in London
        ("2022-12-18T14:75:00Z", "2022-12-18"),
        ("2022-12-18, or the day after", "2022-12-18"),
    ],
)
def test_of_a_date_that_says_more_than_a_day_can_the_day_is_kept(typed, iso):
    when = read_when(typed)

    assert (when.iso, when.whole) == (iso, False)


@pytest.mark.parametrize("typed", ["", "soon", "05/12/2022", "2022-13-01", "2022-02-30", "2022"])
def test_what_can_be_read_two_ways_or_does_not_exist_is_no_date(typed):
    assert read_when(typed) is None


@given(st.text(max_size=40) | st.from_regex(r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}.{0,12}"))
def test_whatever_is_typed_gives_a_date_of_ours_or_none(typed):
    when = read_when(typed)

    if when:
        read_date(when.iso)


@given(st.dates(date(1000, 1, 4)), st.integers(-12, 14), st.times())
def test_the_day_on_the_page_is_the_day_in_the_field(day, hours, clock):
    typed = f"{day.isoformat()} {clock.isoformat('seconds')} {hours:+03d}00"

    assert read_when(typed).iso.startswith(day.isoformat())


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("_posts/2022-12-18-bridge.md", date(2022, 12, 18)),
        ("blog/2022/12/18/bridge.md", date(2022, 12, 18)),
        ("2021-01-01/2022-12-18-bridge.md", date(2022, 12, 18)),
        ("2022-13-18-bridge.md", None),
        ("12022-12-18.md", None),
        ("bridge.md", None),
    ],
)
def test_a_path_tells_a_day(path, day):
    assert date_in_path(path) == day
