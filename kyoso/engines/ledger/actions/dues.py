"""歳入: raise a due, cancel it, book what came for it, clear it."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import errors, rules
from kyoso.engines.ledger.models import BudgetLine, Due, Receipt
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.money import LARGEST


@transaction.atomic
def raise_due(
    line: BudgetLine,
    *,
    about: str,
    kind: str,
    title: Mapping[str, str],
    amount: int,
    payer_name: str,
    debtor: Account | None,
    due_on: dt.date,
    by: Account | None,
) -> Due:
    """Enter an amount due (調定) for a matter; asking twice returns the same due.

    Raises ``DueDiffers`` when one of another amount stands already,
    ``WrongSide``, ``YearClosed``, ``AmountImpossible``.
    """
    if not 0 < amount <= LARGEST:
        raise errors.AmountImpossible(most=f"{LARGEST:,}")
    if line.side != BudgetLine.Side.REVENUE:
        raise errors.WrongSide(line=line.title, side=line.get_side_display())
    if not rules.is_open(line.fiscal_year, clock.today()):
        raise errors.YearClosed(
            year=line.fiscal_year, day=str(rules.closing_day(line.fiscal_year))
        )
    due, is_new = Due.objects.get_or_create(
        about=about,
        kind=kind,
        cancelled_at=None,
        defaults={
            "line": line,
            "title": dict(title),
            "amount": amount,
            "payer_name": payer_name,
            "debtor": debtor,
            "due_on": due_on,
            "raised_by": by,
        },
    )
    if due.amount != amount:
        raise errors.DueDiffers(amount=f"{due.amount:,}")
    if is_new:
        audit.record("ledger.raised", by=by, subject=due, person=debtor, reason=about)
    return due


@transaction.atomic
def cancel_due(due: Due, *, reason: str, by: Account | None) -> Due:
    """Take a due back (調定の取消し). What came for it has to be refunded after.

    ``by`` is nobody where an applicant without an account withdrew.
    """
    held = lock(due, by=by)
    if held.cancelled_at:
        raise errors.DueCancelled
    if not reason.strip():
        raise errors.ReasonMissing
    held.cancelled_at = clock.now()
    held.cancelled_by = by
    held.cancel_reason = reason.strip()
    held.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason"])
    audit.record("ledger.due_cancelled", by=by, subject=held, person=held.debtor)
    return held


@transaction.atomic
def postpone(due: Due, *, due_on: dt.date, reason: str, by: Account) -> Due:
    """Let the payer pay later (猶予): the due date moves, the amount stands.

    Raises ``DueCancelled``, ``NothingMissing``, ``NotLater``, ``ReasonMissing``.
    """
    held = lock(due, by=by)
    if held.cancelled_at:
        raise errors.DueCancelled
    if not held.missing:
        raise errors.NothingMissing
    if due_on <= max(held.due_on, clock.today()):
        raise errors.NotLater
    if not reason.strip():
        raise errors.ReasonMissing
    before = held.due_on
    held.due_on = due_on
    held.save(update_fields=["due_on"])
    audit.record(
        "ledger.due_postponed",
        by=by,
        subject=held,
        person=held.debtor,
        reason=held.about,
        before=before.isoformat(),
        after=due_on.isoformat(),
    )
    return held


@transaction.atomic
def agree_instalments(
    due: Due, *, amount: int, due_on: dt.date, reason: str, by: Account
) -> Due:
    """Let the payer pay in parts of ``amount`` a month (分割), the first by ``due_on``.

    All that is missing as the amount ends an agreement. Each part that comes puts
    the due date on by a month. Raises ``DueCancelled``, ``NothingMissing``,
    ``PartImpossible``, ``DayPast``, ``ReasonMissing``.
    """
    held = lock(due, by=by)
    if held.cancelled_at:
        raise errors.DueCancelled
    if not held.missing:
        raise errors.NothingMissing
    if not 0 < amount <= held.missing:
        raise errors.PartImpossible(missing=f"{held.missing:,}")
    if due_on < clock.today():
        raise errors.DayPast
    if not reason.strip():
        raise errors.ReasonMissing
    held.instalment = amount if amount < held.missing else 0
    held.due_on = due_on
    held.save(update_fields=["instalment", "due_on"])
    audit.record(
        "ledger.instalments_agreed",
        by=by,
        subject=held,
        person=held.debtor,
        reason=held.about,
        amount=held.instalment,
        due_on=due_on.isoformat(),
    )
    return held


@transaction.atomic
def link_el_number(due: Due, *, number: str, by: Account) -> Due:
    """Write down the eL number that eLTAX gave this due; Kyoso never makes one."""
    held = lock(due, by=by)
    held.el_number = number
    held.save(update_fields=["el_number"])
    audit.record("ledger.el_number_linked", by=by, subject=held)
    return held


@transaction.atomic
def book(
    due: Due,
    *,
    amount: int,
    channel: str,
    source: str,
    paid_on: dt.date,
    forward_by: dt.date | None,
    by: Account | None,
) -> Receipt | None:
    """Book money that came (収入); ``None`` when this source was booked before.

    It is booked whatever the due says: paid twice, or for a cancelled due, it
    came all the same, and shows as 過誤納. ``forward_by`` is the day by which a
    receiver has to forward it; without one the money is here (消込済み).
    """
    held = lock(due, by=by)
    receipt, is_new = Receipt.objects.get_or_create(
        source=source,
        defaults={
            "due": due,
            "amount": amount,
            "fiscal_year": rules.year_of_receipt(due.line.fiscal_year, paid_on),
            "channel": channel,
            "paid_on": paid_on,
            "forward_by": forward_by,
            "cleared_on": None if forward_by else paid_on,
            "booked_by": by,
        },
    )
    if not is_new:
        return None
    audit.record(
        "ledger.booked", by=by, subject=receipt, person=due.debtor, reason=due.about
    )
    if held.instalment:
        _put_on(held, amount)
    return receipt


@transaction.atomic
def clear(receipt: Receipt, *, on: dt.date, by: Account | None) -> bool:
    """Clear a receipt (消込): its money reached the city. Once; then ``False``."""
    cleared = Receipt.objects.filter(pk=receipt.pk, cleared_on=None).update(
        cleared_on=on
    )
    if cleared:
        audit.record("ledger.cleared", by=by, subject=receipt)
    return bool(cleared)


def _put_on(due: Due, came: int) -> None:
    """Move the due date on by a month for each part that came, while some is missing."""
    now = Due.objects.get(pk=due.pk)
    if not now.missing:
        return
    for _ in range(came // now.instalment):
        now.due_on = rules.next_instalment(now.due_on)
    now.save(update_fields=["due_on"])


def lock(due: Due, *, by: Account | None) -> Due:
    """Return the due as it is now, locked until the transaction ends.

    ``by`` is who holds it; payments and refunds of one due wait for each other.
    """
    found = Due.objects.select_for_update(of=("self",))
    return found.select_related("line__section", "debtor").get(pk=due.pk)
