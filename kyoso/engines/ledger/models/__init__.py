"""The tables of the ledger engine, a file a matter."""

from kyoso.engines.ledger.models.budget import Allotment, AllotmentMove, BudgetLine
from kyoso.engines.ledger.models.dues import Due, DueQuerySet, Receipt, Refund
from kyoso.engines.ledger.models.exchange import Export, ResultFile, ResultLine
from kyoso.engines.ledger.models.orders import SpendingOrder

__all__ = [
    "Allotment",
    "AllotmentMove",
    "BudgetLine",
    "Due",
    "DueQuerySet",
    "Export",
    "Receipt",
    "Refund",
    "ResultFile",
    "ResultLine",
    "SpendingOrder",
]
