"""Chores are done by the clock, by one worker only."""

import pytest

from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock
from kyoso.kernel.clock import dt
from kyoso.kernel.schedule import Chore, chores

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=clock.CITY)


def rounds_at(moment, slug="test.chore"):
    with clock.at(moment):
        return jobs.do_due_chores().count(slug)


def test_an_interval_chore_is_done_at_once_and_then_each_interval():
    chore = Chore("test.chore", "テスト", lambda: None, every=dt.timedelta(minutes=5))
    with chores.temporarily(chore):
        assert rounds_at(NOON) == 1
        assert rounds_at(NOON + dt.timedelta(minutes=4)) == 0
        assert rounds_at(NOON + dt.timedelta(minutes=5)) == 1


def test_a_daily_chore_waits_for_its_time_of_the_day():
    chore = Chore("test.chore", "テスト", lambda: None, daily_at=dt.time(6))
    with chores.temporarily(chore):
        assert rounds_at(NOON) == 0
        assert rounds_at(NOON + dt.timedelta(hours=17)) == 0
        assert rounds_at(NOON + dt.timedelta(hours=18)) == 1
        assert rounds_at(NOON + dt.timedelta(hours=19)) == 0


def test_a_failing_chore_is_noted_and_does_not_stop_the_others():
    def fail():
        raise ValueError

    done = []
    bad = Chore("test.bad", "テスト", fail, every=dt.timedelta(minutes=1))
    good = Chore(
        "test.chore", "テスト", lambda: done.append(1), every=dt.timedelta(minutes=1)
    )
    with chores.temporarily(bad), chores.temporarily(good):
        rounds_at(NOON)
    assert done == [1]
    assert jobs.Round.objects.get(slug="test.bad").problem == "ValueError"


def test_a_chore_is_either_daily_or_again_and_again():
    with pytest.raises(ValueError):
        Chore("test.chore", "テスト", lambda: None)
