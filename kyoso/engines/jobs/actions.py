"""Verbs of the jobs engine: post, sweep, and what a person decides."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs.kinds import effects
from kyoso.engines.jobs.models import Effect
from kyoso.engines.jobs.running import is_lost, recover
from kyoso.engines.jobs.tasks import hand_out
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

State = Effect.State

# The chore by which the doors know that a worker lives.
SWEEP = "jobs.sweep"
# A job handed out this long ago without being begun was probably lost.
FORGOTTEN = dt.timedelta(seconds=30)


class AlreadySettled(Refusal):
    code = "already_settled"
    sentence = (
        "この処理は、もう判断が済んでいます。画面を開きなおして確認してください。"
    )


def post(
    kind: str,
    *,
    subject_ref: str,
    by: Account | None,
    not_before: dt.datetime | None = None,
) -> Effect:
    """Write down an effect in the running transaction; a worker carries it out.

    Raises ``KeyError`` for an unknown kind. If the transaction is undone the
    effect never was; if the process dies after the commit the sweeper finds it.
    """
    effects.get(kind)
    effect = Effect.objects.create(
        kind=kind,
        subject_ref=subject_ref,
        posted_by=by,
        due_at=not_before or clock.now(),
        handed_out_at=clock.now() if not_before is None else None,
    )
    if not_before is None:
        _enqueue(effect)
    return effect


def sweep() -> int:
    """Hand out what nobody holds: due effects, and those of dead processes."""
    moment = clock.now()
    for effect in Effect.objects.filter(state=State.RUNNING):
        if is_lost(effect, moment):
            recover(effect)
    forgotten = moment - FORGOTTEN
    found = 0
    for effect in Effect.objects.due(moment).order_by("due_at")[:1000]:
        if effect.handed_out_at is None or effect.handed_out_at < max(
            forgotten, effect.due_at
        ):
            _hand_out(effect)
            found += 1
    return found


@transaction.atomic
def retry(effect: Effect, *, by: Account) -> Effect:
    """Let the machine try again: a person says that it did not happen."""
    held = _lock_for_a_person(effect)
    held.state = State.WAITING
    held.attempts = 0
    held.due_at = clock.now()
    held.problem = ""
    held.ended_at = None
    held.handed_out_at = None
    held.lease_until = None
    held.save()
    audit.record("jobs.retried", by=by, subject=held)
    return held


@transaction.atomic
def settle(effect: Effect, *, by: Account, happened: bool) -> Effect:
    """Close an effect: a person has found out whether it happened."""
    held = _lock_for_a_person(effect)
    held.state = State.DONE if happened else State.ABANDONED
    held.settled_at = clock.now()
    held.settled_by = by
    held.ended_at = held.ended_at or held.settled_at
    held.save()
    audit.record("jobs.settled", by=by, subject=held, happened=happened)
    return held


def _lock_for_a_person(effect: Effect) -> Effect:
    held = Effect.objects.select_for_update().get(pk=effect.pk)
    if held.state not in {State.UNCERTAIN, State.DEAD}:
        raise AlreadySettled
    return held


def _hand_out(effect: Effect) -> None:
    Effect.objects.filter(pk=effect.pk).update(handed_out_at=clock.now())
    _enqueue(effect)


def _enqueue(effect: Effect) -> None:
    if settings.JOBS == "database":
        # The job row joins the business transaction: one commit, nothing lost.
        hand_out(effect.pk)
    else:
        # What is committed is accepted: while Redis is away the sweeper keeps it.
        transaction.on_commit(lambda: hand_out(effect.pk), robust=True)
