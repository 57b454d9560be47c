"""The state machine: what was known of an attempt, joined with what is said now.

Joining is commutative, associative and idempotent, so that order, repetition and
the road by which something is heard (webhook, question, return of the payer, file)
do not matter: what is known at the end is the highest of what was said.
"""

from dataclasses import dataclass

from kyoso.engines.payments.base import Stage, Statement

# Each stage rises only. Declined, cancelled and expired are ends that a late
# success may still overtake; being paid is overtaken by nothing.
_RANK = {
    "starting": 0,
    Stage.UNKNOWN: 0,
    Stage.OPEN: 1,
    Stage.PENDING: 2,
    "lost": 3,
    Stage.DECLINED: 4,
    Stage.CANCELLED: 5,
    Stage.EXPIRED: 6,
    Stage.PAID: 7,
}
LIVE = ("starting", "open", "pending")


@dataclass(frozen=True)
class Known:
    """What is known of one attempt. Refunds are booked by their own keys, once each."""

    state: str = "starting"
    paid_amount: int = 0


def joined(known: Known, said: Statement) -> Known:
    """Return what is known after ``said``; nothing known is ever lost."""
    stage = "starting" if said.stage is Stage.UNKNOWN else said.stage.value
    return Known(
        state=max(known.state, stage, key=lambda one: _RANK[one]),
        paid_amount=max(known.paid_amount, said.paid_amount),
    )


def is_sane(said: Statement) -> bool:
    """Tell whether a statement can be true: paid has an amount, nothing else has."""
    return (said.stage is Stage.PAID) == (said.paid_amount > 0) and all(
        repaid.amount > 0 and repaid.key for repaid in said.refunds
    )
