"""The door of the jobs engine.

    from kyoso.engines.jobs import api as jobs

    jobs.effects.register(jobs.EffectKind("messaging.mail", "メールの送信", act=deliver,
                                          interrupted=jobs.Interrupted.ASK))
    jobs.post("messaging.mail", subject_ref=message.ref, by=account)

``post`` belongs inside the business transaction: the effect exists exactly when
the business row does. ``docs/explanation/jobs.md`` tells the promises.
"""

from kyoso.engines.jobs.actions import (
    SWEEP,
    AlreadySettled,
    post,
    retry,
    settle,
    sweep,
)
from kyoso.engines.jobs.kinds import (
    EffectKind,
    Interrupted,
    NotDone,
    Permanent,
    effects,
)
from kyoso.engines.jobs.models import Effect, Round
from kyoso.engines.jobs.rounds import do_due_chores
from kyoso.engines.jobs.running import run, run_due

__all__ = [
    "SWEEP",
    "AlreadySettled",
    "Effect",
    "EffectKind",
    "Interrupted",
    "NotDone",
    "Permanent",
    "Round",
    "do_due_chores",
    "effects",
    "post",
    "retry",
    "run",
    "run_due",
    "settle",
    "sweep",
]
