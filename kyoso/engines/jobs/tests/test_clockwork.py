"""A chore that takes long holds up neither the sealer nor the sweeper."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection

from kyoso.engines.audit import api as audit
from kyoso.engines.audit.api import Entry
from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs import worker
from kyoso.engines.jobs.models import Round
from kyoso.kernel import clock
from kyoso.kernel.schedule import Chore, chores

PROMISE = dt.timedelta(seconds=5)


@pytest.fixture
def stop():
    """Stop the threads whatever happens, and wait until their connections are closed."""
    event = threading.Event()
    threads: list[threading.Thread] = []
    yield event, threads
    event.set()
    for thread in threads:
        thread.join(timeout=10)
        assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_rows_are_sealed_while_a_long_chore_runs(stop):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection of an in-memory database")
    event, threads = stop
    began, may_end = threading.Event(), threading.Event()

    def take_long():
        began.set()
        may_end.wait(20)

    long = Chore("tests.long", "テスト", take_long, every=dt.timedelta(hours=1))
    threads += worker.clockwork(event, [long, chores.get("audit.seal")])
    try:
        assert began.wait(10)
        audit.record("tests.happened", by=None, subject="thing")
        # Its next turn is now, so that the test need not wait for it.
        Round.objects.filter(slug="audit.seal").update(next_at=clock.now())
        assert until(lambda: not Entry.objects.filter(sequence=None).exists())
        assert not may_end.is_set()
    finally:
        may_end.set()
    assert audit.verify().is_whole


def until(holds) -> bool:
    """Wait for something, as long as the promise lasts."""
    deadline = time.monotonic() + PROMISE.total_seconds()
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.parametrize("slug", ["audit.seal", "jobs.sweep"])
def test_what_is_promised_within_five_seconds_goes_alone_and_in_time(slug):
    chore = chores.get(slug)
    assert chore.goes_alone
    assert chore.every + dt.timedelta(seconds=worker.LOOK_SECONDS) < PROMISE


def test_the_others_take_turns_in_one_thread():
    stopped = threading.Event()
    stopped.set()
    threads = worker.clockwork(stopped, chores)
    assert len(threads) == 1 + sum(chore.goes_alone for chore in chores)
    for thread in threads:
        thread.join(timeout=10)


@pytest.mark.django_db(transaction=True)
def test_the_worker_says_when_the_first_sweep_is_done(stop):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection of an in-memory database")
    event, threads = stop
    swept = threading.Event()
    rounds = []

    def begun():
        rounds.append(Round.objects.filter(slug=jobs.SWEEP).exists())
        swept.set()

    threads += worker.clockwork(event, [chores.get(jobs.SWEEP)], begun=begun)
    assert swept.wait(10)
    event.wait(2 * worker.LOOK_SECONDS)
    assert rounds == [True]
