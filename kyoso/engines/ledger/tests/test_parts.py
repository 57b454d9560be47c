"""When the next part of a due that is paid in parts is due."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.ledger.rules import next_instalment


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-01-15", "2026-02-15"),
        ("2026-01-30", "2026-02-28"),
        ("2026-01-31", "2026-02-28"),
        ("2026-02-28", "2026-03-31"),
        ("2028-01-30", "2028-02-29"),
        ("2026-12-31", "2027-01-31"),
    ],
)
def test_a_part_is_due_on_the_same_day_of_the_next_month(day, following):
    assert next_instalment(dt.date.fromisoformat(day)).isoformat() == following


@given(st.dates(dt.date(2020, 1, 1), dt.date(2100, 1, 1)))
def test_the_next_part_is_always_in_the_next_month(day):
    later = next_instalment(day)
    months = (later.year - day.year) * 12 + later.month - day.month
    assert months == 1
