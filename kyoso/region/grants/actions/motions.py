"""起案と決裁: change, revoke, settle or claw back, by two officers.

What is drafted changes nothing; what another officer confirms moves the ledger,
the grant and the paper in one transaction. The paper takes its number first: a
decision of casework takes number and money in the same order, so that two at
once wait for one another and never for ever.
"""

import datetime as dt
from collections.abc import Callable

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.region.grants import notices, quotas
from kyoso.region.grants.errors import (
    AmountAboveRule,
    AmountBelowNeeded,
    DayPast,
    DrafterCannotConfirm,
    MotionEnded,
    MotionPending,
    NotTheDrafter,
    ReasonMissing,
    RuleUnknown,
)
from kyoso.region.grants.models import ChangeRequest, Grant, Motion
from kyoso.region.grants.moves import bear, locked, move
from kyoso.region.grants.settling import amount_to_settle
from kyoso.region.grants.stages import Act, after

Kind = Motion.Kind
ACTS = {
    Kind.CHANGE: Act.CHANGE,
    Kind.REVOKE: Act.REVOKE,
    Kind.SETTLE: Act.SETTLE,
    Kind.CLAW_BACK: Act.CLAW_BACK,
}


@transaction.atomic
def draft(
    grant: Grant,
    *,
    kind: str,
    amount: int | None = None,
    rule: str = "",
    reason: str = "",
    reply_by_on: dt.date | None = None,
    by: Account,
    edition: int | None = None,
) -> Motion:
    """Draft a change of what stands; nothing moves until another confirms.

    Settling needs no amount: it is reckoned from the accepted report. Raises
    ``StageForbids``, ``AmountAboveRule``, ``ReasonMissing``, ``ReportMissing``,
    ``RuleUnknown``, ``MotionPending``.
    """
    held = locked(grant, edition=edition)
    after(held.stage, ACTS[Kind(kind)])
    if kind == Kind.SETTLE:
        amount = amount_to_settle(held)
    elif not reason.strip():
        raise ReasonMissing
    if kind == Kind.REVOKE:
        amount = None
    if kind == Kind.CLAW_BACK:
        _refuse_wrong_return(held, rule, reply_by_on)
    _refuse_amount(held, kind, amount)
    try:
        with transaction.atomic():
            made = Motion.objects.create(
                grant=held,
                kind=kind,
                amount=amount,
                rule=rule if kind == Kind.CLAW_BACK else "",
                reason=reason.strip(),
                reply_by_on=reply_by_on if kind == Kind.CLAW_BACK else None,
                drafted_by=by,
            )
    except IntegrityError:
        raise MotionPending from None
    audit.record(
        "grants.motion_drafted",
        by=by,
        subject=held,
        person=held.case.account,
        reason=held.case.ref,
        kind=kind,
    )
    return made


@transaction.atomic
def confirm(motion: Motion, *, by: Account) -> Motion:
    """Confirm a draft as another officer: now it is done, with its paper.

    Raises ``DrafterCannotConfirm``, ``MotionEnded``, ``StageForbids``,
    ``ledger.BudgetShort``, ``RoundShort``.
    """
    grant = locked(motion.grant)
    held = Motion.objects.select_for_update().get(pk=motion.pk)
    if held.state != Motion.State.PENDING:
        raise MotionEnded(state=held.get_state_display())
    if held.drafted_by_id == by.pk:
        raise DrafterCannotConfirm
    after(grant.stage, ACTS[Kind(held.kind)])
    held.paper = notices.issue(grant, held, by=by)
    _DO[held.kind](grant, held, by)
    held.state = Motion.State.CONFIRMED
    held.ended_at = clock.now()
    held.ended_by = by
    held.save()
    ChangeRequest.objects.filter(grant=grant, motion=None).update(motion=held)
    return held


@transaction.atomic
def drop(motion: Motion, *, by: Account) -> Motion:
    """The drafter takes a draft back."""
    grant = locked(motion.grant)
    held = Motion.objects.select_for_update().get(pk=motion.pk)
    if held.state != Motion.State.PENDING:
        raise MotionEnded(state=held.get_state_display())
    if held.drafted_by_id != by.pk:
        raise NotTheDrafter
    held.state = Motion.State.DROPPED
    held.ended_at = clock.now()
    held.ended_by = by
    held.save()
    audit.record(
        "grants.motion_dropped",
        by=by,
        subject=grant,
        person=grant.case.account,
        reason=grant.case.ref,
    )
    return held


def _refuse_amount(grant: Grant, kind: str, amount: int | None) -> None:
    if kind == Kind.REVOKE:
        return
    if not amount or amount < 1:
        raise AmountBelowNeeded
    most = {
        Kind.CHANGE: grant.revision.definition.amount.cap,
        Kind.SETTLE: grant.granted,
        Kind.CLAW_BACK: grant.ordered - grant.to_return,
    }[Kind(kind)]
    if amount > most:
        raise AmountAboveRule(most=f"{most:,}")


def _refuse_wrong_return(grant: Grant, rule: str, reply_by_on: dt.date | None) -> None:
    reasons = {one.key for one in grant.revision.definition.clawback.reasons}
    if rule not in reasons:
        raise RuleUnknown
    if reply_by_on is None or reply_by_on <= clock.today():
        raise DayPast


def _change(grant: Grant, motion: Motion, by: Account) -> None:
    """Move the promise to the new amount: the ledger holds one at a time."""
    assert grant.allotment is not None
    assert motion.amount is not None
    before = grant.allotment
    grant.allotment = None
    ledger.release(before, by=by)
    grant.allotment = ledger.reserve(
        before.line,
        amount=motion.amount,
        about=f"grants:{grant.ref}",
        title=grant.programme.title,
        by=by,
    )
    grant.granted = motion.amount
    bear(grant, motion.amount)
    move(grant, Act.CHANGE, by=by, amount=motion.amount)


def _revoke(grant: Grant, motion: Motion, by: Account) -> None:
    assert grant.allotment is not None
    ledger.release(grant.allotment, by=by)
    bear(grant, 0)
    quotas.free(grant)
    move(grant, Act.REVOKE, by=by)


def _settle(grant: Grant, motion: Motion, by: Account) -> None:
    assert grant.allotment is not None
    assert motion.amount is not None
    grant.allotment = ledger.settle(grant.allotment, amount=motion.amount, by=by)
    grant.settled = motion.amount
    bear(grant, motion.amount)
    move(grant, Act.SETTLE, by=by, amount=motion.amount)


def _claw_back(grant: Grant, motion: Motion, by: Account) -> None:
    assert motion.amount is not None
    grant.to_return += motion.amount
    move(grant, Act.CLAW_BACK, by=by, amount=motion.amount)


_DO: dict[str, Callable[[Grant, Motion, Account], None]] = {
    Kind.CHANGE: _change,
    Kind.REVOKE: _revoke,
    Kind.SETTLE: _settle,
    Kind.CLAW_BACK: _claw_back,
}
