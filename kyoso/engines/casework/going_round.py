"""起案を回す: who is asked about a draft, in order (決裁) and at once (合議)."""

from collections.abc import Iterable, Sequence

from kyoso.engines.casework.errors import (
    NobodyToAsk,
    OwnSectionConsulted,
    PassingPending,
    UnknownSection,
)
from kyoso.engines.casework.models import Approval, Case, Consultation, Proposal
from kyoso.engines.casework.route import (
    AddedStep,
    Planned,
    consulted_for,
    planned,
    steps_for,
)
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Section

P = people.Permission


def send_round(
    proposal: Proposal, *, added: Sequence[AddedStep], consult: Iterable[str]
) -> None:
    """Write down the steps and the 合議 of a new draft (inside ``propose``).

    Raises ``UnknownSection``, ``OwnSectionConsulted``, ``NobodyToAsk``, and what
    ``route.planned`` refuses.
    """
    case, definition = proposal.case, proposal.case.revision.definition
    rule = steps_for(definition, proposal.outcome, proposal.terms)
    route = planned(rule, added)
    required = consulted_for(definition, proposal.outcome, proposal.terms)
    asked = list(dict.fromkeys([*required, *consult]))
    sections = _sections({step.section for step in route} | set(asked), case)
    for step in route:
        if step.is_added or step.role:
            _refuse_nobody(step.title, sections[step.section], step)
    for slug in asked:
        if slug not in required:
            _refuse_unaskable(sections[slug], case)
    Approval.objects.bulk_create(
        Approval(
            proposal=proposal,
            order=order,
            title=step.title,
            role=step.role,
            is_added=step.is_added,
            section=sections[step.section],
            drafter=proposal.drafted_by,
        )
        for order, step in enumerate(route, start=1)
    )
    Consultation.objects.bulk_create(
        Consultation(
            proposal=proposal,
            section=sections[slug],
            asked_by=proposal.drafted_by,
            is_required=slug in required,
        )
        for slug in asked
        # A rule that names the case's own section asks what its route asks.
        if sections[slug].pk != case.section_id
    )


def refuse_while_passed(case: Case) -> None:
    """A case that another section may take over is not decided meanwhile."""
    passing = case.passings.filter(answer="").select_related("target").first()
    if passing is not None:
        raise PassingPending(section=passing.target.name)


def _sections(slugs: set[str], case: Case) -> dict[str, Section]:
    """Return the sections by slug; "" is the case's own."""
    found = {"": case.section}
    wanted = slugs - {""}
    if wanted:
        found |= {s.slug: s for s in Section.objects.filter(slug__in=wanted)}
    if wanted - set(found):
        raise UnknownSection
    return found


def _refuse_unaskable(section: Section, case: Case) -> None:
    if section.pk == case.section_id:
        raise OwnSectionConsulted(section=section.name)
    if not people.officers_who_may(P.APPROVE_CASES, section):
        raise NobodyToAsk(section=section.name, title="課長")


def _refuse_nobody(title: str, section: Section, step: Planned) -> None:
    if not people.officers_who_may(P.APPROVE_CASES, section, role=step.role):
        raise NobodyToAsk(section=section.name, title=title)
