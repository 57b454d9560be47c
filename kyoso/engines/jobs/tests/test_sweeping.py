"""What a killed process leaves behind is found again."""

import os
import socket
import subprocess
import sys

import pytest

from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.kernel import clock
from kyoso.kernel.clock import dt

pytestmark = pytest.mark.django_db

State = jobs.Effect.State


@pytest.fixture(params=[jobs.Interrupted.AGAIN, jobs.Interrupted.ASK])
def kind(request):
    with jobs.effects.temporarily(
        jobs.EffectKind(
            "test.kind", "テスト", lambda ref: None, interrupted=request.param
        )
    ) as kind:
        yield kind


def a_dead_process():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{socket.gethostname()}:{process.pid}"


def running(kind, runner, lease):
    effect = jobs.post(kind.slug, subject_ref="abc", by=None)
    jobs.Effect.objects.filter(pk=effect.pk).update(
        state=State.RUNNING, attempts=1, runner=runner, lease_until=lease
    )
    return effect


def test_it_recovers_an_effect_whose_process_is_gone(kind):
    effect = running(kind, a_dead_process(), clock.now() + dt.timedelta(minutes=2))
    jobs.sweep()
    effect.refresh_from_db()
    expected = {
        jobs.Interrupted.AGAIN: State.WAITING,
        jobs.Interrupted.ASK: State.UNCERTAIN,
    }
    assert (effect.state, effect.problem) == (expected[kind.interrupted], "interrupted")


def test_it_leaves_an_effect_whose_process_lives(kind):
    alive = f"{socket.gethostname()}:{os.getpid()}"
    effect = running(kind, alive, clock.now() + dt.timedelta(minutes=2))
    jobs.sweep()
    effect.refresh_from_db()
    assert effect.state == State.RUNNING


def test_it_recovers_an_effect_of_another_host_when_its_lease_is_over(kind):
    effect = running(kind, "elsewhere:1", clock.now() + dt.timedelta(minutes=2))
    jobs.sweep()
    effect.refresh_from_db()
    assert effect.state == State.RUNNING
    with clock.at(clock.now() + dt.timedelta(minutes=3)):
        jobs.sweep()
    effect.refresh_from_db()
    assert effect.state != State.RUNNING


def test_it_hands_out_again_what_the_queue_forgot(kind):
    effect = jobs.post(kind.slug, subject_ref="abc", by=None)
    assert jobs.sweep() == 0
    with clock.at(clock.now() + dt.timedelta(minutes=1)):
        assert jobs.sweep() == 1
        assert drain() == 1
    effect.refresh_from_db()
    assert effect.state == State.DONE


def test_it_hands_out_a_postponed_effect_when_its_time_has_come(kind):
    later = clock.now() + dt.timedelta(days=1)
    jobs.post(kind.slug, subject_ref="abc", by=None, not_before=later)
    assert jobs.sweep() == 0
    assert drain() == 0
    with clock.at(later):
        assert jobs.sweep() == 1
