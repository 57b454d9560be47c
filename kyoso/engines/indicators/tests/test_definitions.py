"""A changed definition begins a new series; marks are dated and sourced."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import errors, testing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("november")]
DUE = dt.date(2027, 3, 31)
PLAN = "能代市DX推進計画（令和8年3月変更）"


@pytest.fixture
def issued():
    return testing.make_indicator("card", title="交付率")


def held(indicator, **changes):
    words = {
        "name": "保有率",
        "text": "有効なカードを保有している市民の割合",
        "valid_from": dt.date(2026, 3, 1),
        "reason": "計画の変更",
        "source": PLAN,
    }
    return indicators.adopt_definition(
        indicator, definition=indicators.Definition(**(words | changes)), by=None
    )


def test_a_new_definition_begins_a_series_of_its_own(issued):
    first = issued.definitions.get()
    indicators.set_baseline(
        first, value=Decimal("34.8"), on=dt.date(2022, 3, 31), source=PLAN, by=None
    )
    indicators.take_over(
        first, as_of=dt.date(2022, 8, 31), value=Decimal("40.2"), source=PLAN
    )
    second = held(issued)
    indicators.set_target(
        second, value=Decimal("88.2"), due_on=DUE, source=PLAN, by=None
    )
    found = indicators.reading("card")
    assert [one.definition.number for one in found.series] == [1, 2]
    assert found.indicator.title == "保有率"
    assert found.baseline is None
    assert found.latest is None
    assert indicators.status(found).word is indicators.Word.UNCOUNTED
    assert "40.2%" in indicators.finding(found)


def test_values_belong_to_the_definition_of_their_day(issued):
    second = held(issued)
    before = indicators.take_over(
        issued.definitions.get(number=1),
        as_of=dt.date(2025, 3, 31),
        value=Decimal(50),
        source=PLAN,
    )
    assert before.definition != second
    assert indicators.latest(issued) is None


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"valid_from": testing.FIRST_DAY}, errors.DefinitionNotLater),
        ({"reason": " "}, errors.ReasonMissing),
        ({"source": ""}, errors.SourceMissing),
    ],
)
def test_a_definition_is_refused_with_a_sentence(issued, changes, refusal):
    with pytest.raises(refusal):
        held(issued, **changes)
    assert issued.definitions.count() == 1


def test_a_slug_is_taken_once(issued):
    with pytest.raises(errors.IndicatorExists):
        testing.make_indicator("card")


def test_a_target_for_the_same_day_replaces_and_leaves_the_old_one_readable(issued):
    definition = issued.definitions.get()
    old = indicators.set_target(
        definition, value=Decimal(80), due_on=DUE, source=PLAN, by=None
    )
    new = indicators.set_target(
        definition, value=Decimal(90), due_on=DUE, source="本部会議", by=None
    )
    old.refresh_from_db()
    assert old.replaced_by == new
    assert indicators.reading("card").target == new


def test_two_comparators_of_one_area_and_day_are_refused(issued):
    definition = issued.definitions.get()
    facts = {
        "area": indicators.Mark.Area.NATIONAL,
        "value": Decimal("47.4"),
        "on": dt.date(2022, 8, 31),
        "source": "総務省HP",
        "by": None,
    }
    indicators.add_comparator(definition, **facts)
    with pytest.raises(errors.MarkExists):
        indicators.add_comparator(definition, **facts)


def test_a_section_is_put_in_charge_and_taken_out(issued, care_section):
    assert issued.owner_name == "未設定"
    indicators.put_in_charge(issued, section=care_section, by=None)
    assert issued.owner_name == care_section.name
    indicators.put_in_charge(issued, section=None, by=None)
    assert issued.owner_name == "未設定"


def test_the_rule_is_a_draft_until_it_is_adopted(issued, planner):
    assert not indicators.current_rule().is_adopted
    for wrong in ((Decimal(1), 30), (Decimal("-0.1"), 30), (Decimal(0), 400)):
        with pytest.raises(errors.RuleImpossible):
            indicators.adopt_rule(
                tolerance=wrong[0],
                grace_days=wrong[1],
                decision="x",
                by=planner.account,
            )
    with pytest.raises(errors.ReasonMissing):
        indicators.adopt_rule(
            tolerance=Decimal(0), grace_days=30, decision="", by=planner.account
        )
    indicators.adopt_rule(
        tolerance=Decimal("0.05"),
        grace_days=45,
        decision="第3回本部会議",
        by=planner.account,
    )
    rule = indicators.reading("card").rule
    assert rule.is_adopted
    assert rule.grace_days == 45
    assert "案" not in indicators.rule_words(rule)


def test_any_number_of_indicators_is_read_in_five_queries(
    issued, django_assert_num_queries
):
    for number in range(4):
        other = testing.make_indicator(f"other-{number}")
        indicators.take_over(
            other.definitions.get(),
            as_of=DUE.replace(year=2026),
            value=Decimal(5),
            source=PLAN,
        )
    with django_assert_num_queries(5):
        found = indicators.read(indicators.Indicator.objects.select_related("owner"))
        for one in found:
            indicators.figure(one)
            indicators.status(one)
            indicators.csv(one)
    assert len(found) == 5
