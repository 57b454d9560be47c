"""The database refuses to change or lose what was recorded."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.audit import guards, testing
from kyoso.engines.audit.checks import guards_are_installed
from kyoso.engines.audit.models import ChainHead, Entry, Segment
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def guarded(db):
    with testing.guarded():
        yield


@pytest.fixture
def entry():
    return audit.record("tests.happened", by=None, subject="thing")


@pytest.mark.parametrize(
    "change",
    [
        {"event": "tests.never"},
        {"actor": "x"},
        {"subject": "x"},
        {"person": "x"},
        {"reason": "x"},
        {"details": {"a": 1}},
        {"at": dt.datetime(2000, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_it_refuses_to_change_a_row(entry, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)


def test_it_refuses_to_change_a_row_while_sealing_it(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(sequence=1, seal="x", actor="y")


def test_it_refuses_to_seal_twice(entry):
    audit.seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(sequence=9, seal="x")


def test_it_refuses_a_seal_without_a_sequence(entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(seal="x")


@pytest.mark.parametrize("sealed", [False, True])
def test_it_refuses_to_delete_a_row(entry, sealed):
    if sealed:
        audit.seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()


def test_it_refuses_to_turn_the_head_back(entry):
    audit.seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainHead.objects.update(sequence=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChainHead.objects.all().delete()


def test_it_refuses_to_change_or_lose_a_segment(entry):
    audit.close_day()
    for act in (
        lambda: Segment.objects.update(head="x"),
        lambda: Segment.objects.update(expired_on=clock.today(), last_sequence=9),
        lambda: Segment.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_it_refuses_to_truncate(entry):
    for table in ("audit_entry", "audit_segment"):
        with (
            pytest.raises(IntegrityError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table}")


def test_the_system_check_finds_a_missing_guard():
    assert guards_are_installed(databases=["default"]) == []
    with connection.cursor() as cursor:
        [statement] = guards.drop(connection.vendor, ["audit_entry_update"])
        cursor.execute(statement)
    [problem] = guards_are_installed(databases=["default"])
    assert problem.id == "audit.E001"
