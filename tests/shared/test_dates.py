"""Partial dates in every form staff type them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.shared.dates import BLANK, INVALID, PartialDate, age_on, last_day, read_date


@pytest.mark.parametrize(
    ("typed", "text", "precision"),
    [
        ("1965.03", "1965-03", "month"),
        (1965.03, "1965-03", "month"),
        ("1965年3月", "1965-03", "month"),
        ("19650301", "1965-03-01", "day"),
        (19650301.0, "1965-03-01", "day"),
        ("196503", "1965-03", "month"),
        ("1965-3-1", "1965-03-01", "day"),
        ("1965‐03‑01", "1965-03-01", "day"),
        ("1965/3/1", "1965-03-01", "day"),
        ("1969年09月30日", "1969-09-30", "day"),
        ("２００８．０７", "2008-07", "month"),
        ("一九五六年十一月", "1956-11", "month"),
        ("二〇〇三年六月二十八日", "2003-06-28", "day"),
        ("March 1982", "1982-03", "month"),
        (dt.date(1980, 11, 23), "1980-11-23", "day"),
        (dt.datetime(1980, 11, 23, 8), "1980-11-23", "day"),
        ("1965-03-01 00:00:00", "1965-03-01", "day"),
        ("1965", "1965", "year"),
        ("1965年", "1965", "year"),
        ("1990.1", "1990-01", "month"),
        (1990.12, "1990-12", "month"),
    ],
)
def test_keeps_the_precision_given(typed, text, precision):
    assert read_date(typed) == PartialDate(text, precision)


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("65.3", PartialDate("1965-03", "month", ("two_digit_year",))),
        (65.3, PartialDate("1965-03", "month", ("two_digit_year",))),
        ("Mar-82", PartialDate("1982-03", "month", ("two_digit_year",))),
        ("08.07", PartialDate("2008-07", "month", ("two_digit_year",))),
        (1990.1, PartialDate("1990-01", "month", ("ambiguous_month",), alternative="1990-10")),
        ("33424", PartialDate("1991-07-05", "day", ("excel_serial",))),
        (46315.0, PartialDate("2026-10-20", "day", ("excel_serial",))),
        ("1983.06\n（43岁）", PartialDate("1983-06", "month", age=43)),
    ],
)
def test_warns_about_what_was_guessed(typed, date):
    assert read_date(typed) == date


@pytest.mark.parametrize("typed", ["10月20日", "10.20", "10-20", "十月二十日", "10月20日17时"])
def test_takes_the_year_of_the_report(typed):
    assert read_date(typed, year=2026) == PartialDate("2026-10-20", "day", ("year_assumed",))


def test_a_number_without_a_year_may_have_lost_a_zero():
    assert read_date(10.2, year=2026) == PartialDate("2026-10-02", "day", ("year_assumed", "ambiguous_day"))


@pytest.mark.parametrize("typed", ["1985.13", "1985.2.30", "19850230", "abc", "10月20日", "0065.3", True])
def test_refuses_impossible_dates(typed):
    assert read_date(typed) == INVALID


@pytest.mark.parametrize("typed", ["", None, "无", "/", "—", "暂缺"])
def test_blank(typed):
    assert read_date(typed) == BLANK


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["%Y.%m.%d", "%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日"]),
)
def test_a_formatted_date_is_parsed_and_stays(date, form):
    read = read_date(date.strftime(form))
    assert read == PartialDate(date.isoformat(), "day")
    assert read_date(read.text) == read
    assert read.first_day == read.last_day == date


def test_days_a_partial_date_can_mean():
    assert read_date("2024.02").first_day == dt.date(2024, 2, 1)
    assert last_day("2024-02") == dt.date(2024, 2, 29)
    assert last_day("2024") == dt.date(2024, 12, 31)


def test_age_counts_completed_years():
    assert [age_on(dt.date(2008, 12, 6), dt.date(2026, 12, day)) for day in (5, 6)] == [17, 18]
    assert age_on(dt.date(2008, 2, 29), dt.date(2026, 2, 28)) == 17
