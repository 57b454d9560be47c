"""The status words: what was not counted, or not in time, is never good."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.indicators import periods, rules
from kyoso.engines.indicators.rules import Cause, Point, Question, Rule, Word

START = dt.date(2022, 3, 31)
DUE = dt.date(2027, 3, 31)
BASELINE = Point(START, Decimal("34.8"))
TARGET = Point(DUE, Decimal("88.2"))

days = st.dates(dt.date(2022, 4, 1), dt.date(2028, 12, 31))
values = st.decimals(0, 100, places=1)
frequencies = st.sampled_from(["monthly", "quarterly", "yearly", "irregular"])
some_rules = st.builds(
    Rule,
    number=st.just(1),
    tolerance=st.decimals("0", "0.9", places=2),
    grace_days=st.integers(0, 120),
)
points = st.lists(st.builds(Point, days, values), max_size=8, unique_by=lambda p: p.on)
marks = st.one_of(st.none(), st.builds(Point, days, values))

GOODNESS = {
    Word.ACHIEVED: 3,
    Word.ON_TRACK: 2,
    Word.BEHIND: 1,
    Word.OVERDUE: 0,
}


def question(*found, baseline=BASELINE, target=TARGET, rises=True, frequency="yearly"):
    return Question(
        tuple(sorted(found, key=lambda point: point.on)),
        baseline,
        target,
        rises,
        frequency,
    )


@given(marks, marks, st.booleans(), frequencies, days, some_rules)
def test_it_is_never_good_without_a_value(baseline, target, rises, frequency, on, rule):
    asked = Question((), baseline, target, rises, frequency)
    status = rules.judge(asked, on=on, rule=rule)
    assert status.word is Word.UNCOUNTED
    assert not status.is_good


@given(points, marks, marks, st.booleans(), frequencies, days, some_rules)
def test_it_is_never_good_when_the_due_value_is_missing(
    found, baseline, target, rises, frequency, on, rule
):
    asked = question(
        *found, baseline=baseline, target=target, rises=rises, frequency=frequency
    )
    seen = [point.on for point in asked.points if point.on <= on]
    due = periods.last_due(frequency, on, rule.grace_days)
    if seen and periods.is_missing(frequency, seen[-1], due):
        assert rules.judge(asked, on=on, rule=rule).word is Word.OVERDUE


@given(points, marks, marks, st.booleans(), frequencies, days, some_rules)
def test_it_is_never_good_without_a_target(
    found, baseline, target, rises, frequency, on, rule
):
    asked = question(*found, baseline=baseline, target=None, rises=rises)
    assert not rules.judge(asked, on=on, rule=rule).is_good


@given(points, days, some_rules)
def test_it_is_never_on_track_after_the_day_of_the_target(found, on, rule):
    status = rules.judge(question(*found), on=on, rule=rule)
    if on > DUE + dt.timedelta(days=rule.grace_days):
        assert status.word in {Word.ACHIEVED, Word.OVERDUE, Word.UNCOUNTED}


@given(points, values, values, days, days, st.booleans(), some_rules)
def test_a_better_value_never_earns_a_worse_word(
    earlier, one, other, newest, on, rises, rule
):
    low, high = sorted((one, other))
    worse, better = (low, high) if rises else (high, low)
    before = [point for point in earlier if point.on < newest]
    baseline, target = (
        (BASELINE, TARGET)
        if rises
        else (Point(START, Decimal(88)), Point(DUE, Decimal(20)))
    )

    def word(value):
        asked = question(
            *before,
            Point(newest, value),
            baseline=baseline,
            target=target,
            rises=rises,
            frequency="irregular",
        )
        return rules.judge(asked, on=on, rule=rule).word

    if newest <= on:
        assert GOODNESS[word(better)] >= GOODNESS[word(worse)]


@given(points, days, some_rules)
def test_a_rule_that_tolerates_more_never_gives_a_worse_word(found, on, rule):
    strict = Rule(rule.number, Decimal(0), rule.grace_days)
    asked = question(*found, frequency="irregular")
    before = rules.judge(asked, on=on, rule=strict).word
    after = rules.judge(asked, on=on, rule=rule).word
    if before in GOODNESS:
        assert GOODNESS[after] >= GOODNESS[before]


@given(points, marks, marks, st.booleans(), frequencies, days)
def test_it_looks_at_no_value_of_a_later_day(
    found, baseline, target, rises, frequency, on
):
    def asked(seen):
        return question(
            *seen, baseline=baseline, target=target, rises=rises, frequency=frequency
        )

    known = [point for point in found if point.on <= on]
    whole = rules.judge(asked(found), on=on)
    # The way may begin at the first value; a later first value changes nothing.
    if known or not found:
        assert whole.word == rules.judge(asked(known), on=on).word
    else:
        assert whole.word is Word.UNCOUNTED


@given(values, values, days)
def test_the_required_way_leads_from_the_start_to_the_target(start, goal, day):
    first, last = Point(START, start), Point(DUE, goal)
    assert rules.required_on(first, last, START) == start
    assert rules.required_on(first, last, DUE) == goal
    low, high = sorted((start, goal))
    assert low <= rules.required_on(first, last, day) <= high


@pytest.mark.parametrize(
    ("on", "value", "word", "cause"),
    [
        (dt.date(2026, 3, 31), "83.0", Word.ON_TRACK, Cause.ON_PATH),
        (dt.date(2026, 3, 31), "60.0", Word.BEHIND, Cause.BELOW_PATH),
        (dt.date(2026, 3, 31), "88.2", Word.ACHIEVED, Cause.TARGET_REACHED),
        (dt.date(2027, 3, 31), "88.1", Word.ON_TRACK, Cause.ON_PATH),
    ],
)
def test_it_gives_the_words_of_the_plan(on, value, word, cause):
    status = rules.judge(question(Point(on, Decimal(value))), on=on)
    assert (status.word, status.cause) == (word, cause)


def test_it_is_overdue_when_the_target_day_passed_unreached():
    asked = question(Point(dt.date(2027, 4, 1), Decimal(80)))
    assert rules.judge(asked, on=dt.date(2027, 6, 1)).cause is Cause.TARGET_PASSED


def test_it_does_not_judge_a_single_value_without_baseline():
    asked = question(Point(dt.date(2026, 3, 31), Decimal(80)), baseline=None)
    status = rules.judge(asked, on=dt.date(2026, 4, 1))
    assert (status.word, status.cause) == (Word.UNJUDGED, Cause.NO_BASELINE)
    assert not status.is_good


def test_it_is_a_draft_until_headquarters_adopts_a_rule():
    assert rules.judge(question(), on=DUE).is_draft
    adopted = Rule(1, Decimal("0.1"), 30, "第3回本部会議", is_adopted=True)
    assert not rules.judge(question(), on=DUE, rule=adopted).is_draft


@given(points, days)
def test_the_pace_reaches_the_target_on_its_day(found, on):
    asked = question(*found)
    needed = rules.pace(asked, on=on)
    if needed is not None:
        latest = [point for point in asked.points if point.on <= on][-1]
        arrived = latest.value + needed.per_year * needed.days_left / 365
        assert abs(arrived - TARGET.value) < Decimal("0.01")
        assert latest.value < TARGET.value


@given(points, days)
def test_a_forecast_needs_three_values_over_ninety_days(found, on):
    asked = question(*found)
    used = [point for point in asked.points if point.on <= on]
    seen = rules.forecast(asked, on=on)
    enough = len(used) >= 3 and (used[-1].on - used[0].on).days >= 90
    assert seen.is_known == (enough and on < DUE)


@given(
    st.decimals("-0.05", "0.05", places=3),
    st.decimals(20, 60, places=1),
    st.lists(st.integers(0, 1400), min_size=3, max_size=9, unique=True),
)
def test_the_forecast_of_values_on_a_line_stays_on_the_line(slope, height, offsets):
    on = START + dt.timedelta(days=1401)
    line = [
        Point(START + dt.timedelta(days=offset), height + slope * offset)
        for offset in sorted(offsets)
    ]
    seen = rules.forecast(question(*line), on=on)
    if seen.value is not None:
        expected = height + slope * (DUE - START).days
        assert abs(seen.value - expected) < Decimal("0.001")


@given(points, values, values, days)
def test_a_higher_last_value_never_lowers_the_forecast(found, one, other, on):
    low, high = sorted((one, other))
    last = max((point.on for point in found), default=START) + dt.timedelta(days=30)

    def seen(value):
        return rules.forecast(question(*found, Point(last, value)), on=last).value

    if seen(low) is not None:
        assert seen(low) <= seen(high)


def test_the_forecast_stays_within_the_limits():
    climbing = [
        Point(dt.date(2026, month, 1), Decimal(40 + month * 9)) for month in (1, 3, 6)
    ]
    seen = rules.forecast(
        question(*climbing),
        on=dt.date(2026, 6, 2),
        limits=(Decimal(0), Decimal(100)),
    )
    assert seen.value == 100
    assert seen.reaches


def test_the_forecast_names_the_day_on_which_the_target_is_met():
    line = [
        Point(START + dt.timedelta(days=100 * number), Decimal(10 * number))
        for number in range(4)
    ]
    target = Point(DUE, Decimal(50))
    seen = rules.forecast(
        question(*line, target=target), on=START + dt.timedelta(days=301)
    )
    assert seen.reached_on == START + dt.timedelta(days=500)
