"""課の引継ぎ: a section offers a case to another; it moves when that one accepts."""

from django.db import transaction

from kyoso.engines.casework.errors import (
    CommentNeeded,
    NobodyToAsk,
    NothingPassed,
    PassedToItself,
    PassingPending,
)
from kyoso.engines.casework.models import Case, Passing
from kyoso.engines.casework.moves import locked, move, office
from kyoso.engines.casework.states import Act
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Section
from kyoso.engines.tray import api as tray
from kyoso.kernel import clock

Answer = Passing.Answer


@transaction.atomic
def offer_case(
    case: Case,
    *,
    to: Section,
    reason: str,
    by: Account,
    edition: int | None = None,
) -> Passing:
    """Ask another section to take the case over; until it answers nothing moves.

    The day of arrival and the standard period stay as they are: the applicant
    filed with the city, not with a section. Raises ``PassedToItself``,
    ``PassingPending``, ``CommentNeeded``, ``NobodyToAsk`` for a section in which
    nobody handles cases, ``NotNow`` once a decision is drafted.
    """
    case = locked(case, edition=edition)
    reason = reason.strip()
    if not reason:
        raise CommentNeeded(what="引継ぎ")
    if to.pk == case.section_id:
        raise PassedToItself(section=to.name)
    if not people.officers_who_may(people.Permission.HANDLE_CASES, to):
        raise NobodyToAsk(section=to.name, title="担当者")
    pending = case.passings.filter(answer="").select_related("target").first()
    if pending is not None:
        raise PassingPending(section=pending.target.name)
    move(
        case,
        Act.HAND_ON,
        by=office(by),
        event="passing_offered",
        text=f"{to.name}：{reason}",
        section=to.slug,
    )
    return Passing.objects.create(
        case=case, source=case.section, target=to, reason=reason, offered_by=by
    )


@transaction.atomic
def take_case_over(case: Case, *, by: Account, edition: int | None = None) -> Passing:
    """Accept the offered case: it is this section's, and nobody's in it yet."""
    case = locked(case, edition=edition)
    passing = _pending(case)
    case.section = passing.target
    case.assignee = None
    case.deputy = None
    move(
        case,
        Act.HAND_ON,
        by=office(by),
        event="passed",
        text=f"{passing.source.name} → {passing.target.name}",
        section=passing.target.slug,
    )
    # A paper that waits unopened is for whoever answers for numbers there.
    tray.follow(case.receipt_number, section=passing.target, by=by)
    return _answered(passing, Answer.ACCEPTED, "", by)


@transaction.atomic
def decline_case(
    case: Case, *, reason: str, by: Account, edition: int | None = None
) -> Passing:
    """Leave the case where it is, saying why."""
    case = locked(case, edition=edition)
    if not reason.strip():
        raise CommentNeeded(what="引き受けないこと")
    passing = _pending(case)
    move(
        case,
        Act.HAND_ON,
        by=office(by),
        event="passing_declined",
        text=f"{passing.target.name}：{reason.strip()}",
    )
    return _answered(passing, Answer.DECLINED, reason.strip(), by)


@transaction.atomic
def take_offer_back(case: Case, *, by: Account, edition: int | None = None) -> Passing:
    """Take an unanswered offer back."""
    case = locked(case, edition=edition)
    passing = _pending(case)
    move(case, Act.HAND_ON, by=office(by), event="passing_taken_back")
    return _answered(passing, Answer.TAKEN_BACK, "", by)


def _pending(case: Case) -> Passing:
    found: Passing | None = (
        Passing.objects.select_for_update(of=("self",))
        .filter(case=case, answer="")
        .select_related("source", "target")
        .first()
    )
    if found is None:
        raise NothingPassed
    return found


def _answered(passing: Passing, answer: str, comment: str, by: Account) -> Passing:
    passing.answer = answer
    passing.comment = comment
    passing.answered_at = clock.now()
    passing.answered_by = by
    passing.save()
    return passing
