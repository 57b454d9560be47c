"""An effect is posted with its business row and carried out once."""

import pytest
from django.db import transaction

from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.kernel import clock
from kyoso.kernel.clock import dt

pytestmark = pytest.mark.django_db

State = jobs.Effect.State


class Doer:
    """Stands for the outside: remembers what it was asked, fails when told."""

    def __init__(self):
        self.done = []
        self.fails = []

    def __call__(self, subject_ref):
        self.done.append(subject_ref)
        if self.fails:
            raise self.fails.pop(0)


@pytest.fixture
def doer():
    return Doer()


@pytest.fixture
def again(doer):
    with jobs.effects.temporarily(
        jobs.EffectKind("test.again", "テスト", doer, attempts=3)
    ) as kind:
        yield kind


@pytest.fixture
def ask(doer):
    with jobs.effects.temporarily(
        jobs.EffectKind(
            "test.ask", "テスト", doer, interrupted=jobs.Interrupted.ASK, attempts=3
        )
    ) as kind:
        yield kind


def post(kind, subject="abc"):
    return jobs.post(kind.slug, subject_ref=subject, by=None)


def test_it_carries_an_effect_out_once(again, doer):
    effect = post(again)
    assert drain() == 1
    jobs.run(effect.pk)
    effect.refresh_from_db()
    assert doer.done == ["abc"]
    assert effect.state == State.DONE
    assert effect.ended_at is not None


def test_it_refuses_a_kind_that_nobody_registered():
    with pytest.raises(KeyError):
        jobs.post("test.unknown", subject_ref="abc", by=None)


def test_it_vanishes_with_the_transaction_that_posted_it(again, doer):
    with pytest.raises(RuntimeError), transaction.atomic():
        post(again)
        raise RuntimeError
    assert drain() == 0
    assert doer.done == []


def test_it_tries_again_later_when_nothing_reached_the_outside(ask, doer):
    doer.fails = [jobs.NotDone("refused")]
    effect = post(ask)
    drain()
    effect.refresh_from_db()
    assert (effect.state, effect.problem) == (State.WAITING, "refused")
    assert effect.due_at > clock.now()
    with clock.at(effect.due_at + dt.timedelta(seconds=1)):
        drain()
    effect.refresh_from_db()
    assert effect.state == State.DONE
    assert doer.done == ["abc", "abc"]


def test_it_gives_up_after_the_last_attempt_and_waits_for_a_person(again, doer):
    doer.fails = [OSError(), OSError(), OSError()]
    effect = post(again)
    moment = clock.now()
    for _ in range(3):
        with clock.at(moment):
            drain()
        moment += dt.timedelta(hours=7)
    effect.refresh_from_db()
    assert (effect.state, effect.problem, effect.attempts) == (State.DEAD, "OSError", 3)
    assert effect in jobs.Effect.objects.for_a_person()


def test_it_never_repeats_by_itself_what_may_have_happened(ask, doer):
    doer.fails = [OSError()]
    effect = post(ask)
    drain()
    effect.refresh_from_db()
    assert effect.state == State.UNCERTAIN
    with clock.at(clock.now() + dt.timedelta(days=2)):
        jobs.sweep()
        drain()
    assert doer.done == ["abc"]


def test_a_permanent_problem_is_not_tried_again(again, doer):
    doer.fails = [jobs.Permanent("unknown_address")]
    effect = post(again)
    drain()
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == (State.DEAD, 1)


def test_the_problem_keeps_no_personal_data(again, doer):
    doer.fails = [ValueError("hanako@example.jp")]
    effect = post(again)
    drain()
    effect.refresh_from_db()
    assert effect.problem == "ValueError"
