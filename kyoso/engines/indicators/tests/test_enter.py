"""A value is entered with evidence and waits."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import errors, testing

DAY = dt.date(2026, 9, 30)


pytestmark = pytest.mark.usefixtures("november")


def test_it_waits_and_is_not_published(rate, sato):
    value = testing.enter_value(rate, sato)
    assert value.is_waiting
    assert indicators.latest(rate) is None
    assert indicators.status(rate).word is indicators.Word.UNCOUNTED


def test_it_leaves_an_audit_row(rate, sato):
    value = testing.enter_value(rate, sato)
    row = audit.Entry.objects.get(event="indicators.value_entered")
    assert row.actor == audit.name_of(sato.account)
    assert row.subject.endswith(value.ref)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"as_of": dt.date(2026, 11, 24)}, errors.DayInFuture),
        ({"as_of": dt.date(2019, 3, 31)}, errors.DayBeforeDefinition),
        ({"value": Decimal("100.1")}, errors.ValueOutOfRange),
        ({"value": Decimal(-1)}, errors.ValueOutOfRange),
        ({"value": Decimal("NaN")}, errors.ValueOutOfRange),
        ({"value": Decimal("54.25")}, errors.TooManyDecimals),
        ({"source": " "}, errors.SourceMissing),
        ({"evidence": None}, errors.EvidenceMissing),
    ],
)
def test_it_refuses_with_a_whole_sentence(rate, sato, changes, refusal):
    with pytest.raises(refusal) as refused:
        testing.enter_value(rate, sato, **changes)
    assert refused.value.sentence.endswith("。")
    assert not rate.values.exists()


def test_it_refuses_a_second_value_of_the_day_while_one_waits(rate, sato):
    testing.enter_value(rate, sato)
    with pytest.raises(errors.AlreadyWaiting):
        testing.enter_value(rate, sato, value=Decimal(1))


def test_it_refuses_a_second_value_of_the_day_when_one_is_published(rate, sato, suzuki):
    indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    with pytest.raises(errors.AlreadyPublished):
        testing.enter_value(rate, sato, value=Decimal(1))


def test_it_takes_no_typed_value_where_the_records_are_counted(sato):
    with indicators.measures.temporarily(testing.counting("sheep", 3)):
        counted = testing.make_indicator("sheep", measure="sheep", unit="件")
    with pytest.raises(errors.MeasuredValue):
        testing.enter_value(counted, sato)


def test_the_database_refuses_a_typed_value_without_evidence(rate, sato):
    value = testing.enter_value(rate, sato)
    with pytest.raises(IntegrityError), transaction.atomic():
        indicators.Value.objects.filter(pk=value.pk).update(evidence=None)


def test_it_takes_over_what_a_document_has_published(rate):
    definition = rate.definitions.get()
    taken = indicators.take_over(
        definition, as_of=DAY, value=Decimal("40.2"), source="DX推進計画"
    )
    again = indicators.take_over(
        definition, as_of=DAY, value=Decimal("40.2"), source="DX推進計画"
    )
    assert taken == again == indicators.latest(rate)
    with pytest.raises(errors.AlreadyPublished):
        indicators.take_over(
            definition, as_of=DAY, value=Decimal("41.0"), source="DX推進計画"
        )
