"""Counting from the operating tables: as of a day, with version and rows."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import actions, errors, testing
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


def at(year, month, day):
    return clock.at(dt.datetime(year, month, day, 10, tzinfo=clock.CITY))


def sheep(found):
    """Register a measure that finds what the test says, one after another."""
    counts = iter(found)

    def compute(day):
        value = next(counts)
        parts = {} if value is None else {"white": value - 1, "black": 1}
        return indicators.Measured(
            None if value is None else Decimal(value), value or 0, parts
        )

    return indicators.measures.temporarily(
        indicators.Measure(
            "sheep",
            "羊",
            "頭",
            compute,
            "羊を数えます。",
            {"white": "白", "black": "黒"},
        )
    )


@pytest.fixture
def flock():
    return testing.make_indicator(
        "sheep", title="羊", unit="頭", measure="sheep", frequency="monthly", decimals=0
    )


def test_it_publishes_with_day_version_and_rows(flock):
    with at(2026, 11, 23), sheep([7]):
        value = indicators.recompute(flock, by=None)
    assert (value.value, value.rows, value.as_of) == (7, 7, dt.date(2026, 11, 23))
    assert value.definition.number == 1
    assert value.parts == {"white": 6, "black": 1}
    assert value.is_current


def test_the_same_count_on_the_same_day_writes_nothing(flock):
    with at(2026, 11, 23), sheep([7, 7]):
        first = indicators.recompute(flock, by=None)
        assert indicators.recompute(flock, by=None) == first
    assert flock.values.count() == 1


def test_a_new_count_supersedes_the_one_before_in_its_month(flock):
    with sheep([7, 8, 9]):
        with at(2026, 10, 30):
            october = indicators.recompute(flock, by=None)
        with at(2026, 11, 1):
            first = indicators.recompute(flock, by=None)
        with at(2026, 11, 2):
            second = indicators.recompute(flock, by=None)
    first.refresh_from_db()
    assert first.superseded_by == second
    assert [value.pk for value in indicators.series(flock)[0].values] == [
        october.pk,
        second.pk,
    ]


def test_a_count_of_a_past_day_does_not_undo_a_later_one(flock):
    with at(2026, 11, 20), sheep([7, 5]):
        later = indicators.recompute(flock, by=None)
        earlier = indicators.recompute(flock, on=dt.date(2026, 11, 2), by=None)
    assert earlier == later
    assert indicators.latest(flock) == later


def test_nothing_to_count_stays_uncounted(flock):
    with at(2026, 11, 23), sheep([None]):
        assert indicators.recompute(flock, by=None) is None
        assert indicators.status(flock).word is indicators.Word.UNCOUNTED


def test_it_refuses_what_has_no_measure():
    typed = testing.make_indicator()
    with pytest.raises(errors.NotMeasured):
        indicators.recompute(typed, by=None)


def test_it_refuses_a_day_to_come(flock):
    with at(2026, 11, 23), sheep([7]), pytest.raises(errors.DayInFuture):
        indicators.recompute(flock, on=dt.date(2026, 11, 24), by=None)


def test_the_chore_counts_what_is_registered(flock):
    testing.make_indicator("unknown", measure="not-registered", unit="件")
    with at(2026, 11, 23), sheep([7]):
        assert actions.recompute_all() == 1


def test_a_measure_that_breaks_does_not_stop_the_others(flock):
    def breaks(day):
        raise ZeroDivisionError

    broken = indicators.Measure("broken", "壊れた集計", "件", breaks)
    testing.make_indicator("a-broken", measure="broken", unit="件")
    with at(2026, 11, 23), sheep([7]), indicators.measures.temporarily(broken):
        with pytest.raises(ExceptionGroup) as raised:
            actions.recompute_all()
        assert raised.group_contains(ZeroDivisionError)
    assert indicators.latest(flock).value == 7


def test_the_way_leads_down_to_the_counts(flock):
    with at(2026, 11, 23), sheep([7]):
        told = indicators.obtained(indicators.recompute(flock, by=None))
    assert told.explanation == "羊を数えます。"
    assert [(part.title, part.count) for part in told.parts] == [("白", 6), ("黒", 1)]
    assert ("数えた記録", "7件") in told.facts
