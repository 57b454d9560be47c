"""What decisions adopt takes effect when their meeting is published, and not before.

Until then they are a record of the office: no page, feed, answer of the API or
figure of the plan changes by them.
"""

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.plan.models import Decision, Initiative, InitiativeIndicator, Meeting

KPI = InitiativeIndicator.Kind.KPI


def take_effect(meeting: Meeting, *, by: Account) -> None:
    """Do what the decisions of a meeting adopt, in their order."""
    found = meeting.decisions.select_related(
        "meeting", "initiative", "indicator", "section"
    )
    for decision in found.order_by("number"):
        act = _EFFECTS.get(Decision.Kind(decision.kind))
        if act is not None:
            act(decision, by)


def _adopt_kpi(decision: Decision, by: Account) -> None:
    held = _initiative(decision)
    indicator = decision.indicator
    assert indicator is not None
    InitiativeIndicator.objects.update_or_create(
        initiative=held,
        indicator=indicator,
        defaults={"kind": KPI, "decision": decision},
    )
    _give_to(held.section, [indicator], by)


def _end_kpi(decision: Decision, by: Account) -> None:
    held = _initiative(decision)
    held.links.filter(indicator=decision.indicator, kind=KPI).delete()


def _adopt_section(decision: Decision, by: Account) -> None:
    held = _initiative(decision)
    held.section = decision.section
    held.section_decision = decision
    held.save(update_fields=["section", "section_decision"])
    kpis = held.links.filter(kind=KPI).select_related("indicator")
    _give_to(decision.section, [link.indicator for link in kpis], by)


def _adopt_owner(decision: Decision, by: Account) -> None:
    assert decision.indicator is not None
    indicators.put_in_charge(decision.indicator, section=decision.section, by=by)


def _adopt_rule(decision: Decision, by: Account) -> None:
    meeting = decision.meeting
    assert decision.tolerance is not None
    assert decision.grace_days is not None
    indicators.adopt_rule(
        tolerance=decision.tolerance,
        grace_days=decision.grace_days,
        decision=f"{meeting.title}（{clock.wareki(meeting.held_on)}）決定{decision.number}",
        by=by,
    )


def _give_to(
    section: Section | None, kpis: list[indicators.Indicator], by: Account
) -> None:
    """Let the section of an initiative keep those of its KPIs that nobody keeps."""
    for indicator in kpis:
        if section is not None and indicator.owner_id is None:
            indicators.put_in_charge(indicator, section=section, by=by)


def _initiative(decision: Decision) -> Initiative:
    assert decision.initiative is not None
    return Initiative.objects.select_for_update().get(pk=decision.initiative.pk)


_EFFECTS = {
    Decision.Kind.KPI: _adopt_kpi,
    Decision.Kind.KPI_END: _end_kpi,
    Decision.Kind.SECTION: _adopt_section,
    Decision.Kind.OWNER: _adopt_owner,
    Decision.Kind.RULE: _adopt_rule,
}
