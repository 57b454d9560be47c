"""The tables of grants, a file a matter."""

from kyoso.region.grants.models.grants import Grant, GrantQuerySet, QuotaUse, Step
from kyoso.region.grants.models.handling import ChangeRequest, Inspection, Motion
from kyoso.region.grants.models.programmes import Programme, ProgrammeRevision, Round
from kyoso.region.grants.models.reports import Report, ReportFile

__all__ = [
    "ChangeRequest",
    "Grant",
    "GrantQuerySet",
    "Inspection",
    "Motion",
    "Programme",
    "ProgrammeRevision",
    "QuotaUse",
    "Report",
    "ReportFile",
    "Round",
    "Step",
]
