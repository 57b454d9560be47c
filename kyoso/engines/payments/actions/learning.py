"""What is heard of an attempt becomes the truth of the books, by whichever road."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import events
from kyoso.engines.payments.base import Notice, Repaid, Statement
from kyoso.engines.payments.machine import Known, joined
from kyoso.engines.payments.models import Attempt, Discrepancy, Heard
from kyoso.engines.payments.offering import forward_by
from kyoso.engines.payments.rules import next_question
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

State = Attempt.State
Kind = Discrepancy.Kind


@transaction.atomic
def learn(
    attempt: Attempt, *, said: Statement, road: str, by: Account | None = None
) -> Attempt:
    """Join what is said with what is known, and book what follows from it.

    Safe in any order and any number of times: money is booked once by its
    source, a refund once by its key.
    """
    due = ledger.lock(attempt.due, by=by)
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    now = joined(Known(held.state, held.paid_amount), said)
    was = (held.state, held.paid_amount)
    was_live = held.is_live
    held.state, held.paid_amount = now.state, now.paid_amount
    held.provider_ref = said.provider_ref[:80] or held.provider_ref
    held.page = said.page[:500] or held.page
    if was_live and not held.is_live:
        held.asked = 0
    held.ask_at = next_question(
        held.state, is_live=held.is_live, asked=held.asked, now=clock.now()
    )
    held.save()
    if was != (held.state, held.paid_amount) and road != Heard.Road.WEBHOOK:
        Heard.objects.create(
            attempt=held,
            provider=held.provider,
            road=road,
            stage=said.stage.value,
            amount=said.paid_amount,
        )
    if held.state == State.PAID:
        _book(due, held, said, by)
    for repaid in said.refunds:
        _book_refund(due, held, repaid, by)
    return held


@transaction.atomic
def hear(notice: Notice, *, provider: str, by: Account | None) -> bool:
    """Take a provider's event once; ``False`` when it was taken before.

    A payment that nobody here began is kept for a person, never dropped.
    """
    said = notice.statement
    attempt = (
        Attempt.objects.select_related("due__line")
        .filter(ref=said.key, provider=provider)
        .first()
    )
    _, is_new = Heard.objects.get_or_create(
        provider=provider,
        event_id=notice.event_id,
        defaults={
            "attempt": attempt,
            "road": Heard.Road.WEBHOOK,
            "stage": said.stage.value,
            "amount": said.paid_amount,
        },
    )
    if not is_new:
        return False
    if attempt is None:
        note_discrepancy(
            Kind.UNKNOWN,
            key=f"unknown:{provider}:{said.key}"[:160],
            reason=f"会社の取引「{said.key[:60]}」に当たる支払いが、記録にありません。",
            by=by,
        )
    else:
        learn(attempt, said=said, road=Heard.Road.WEBHOOK, by=by)
    return True


def note_discrepancy(
    kind: str,
    *,
    key: str,
    reason: str,
    due: ledger.Due | None = None,
    attempt: Attempt | None = None,
    by: Account | None,
) -> bool:
    """Write down what does not fit, once; tell whether it is new."""
    found, is_new = Discrepancy.objects.get_or_create(
        key=key,
        defaults={"kind": kind, "reason": reason, "due": due, "attempt": attempt},
    )
    if is_new:
        audit.record("payments.discrepancy_found", by=by, subject=found)
    return is_new


@dataclass(frozen=True)
class Money:
    """What came: ``asked`` is what should have come, ``source`` its name for good."""

    amount: int
    asked: int
    channel: str
    source: str
    paid_on: dt.date
    forward_by: dt.date


@transaction.atomic
def book_money(
    due: ledger.Due, *, money: Money, attempt: Attempt | None, by: Account | None
) -> ledger.Receipt:
    """Book what came once, whatever the due says, and note what does not fit.

    ``due`` is locked by who calls.
    """
    receipt = ledger.book(
        due,
        amount=money.amount,
        channel=money.channel,
        source=money.source,
        paid_on=money.paid_on,
        forward_by=money.forward_by,
        by=by,
    )
    if receipt is None:
        known = ledger.Receipt.objects.get(source=money.source)
        if known.amount != money.amount:
            _note(
                Kind.AMOUNT,
                f"{known.amount:,}円と記録した支払いが、いまは{money.amount:,}円とされています。",
                known.due,
                f"later:{money.source}",
                attempt,
                by,
            )
        return known
    name = attempt.ref if attempt else money.source
    if due.is_paid:
        why = "もう支払い済みの請求に、もう一度支払いがありました。"
        _note(Kind.TWICE, why, due, name, attempt, by)
    elif due.cancelled_at:
        why = "取り消した請求に支払いがありました。"
        _note(Kind.CANCELLED, why, due, name, attempt, by)
    if money.amount != money.asked:
        why = f"{money.asked:,}円の支払いに、{money.amount:,}円が支払われました。"
        _note(Kind.AMOUNT, why, due, name, attempt, by)
    settle_due(due, was_paid=due.is_paid, by=by)
    return receipt


def settle_due(due: ledger.Due, *, was_paid: bool, by: Account | None) -> ledger.Due:
    """Do what follows from money that was booked: tell it, end other attempts."""
    now = ledger.Due.objects.select_related("line__section", "debtor").get(pk=due.pk)
    if now.is_paid and not was_paid:
        events.paid.send(sender=ledger.Due, due=now)
    if now.is_paid:
        for other in now.attempts.live():
            jobs.post("payments.cancel", subject_ref=other.ref, by=by)
    return now


def tell_refund(refund: ledger.Refund, *, by: Account | None) -> None:
    """Tell that money went back, and write who booked it."""
    audit.record("payments.refund_told", by=by, subject=refund)
    events.refunded.send(sender=ledger.Refund, due=refund.due, refund=refund)


def _book(
    due: ledger.Due, attempt: Attempt, said: Statement, by: Account | None
) -> None:
    paid_on = said.paid_on or clock.today()
    book_money(
        due,
        money=Money(
            amount=attempt.paid_amount,
            asked=attempt.amount,
            channel=attempt.channel,
            source=attempt.source,
            paid_on=paid_on,
            forward_by=forward_by(due, attempt.provider, paid_on),
        ),
        attempt=attempt,
        by=by,
    )


def _note(
    kind: str,
    reason: str,
    due: ledger.Due,
    name: str,
    attempt: Attempt | None,
    by: Account | None,
) -> None:
    note_discrepancy(
        kind,
        key=f"{kind}:{name}"[:160],
        reason=reason,
        due=due,
        attempt=attempt,
        by=by,
    )


def _book_refund(
    due: ledger.Due, attempt: Attempt, repaid: Repaid, by: Account | None
) -> None:
    asked = ledger.Refund.objects.select_related("due__debtor").filter(
        ref=repaid.key, due=due
    )
    refund = asked.first()
    if refund is not None:
        ledger.repay(refund, on=repaid.on, by=by)
        return
    receipt = ledger.Receipt.objects.filter(source=attempt.source).first()
    if receipt is None or not note_discrepancy(
        Kind.REFUND,
        key=f"refund:{attempt.ref}:{repaid.key}"[:160],
        reason=f"こちらが頼んでいない{repaid.amount:,}円の返金がありました。",
        due=due,
        attempt=attempt,
        by=by,
    ):
        return
    ledger.note_refund_outside(receipt, amount=repaid.amount, on=repaid.on, by=by)
