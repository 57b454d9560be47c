"""A sum of which an overlap is unknown is published as a range, never as one number."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import actions, figures, sentences, testing
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def both_ways():
    """An indicator of 18 to 36, and one of 18 without a doubt."""
    found = []
    with clock.at(dt.datetime(2026, 11, 23, 10, tzinfo=clock.CITY)):
        for slug, parts in (
            ("between", {"other_systems_unnamed": 18, "kyoso": 18, "unsure": 18}),
            ("exact", {"other_systems": 18, "kyoso": 0}),
        ):
            one = testing.make_indicator(
                slug, title="事務の数", unit="事務", measure=slug, decimals=0
            )
            with indicators.measures.temporarily(testing.counting(slug, 18, **parts)):
                found.append(actions.recompute(one, by=None))
    return found


def test_it_says_between_what_it_is(both_ways):
    between, exact = both_ways
    assert sentences.stated(between.indicator, between) == "18〜36事務"
    assert sentences.stated(exact.indicator, exact) == "18事務"
    assert (between.value, between.at_most) == (18, 36)


def test_the_sentence_the_table_and_the_drawing_say_it_too(both_ways):
    shown = figures.figure(both_ways[0].indicator)
    assert "18〜36事務です。" in shown.finding
    assert [row.amount for row in shown.rows] == ["18〜36事務"]
    assert "18〜36事務" in shown.wide
    told = indicators.obtained(both_ways[0])
    assert told.amount == "18〜36事務"


def test_a_spreadsheet_gets_both_ends(both_ways):
    for value, ends in zip(both_ways, ("18,36", "18,18"), strict=True):
        head, row = figures.csv(value.indicator).lstrip("\ufeff").splitlines()
        assert "値,値の上限" in head
        assert f",{ends},事務," in row


def test_a_target_is_reached_by_what_is_sure(both_ways):
    between = both_ways[0]
    actions.set_target(
        between.definition,
        value=Decimal(30),
        due_on=dt.date(2027, 3, 31),
        source="計画",
        by=None,
    )
    assert "届いています" not in sentences.finding(between.indicator)
