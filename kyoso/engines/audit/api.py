"""The door of the audit engine.

from kyoso.engines.audit import api as audit

audit.record("casework.decided", by=officer.account, subject=case,
             person=resident.account, reason=case.ref)
audit.labels.register(audit.Label("casework.decided", _("申請を決定しました。")))
"""

from kyoso.engines.audit.actions import Referenced, name_of, record, record_each
from kyoso.engines.audit.labels import (
    Label,
    Reasons,
    Receipts,
    labels,
    name_reasons,
    reasons,
    receipts,
)
from kyoso.engines.audit.models import Entry, Segment
from kyoso.engines.audit.reading import entries_about
from kyoso.engines.audit.sealing import close_day, expire, seal
from kyoso.engines.audit.verifying import Finding, Report, verify

__all__ = [
    "Entry",
    "Finding",
    "Label",
    "Reasons",
    "Receipts",
    "Referenced",
    "Report",
    "Segment",
    "close_day",
    "entries_about",
    "expire",
    "labels",
    "name_of",
    "name_reasons",
    "reasons",
    "receipts",
    "record",
    "record_each",
    "seal",
    "verify",
]
