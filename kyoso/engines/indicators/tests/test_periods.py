"""Periods are months, quarters and years of April to March."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.indicators import periods

days = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))
frequencies = st.sampled_from(["monthly", "quarterly", "yearly", "irregular"])


@given(frequencies, days)
def test_a_day_lies_in_its_period(frequency, day):
    first = periods.period_start(frequency, day)
    last = periods.period_end(frequency, day)
    assert first <= day <= last
    assert periods.period_start(frequency, last) == first
    after = last + dt.timedelta(days=1)
    assert periods.period_start(frequency, after) == after


@pytest.mark.parametrize(
    ("frequency", "first", "last"),
    [
        ("monthly", dt.date(2027, 2, 1), dt.date(2027, 2, 28)),
        ("quarterly", dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
        ("yearly", dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
    ],
)
def test_it_follows_the_fiscal_year(frequency, first, last):
    day = dt.date(2027, 2, 14)
    assert periods.period_start(frequency, day) == first
    assert periods.period_end(frequency, day) == last


@given(frequencies, days, st.integers(0, 200))
def test_a_value_is_due_only_after_the_grace(frequency, on, grace):
    due = periods.last_due(frequency, on, grace)
    if frequency == "irregular":
        assert due is None
    else:
        assert due + dt.timedelta(days=grace) < on
        assert periods.is_missing(frequency, None, due)
        assert not periods.is_missing(frequency, due, due)


def test_an_irregular_indicator_never_misses_a_value():
    assert not periods.is_missing("irregular", None, None)
