"""Dates as newspapers print them: read whole, with their zone, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.clip.calendar import from_solar
from broadsheet.clip.dateline import date_in_address, read_dateline


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("December 18, 2022", "2022-12-18"),
        ("Dec. 18, 2022", "2022-12-18"),
        ("Sept. 4, 2022", "2022-09-04"),
        ("Sunday, December 18th, 2022", "2022-12-18"),
        ("18 December 2022", "2022-12-18"),
        ("18 December 2022, 14:30 MSK", "2022-12-18T14:30:00+03:00"),
        ("Dec. 18, 2022 at 2:30 p.m. EST", "2022-12-18T14:30:00-05:00"),
        ("December 18, 2022, 12:05 a.m. GMT", "2022-12-18T00:05:00+00:00"),
        ("2022-12-18", "2022-12-18"),
        ("2022-12-18T14:30:15+03:30", "2022-12-18T14:30:15+03:30"),
        ("2022-12-18 14:30 UTC+2", "2022-12-18T14:30:00+02:00"),
        ("18 декабря 2022 г.", "2022-12-18"),
        (
            "воскресенье, 18 декабря 2022 года в 14:30 по московскому времени",
            "2022-12-18T14:30:00+03:00",
        ),
        ("18 грудня 2022 року, о 09.05 за київським часом", "2022-12-18T09:05:00+02:00"),
        ("۲۷ آذر ۱۴۰۱", "2022-12-18"),
        ("یکشنبه ۲۷ آذر ماه ۱۴۰۱ ساعت ۱۴:۳۰ به وقت تهران", "2022-12-18T14:30:00+03:30"),
        ("۱۴۰۱/۰۹/۲۷ - ۱۴:۳۰", "2022-12-18"),
        ("۲۷ آذر ۱۴۰۱ - ۱۸ دسامبر ۲۰۲۲", "2022-12-18"),
        ("الأحد ١٨ ديسمبر ٢٠٢٢", "2022-12-18"),
        ("١٨ كانون الأول ٢٠٢٢", "2022-12-18"),
        ("18 ديسمبر/كانون الأول 2022", "2022-12-18"),
        ("Sonntag, 18. Dezember 2022, 14.30 Uhr MEZ", "2022-12-18T14:30:00+01:00"),
        ("18. Jänner 2022", "2022-01-18"),
        ("18.12.2022", "2022-12-18"),
        ("dimanche 18 décembre 2022 à 14h30, heure de Paris", "2022-12-18T14:30:00+01:00"),
        ("1er décembre 2022", "2022-12-01"),
        ("18 de diciembre de 2022", "2022-12-18"),
        ("domingo, 18 de julio de 2021, 9:00 hora peninsular", "2021-07-18T09:00:00+02:00"),
        ("2022年12月18日", "2022-12-18"),
        ("2022年12月18日 星期日 下午2:30 北京时间", "2022-12-18T14:30:00+08:00"),
        ("12/18/2022", "2022-12-18"),
    ],
)
def test_a_date_is_read(text, iso):
    found = read_dateline(text, "en")

    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "December 2022",
        "December 32, 2022",
        "30 February 2022",
        "05/12/2022",
        "30 اسفند 1400",
        "On December 18, 2022, the bridge was opened",
        "1986",
        "The 18 December 2022 Agreement",
        "December 18, 2022 or December 19, 2022",
        "25:00",
    ],
)
def test_what_is_no_date_is_not_guessed(text):
    assert read_dateline(text, "en") is None


def test_numbers_alone_are_read_where_the_language_has_one_order():
    assert read_dateline("05/12/2022", "fr").iso == "2022-12-05"
    assert read_dateline("05.12.2022", "de").iso == "2022-12-05"


@pytest.mark.parametrize(
    "text", ["Dec. 18, 2022, 14:30", "Dec. 18, 2022, 2:30 p.m. IST", "18.12.2022, 14:30"]
)
def test_a_time_without_a_known_zone_stays_beside_the_day(text):
    found = read_dateline(text.replace(" IST", ""), "en")

    assert (found.iso, found.zoneless) == ("2022-12-18", "14:30")


@pytest.mark.parametrize(
    ("solar", "day"),
    [
        ((1357, 11, 22), "1979-02-11"),
        ((1399, 12, 30), "2021-03-20"),
        ((1401, 9, 27), "2022-12-18"),
        ((1402, 1, 1), "2023-03-21"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
    ],
)
def test_days_of_the_solar_year(solar, day):
    assert from_solar(*solar) == date.fromisoformat(day)


@pytest.mark.parametrize("solar", [(1400, 12, 30), (1401, 7, 31), (1401, 13, 1), (1, 1, 1)])
def test_days_that_no_solar_year_has(solar):
    with pytest.raises(ValueError, match="no such"):
        from_solar(*solar)


@given(st.integers(1300, 1450), st.integers(1, 12))
def test_solar_months_follow_each_other(year, month):
    following = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    length = 31 if month <= 6 else 30
    days = [length] if month < 12 else [29, 30]

    assert from_solar(*following) - from_solar(year, month, 1) in map(timedelta, map(int, days))


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2022/12/18/bridge", "2022-12-18"),
        ("https://a.example/news/2022-12-18-bridge", "2022-12-18"),
        ("https://a.example/20221218-bridge", "2022-12-18"),
        ("https://a.example/1401/09/27/pol", "2022-12-18"),
        ("https://a.example/2022/13/18/bridge", None),
        ("https://a.example/12345678", None),
        ("https://a.example/2022/12", None),
    ],
)
def test_the_day_in_an_address(address, day):
    assert date_in_address(address) == (date.fromisoformat(day) if day else None)
