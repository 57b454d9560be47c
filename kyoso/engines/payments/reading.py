"""Finding dues, and saying where each thing stands."""

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from kyoso.engines.documents.api import Document
from kyoso.engines.ledger.api import Due, Receipt, Refund
from kyoso.engines.payments import words
from kyoso.engines.payments.channels import channel_of
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

RECEIPT = "payments.receipt"


def dues_of(account: Account) -> "QuerySet[Due]":
    """Return a resident's dues, the next to pay first."""
    return Due.objects.filter(debtor=account).select_related("line").order_by("due_on")


def dues_about(about: str) -> "QuerySet[Due]":
    """Return the dues of one matter (``app_label:ref``)."""
    return Due.objects.filter(about=about).select_related("line").order_by("pk")


def state_of(due: Due, today: dt.date) -> str:
    """Return one word for where a due stands: the key of its words and its chip."""
    if due.overpaid:
        return "overpaid"
    if due.cancelled_at:
        return "cancelled"
    if due.is_paid:
        return "paid"
    if due.kept:
        return "partly"
    return "late" if due.due_on < today else "open"


def state_shown(due: Due) -> tuple[str | Promise, str]:
    """Return the words and the kind of chip for where a due stands today."""
    return words.STATES[state_of(due, clock.today())]


def steps_of(refund: Refund) -> list[dict[str, object]]:
    """Return the way of a refund from the record to the money, for a timeline."""
    is_repaid = refund.state == Refund.State.REPAID
    is_under_way = refund.state == Refund.State.CONFIRMED
    way = words.WAYS_BACK[refund.way]
    if refund.reason == Refund.Reason.OUTSIDE:
        return [_step(words.REPAID, refund.repaid_on, "done", way)]
    return [
        _step(words.NOTED, refund.proposed_at, "done"),
        _step(
            words.CONFIRMED,
            refund.confirmed_at,
            "done" if is_under_way or is_repaid else "now",
        ),
        _step(
            words.REPAID,
            refund.repaid_on,
            "done" if is_repaid else "now" if is_under_way else "next",
            way,
        ),
    ]


def _step(
    title: str | Promise,
    at: dt.date | None,
    state: str,
    text: str | Promise = "",
) -> dict[str, object]:
    return {"title": title, "at": at, "state": state, "text": text}


def receipts_by_kind(first: dt.date, last: dt.date) -> Counter[str]:
    """Count the payments of a time by the kind of channel (one query)."""
    found = Receipt.objects.filter(paid_on__gte=first, paid_on__lte=last)
    kinds: Counter[str] = Counter()
    for slug in found.values_list("channel", flat=True):
        channel = channel_of(slug)
        kinds[channel.kind if channel else slug] += 1
    return kinds


def why_not_cleared(receipt: Receipt, today: dt.date) -> str:
    """Say why a receipt is not cleared yet (なぜまだ消込できないか), or nothing."""
    if receipt.cleared_on:
        return ""
    if receipt.forward_by and receipt.forward_by < today:
        return (
            f"入金の期限（{clock.wareki_short(receipt.forward_by)}）を過ぎましたが、"
            "入金明細に載っていません。会社に問い合わせてください。"
        )
    day = clock.wareki_short(receipt.forward_by) if receipt.forward_by else ""
    return f"会社が預かっています。入金の期限は{day}です。入金明細を待っています。"


def may_read_receipt(account: Account, document: Document) -> bool:
    """Let the debtor, and the officers who keep the books, read the paper."""
    if account.kind == Account.Kind.OFFICER:
        return people.may(account.officer, people.Permission.KEEP_LEDGER)
    return Due.objects.filter(ref=document.about, debtor=account).exists()


def person_of_receipt(document: Document) -> Account | None:
    due = Due.objects.select_related("debtor").filter(ref=document.about).first()
    return due.debtor if due else None
