"""決裁の順: which approvals and 合議 a draft needs, and whose turn it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kyoso.engines.casework.definition import Definition, RouteStep, When
from kyoso.engines.casework.errors import StepIncomplete, StepsTooMany, StepUnplaced
from kyoso.engines.casework.models import Approval, Proposal
from kyoso.engines.people.api import Section
from kyoso.kernel.text import fold

# Where an added step stands among those of the rule.
PLACES = {
    "first": "最初",
    "before_last": "最後の決裁の前",
    "last": "最後（この人が決定する）",
}
# A route of more steps is no route but a meeting.
MOST_ADDED = 3
_LONGEST_TITLE = 30


@dataclass(frozen=True)
class AddedStep:
    """A step that the drafter adds: who is asked, and where in the rule's order.

    An empty section means the case's own.
    """

    title: str
    section: str = ""
    place: str = "first"


@dataclass(frozen=True)
class Planned:
    """One step of a draft's route as it will be asked."""

    title: str
    section: str
    role: str
    is_added: bool


def is_met(when: When, outcome: str, terms: Mapping[str, object]) -> bool:
    """Tell whether a condition asks for a draft of this outcome and these terms.

    An amount that the draft does not state is not above anything.
    """
    if when.outcomes and outcome not in when.outcomes:
        return False
    if when.above is None:
        return True
    amount = terms.get(when.term)
    return isinstance(amount, int) and amount > when.above


def steps_for(
    definition: Definition, outcome: str, terms: Mapping[str, object]
) -> list[RouteStep]:
    """Return the steps that the procedure's rule asks of this draft, in order."""
    return [s for s in definition.route if is_met(s.when, outcome, terms)]


def consulted_for(
    definition: Definition, outcome: str, terms: Mapping[str, object]
) -> list[str]:
    """Return the slugs of the sections that the rule puts this draft before."""
    found = (c.section for c in definition.consulted if is_met(c.when, outcome, terms))
    return list(dict.fromkeys(found))


def planned(rule: Sequence[RouteStep], added: Sequence[AddedStep]) -> list[Planned]:
    """Return the whole route: every step of the rule, and the added ones between.

    No step of the rule can be left out. Raises ``StepsTooMany``,
    ``StepIncomplete`` for a title that is missing or too long, ``StepUnplaced``.
    """
    if len(added) > MOST_ADDED:
        raise StepsTooMany(most=MOST_ADDED)
    for step in added:
        if not 0 < len(fold(step.title)) <= _LONGEST_TITLE:
            raise StepIncomplete(most=_LONGEST_TITLE)
        if step.place not in PLACES:
            raise StepUnplaced
    steps = [Planned(s.title, s.section, s.role, is_added=False) for s in rule]
    return [
        *_at(added, "first"),
        *steps[:-1],
        *_at(added, "before_last"),
        *steps[-1:],
        *_at(added, "last"),
    ]


def _at(added: Sequence[AddedStep], place: str) -> list[Planned]:
    return [
        Planned(fold(step.title), step.section, "", is_added=True)
        for step in added
        if step.place == place
    ]


def next_approval(proposal: Proposal) -> Approval | None:
    """Return the step of the route that is asked now."""
    found: Approval | None = (
        proposal.approvals.filter(approved_at=None).select_related("section").first()
    )
    return found


def unanswered(proposal: Proposal) -> list[Section]:
    """Return the sections whose 合議 is still out."""
    waiting = proposal.consultations.filter(answered_at=None)
    return [each.section for each in waiting.select_related("section")]
