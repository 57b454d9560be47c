"""還付: proposed by one officer, confirmed by another, then paid back."""

import datetime as dt

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import errors, events
from kyoso.engines.ledger.actions.dues import lock
from kyoso.engines.ledger.models import Receipt, Refund
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

State = Refund.State


@transaction.atomic
def propose_refund(
    receipt: Receipt, *, amount: int, reason: str, way: str, by: Account
) -> Refund:
    """Propose to give back (part of) one receipt; another officer confirms.

    Raises ``RefundTooMuch``: all refunds of a receipt stay within it, by
    constraint.
    """
    return _promise(receipt, amount, reason, way, by)


@transaction.atomic
def confirm_refund(refund: Refund, *, by: Account) -> Refund:
    """Confirm it as a second officer. Raises ``SameOfficer``, ``RefundMoved``."""
    held = _lock(refund, State.PROPOSED)
    if held.proposed_by_id == by.pk:
        raise errors.SameOfficer
    held.state = State.CONFIRMED
    held.confirmed_at = clock.now()
    held.confirmed_by = by
    held.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    audit.record("ledger.refund_confirmed", by=by, subject=held, person=held.due.debtor)
    return held


@transaction.atomic
def withdraw_refund(refund: Refund, *, by: Account) -> Refund:
    """Take back a proposal that is not confirmed yet."""
    held = _lock(refund, State.PROPOSED)
    receipt = Receipt.objects.select_for_update().get(pk=held.receipt_id)
    receipt.promised_back -= held.amount
    receipt.save(update_fields=["promised_back"])
    held.state = State.WITHDRAWN
    held.save(update_fields=["state"])
    audit.record("ledger.refund_withdrawn", by=by, subject=held)
    return held


@transaction.atomic
def repay(refund: Refund, *, on: dt.date, by: Account | None) -> bool:
    """Book that the money went back. Once; then ``False``."""
    lock(refund.due, by=by)
    done = Refund.objects.filter(pk=refund.pk, state=State.CONFIRMED).update(
        state=State.REPAID, repaid_on=on, problem=""
    )
    if done:
        audit.record("ledger.repaid", by=by, subject=refund, person=refund.due.debtor)
        _tell(refund, by)
    return bool(done)


@transaction.atomic
def turn_to_transfer(refund: Refund, *, problem: str, by: Account | None) -> Refund:
    """Note that the way of paying cannot take it back: it goes by bank transfer."""
    held = _lock(refund, State.CONFIRMED)
    held.way = Refund.Way.TRANSFER
    held.problem = problem[:80]
    held.save(update_fields=["way", "problem"])
    audit.record("ledger.refund_turned", by=by, subject=held)
    return held


@transaction.atomic
def note_refund_outside(
    receipt: Receipt, *, amount: int, on: dt.date, by: Account | None
) -> Refund:
    """Book a refund that the receiver made by itself: it happened, confirmed or not."""
    refund = _promise(receipt, amount, Refund.Reason.OUTSIDE, Refund.Way.SAME, by)
    Refund.objects.filter(pk=refund.pk).update(state=State.REPAID, repaid_on=on)
    return _tell(refund, by)


def _tell(refund: Refund, by: Account | None) -> Refund:
    refund.refresh_from_db()
    events.repaid.send(sender=Refund, refund=refund, by=by)
    return refund


def _promise(
    receipt: Receipt, amount: int, reason: str, way: str, by: Account | None
) -> Refund:
    lock(receipt.due, by=by)
    held = Receipt.objects.select_for_update(of=("self",)).get(pk=receipt.pk)
    if not 0 < amount <= held.refundable:
        raise errors.RefundTooMuch(most=f"{held.refundable:,}")
    held.promised_back += amount
    try:
        with transaction.atomic():
            held.save(update_fields=["promised_back"])
    except IntegrityError:
        raise errors.RefundTooMuch(most=f"{held.refundable:,}") from None
    refund = Refund.objects.create(
        receipt=held,
        due_id=held.due_id,
        amount=amount,
        reason=reason,
        way=way,
        proposed_by=by,
    )
    audit.record(
        "ledger.refund_proposed", by=by, subject=refund, person=receipt.due.debtor
    )
    return refund


def _lock(refund: Refund, state: str) -> Refund:
    found = Refund.objects.select_for_update(of=("self",))
    held = found.select_related("due__debtor", "receipt").get(pk=refund.pk)
    if held.state != state:
        raise errors.RefundMoved(state=held.get_state_display())
    return held
