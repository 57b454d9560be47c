"""The door of the payments engine.

    from kyoso.engines.payments import api as payments

    due = payments.raise_due(line, about=f"certificates:{request.ref}", kind="fee",
                             title=Words({"ja": "住民票の写しの手数料", …}), amount=300,
                             payer_name=…, debtor=account, due_on=…, by=None)
    payments.paid.connect(issue_when_paid, dispatch_uid="certificates.paid")

``link(PUBLIC, "payments:due", due.ref)`` is where it is paid; a due without
``debtor`` is open to whoever has that address. ``payments.dues_about(...)`` finds
the dues of a matter, ``payments.dues_of(account)`` those of a resident. ``paid``
and ``refunded`` are events. Raising a due belongs inside the business transaction.
"""

from kyoso.engines.ledger.api import Due, Receipt, Refund, raise_due
from kyoso.engines.payments.actions.collecting import note_collected
from kyoso.engines.payments.actions.desk import (
    cancel_due,
    confirm_refund,
    designate,
    end_designation,
    note_transfer,
    propose_refund,
    propose_refunds,
    settle_discrepancy,
    take_at_counter,
)
from kyoso.engines.payments.actions.paying import leave, start
from kyoso.engines.payments.actions.reconciling import reconcile
from kyoso.engines.payments.asides import Aside, Way, asides
from kyoso.engines.payments.errors import (
    AmountNotAPart,
    AmountNotWhole,
    AttemptOpen,
    ChannelNotOffered,
    DesignationPeriod,
    DiscrepancySettled,
    FileUnreadable,
    NothingOwed,
    PaidAlready,
)
from kyoso.engines.payments.events import paid, refunded
from kyoso.engines.payments.models import Attempt, Designation, Discrepancy
from kyoso.engines.payments.offering import Offer, offers
from kyoso.engines.payments.reading import (
    dues_about,
    dues_of,
    receipts_by_kind,
    state_shown,
)

__all__ = [
    "AmountNotAPart",
    "AmountNotWhole",
    "Aside",
    "Attempt",
    "AttemptOpen",
    "ChannelNotOffered",
    "Designation",
    "DesignationPeriod",
    "Discrepancy",
    "DiscrepancySettled",
    "Due",
    "FileUnreadable",
    "NothingOwed",
    "Offer",
    "PaidAlready",
    "Receipt",
    "Refund",
    "Way",
    "asides",
    "cancel_due",
    "confirm_refund",
    "designate",
    "dues_about",
    "dues_of",
    "end_designation",
    "leave",
    "note_collected",
    "note_transfer",
    "offers",
    "paid",
    "propose_refund",
    "propose_refunds",
    "raise_due",
    "receipts_by_kind",
    "reconcile",
    "refunded",
    "settle_discrepancy",
    "start",
    "state_shown",
    "take_at_counter",
]
