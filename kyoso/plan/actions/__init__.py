"""Verbs of the plan, in the order of headquarters' year."""

from kyoso.plan.actions.decisions import (
    Adoption,
    add_follow_up,
    adopt_kpi,
    adopt_owner,
    adopt_rule,
    adopt_section,
    end_kpi,
    finish_follow_up,
    record_decision,
)
from kyoso.plan.actions.meetings import (
    add_agenda_item,
    attend,
    hold,
    plan_meeting,
    publish_meeting,
    remove_agenda_item,
)
from kyoso.plan.actions.reports import (
    publish_report,
    send_back_report,
    submit_report,
    write_report,
)
from kyoso.plan.actions.snapshots import (
    note_correction,
    publish_snapshot,
    publish_with_figures,
)

__all__ = [
    "Adoption",
    "add_agenda_item",
    "add_follow_up",
    "adopt_kpi",
    "adopt_owner",
    "adopt_rule",
    "adopt_section",
    "attend",
    "end_kpi",
    "finish_follow_up",
    "hold",
    "note_correction",
    "plan_meeting",
    "publish_meeting",
    "publish_report",
    "publish_snapshot",
    "publish_with_figures",
    "record_decision",
    "remove_agenda_item",
    "send_back_report",
    "submit_report",
    "write_report",
]
