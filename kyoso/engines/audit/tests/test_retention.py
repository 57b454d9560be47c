"""A day is closed under its head; years later its rows go whole."""

import datetime as dt

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.audit import sealing, testing
from kyoso.engines.audit.models import Entry
from kyoso.kernel import clock
from kyoso.kernel.schedule import chores

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 4, 1, 12, tzinfo=clock.CITY)


def on(day, count=2):
    """Write rows at noon and let the night's chore run."""
    moment = NOON + dt.timedelta(days=day)
    with clock.at(moment):
        for number in range(count):
            audit.record("tests.happened", by=None, subject=f"{day} {number}")
    with clock.at(moment + dt.timedelta(hours=12, minutes=10)):
        sealing.chores()


def test_it_closes_each_day_once_under_its_head():
    on(0)
    on(1)
    with clock.at(NOON + dt.timedelta(days=2)):
        assert audit.close_day() is None
        assert audit.verify().is_whole
    first, second = audit.Segment.objects.all()
    assert (first.day, first.first_sequence, first.last_sequence) == (
        dt.date(2026, 4, 1),
        1,
        2,
    )
    assert (second.first_sequence, second.last_sequence) == (3, 4)
    assert first.head == Entry.objects.get(sequence=2).seal


def test_it_closes_nothing_where_nothing_happened():
    on(0, count=0)
    assert audit.Segment.objects.count() == 0


def test_it_deletes_an_expired_segment_whole_and_still_verifies():
    on(0)
    on(400)
    with testing.guarded(), clock.at(NOON.replace(year=2031) + dt.timedelta(days=1)):
        assert audit.expire() == 1
        assert audit.expire() == 0
        assert Entry.objects.filter(sequence__lte=2).count() == 0
        assert Entry.objects.filter(sequence__in=[3, 4]).count() == 2
        audit.seal()
        report = audit.verify()
        assert report.is_whole, report.findings
        assert report.expired == 1


def test_it_keeps_a_segment_until_its_years_are_over():
    on(0)
    with clock.at(NOON.replace(year=2031)):
        assert audit.expire() == 0


def test_a_row_left_in_an_expired_segment_is_found():
    on(0)
    row = Entry.objects.get(sequence=2)
    with clock.at(NOON.replace(year=2032)):
        audit.expire()
        audit.seal()
        row.save(force_insert=True)
        assert {f.kind for f in audit.verify().findings} == {"head"}


def test_the_worker_seals_within_five_seconds_and_closes_each_night():
    assert chores.get("audit.seal").every == dt.timedelta(seconds=4)
    assert chores.get("audit.close_day").daily_at == dt.time(0, 10)
