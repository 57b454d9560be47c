"""Every verdict, pace and forecast is a whole sentence, in every language."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import rules, testing

pytestmark = pytest.mark.usefixtures("november")
LANGUAGES = ["ja", "ja-easy", "en"]
ENDS = {"ja": "。", "ja-easy": "。", "en": "."}
DUE = dt.date(2027, 3, 31)


@pytest.fixture
def rate(db):
    return testing.make_indicator(frequency="irregular")


def give(rate, *values, baseline=None, target="88.2", due=DUE):
    definition = rate.definitions.get()
    for day, value in values:
        indicators.take_over(definition, as_of=day, value=Decimal(value), source="調査")
    if baseline:
        indicators.set_baseline(
            definition,
            value=Decimal(baseline),
            on=dt.date(2022, 3, 31),
            source="計画",
            by=None,
        )
    if target:
        indicators.set_target(
            definition, value=Decimal(target), due_on=due, source="計画", by=None
        )
    return indicators.reading(rate.slug)


SPRING, SUMMER, AUTUMN = (
    dt.date(2026, 3, 31),
    dt.date(2026, 6, 30),
    dt.date(2026, 9, 30),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cause", list(rules.Cause))
def test_every_cause_is_a_whole_sentence(rate, language, cause):
    found = give(rate, (AUTUMN, "50"))
    point = rules.Point(AUTUMN, Decimal(50))
    status = rules.Status(
        rules.Word.BEHIND, cause, AUTUMN, rules.DRAFT, point, Decimal(60), SPRING
    )
    with translation.override(language):
        told = indicators.reason(found, status)
        assert told.endswith(ENDS[language])
        assert "%" not in told.replace("60.0%", "")
        assert indicators.rule_words(found.rule).endswith(ENDS[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pace_and_the_forecast_are_told(rate, language):
    found = give(rate, (SPRING, "60"), (SUMMER, "62"), (AUTUMN, "64"), baseline="34.8")
    with translation.override(language):
        for told in (indicators.pace_words(found), indicators.forecast_words(found)):
            assert told.endswith(ENDS[language])


def test_the_forecast_states_its_assumption(rate):
    found = give(rate, (SPRING, "60"), (SUMMER, "62"), (AUTUMN, "64"))
    told = indicators.forecast_words(found)
    assert "3個の値を通る直線が同じ速さで続くと仮定すると" in told
    assert "目標に届かない見込みです" in told


def test_too_few_values_give_no_forecast_and_say_so(rate):
    found = give(rate, (AUTUMN, "64"))
    assert "見込みは計算できません" in indicators.forecast_words(found)
    assert "いまは1個" in indicators.forecast_words(found)


def test_without_a_target_there_is_neither_pace_nor_forecast(rate):
    found = give(rate, (AUTUMN, "64"), target=None)
    assert indicators.pace_words(found) == ""
    assert "目標が設定されていない" in indicators.forecast_words(found)
    assert "目標は設定されていません。" in indicators.finding(found)


def test_after_the_day_of_the_target_there_is_no_forecast(rate):
    found = give(rate, (SPRING, "64"), due=SUMMER)
    assert "目標の期限が過ぎている" in indicators.forecast_words(found)


def test_a_reached_target_needs_no_pace(rate):
    found = give(rate, (AUTUMN, "90"))
    assert indicators.pace_words(found) == ""
    assert indicators.finding(found).endswith("目標の88.2%に届いています。")


@pytest.mark.parametrize(
    ("unit", "language", "told"),
    [
        ("件", "ja", "1,234件"),
        ("件", "en", "1,234 cases"),
        ("匹", "en", "1,234匹"),
        ("", "ja", "1,234"),
    ],
)
def test_amounts_carry_their_unit(db, unit, language, told):
    one = testing.make_indicator(unit=unit, decimals=0)
    with translation.override(language):
        assert indicators.amount(one, Decimal(1234)) == told
