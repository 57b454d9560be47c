"""Which clock runs, how long, and what stops it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel import deadlines
from kyoso.kernel.calendar import OpenDays
from kyoso.kernel.deadlines import Counting, Pause, State

OPEN = OpenDays()
DAY = dt.timedelta(days=1)
days = st.dates(min_value=dt.date(2010, 1, 1), max_value=dt.date(2040, 12, 31))
lengths = st.integers(min_value=1, max_value=120)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@st.composite
def arrivals_with_pauses(draw):
    arrived = draw(days)
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        start = arrived + DAY * draw(st.integers(0, 60))
        pauses.append(Pause(start, start + DAY * draw(st.integers(0, 40))))
    return arrived, pauses


def test_the_day_of_arrival_is_not_counted():
    # Friday 20 November; 23 November is a holiday.
    period = deadlines.standard_period(day("2026-11-20"), 3, (), OPEN)
    assert period.due_on == day("2026-11-26")
    assert period.on(day("2026-11-20")).left_days == 3
    assert period.on(day("2026-11-24")).used_days == 1
    assert period.on(day("2026-11-26")).left_days == 0
    assert period.on(day("2026-11-26")).state == State.RUNNING
    assert period.on(day("2026-11-27")).state == State.OVERDUE


def test_correction_time_is_not_counted():
    pauses = [Pause(day("2026-11-25"), day("2026-12-04"), reason="補正")]
    period = deadlines.standard_period(day("2026-11-20"), 3, pauses, OPEN)
    # 24 and 25 counted, then the pause, then Monday 7 December.
    assert period.due_on == day("2026-12-07")
    waiting = period.on(day("2026-12-01"))
    assert (waiting.state, waiting.used_days, waiting.left_days) == (
        State.PAUSED,
        2,
        1,
    )
    assert waiting.pause.reason == "補正"
    assert waiting.not_counted == 6


def test_an_open_pause_hides_the_due_day_and_freezes_what_is_left():
    pauses = [Pause(day("2026-11-25"))]
    period = deadlines.standard_period(day("2026-11-20"), 30, pauses, OPEN)
    assert period.due_on is None
    for later in ("2026-11-25", "2026-12-25", "2028-01-01"):
        standing = period.on(day(later))
        assert (standing.state, standing.used_days, standing.left_days) == (
            State.PAUSED,
            2,
            28,
        )


def test_a_correction_asked_on_the_last_day_stops_the_clock_there():
    period = deadlines.standard_period(
        day("2026-11-20"), 3, [Pause(day("2026-11-26"), day("2026-12-02"))], OPEN
    )
    assert period.on(day("2026-11-30")).state == State.PAUSED
    assert period.on(day("2026-12-02")).left_days == 0
    assert period.on(day("2026-12-03")).state == State.OVERDUE


def test_a_correction_after_the_end_mends_nothing():
    period = deadlines.standard_period(
        day("2026-11-20"), 3, [Pause(day("2026-12-01"))], OPEN
    )
    assert period.on(day("2026-12-10")).state == State.OVERDUE
    assert period.due_on == day("2026-11-26")


def test_a_standard_period_may_count_every_day():
    period = deadlines.standard_period(
        day("2026-11-20"), 3, (), OPEN, counting=Counting.CALENDAR
    )
    assert period.due_on == day("2026-11-23")
    assert deadlines.standard_period(day("2026-11-20"), 3).due_on == period.due_on
    with pytest.raises(ValueError, match="calendar"):
        deadlines.standard_period(day("2026-11-20"), 3, counting=Counting.OPEN)


@given(arrivals_with_pauses(), lengths)
def test_the_due_day_uses_exactly_the_period(arrival, length):
    arrived, pauses = arrival
    period = deadlines.standard_period(arrived, length, pauses, OPEN)
    due = period.due_on
    assert OPEN.is_open(due)
    assert period.on(due).used_days == length
    assert period.on(due - DAY).used_days == length - 1
    assert period.is_kept(due)
    assert not any(pause.covers(due) for pause in pauses)


@given(arrivals_with_pauses(), lengths, st.integers(0, 300))
def test_what_is_left_never_grows(arrival, length, later):
    arrived, pauses = arrival
    period = deadlines.standard_period(arrived, length, pauses, OPEN)
    seen = period.on(arrived + DAY * later)
    after = period.on(arrived + DAY * (later + 1))
    assert after.left_days in (seen.left_days, seen.left_days - 1)
    assert seen.used_days + seen.left_days == length or seen.left_days < 0
    assert (seen.state == State.OVERDUE) == (seen.left_days < 0)


@given(arrivals_with_pauses(), lengths)
def test_a_pause_never_brings_the_end_nearer(arrival, length):
    arrived, pauses = arrival
    bare = deadlines.standard_period(arrived, length, (), OPEN).due_on
    assert deadlines.standard_period(arrived, length, pauses, OPEN).due_on >= bare


def test_the_same_pause_twice_is_one():
    pause = Pause(day("2026-11-25"), day("2026-12-04"))
    once = deadlines.standard_period(day("2026-11-20"), 9, [pause], OPEN)
    twice = deadlines.standard_period(day("2026-11-20"), 9, [pause, pause], OPEN)
    assert once.due_on == twice.due_on


def test_a_statutory_period_pauses_only_by_a_cited_article():
    with pytest.raises(deadlines.PauseWithoutArticle):
        deadlines.statutory_period(day("2026-11-20"), 30, [Pause(day("2026-11-25"))])
    cited = Pause(day("2026-11-25"), day("2026-11-30"), article="条例第11条第2項")
    period = deadlines.statutory_period(day("2026-11-20"), 15, [cited])
    assert period.due_on == day("2026-12-10")


@given(days, lengths)
def test_the_end_of_a_statutory_period_never_moves(start, length):
    assert deadlines.statutory_period(start, length).due_on == start + DAY * length


@given(days, lengths)
def test_only_the_end_of_a_calendar_day_period_moves(start, length):
    period = deadlines.calendar_day_period(start, length, OPEN)
    assert period.due_on == OPEN.next_open(start + DAY * length)
    assert period.on(period.due_on).left_days == 0
    assert period.on(period.due_on + DAY).state == State.OVERDUE


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        # 民法143条2項: known on 31 May, counted from 1 June, ends with August.
        ("2026-05-31", 3, "2026-08-31"),
        # Counted from 30 November; February has no 30th: the last day of February,
        # a Sunday in 2027, so Monday.
        ("2026-11-29", 3, "2027-03-01"),
        # Counted from 24 November: 23 February is a holiday, so the 24th.
        ("2026-11-23", 3, "2027-02-24"),
        ("2026-08-20", 6, "2027-02-22"),
    ],
)
def test_months_end_the_day_before_the_corresponding_day(start, months, due):
    period = deadlines.calendar_month_period(day(start), months, OPEN)
    assert period.due_on == day(due)


@given(days, st.integers(1, 24))
def test_a_period_of_months_is_about_that_long(start, months):
    period = deadlines.calendar_month_period(start, months, OPEN)
    assert 28 * months <= period.days <= 31 * months


def test_it_refuses_lengths_that_cannot_be():
    for wrong in (0, -1, 10_000):
        with pytest.raises(ValueError, match="days"):
            deadlines.standard_period(day("2026-11-20"), wrong)
    with pytest.raises(ValueError, match="months"):
        deadlines.calendar_month_period(day("2026-11-20"), 0, OPEN)
    with pytest.raises(ValueError, match="before"):
        Pause(day("2026-11-20"), day("2026-11-19"))


def test_the_period_may_be_read_before_it_starts():
    period = deadlines.standard_period(day("2026-11-20"), 3, (), OPEN)
    assert period.on(day("2026-11-01")).left_days == 3
