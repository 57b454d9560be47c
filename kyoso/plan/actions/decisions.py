"""Decisions of headquarters: recorded here, in effect once the meeting is published.

What each of them then does is in ``effects``.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Max

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.plan.errors import (
    DueTooEarly,
    FollowUpDone,
    KpiAdopted,
    KpiNotAdopted,
    MeetingNotHeld,
    SectionAlready,
    TextMissing,
)
from kyoso.plan.models import (
    AgendaItem,
    Decision,
    FollowUp,
    Initiative,
    InitiativeIndicator,
    Meeting,
)
from kyoso.plan.records import open_meeting


@dataclass(frozen=True)
class Adoption:
    """Where a decision was taken, and its words."""

    meeting: Meeting
    text: str
    agenda_item: AgendaItem | None = None


@transaction.atomic
def adopt_kpi(
    adoption: Adoption,
    *,
    initiative: Initiative,
    indicator: indicators.Indicator,
    by: Account,
) -> Decision:
    """Adopt an indicator as KPI of an initiative. Raises ``KpiAdopted``."""
    held = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if _is_kpi(held, indicator):
        raise KpiAdopted(indicator=indicator.title)
    return _record(
        adoption,
        Decision(kind=Decision.Kind.KPI, initiative=held, indicator=indicator),
        by=by,
    )


@transaction.atomic
def end_kpi(
    adoption: Adoption,
    *,
    initiative: Initiative,
    indicator: indicators.Indicator,
    by: Account,
) -> Decision:
    """End a KPI: the decision stays, the link goes. Raises ``KpiNotAdopted``."""
    held = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not _is_kpi(held, indicator):
        raise KpiNotAdopted(indicator=indicator.title)
    return _record(
        adoption,
        Decision(kind=Decision.Kind.KPI_END, initiative=held, indicator=indicator),
        by=by,
    )


@transaction.atomic
def adopt_section(
    adoption: Adoption, *, initiative: Initiative, section: Section, by: Account
) -> Decision:
    """Put a section in charge of an initiative, and of its KPIs that have none.

    Raises ``SectionAlready``.
    """
    held = Initiative.objects.select_for_update().get(pk=initiative.pk)
    ahead = Decision.objects.ahead(kind=Decision.Kind.SECTION, initiative=held).last()
    if (ahead.section_id if ahead else held.section_id) == section.pk:
        raise SectionAlready(section=section.name)
    return _record(
        adoption,
        Decision(kind=Decision.Kind.SECTION, initiative=held, section=section),
        by=by,
    )


@transaction.atomic
def adopt_owner(
    adoption: Adoption,
    *,
    indicator: indicators.Indicator,
    section: Section,
    by: Account,
) -> Decision:
    """Put a section in charge of an indicator's values. Raises ``SectionAlready``."""
    ahead = Decision.objects.ahead(kind=Decision.Kind.OWNER, indicator=indicator).last()
    if (ahead.section_id if ahead else indicator.owner_id) == section.pk:
        raise SectionAlready(section=section.name)
    return _record(
        adoption,
        Decision(kind=Decision.Kind.OWNER, indicator=indicator, section=section),
        by=by,
    )


@transaction.atomic
def adopt_rule(
    adoption: Adoption, *, tolerance: Decimal, grace_days: int, by: Account
) -> Decision:
    """Adopt the rule of the status words: once published, they are no drafts.

    Raises ``RuleImpossible``.
    """
    indicators.refuse_impossible(tolerance=tolerance, grace_days=grace_days)
    return _record(
        adoption,
        Decision(kind=Decision.Kind.RULE, tolerance=tolerance, grace_days=grace_days),
        by=by,
    )


@transaction.atomic
def record_decision(adoption: Adoption, *, by: Account) -> Decision:
    """Record a decision that changes nothing in the plan's tables."""
    return _record(adoption, Decision(kind=Decision.Kind.OTHER), by=by)


@transaction.atomic
def add_follow_up(
    decision: Decision, *, section: Section, text: str, due_on: dt.date, by: Account
) -> FollowUp:
    """Give a section something to do because of a decision."""
    if not text.strip():
        raise TextMissing(label="すること")
    if due_on <= decision.meeting.held_on:
        raise DueTooEarly(day=clock.wareki(decision.meeting.held_on))
    follow_up = FollowUp.objects.create(
        decision=decision, section=section, text=text.strip(), due_on=due_on
    )
    audit.record("plan.follow_up_added", by=by, subject=follow_up, section=section.slug)
    return follow_up


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, outcome: str, by: Account) -> FollowUp:
    """Note what came of it. Raises ``FollowUpDone``."""
    held = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if held.is_done:
        raise FollowUpDone
    if not outcome.strip():
        raise TextMissing(label="結果")
    held.outcome = outcome.strip()
    held.done_at = clock.now()
    held.done_by = by
    held.save(update_fields=["outcome", "done_at", "done_by"])
    audit.record("plan.follow_up_finished", by=by, subject=held)
    return held


def _is_kpi(initiative: Initiative, indicator: indicators.Indicator) -> bool:
    """Tell whether it will be a KPI when every meeting held is published."""
    ahead = Decision.objects.ahead(
        kind__in=[Decision.Kind.KPI, Decision.Kind.KPI_END],
        initiative=initiative,
        indicator=indicator,
    ).last()
    if ahead is not None:
        return ahead.kind == Decision.Kind.KPI
    kpis = initiative.links.filter(kind=InitiativeIndicator.Kind.KPI)
    return kpis.filter(indicator=indicator).exists()


def _record(adoption: Adoption, decision: Decision, *, by: Account) -> Decision:
    meeting = open_meeting(adoption.meeting)
    if meeting.state != Meeting.State.HELD:
        raise MeetingNotHeld
    if not adoption.text.strip():
        raise TextMissing(label="決定の内容")
    decision.meeting = meeting
    decision.agenda_item = adoption.agenda_item
    decision.text = adoption.text.strip()
    decision.number = (meeting.decisions.aggregate(last=Max("number"))["last"] or 0) + 1
    decision.recorded_by = by
    decision.save(force_insert=True)
    audit.record("plan.decided", by=by, subject=decision, kind=decision.kind)
    return decision
