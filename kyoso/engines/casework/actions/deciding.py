"""起案から決定まで: propose, approve, send back, decide."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import events, letters, periods
from kyoso.engines.casework.definition import Outcome
from kyoso.engines.casework.errors import (
    AlreadyDecided,
    ApprovalMissing,
    ApprovedAlready,
    CommentNeeded,
    ConsultationsOut,
    DrafterCannotApprove,
    NotTheDrafter,
    NotYourTurn,
    ObjectionUnanswered,
    ReasonsMissing,
    TextTooLong,
    UnknownOutcome,
)
from kyoso.engines.casework.fees import refuse_unpaid
from kyoso.engines.casework.going_round import refuse_while_passed, send_round
from kyoso.engines.casework.models import (
    Approval,
    Case,
    Consultation,
    Decision,
    Proposal,
)
from kyoso.engines.casework.moves import locked, move, office
from kyoso.engines.casework.route import AddedStep, next_approval, unanswered
from kyoso.engines.casework.rules import checked_terms
from kyoso.engines.casework.states import Act, State, after, can
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

REASONS_LENGTH = 3000


@transaction.atomic
def propose(
    case: Case,
    *,
    outcome: str,
    by: Account,
    reasons: str = "",
    terms: Mapping[str, object] | None = None,
    comment: str = "",
    added: Sequence[AddedStep] = (),
    consult: Iterable[str] = (),
    edition: int | None = None,
) -> Proposal:
    """Draft a decision (起案) and send it on its way along the approval route.

    ``terms`` states what the outcome asks for (an amount in whole yen, a day, a
    text). The procedure's rule says which steps and which 合議 a draft of this
    kind and amount needs; ``added`` steps and the sections (slugs) of ``consult``
    come on top. Raises ``UnknownOutcome``, ``ReasonsMissing`` for a refusal whose
    reasons the procedure's rule requires (行政手続法8条 or the city's
    行政手続条例), ``TermMissing`` and its kin, ``FeeUnpaid``, those of ``going_round.send_round``,
    ``NotNow``, ``CaseChanged``.
    """
    case = locked(case, edition=edition)
    refuse_while_passed(case)
    definition = case.revision.definition
    try:
        chosen = definition.outcome(outcome)
    except KeyError:
        raise UnknownOutcome from None
    reasons = reasons.strip()
    _refuse_bare_refusal(case, chosen, reasons)
    if not chosen.is_refusal:
        refuse_unpaid(case)
    kept = checked_terms(chosen, terms or {})
    move(case, Act.PROPOSE, by=office(by), event="proposed", outcome=outcome)
    proposal = Proposal.objects.create(
        case=case,
        number=case.proposals.count() + 1,
        outcome=outcome,
        terms=kept,
        reasons=reasons,
        comment=comment.strip(),
        drafted_by=by,
    )
    send_round(proposal, added=added, consult=consult)
    events.decision_proposed.send(Case, case=case, by=by, proposal=proposal)
    return proposal


@transaction.atomic
def approve(
    case: Case, *, by: Account, comment: str = "", edition: int | None = None
) -> Decision | None:
    """Approve the step of the route whose turn it is; the last one decides.

    Returns the decision, or None while other steps remain. Raises
    ``DrafterCannotApprove``, ``NotYourTurn`` for an officer without the
    permission in the step's section or without its role, ``ConsultationsOut``
    for the last step while a 合議 is open, ``ObjectionUnanswered`` where a section
    objected and the last approver says nothing to it, ``NotNow``, ``CaseChanged``.
    Who stands in for another is written down as that post's deputy (代決).
    """
    case = locked(case, edition=edition)
    if not can(case.state, Act.APPROVE):
        move(case, Act.APPROVE, by=office(by), event="approved")
    proposal = _pending(case)
    step = next_approval(proposal)
    if step is None:
        return decide(case, by=by)
    post = _refuse_wrong_approver(proposal, step, by)
    if not proposal.approvals.filter(order__gt=step.order).exists():
        _refuse_unheard(proposal, comment.strip())
    step.approved_at = clock.now()
    step.approved_by = by
    step.deputised = post.deputises
    step.comment = comment.strip()
    step.save()
    if next_approval(proposal) is None:
        return decide(case, by=by)
    move(
        case,
        Act.APPROVE,
        by=office(by),
        event="approved",
        text=step.title,
        order=step.order,
    )
    return None


@transaction.atomic
def decide(case: Case, *, by: Account) -> Decision:
    """Turn an approved proposal into the decision: once, for ever.

    Issues the notice and tells the applicant in the same transaction. Two
    decisions at once end in one: the other raises ``AlreadyDecided``.
    """
    case = locked(case, edition=None)
    if Decision.objects.filter(case=case).exists():
        raise AlreadyDecided
    after(case.state, Act.COMPLETE)
    proposal = _pending(case)
    missing = next_approval(proposal)
    if missing is not None:
        raise ApprovalMissing(title=missing.title)
    outcome = case.revision.definition.outcome(proposal.outcome)
    act = Act.REJECT if outcome.ending == State.REJECTED else Act.COMPLETE
    case.outcome = outcome.key
    case.kept_period = periods.is_kept(case)
    move(
        case,
        act,
        by=office(by),
        event="decided",
        text=outcome.title,
        outcome=outcome.key,
    )
    proposal.state = Proposal.State.APPROVED
    proposal.ended_at = clock.now()
    proposal.ended_by = by
    try:
        with transaction.atomic():
            proposal.save()
            decision = Decision.objects.create(
                case=case,
                proposal=proposal,
                outcome=outcome.key,
                is_refusal=outcome.is_refusal,
                needs_reasons=case.revision.definition.disposition.reasons_required,
                reasons=proposal.reasons,
                terms=proposal.terms,
                decided_by=by,
            )
    except IntegrityError as error:
        raise AlreadyDecided from error
    letters.issue_notice(decision, by=by)
    events.case_decided.send(Case, case=case, by=by, decision=decision)
    return decision


@transaction.atomic
def send_back(
    case: Case, *, comment: str, by: Account, edition: int | None = None
) -> Proposal:
    """差戻し: return the draft to the drafter, saying why."""
    case = locked(case, edition=edition)
    comment = comment.strip()
    if not comment:
        raise CommentNeeded(what="差戻し")
    move(case, Act.SEND_BACK, by=office(by), event="sent_back", text=comment)
    proposal = _pending(case)
    step = next_approval(proposal)
    if step is not None:
        _refuse_wrong_approver(proposal, step, by)
    return _end(proposal, Proposal.State.SENT_BACK, comment, by)


@transaction.atomic
def pull_back(
    case: Case, *, by: Account, comment: str = "", edition: int | None = None
) -> Proposal:
    """引戻し: the drafter takes an undecided draft back."""
    case = locked(case, edition=edition)
    move(case, Act.PULL_BACK, by=office(by), event="pulled_back", text=comment.strip())
    proposal = _pending(case)
    if proposal.drafted_by_id != by.pk:
        raise NotTheDrafter
    return _end(proposal, Proposal.State.PULLED_BACK, comment.strip(), by)


@transaction.atomic
def record_dispatch(
    decision: Decision, *, by: Account, on: dt.date | None = None
) -> Decision:
    """Note the day (today unless ``on``) on which the notice left by post, once."""
    if decision.dispatched_on is None:
        decision.dispatched_on = on or clock.today()
        decision.save(update_fields=["dispatched_on"])
        audit.record(
            "casework.notice_dispatched",
            by=by,
            subject=decision.case,
            person=decision.case.account,
            reason=decision.case.ref,
        )
    return decision


def _refuse_bare_refusal(case: Case, outcome: Outcome, reasons: str) -> None:
    disposition = case.revision.definition.disposition
    if outcome.is_refusal and disposition.reasons_required and not reasons:
        raise ReasonsMissing(outcome=outcome.title, ground=disposition.reasons_ground)
    if len(reasons) > REASONS_LENGTH:
        raise TextTooLong(label="理由", maximum=REASONS_LENGTH, length=len(reasons))


def _refuse_wrong_approver(
    proposal: Proposal, step: Approval, by: Account
) -> people.Post:
    """Return the post in which ``by`` approves this step."""
    if by.pk == proposal.drafted_by_id:
        raise DrafterCannotApprove
    if proposal.approvals.filter(approved_by=by).exists():
        raise ApprovedAlready
    officer = people.Officer.objects.filter(account=by).first()
    post = officer and people.post_for(
        officer, people.Permission.APPROVE_CASES, step.section, role=step.role
    )
    if not post:
        raise NotYourTurn(title=step.title, section=step.section.name)
    return post


def _refuse_unheard(proposal: Proposal, comment: str) -> None:
    """The last approval hears every 合議, and answers those that objected."""
    out = unanswered(proposal)
    if out:
        raise ConsultationsOut(sections="、".join(section.name for section in out))
    against = [
        each.section.name
        for each in proposal.consultations.filter(
            answer=Consultation.Answer.OBJECTED
        ).select_related("section")
    ]
    if against and not comment:
        raise ObjectionUnanswered(sections="、".join(against))


def _pending(case: Case) -> Proposal:
    return case.proposals.select_for_update().get(state=Proposal.State.PENDING)


def _end(proposal: Proposal, state: str, comment: str, by: Account) -> Proposal:
    proposal.state = state
    proposal.end_comment = comment
    proposal.ended_at = clock.now()
    proposal.ended_by = by
    proposal.save()
    return proposal
