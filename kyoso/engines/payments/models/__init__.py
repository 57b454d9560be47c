"""The tables of the payments engine, a file a matter."""

from kyoso.engines.payments.models.attempts import Attempt, Heard
from kyoso.engines.payments.models.desk import (
    Designation,
    Discrepancy,
    ReconciliationFile,
    ReconciliationLine,
)

__all__ = [
    "Attempt",
    "Designation",
    "Discrepancy",
    "Heard",
    "ReconciliationFile",
    "ReconciliationLine",
]
