"""起案と決裁: drafting, the preview of the notice, approving, sending back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kyoso.engines.casework.actions import deciding
from kyoso.engines.casework.definition import Definition, Outcome
from kyoso.engines.casework.desk.acts import act_page, done
from kyoso.engines.casework.desk.forms import ProposalForm, ReasonForm
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import case_for, edition_of
from kyoso.engines.casework.desk.page import submissions_of
from kyoso.engines.casework.desk.round_form import RoundForm, round_shown
from kyoso.engines.casework.desk.showing import proposal_shown, with_route
from kyoso.engines.casework.models import Case, Proposal
from kyoso.engines.casework.notices import Wording
from kyoso.engines.casework.rules import checked_terms
from kyoso.engines.casework.states import Act, after
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

HANDLE = people.Permission.HANDLE_CASES
APPROVE = people.Permission.APPROVE_CASES
READ = people.Permission.READ_CASES


@people.officer(HANDLE)
def propose(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Choose the outcome, state its terms and reasons, see the notice, then draft."""
    case = case_for(request, ref, HANDLE)
    definition = case.revision.definition
    outcome = _outcome(definition, request)
    if outcome is None:
        return _choose_outcome(request, case, definition)
    form = ProposalForm(
        request.POST or None,
        definition=definition,
        outcome=outcome,
        initial=_last_words(case, outcome) | _template(request, definition),
    )
    round_form = RoundForm(request.POST or None, case=case)
    wording: Wording | None = None
    terms: dict[str, int | str] | None = None
    if request.method == "POST" and form.is_valid() and round_form.is_valid():
        reasons = str(form.cleaned_data.get("reasons", ""))
        try:
            terms = checked_terms(outcome, form.terms)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if request.POST.get("step") == "propose":
                return _proposed(
                    request, case, (form, round_form), outcome, terms, reasons
                )
            wording = Wording(outcome.key, terms, reasons)
    submissions, attachments = submissions_of(case)
    seen = Shown.to(request.officer.account, case=case)
    ctx = {
        "case": case,
        "form": form,
        "groups": seen.groups(submissions, attachments),
        "outcome": outcome,
        "definition": definition,
        "reasons": definition.refusal_reasons if outcome.is_refusal else (),
        "notice": seen.notice(wording),
        "round_form": round_form,
        "round": round_shown(definition, case, outcome.key, terms, round_form),
    }
    return act_page(request, ctx, Act.PROPOSE, "casework/propose.html")


@people.officer(APPROVE)
def approve(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """See the draft and the notice; approve, or go on to send it back."""
    case = case_for(request, ref)
    form = ReasonForm(
        request.POST or None,
        label="意見",
        support="決裁の記録に残ります。通知書には載りません。",
        must=False,
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: deciding.approve(
                case,
                by=request.officer.account,
                comment=form.cleaned_data["reason"],
                edition=edition_of(request),
            ),
            "承認しました。",
        )
    proposal = _pending(case)
    submissions, attachments = submissions_of(case)
    seen = Shown.to(request.officer.account, case=case)
    ctx = {
        "case": case,
        "form": form,
        "shown": proposal_shown(case, [proposal]) if proposal else None,
        "groups": seen.groups(submissions, attachments),
        "is_mine": proposal is not None
        and proposal.drafted_by_id == request.officer.account_id,
        "notice": seen.notice(_wording(proposal)) if proposal else None,
    }
    return act_page(request, ctx, Act.APPROVE, "casework/approve.html")


@people.officer(APPROVE)
def send_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref)
    form = ReasonForm(
        request.POST or None,
        label="差し戻す理由",
        support="起案した職員が読みます。どこを直せばよいかを書いてください。",
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: deciding.send_back(
                case,
                comment=form.cleaned_data["reason"],
                by=request.officer.account,
                edition=edition_of(request),
            ),
            "差し戻しました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "差し戻す",
        "button": "差し戻す",
        "will": ["案は起案した職員に戻り、申請は「確認中」になります。"],
    }
    return act_page(request, ctx, Act.SEND_BACK)


@people.officer(HANDLE)
def pull_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    form = ReasonForm(request.POST or None, label="引き戻す理由", must=False)
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: deciding.pull_back(
                case,
                by=request.officer.account,
                comment=form.cleaned_data["reason"],
                edition=edition_of(request),
            ),
            "引き戻しました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "引き戻す",
        "button": "引き戻す",
        "will": ["案は手元に戻り、申請は「確認中」になります。"],
    }
    return act_page(request, ctx, Act.PULL_BACK)


def _choose_outcome(
    request: people.OfficerRequest, case: Case, definition: Definition
) -> HttpResponse:
    try:
        after(case.state, Act.PROPOSE)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("casework:case", case.ref)
    ctx = {"case": case, "definition": definition}
    return render(request, "casework/outcome.html", ctx)


def _proposed(
    request: people.OfficerRequest,
    case: Case,
    typed: tuple[ProposalForm, RoundForm],
    outcome: Outcome,
    terms: Mapping[str, object],
    reasons: str,
) -> HttpResponse:
    form, round_form = typed
    return done(
        request,
        case,
        lambda: deciding.propose(
            case,
            outcome=outcome.key,
            terms=terms,
            reasons=reasons,
            comment=form.cleaned_data["comment"],
            added=round_form.added,
            consult=round_form.consult,
            by=request.officer.account,
            edition=edition_of(request),
        ),
        "起案しました。決裁を待っています。",
    )


def _outcome(definition: Definition, request: people.OfficerRequest) -> Outcome | None:
    key = request.POST.get("outcome") or request.GET.get("outcome") or ""
    try:
        return definition.outcome(key)
    except KeyError:
        return None


def _last_words(case: Case, outcome: Outcome) -> dict[str, object]:
    """Begin with the words of the draft that came back, if it had this outcome."""
    last = case.proposals.order_by("-number").first()
    if last is None or last.outcome != outcome.key:
        return {}
    return {
        "reasons": last.reasons,
        "comment": last.comment,
        **{f"term_{key}": value for key, value in last.terms.items()},
    }


def _template(
    request: people.OfficerRequest, definition: Definition
) -> dict[str, object]:
    """Begin with the reason that the officer chose from the usual ones."""
    key = request.GET.get("reason", "")
    texts = {reason.key: reason.text for reason in definition.refusal_reasons}
    return {"reasons": texts[key]} if key in texts else {}


def _pending(case: Case) -> Proposal | None:
    found: Proposal | None = with_route(
        case.proposals.filter(state=Proposal.State.PENDING)
    ).first()
    return found


def _wording(proposal: Proposal) -> Wording:
    return Wording(proposal.outcome, proposal.terms, proposal.reasons)
