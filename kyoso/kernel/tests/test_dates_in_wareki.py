"""Dates are written and read in 和暦, by the table of eras."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import clock
from kyoso.kernel.eras import FIRST_DAY

days = st.dates(min_value=FIRST_DAY, max_value=dt.date(2117, 12, 31))


@pytest.mark.parametrize(
    ("day", "words", "short"),
    [
        ("2026-11-23", "令和8年11月23日", "R8.11.23"),
        ("2019-05-01", "令和元年5月1日", "R1.5.1"),
        ("2019-04-30", "平成31年4月30日", "H31.4.30"),
        ("1989-01-08", "平成元年1月8日", "H1.1.8"),
        ("1989-01-07", "昭和64年1月7日", "S64.1.7"),
        ("1926-12-25", "昭和元年12月25日", "S1.12.25"),
        ("1926-12-24", "大正15年12月24日", "T15.12.24"),
        ("1912-07-30", "大正元年7月30日", "T1.7.30"),
        ("1912-07-29", "明治45年7月29日", "M45.7.29"),
        ("1873-01-01", "明治6年1月1日", "M6.1.1"),
    ],
)
def test_it_changes_the_era_on_its_first_day(day, words, short):
    found = dt.date.fromisoformat(day)
    assert clock.wareki(found) == words
    assert clock.wareki_short(found) == short


def test_it_refuses_days_before_the_gregorian_calendar():
    with pytest.raises(ValueError, match="Gregorian"):
        clock.wareki(dt.date(1872, 12, 31))
    with pytest.raises(clock.DayImpossible):
        clock.parse_day("明治5年12月2日")


def test_it_names_the_weekday():
    assert clock.wareki_weekday(dt.date(2026, 11, 23)) == "令和8年11月23日（月曜日）"


@given(days)
def test_it_reads_back_what_it_writes(day):
    assert clock.parse_day(clock.wareki(day)) == day
    assert clock.parse_day(clock.wareki_short(day)) == day
    assert clock.parse_day(clock.wareki_weekday(day)) == day
    assert clock.parse_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "typed",
    [
        "令和８年１１月２３日",
        "令和八年十一月二十三日",
        "令8.11.23",
        "r８／１１／２３",
        "R08-11-23",
        " 令和 8年 11月 23日（月）",
        "㋿8年11月23日",
        "平成38年11月23日",
        "2026年11月23日(月曜日)",
        "西暦2026年11月23日",
        "二〇二六年十一月二十三日",
        "２０２６－１１－２３",
        "2026/11/23",
        "20261123",
    ],
)
def test_it_reads_what_people_type(typed):
    assert clock.parse_day(typed) == dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和元年5月1日", dt.date(2019, 5, 1)),
        ("昭和元年12月31日", dt.date(1926, 12, 31)),
        ("明治45年7月30日", dt.date(1912, 7, 30)),
        ("昭和六十四年一月七日", dt.date(1989, 1, 7)),
        ("昭和二十年八月十日", dt.date(1945, 8, 10)),
        ("S40.1.2", dt.date(1965, 1, 2)),
        ("平成31年5月1日", dt.date(2019, 5, 1)),
    ],
)
def test_it_reads_first_years_and_days_of_change(typed, day):
    assert clock.parse_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "あした",
        "8年11月23日",
        "11月23日",
        "令和8年11月",
        "8/11/23",
        "令和8年11月23日x",
    ],
)
def test_it_says_what_it_cannot_read(typed):
    with pytest.raises(clock.DayUnreadable, match="日付として読めません。"):
        clock.parse_day(typed)


@pytest.mark.parametrize(
    "typed",
    ["令和8年2月29日", "令和0年1月1日", "2026-13-01", "R8.4.31", "西暦8年1月1日"],
)
def test_it_says_that_a_day_never_was(typed):
    with pytest.raises(clock.DayImpossible, match="という日付はありません。"):
        clock.parse_day(typed)


@given(st.text(max_size=30))
def test_it_never_breaks_on_odd_text(typed):
    try:
        found = clock.parse_day(typed)
    except (clock.DayUnreadable, clock.DayImpossible):
        return
    assert found >= FIRST_DAY


def test_it_makes_a_day_of_the_parts_of_a_form():
    assert clock.day_of("showa", 40, 1, 2) == dt.date(1965, 1, 2)
    assert clock.day_of(clock.WESTERN, 1965, 1, 2) == dt.date(1965, 1, 2)
    with pytest.raises(clock.DayImpossible, match="「昭和40年2月30日」"):
        clock.day_of("showa", 40, 2, 30)


@pytest.mark.parametrize(
    ("day", "year"),
    [("2027-03-31", 2026), ("2026-04-01", 2026), ("2026-03-31", 2025)],
)
def test_a_fiscal_year_begins_in_april(day, year):
    assert clock.fiscal_year(dt.date.fromisoformat(day)) == year


@given(days)
def test_a_day_lies_in_its_fiscal_year(day):
    first, last = clock.fiscal_year_days(clock.fiscal_year(day))
    assert first <= day <= last


def test_it_names_fiscal_years():
    assert clock.fiscal_year_title(2026) == "令和8年度"
    assert clock.fiscal_year_title(2019) == "令和元年度"
    assert clock.fiscal_year_title(2018) == "平成30年度"
    assert clock.fiscal_year_title(1988) == "昭和63年度"
    assert (
        clock.fiscal_year_title_long(2026) == "令和8年度（2026年4月から2027年3月まで）"
    )


@pytest.mark.parametrize("year", [10_000, 2**31, 10**30])
@pytest.mark.parametrize("era", ["reiwa", clock.WESTERN])
def test_a_year_beyond_all_calendars_never_was(era, year):
    with pytest.raises(clock.DayImpossible):
        clock.day_of(era, year, 1, 1)
