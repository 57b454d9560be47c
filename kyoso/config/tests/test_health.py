"""``/healthz`` says on both doors what is not well, and names nobody."""

import datetime as dt
import shutil
from collections import namedtuple

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from kyoso.config import health
from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock
from tests.visit import HOSTS

pytestmark = pytest.mark.django_db
WELL = {"ok": True, "database": "ok", "queue": "ok", "disk": "ok"}
_MINUTE = dt.timedelta(minutes=1)
_Usage = namedtuple("_Usage", "total used free")


@pytest.fixture(params=["public", "office"])
def asked(request):
    """Ask a door; return the status and what it says."""
    client = Client(HTTP_HOST=HOSTS[request.param])
    client.raise_request_exception = False

    def ask():
        answer = client.get("/healthz")
        return answer.status_code, answer.json()

    return ask


@pytest.fixture(autouse=True)
def disk(monkeypatch):
    """Let the disk have a given room: ``disk(bytes)``; much, unless told."""

    def has(free):
        usage = _Usage(free * 2, free, free)
        monkeypatch.setattr(health.shutil, "disk_usage", lambda _folder: usage)

    has(10 * health.LEAST_FREE_BYTES)
    return has


def sweep(ago=dt.timedelta(0)):
    """Let a worker have swept so long ago."""
    with clock.at(clock.now() - ago):
        jobs.do_due_chores()


def wait(ago, state=jobs.Effect.State.WAITING):
    """Let an effect be due since so long ago."""
    return jobs.Effect.objects.create(
        kind="messaging.mail",
        subject_ref="tests",
        state=state,
        due_at=clock.now() - ago,
    )


def test_all_is_well(asked):
    sweep()
    assert asked() == (200, WELL)


@pytest.mark.parametrize("failure", [OperationalError, InterfaceError])
def test_the_database_is_gone(asked, failure):
    sweep()

    def gone(*_given):
        raise failure("no route")

    with connection.execute_wrapper(gone):
        told = asked()
    assert told == (
        503,
        {**WELL, "ok": False, "database": "unreachable", "queue": "unknown"},
    )


def test_no_worker_has_ever_started(asked):
    assert asked() == (503, {**WELL, "ok": False, "queue": "no worker has started"})


def test_the_worker_has_died(asked):
    sweep(ago=health.LONGEST_SILENCE + _MINUTE)
    assert asked() == (503, {**WELL, "ok": False, "queue": "no worker is running"})


def test_a_worker_that_lives_falls_behind(asked):
    sweep()
    late = wait(health.LONGEST_WAIT + _MINUTE)
    assert asked() == (503, {**WELL, "ok": False, "queue": "the worker is behind"})
    late.state = jobs.Effect.State.DONE
    late.save()
    assert asked() == (200, WELL)


def test_what_waits_for_a_moment_or_for_a_person_is_no_backlog(asked):
    sweep()
    wait(health.LONGEST_WAIT - _MINUTE)
    wait(-_MINUTE)
    for state in (jobs.Effect.State.DEAD, jobs.Effect.State.UNCERTAIN):
        wait(health.LONGEST_WAIT * 9, state)
    assert asked() == (200, WELL)


def test_the_disk_is_nearly_full(asked, disk):
    sweep()
    disk(health.LEAST_FREE_BYTES)
    assert asked() == (503, {**WELL, "ok": False, "disk": "nearly full"})


def test_the_disk_is_away(asked, monkeypatch):
    sweep()

    def away(_folder):
        raise FileNotFoundError

    monkeypatch.setattr(shutil, "disk_usage", away)
    assert asked() == (503, {**WELL, "ok": False, "disk": "unreadable"})
