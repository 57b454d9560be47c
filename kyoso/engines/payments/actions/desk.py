"""What officers do: take money at the counter, designate, refund, settle what does not fit."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import errors
from kyoso.engines.payments.actions.learning import settle_due
from kyoso.engines.payments.base import providers
from kyoso.engines.payments.models import Designation, Discrepancy
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

COUNTER = "counter"


@transaction.atomic
def take_at_counter(
    due: ledger.Due, *, amount: int, token: str, by: Account
) -> ledger.Receipt:
    """Take the whole of what is missing, or the part agreed on; ``token`` makes it once.

    Raises ``PaidAlready``, ``NothingOwed``, ``AmountNotWhole``, ``AmountNotAPart``.
    """
    held = ledger.lock(due, by=by)
    source = f"{COUNTER}:{token}"
    known = ledger.Receipt.objects.filter(source=source, due=held).first()
    if known is not None:
        return known
    if held.cancelled_at:
        raise errors.NothingOwed
    if held.is_paid:
        raise errors.PaidAlready
    if held.instalment and amount not in {held.asked, held.missing}:
        raise errors.AmountNotAPart(
            asked=f"{held.asked:,}", missing=f"{held.missing:,}"
        )
    if not held.instalment and amount != held.missing:
        raise errors.AmountNotWhole(missing=f"{held.missing:,}")
    receipt = ledger.book(
        held,
        amount=amount,
        channel=COUNTER,
        source=source,
        paid_on=clock.today(),
        forward_by=None,
        by=by,
    )
    assert receipt is not None
    settle_due(held, was_paid=False, by=by)
    return receipt


@transaction.atomic
def cancel_due(due: ledger.Due, *, reason: str, by: Account | None) -> ledger.Due:
    """Take a due back and end whatever attempt is open for it."""
    held = ledger.cancel_due(due, reason=reason, by=by)
    for attempt in held.attempts.live():
        jobs.post("payments.cancel", subject_ref=attempt.ref, by=by)
    return held


@transaction.atomic
def propose_refund(
    receipt: ledger.Receipt, *, amount: int, reason: str, by: Account
) -> ledger.Refund:
    """Propose to give money back the way it came, or by transfer if it was cash.

    Cash is what no company can be asked to give back: the counter, a store's slip.
    """
    is_cash = receipt.source.partition(":")[0] not in providers
    ways = ledger.Refund.Way
    way = ways.TRANSFER if is_cash else ways.SAME
    return ledger.propose_refund(receipt, amount=amount, reason=reason, way=way, by=by)


@transaction.atomic
def propose_refunds(about: str, *, reason: str, by: Account) -> list[ledger.Refund]:
    """Propose to give back whatever came for a matter and was not promised back yet.

    Done again it proposes nothing more, unless a proposal was withdrawn meanwhile.
    """
    receipts = ledger.Receipt.objects.filter(due__about=about)
    return [
        propose_refund(receipt, amount=receipt.refundable, reason=reason, by=by)
        for receipt in receipts.select_related("due__debtor").order_by("pk")
        if receipt.refundable > 0
    ]


@transaction.atomic
def confirm_refund(refund: ledger.Refund, *, by: Account) -> ledger.Refund:
    """Confirm as a second officer; the provider is asked by an effect."""
    held = ledger.confirm_refund(refund, by=by)
    if held.way == ledger.Refund.Way.SAME:
        jobs.post("payments.refund", subject_ref=held.ref, by=by)
    return held


@transaction.atomic
def note_transfer(refund: ledger.Refund, *, on: dt.date, by: Account) -> bool:
    """Write down that the city's treasurer has transferred a refund."""
    if refund.way != ledger.Refund.Way.TRANSFER:
        raise ledger.RefundMoved(state=refund.get_way_display())
    return ledger.repay(refund, on=on, by=by)


@transaction.atomic
def designate(
    provider: str,
    *,
    name: str,
    address: str,
    notice_number: str,
    notice_on: dt.date,
    revenues: str,
    forward_days: int,
    starts_on: dt.date,
    ends_on: dt.date | None,
    by: Account | None,
) -> Designation:
    """Record the designation of a receiver with its public notice."""
    if ends_on is not None and ends_on < starts_on:
        raise errors.DesignationPeriod
    made = Designation.objects.create(
        provider=provider,
        name=name,
        address=address,
        notice_number=notice_number,
        notice_on=notice_on,
        revenues=revenues,
        forward_days=forward_days,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=by,
    )
    audit.record("payments.designated", by=by, subject=made)
    return made


@transaction.atomic
def end_designation(
    designation: Designation, *, on: dt.date, by: Account
) -> Designation:
    """Record the last day of a designation (取消し or 辞退)."""
    held = Designation.objects.select_for_update().get(pk=designation.pk)
    if on < held.starts_on:
        raise errors.DesignationPeriod
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    audit.record("payments.designation_ended", by=by, subject=held)
    return held


@transaction.atomic
def settle_discrepancy(
    discrepancy: Discrepancy, *, note: str, by: Account
) -> Discrepancy:
    """Close a discrepancy with what was done about it."""
    held = Discrepancy.objects.select_for_update().get(pk=discrepancy.pk)
    if held.settled_at:
        raise errors.DiscrepancySettled
    if not note.strip():
        raise errors.NoteMissing
    held.note = note.strip()[:300]
    held.settled_at = clock.now()
    held.settled_by = by
    held.save(update_fields=["note", "settled_at", "settled_by"])
    audit.record("payments.discrepancy_settled", by=by, subject=held)
    return held
