"""収納の受託者が受け取ったお金: what somebody took for the city, told by them."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments.actions.learning import Money, book_money
from kyoso.engines.payments.offering import forward_by
from kyoso.engines.people.api import Account


@transaction.atomic
def note_collected(
    due: ledger.Due,
    *,
    collector: str,
    number: str,
    channel: str,
    amount: int,
    paid_on: dt.date,
    by: Account | None,
) -> ledger.Receipt:
    """Book what a collector took, once a ``number`` of theirs.

    It is booked whatever the due says: money that nobody owed any more is found as
    a discrepancy and given back by a person.
    """
    held = ledger.lock(due, by=by)
    receipt = book_money(
        held,
        money=Money(
            amount=amount,
            asked=held.asked or held.amount,
            channel=channel,
            source=f"{collector}:{number}"[:120],
            paid_on=paid_on,
            forward_by=forward_by(held, collector, paid_on),
        ),
        attempt=None,
        by=by,
    )
    audit.record("payments.collected", by=by, subject=receipt, person=held.debtor)
    return receipt
