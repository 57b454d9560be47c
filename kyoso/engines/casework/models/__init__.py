"""事案の表: procedures, cases, and what happened to them."""

from kyoso.engines.casework.models.asking import Consultation, Passing
from kyoso.engines.casework.models.cases import (
    Attachment,
    Case,
    CaseQuerySet,
    Submission,
)
from kyoso.engines.casework.models.corrections import Correction, CorrectionItem
from kyoso.engines.casework.models.decisions import Approval, Decision, Proposal
from kyoso.engines.casework.models.desk import (
    BulkAct,
    BulkResult,
    DeskOrder,
    SavedFilter,
)
from kyoso.engines.casework.models.extensions import Extension
from kyoso.engines.casework.models.notes import CaseLink, Mention, Note
from kyoso.engines.casework.models.procedures import Procedure, ProcedureRevision
from kyoso.engines.casework.models.reviews import Review
from kyoso.engines.casework.models.signed import SignatureFinding, SignedSubmission
from kyoso.engines.casework.models.steps import Step

__all__ = [
    "Approval",
    "Attachment",
    "BulkAct",
    "BulkResult",
    "Case",
    "CaseLink",
    "CaseQuerySet",
    "Consultation",
    "Correction",
    "CorrectionItem",
    "Decision",
    "DeskOrder",
    "Extension",
    "Mention",
    "Note",
    "Passing",
    "Procedure",
    "ProcedureRevision",
    "Proposal",
    "Review",
    "SavedFilter",
    "SignatureFinding",
    "SignedSubmission",
    "Step",
    "Submission",
]
