"""開庁日: which days the office is open."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import calendar
from kyoso.kernel.calendar import CalendarWrong, OpenDays

days = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2060, 12, 31))
USUAL = OpenDays()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-11-23", "勤労感謝の日"),
        ("2026-11-22", "日曜日"),
        ("2026-11-21", "土曜日"),
        ("2026-09-22", "国民の休日"),
        ("2026-05-06", "憲法記念日 振替休日"),
        ("2019-05-01", "天皇の即位の日"),
        ("2026-12-28", ""),
        ("2026-12-29", "年末年始"),
        ("2027-01-03", "年末年始"),
        ("2027-01-04", ""),
    ],
)
def test_it_knows_why_the_office_is_closed(text, why):
    assert USUAL.why_closed(day(text)) == why
    assert USUAL.is_open(day(text)) == (not why)


@given(days)
def test_the_next_open_day_is_open_and_none_is_skipped(start):
    found = USUAL.next_open(start)
    assert USUAL.is_open(found)
    assert not any(
        USUAL.is_open(start + dt.timedelta(days=n)) for n in range((found - start).days)
    )


@given(days, st.integers(min_value=1, max_value=300))
def test_adding_and_counting_open_days_agree(start, n):
    found = USUAL.add_open_days(start, n)
    assert USUAL.is_open(found)
    assert USUAL.open_days_between(start, found) == n
    assert USUAL.open_days_between(found, start) == -n


@given(days, st.integers(0, 100), st.integers(0, 100))
def test_counting_open_days_adds_up(a, n, m):
    b = a + dt.timedelta(days=n)
    c = b + dt.timedelta(days=m)
    assert USUAL.open_days_between(a, c) == USUAL.open_days_between(
        a, b
    ) + USUAL.open_days_between(b, c)


def test_adding_no_day_gives_the_first_open_one():
    assert USUAL.add_open_days(day("2026-11-21"), 0) == day("2026-11-24")
    with pytest.raises(ValueError, match="forwards"):
        USUAL.add_open_days(day("2026-11-21"), -1)


def write(folder, text):
    (folder / "calendar.toml").write_text(text, "utf-8")
    return folder


def test_it_reads_the_citys_own_days(tmp_path):
    city = calendar.load(
        write(
            tmp_path,
            """
            [year_end]
            to = "01-04"
            [[closed]]
            on = 2027-06-01
            name = "市制記念日"
            source = "条例"
            verified = true
            [[closed]]
            every = "09-15"
            name = "まつり"
            """,
        )
    )
    assert city.why_closed(day("2027-01-04")) == "年末年始"
    assert city.why_closed(day("2027-06-01")) == "市制記念日"
    assert city.is_open(day("2028-06-01"))
    assert city.why_closed(day("2028-09-15")) == "まつり"
    assert [closed.verified for closed in city.closed] == [False, True, False]


def test_a_folder_without_a_calendar_has_the_usual_days(tmp_path):
    assert calendar.load(tmp_path) == OpenDays()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n[[closed]]\nname='x'", "line 2: closed: give either 'on' or 'every'"),
        ("[[closed]]\nevery='13-01'\nname='x'", "'13-01' is not a day"),
        ("[[closed]]\nevery='5/4'\nname='x'", "'5/4' is not a day"),
        ("[[closed]]\nevery=2027-05-04\nname='x'", "is not a day for 'every'"),
        ("[[closed]]\non='05-04'\nname='x'", "is not a day for 'on'"),
        ("[[closed]]\nevery='05-04'", "'name' is missing"),
        ("[[closed]]\nevery='05-04'\nname='x'\nwhy='y'", "'why' is not known"),
        ("[[closed]]\nevery='05-04'\nname='x'\nverified='no'", "true or false"),
        ("[year_end]\nto='1/4'", "line 1: year_end: '1/4' is not a day"),
        ("\n\n[holidays]\n", "line 3: 'holidays' is not known"),
        ("[closed]\non=2027-05-04", "line 1: write each day as [[closed]]"),
        ("closed=['05-04']", "line 1: write each day as [[closed]]"),
        ("\nyear_end='01-04'", "line 2: write [year_end] as a table"),
        ("[year_end", "at end of document"),
    ],
)
def test_a_wrong_file_names_itself_and_the_entry(tmp_path, text, sentence):
    with pytest.raises(CalendarWrong, match=r"calendar\.toml") as caught:
        calendar.load(write(tmp_path, text))
    assert sentence in str(caught.value)


def test_this_city_is_closed_at_the_turn_of_the_year():
    assert not calendar.city().is_open(day("2026-12-31"))
    assert calendar.city() is calendar.city()


def test_a_calendar_that_never_opens_is_refused():
    never = OpenDays(closed=(calendar.ClosedDay("x", "01-01", "12-31"),))
    with pytest.raises(CalendarWrong, match="more than a year"):
        never.next_open(day("2026-01-01"))
