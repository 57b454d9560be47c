"""進行管理の表: the plan, headquarters, reports, snapshots."""

from kyoso.plan.models.context import Context, Figure, FigureValue
from kyoso.plan.models.headquarters import (
    AgendaItem,
    Attendance,
    Decision,
    FollowUp,
    Meeting,
)
from kyoso.plan.models.initiatives import (
    IndicatorWords,
    Initiative,
    InitiativeIndicator,
)
from kyoso.plan.models.plan import Item, Pillar, PillarTarget, Plan, Revision
from kyoso.plan.models.reports import InitiativeReport
from kyoso.plan.models.snapshots import Correction, MeetingPack, Snapshot

__all__ = [
    "AgendaItem",
    "Attendance",
    "Context",
    "Correction",
    "Decision",
    "Figure",
    "FigureValue",
    "FollowUp",
    "IndicatorWords",
    "Initiative",
    "InitiativeIndicator",
    "InitiativeReport",
    "Item",
    "Meeting",
    "MeetingPack",
    "Pillar",
    "PillarTarget",
    "Plan",
    "Revision",
    "Snapshot",
]
