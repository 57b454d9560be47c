"""A second officer confirms or sends back; a published value is corrected, never changed."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import errors, testing
from kyoso.kernel import clock

pytestmark = pytest.mark.usefixtures("november")


def correction(value, officer, number="55.1", **changes):
    facts = {
        "value": Decimal(number),
        "reason": "集計の誤り",
        "source": "市民意識調査（再集計）",
        "evidence": testing.make_evidence(officer.account),
    }
    return indicators.correct(value, **(facts | changes), by=officer.account)


def test_it_publishes(rate, sato, suzuki):
    value = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    assert value.is_current
    assert value.confirmed_by == suzuki.account
    assert indicators.latest(rate) == value


def test_nobody_confirms_their_own_value(rate, suzuki):
    value = testing.enter_value(rate, suzuki)
    with pytest.raises(errors.OwnValue):
        indicators.confirm(value, by=suzuki.account)


def test_the_database_knows_no_own_confirmation(rate, sato):
    value = testing.enter_value(rate, sato)
    with pytest.raises(IntegrityError), transaction.atomic():
        indicators.Value.objects.filter(pk=value.pk).update(
            confirmed_at=clock.now(), confirmed_by=sato.account
        )


def test_the_database_knows_no_confirmation_without_an_officer(rate, sato):
    value = testing.enter_value(rate, sato)
    with pytest.raises(IntegrityError), transaction.atomic():
        indicators.Value.objects.filter(pk=value.pk).update(confirmed_at=clock.now())


def test_a_confirmed_value_is_not_confirmed_twice(rate, sato, suzuki, planner):
    value = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    with pytest.raises(errors.NotWaiting):
        indicators.confirm(value, by=planner.account)


def test_it_goes_back_with_a_reason_and_makes_room_for_a_new_one(rate, sato, suzuki):
    value = testing.enter_value(rate, sato)
    with pytest.raises(errors.ReasonMissing):
        indicators.send_back(value, reason=" ", by=suzuki.account)
    sent = indicators.send_back(value, reason="時点が違います。", by=suzuki.account)
    assert sent.state_title == "差し戻し"
    assert testing.enter_value(rate, sato).is_waiting
    with pytest.raises(errors.NotWaiting):
        indicators.confirm(sent, by=suzuki.account)


def test_a_correction_supersedes_only_when_confirmed(rate, sato, suzuki):
    first = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    second = correction(first, sato)
    assert indicators.latest(rate) == first
    indicators.confirm(second, by=suzuki.account)
    first.refresh_from_db()
    assert indicators.latest(rate) == second
    assert first.superseded_by == second
    assert first.value == Decimal("54.2")
    assert first.state_title == "置き換え済み"
    [told] = indicators.corrections(rate)
    assert (told.before, told.after, told.reason) == ("54.2%", "55.1%", "集計の誤り")
    assert "54.2%から55.1%に訂正" in render_to_string(
        "indicators/corrections.html", {"corrections": [told]}
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"number": "54.2"}, errors.SameValue),
        ({"reason": ""}, errors.ReasonMissing),
        ({"source": ""}, errors.SourceMissing),
        ({"evidence": None}, errors.EvidenceMissing),
        ({"number": "54.25"}, errors.TooManyDecimals),
    ],
)
def test_a_correction_is_refused_with_a_sentence(rate, sato, suzuki, changes, refusal):
    first = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    with pytest.raises(refusal):
        correction(first, sato, **changes)


def test_only_what_stands_is_corrected(rate, sato, suzuki):
    waiting = testing.enter_value(rate, sato)
    with pytest.raises(errors.NotCurrent):
        correction(waiting, sato)
    first = indicators.confirm(waiting, by=suzuki.account)
    correction(first, sato)
    with pytest.raises(errors.AlreadyWaiting):
        correction(first, sato, "56.0")


def test_a_published_row_cannot_be_doubled(rate, sato, suzuki):
    first = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    first.pk, first.ref = None, "another"
    first._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_the_way_of_the_value_names_no_officer(rate, sato, suzuki):
    value = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    told = str(indicators.obtained(value))
    assert "別の職員" in told
    assert sato.name not in told
    assert suzuki.name not in told


def test_a_value_that_was_published_meanwhile_is_not_published_again(
    rate, sato, suzuki
):
    waiting = testing.enter_value(rate, sato)
    indicators.take_over(
        waiting.definition, as_of=waiting.as_of, value=Decimal(50), source="計画"
    )
    with pytest.raises(errors.AlreadyPublished):
        indicators.confirm(waiting, by=suzuki.account)


def test_a_count_of_the_records_is_not_corrected_by_hand(sato):
    with indicators.measures.temporarily(testing.counting("sheep", 3)):
        flock = testing.make_indicator("sheep", measure="sheep", unit="頭")
        counted = indicators.recompute(flock, by=None)
    with pytest.raises(errors.MeasuredValue):
        correction(counted, sato)
