from datetime import UTC, datetime, timedelta, timezone

import pytest

from broadsheet.read.dates import NotADate, read_date

TEHRAN = timezone(timedelta(hours=3, minutes=30))


@pytest.mark.parametrize("typed", ["2022-12-18", "2024-02-29", "0001-01-03", "9999-12-29"])
def test_a_day_is_midnight_without_a_zone(typed):
    read, has_time = read_date(typed)
    assert (read.isoformat(), has_time) == (f"{typed}T00:00:00", False)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2022-12-18T14:30:00Z", datetime(2022, 12, 18, 14, 30, tzinfo=UTC)),
        ("2022-12-18T14:30Z", datetime(2022, 12, 18, 14, 30, tzinfo=UTC)),
        ("2022-12-18t14:30z", datetime(2022, 12, 18, 14, 30, tzinfo=UTC)),
        ("2022-12-18 14:30 Z", datetime(2022, 12, 18, 14, 30, tzinfo=UTC)),
        ("2022-12-18 14:30+03:30", datetime(2022, 12, 18, 14, 30, tzinfo=TEHRAN)),
        ("2022-12-18 14:30:05 +0330", datetime(2022, 12, 18, 14, 30, 5, tzinfo=TEHRAN)),
        ("2022-12-18T14:30:05.25Z", datetime(2022, 12, 18, 14, 30, 5, 250000, tzinfo=UTC)),
    ],
)
def test_a_time_needs_a_zone_and_keeps_it(typed, moment):
    read, has_time = read_date(typed)
    assert (read, read.utcoffset(), has_time) == (moment, moment.utcoffset(), True)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2022-02-30", "does not exist in the calendar, got '2022-02-30'"),
        ("2023-02-29", "does not exist in the calendar, got '2023-02-29'"),
        ("2022-13-01", "does not exist in the calendar, got '2022-13-01'"),
        ("2022-00-10", "does not exist in the calendar, got '2022-00-10'"),
        ("0000-01-01", "does not exist in the calendar, got '0000-01-01'"),
        ("2022-12-18T25:00Z", "does not exist in the calendar, got '2022-12-18T25:00Z'"),
        ("2022-12-18T12:61Z", "does not exist in the calendar, got '2022-12-18T12:61Z'"),
        ("2022-12-18T23:59:60Z", "does not exist in the calendar, got '2022-12-18T23:59:60Z'"),
        ("2022-12-18T12:00+25:00", "does not exist in the calendar, got '2022-12-18T12:00+25:00'"),
        ("2022-12-18T24:00Z", "has a time that no clock shows, got '2022-12-18T24:00Z'"),
        ("2022-12-18T12:00", "has a time without a zone, got '2022-12-18T12:00'"),
        ("2022-12-18 12:00:00", "has a time without a zone, got '2022-12-18 12:00:00'"),
        ("2022", "must be a date such as 2022-12-18, got '2022'"),
        ("2022-12", "must be a date such as 2022-12-18, got '2022-12'"),
        ("12/18/2022", "must be a date such as 2022-12-18, got '12/18/2022'"),
        ("18 December 2022", "must be a date such as 2022-12-18, got '18 December 2022'"),
        ("yesterday", "must be a date such as 2022-12-18, got 'yesterday'"),
        ("2022-12-18T12Z", "must be a date such as 2022-12-18, got '2022-12-18T12Z'"),
        ("2022-W50-7", "must be a date such as 2022-12-18, got '2022-W50-7'"),
        ("20221218", "must be a date such as 2022-12-18, got '20221218'"),
        ("2022-12-18 UTC", "must be a date such as 2022-12-18, got '2022-12-18 UTC'"),
        ("2022-12-18T12:00 CET", "must be a date such as 2022-12-18, got '2022-12-18T12:00 CET'"),
        ("۱۴۰۱-۰۹-۲۷", "must be a date such as 2022-12-18, got '۱۴۰۱-۰۹-۲۷'"),
        ("-2022-12-18", "must be a date such as 2022-12-18, got '-2022-12-18'"),
        ("12022-12-18", "must be a date such as 2022-12-18, got '12022-12-18'"),
        ("0001-01-01", "is too near the end of the calendar, got '0001-01-01'"),
        ("9999-12-31", "is too near the end of the calendar, got '9999-12-31'"),
        (
            "0001-01-01T00:00+05:00",
            "is too near the end of the calendar, got '0001-01-01T00:00+05:00'",
        ),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(typed, message):
    with pytest.raises(NotADate) as caught:
        read_date(typed)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("2022/12/8", "write 2022-12-08"),
        ("2022.12.18", "write 2022-12-18"),
        ("2022-1-2", "write 2022-01-02"),
        ("2022/13/45", None),
        ("2022-12-18T12:00", "2022-12-18T12:00+00:00 is UTC"),
        (
            "08/12/2022",  # August or December: never guessed
            "write the year first, then the month: 2022-12-08, or 2022-08-12",
        ),
        ("18.12.2022", "write 2022-12-18"),
        ("12/18/2022", "write 2022-12-18"),
        ("8-8-2022", "write 2022-08-08"),
        ("32.12.2022", None),
        ("“2022/12/18”", "write 2022-12-18"),
        (
            "soon",
            "year, month and day, with a time and zone if you know them: 2022-12-18T14:30:00+03:00",
        ),
    ],
)
def test_the_hint_offers_a_form_only_where_nothing_is_guessed(typed, hint):
    with pytest.raises(NotADate) as caught:
        read_date(typed)
    assert caught.value.hint == hint
