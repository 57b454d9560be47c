"""The database keeps what was published: no update, by whatever way, changes it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import checks, testing

pytestmark = pytest.mark.usefixtures("november")


def refuses(found, **changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        found.update(**changes)


@pytest.fixture
def published(rate, sato, suzuki):
    value = indicators.confirm(testing.enter_value(rate, sato), by=suzuki.account)
    return indicators.Value.objects.filter(pk=value.pk)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": Decimal(99)},
        {"source": "別の出典"},
        {"confirmed_at": None, "confirmed_by": None},
        {"note": "書き足し"},
        {"rows": 3},
    ],
)
def test_a_published_value_is_kept(published, changes):
    refuses(published, **changes)


def test_a_successor_is_named_once(published):
    value = published.get()
    published.update(superseded_by=value)
    refuses(published, superseded_by=None)


def test_a_waiting_value_keeps_its_number(rate, sato):
    value = testing.enter_value(rate, sato)
    refuses(indicators.Value.objects.filter(pk=value.pk), value=Decimal(99))


def test_a_definition_is_kept(rate):
    refuses(rate.definitions.all(), text="別の定義")


def test_a_mark_keeps_its_number(rate):
    indicators.set_target(
        rate.definitions.get(),
        value=Decimal(80),
        due_on=testing.FIRST_DAY,
        source="計画",
        by=None,
    )
    refuses(rate.marks.all(), value=Decimal(60))


@pytest.mark.django_db
def test_the_check_finds_the_guards_and_misses_a_dropped_one():
    assert checks.guards_are_installed(databases=["default"]) == []
    on = " ON indicators_mark" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER indicators_mark_kept{on}")
    [problem] = checks.guards_are_installed(databases=["default"])
    assert problem.id == "indicators.E001"
