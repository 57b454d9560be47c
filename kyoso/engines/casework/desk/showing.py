"""What the case page shows of the past, and which acts it offers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models
from django.urls import reverse

from kyoso.engines.casework import periods
from kyoso.engines.casework.models import (
    Approval,
    Case,
    Consultation,
    Passing,
    Proposal,
    Step,
)
from kyoso.engines.casework.notices import shown_term
from kyoso.engines.casework.states import Act, can
from kyoso.engines.people import api as people
from kyoso.kernel import clock

EVENTS = {
    "filed": "申請が届きました",
    "accepted": "確認を始めました",
    "assigned": "担当を決めました",
    "correction_asked": "補正を求めました",
    "correction_answered": "補正が届きました",
    "correction_cancelled": "補正の求めを終えました",
    "extended": "決定の期限を延長しました",
    "proposed": "起案しました",
    "approved": "承認しました",
    "sent_back": "差し戻しました",
    "pulled_back": "引き戻しました",
    "decided": "決定しました",
    "withdrawn": "取り下げられました",
    "consultation_answered": "合議に答えました",
    "passing_offered": "ほかの課に引継ぎを申し出ました",
    "passing_declined": "引継ぎを引き受けませんでした",
    "passing_taken_back": "引継ぎを取りやめました",
    "review_registered": "審査請求を受け付けました",
    "review_ended": "審査請求の結果を記録しました",
    "passed": "担当の課が変わりました",
}
P = people.Permission


@dataclass(frozen=True)
class Action:
    """One act that this officer may do now; ``is_forward`` is the one way on."""

    label: str
    href: str
    is_forward: bool = False
    posts: bool = False
    kind: str = "outline"


@dataclass(frozen=True)
class Happened:
    """One line of the timeline."""

    title: str
    step: Step
    who: str


def with_route(proposals: models.QuerySet[Proposal]) -> models.QuerySet[Proposal]:
    """Fetch drafts with their approvals and everybody's name: three queries."""
    approvals = Approval.objects.select_related(
        "section", "approved_by__officer", "deputised__officer"
    )
    asked = Consultation.objects.select_related(
        "section", "answered_by__officer", "deputised__officer"
    )
    return proposals.select_related("drafted_by__officer").prefetch_related(
        models.Prefetch("approvals", approvals),
        models.Prefetch("consultations", asked),
    )


def timeline(steps: Iterable[Step]) -> list[Happened]:
    """Return what happened, newest first."""
    return [
        Happened(EVENTS.get(step.event, step.event), step, _who(step))
        for step in sorted(steps, key=lambda step: step.edition, reverse=True)
    ]


def proposal_shown(
    case: Case, proposals: Sequence[Proposal]
) -> dict[str, object] | None:
    """Return the newest draft with its terms and its route, or None."""
    if not proposals:
        return None
    proposal = max(proposals, key=lambda each: each.number)
    outcome = case.revision.definition.outcome(proposal.outcome)
    return {
        "proposal": proposal,
        "outcome": outcome,
        "is_pending": proposal.state == Proposal.State.PENDING,
        "rows": [
            (term.title, shown_term(term.kind, proposal.terms[term.key]))
            for term in outcome.terms
            if term.key in proposal.terms
        ],
        "route": _route(proposal),
        "consultations": [
            {
                "section": each.section.name,
                "answer": each.answer,
                "word": each.get_answer_display() or "答え待ち",
                "name": signed_as(each.answered_by, each.deputised),
                "at": each.answered_at,
                "reason": each.reason,
                "is_required": each.is_required,
            }
            for each in proposal.consultations.all()
        ],
        "drafter": name_of(proposal.drafted_by),
    }


def actions_for(
    case: Case,
    officer: people.Officer,
    proposals: Sequence[Proposal],
    passing: Passing | None,
) -> list[Action]:
    """Return what this officer may do with the case now, the way on first."""
    found: list[Action] = []
    if people.may(officer, P.HANDLE_CASES, case.section):
        found += _handling(case, passing)
    if passing is not None and people.may(officer, P.HANDLE_CASES, passing.target):
        take_over = reverse("casework:take_over", args=[case.ref])
        found.append(Action("引継ぎに答える", take_over, is_forward=True))
    pending = next((p for p in proposals if p.state == Proposal.State.PENDING), None)
    if pending is not None and can(case.state, Act.APPROVE):
        found += _approving(case, officer, pending)
    return sorted(found, key=lambda act: (not act.is_forward, act.kind == "text"))


def _handling(case: Case, passing: Passing | None) -> list[Action]:
    def to(name: str) -> str:
        return reverse(f"casework:{name}", args=[case.ref])

    offered = (
        (Act.ACCEPT, Action("確認を始める", to("accept"), is_forward=True, posts=True)),
        (Act.PROPOSE, Action("起案する", to("propose"), is_forward=True)),
        (Act.ASK_CORRECTION, Action("補正を求める", to("correction"))),
        (Act.CANCEL_CORRECTION, Action("補正の求めを終える", to("end_correction"))),
        (Act.EXTEND, Action("期限を延長する", to("extend"))),
        (Act.ASSIGN, Action("担当を決める", to("assign"))),
        (Act.WITHDRAW, Action("取下げを記録する", to("withdraw"), kind="text")),
        (
            Act.HAND_ON,
            Action("引継ぎを取りやめる", to("take_back"), kind="text")
            if passing
            else Action("ほかの課に引き継ぐ", to("pass_on"), kind="text"),
        ),
    )
    return [
        action
        for act, action in offered
        if can(case.state, act)
        and not (passing and act is Act.PROPOSE)
        and (act is not Act.EXTEND or may_be_extended(case))
    ]


def may_be_extended(case: Case) -> bool:
    """Tell whether an article allows it, nobody did it, and time is left."""
    by_law = case.revision.definition.statutory_period
    if by_law is None or not by_law.extension_article:
        return False
    is_over = case.due_on is not None and case.due_on < clock.today()
    return not is_over and periods.extension_of(case) is None


def _approving(case: Case, officer: people.Officer, pending: Proposal) -> list[Action]:
    if pending.drafted_by_id == officer.account_id:
        return [Action("引き戻す", reverse("casework:pull_back", args=[case.ref]))]
    found: list[Action] = []
    waiting = next((a for a in pending.approvals.all() if a.approved_at is None), None)
    if waiting is not None and people.post_for(
        officer, P.APPROVE_CASES, waiting.section, role=waiting.role
    ):
        approve = reverse("casework:approve", args=[case.ref])
        found.append(Action("案を見て決裁する", approve, is_forward=True))
    if any(
        each.answered_at is None and people.may(officer, P.APPROVE_CASES, each.section)
        for each in pending.consultations.all()
    ):
        consult = reverse("casework:consultation", args=[case.ref])
        found.append(Action("合議に答える", consult, is_forward=True))
    return found


def _route(proposal: Proposal) -> list[dict[str, object]]:
    route: list[dict[str, object]] = []
    is_next = proposal.state == Proposal.State.PENDING
    sent_back = proposal.state == Proposal.State.SENT_BACK
    for approval in proposal.approvals.all():
        state = "next"
        if approval.approved_at is not None:
            state = "done"
        elif sent_back:
            state, sent_back = "back", False
        elif is_next:
            state, is_next = "now", False
        route.append(
            {
                "title": f"{approval.section.name} {approval.title}",
                "name": signed_as(approval.approved_by, approval.deputised),
                "state": state,
                "at": approval.approved_at
                or (proposal.ended_at if state == "back" else None),
                "comment": approval.comment
                or (proposal.end_comment if state == "back" else ""),
            }
        )
    return route


def name_of(account: people.Account | None) -> str:
    """Return an officer's name; residents are 「申請者」 on the desk."""
    officer = getattr(account, "officer", None)
    return officer.name if officer else ""


def signed_as(account: people.Account | None, deputised: people.Post | None) -> str:
    """Return who signed: 「鈴木 春子（代決：佐藤 課長）」 for whoever stood in."""
    name = name_of(account)
    if deputised is None:
        return name
    return f"{name}（代決：{deputised.officer.name} {deputised.title}）".replace(
        " ）", "）"
    )


def _who(step: Step) -> str:
    return name_of(step.by) or str(Step.Side(step.side).label)
