"""Carrying out one effect: claimed, done, and every way in which it may end."""

import datetime as dt
import logging
import os
import socket

from kyoso.engines.jobs.kinds import (
    EffectKind,
    Interrupted,
    NotDone,
    Permanent,
    effects,
    wait_after,
)
from kyoso.engines.jobs.models import Effect
from kyoso.kernel import clock

log = logging.getLogger("kyoso.jobs")

State = Effect.State


def run(effect_id: int) -> None:
    """Carry out one waiting effect; does nothing if another process has it."""
    kind = _claim(effect_id)
    if kind is None:
        return
    effect = Effect.objects.get(pk=effect_id)
    try:
        kind.act(effect.subject_ref)
    except Permanent as problem:
        _end(effect, State.DEAD, problem.code)
    except NotDone as problem:
        _again_or_dead(effect, kind, problem.code)
    except Exception as problem:
        log.exception("effect failed", extra={"effect": effect.ref, "kind": kind.slug})
        code = type(problem).__name__
        if kind.interrupted is Interrupted.ASK:
            _end(effect, State.UNCERTAIN, code)
        else:
            _again_or_dead(effect, kind, code)
    else:
        _end(effect, State.DONE, "")


def run_due(most: int = 100_000) -> int:
    """Carry out every due effect here and now, in order; return how many."""
    done = 0
    while done < most:
        effect = Effect.objects.due(clock.now()).order_by("due_at", "id").first()
        if effect is None:
            return done
        run(effect.pk)
        done += 1
    raise RuntimeError(f"More than {most} effects: do they post one another?")


def recover(effect: Effect) -> None:
    kind = effects.get(effect.kind)
    if kind.interrupted is Interrupted.ASK:
        _end(effect, State.UNCERTAIN, "interrupted")
    else:
        _again_or_dead(effect, kind, "interrupted")


def is_lost(effect: Effect, moment: dt.datetime) -> bool:
    """Tell whether the process that ran it is gone, or took longer than its lease."""
    if effect.lease_until is None or effect.lease_until <= moment:
        return True
    host, _, process = effect.runner.rpartition(":")
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def runner_name() -> str:
    """Return ``host:process`` of this process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _claim(effect_id: int) -> EffectKind | None:
    """Take a due effect for this process, or return None if it is taken."""
    moment = clock.now()
    waiting = Effect.objects.due(moment).filter(pk=effect_id).first()
    if waiting is None:
        return None
    kind = effects.get(waiting.kind)
    claimed = Effect.objects.filter(
        pk=effect_id, state=State.WAITING, attempts=waiting.attempts
    ).update(
        state=State.RUNNING,
        attempts=waiting.attempts + 1,
        lease_until=moment + kind.lease,
        runner=runner_name(),
    )
    return kind if claimed else None


def _end(effect: Effect, state: str, problem: str) -> None:
    Effect.objects.filter(pk=effect.pk, state=State.RUNNING).update(
        state=state, problem=problem[:80], ended_at=clock.now(), lease_until=None
    )


def _again_or_dead(effect: Effect, kind: EffectKind, problem: str) -> None:
    if effect.attempts >= kind.attempts:
        _end(effect, State.DEAD, problem)
        return
    Effect.objects.filter(pk=effect.pk, state=State.RUNNING).update(
        state=State.WAITING,
        problem=problem[:80],
        due_at=clock.now() + wait_after(effect.attempts),
        handed_out_at=None,
        lease_until=None,
    )
