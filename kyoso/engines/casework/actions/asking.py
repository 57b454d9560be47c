"""合議: answering what another section was asked about a draft."""

from django.db import transaction

from kyoso.engines.casework.errors import (
    CommentNeeded,
    ConsultationAnswered,
    DrafterCannotApprove,
    NotConsulted,
    TextTooLong,
)
from kyoso.engines.casework.models import Case, Consultation, Proposal
from kyoso.engines.casework.moves import locked, move, office
from kyoso.engines.casework.states import Act
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock

Answer = Consultation.Answer
OPINION_LENGTH = 1000


@transaction.atomic
def answer_consultation(
    case: Case,
    *,
    section: Section,
    agrees: bool,
    by: Account,
    reason: str = "",
    edition: int | None = None,
) -> Consultation:
    """Agree with the pending draft (同意) or object to it (不同意) for ``section``.

    An objection says why; it does not stop the decision, but whoever decides has
    to answer it. Raises ``NotConsulted`` where the draft was not put before this
    section or the officer does not approve there, ``DrafterCannotApprove``,
    ``ConsultationAnswered``, ``CommentNeeded``, ``NotNow``, ``CaseChanged``.
    """
    case = locked(case, edition=edition)
    reason = reason.strip()
    if not agrees and not reason:
        raise CommentNeeded(what="不同意")
    if len(reason) > OPINION_LENGTH:
        raise TextTooLong(label="意見", maximum=OPINION_LENGTH, length=len(reason))
    word = Answer.AGREED if agrees else Answer.OBJECTED
    move(
        case,
        Act.ANSWER_CONSULTATION,
        by=office(by),
        event="consultation_answered",
        text=f"{section.name}：{word.label}",
        section=section.slug,
        answer=word.value,
    )
    asked = (
        Consultation.objects.select_for_update(of=("self",))
        .filter(
            proposal__case=case,
            proposal__state=Proposal.State.PENDING,
            section=section,
        )
        .first()
    )
    post = _post_of(by, section)
    if asked is None or post is None:
        raise NotConsulted
    if asked.asked_by_id == by.pk:
        raise DrafterCannotApprove
    if asked.answered_at is not None:
        raise ConsultationAnswered
    asked.answer = word
    asked.reason = reason
    asked.answered_at = clock.now()
    asked.answered_by = by
    asked.deputised = post.deputises
    asked.save()
    return asked


def _post_of(account: Account, section: Section) -> people.Post | None:
    officer = people.Officer.objects.filter(account=account).first()
    if officer is None:
        return None
    return people.post_for(officer, people.Permission.APPROVE_CASES, section)
