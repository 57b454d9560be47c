"""The door of the ledger engine.

    from kyoso.engines.ledger import api as ledger

    allotment = ledger.reserve(line, amount=50_000, about=f"grants:{case.ref}",
                               title="見守り機器の助成", by=officer.account)
    ledger.settle(allotment, amount=48_000, by=officer.account)
    ledger.order(allotment, amount=48_000, payee_name=case.name, by=officer.account)

``reserve`` raises ``BudgetShort`` rather than overspend, however many decide at
once. ``BudgetLine.remaining`` is what is left, ``ledger.line_of(year, code)``
finds a line. Dues are raised by ``payments.raise_due``, which stands above.
"""

from kyoso.engines.ledger.actions.budgets import (
    claw_back,
    order,
    release,
    reserve,
    settle,
)
from kyoso.engines.ledger.actions.dues import (
    agree_instalments,
    book,
    cancel_due,
    clear,
    link_el_number,
    lock,
    postpone,
    raise_due,
)
from kyoso.engines.ledger.actions.exchange import export, take_results
from kyoso.engines.ledger.actions.refunds import (
    confirm_refund,
    note_refund_outside,
    propose_refund,
    repay,
    turn_to_transfer,
    withdraw_refund,
)
from kyoso.engines.ledger.budget_file import load_budget
from kyoso.engines.ledger.errors import (
    AllotmentNotSettled,
    AllotmentSettled,
    AmountImpossible,
    BudgetBelowCommitted,
    BudgetFileUnreadable,
    BudgetShort,
    DayPast,
    DueCancelled,
    DueDiffers,
    NothingMissing,
    NothingToExport,
    NotLater,
    OrdersTooMuch,
    PartImpossible,
    ReasonMissing,
    RefundMoved,
    RefundTooMuch,
    ResultFileUnreadable,
    SameOfficer,
    WrongSide,
    YearClosed,
)
from kyoso.engines.ledger.events import order_performed, repaid
from kyoso.engines.ledger.models import (
    Allotment,
    BudgetLine,
    Due,
    DueQuerySet,
    Export,
    Receipt,
    Refund,
    ResultFile,
    SpendingOrder,
)
from kyoso.engines.ledger.reading import line_of
from kyoso.engines.ledger.rules import closing_day, deemed_paid_on

__all__ = [
    "Allotment",
    "AllotmentNotSettled",
    "AllotmentSettled",
    "AmountImpossible",
    "BudgetBelowCommitted",
    "BudgetFileUnreadable",
    "BudgetLine",
    "BudgetShort",
    "DayPast",
    "Due",
    "DueCancelled",
    "DueDiffers",
    "DueQuerySet",
    "Export",
    "NotLater",
    "NothingMissing",
    "NothingToExport",
    "OrdersTooMuch",
    "PartImpossible",
    "ReasonMissing",
    "Receipt",
    "Refund",
    "RefundMoved",
    "RefundTooMuch",
    "ResultFile",
    "ResultFileUnreadable",
    "SameOfficer",
    "SpendingOrder",
    "WrongSide",
    "YearClosed",
    "agree_instalments",
    "book",
    "cancel_due",
    "claw_back",
    "clear",
    "closing_day",
    "confirm_refund",
    "deemed_paid_on",
    "export",
    "line_of",
    "link_el_number",
    "load_budget",
    "lock",
    "note_refund_outside",
    "order",
    "order_performed",
    "postpone",
    "propose_refund",
    "raise_due",
    "release",
    "repaid",
    "repay",
    "reserve",
    "settle",
    "take_results",
    "turn_to_transfer",
    "withdraw_refund",
]
