"""合議と引継ぎ: answering another section, handing a case over, taking one over."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from kyoso.engines.casework.actions import asking, passing
from kyoso.engines.casework.desk.acts import act_page, done
from kyoso.engines.casework.desk.forms import AnswerForm, PassForm, ReasonForm
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import case_for, edition_of, offered
from kyoso.engines.casework.desk.page import submissions_of
from kyoso.engines.casework.desk.showing import proposal_shown, with_route
from kyoso.engines.casework.models import Consultation, Proposal
from kyoso.engines.casework.notices import Wording
from kyoso.engines.casework.states import Act
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

HANDLE = people.Permission.HANDLE_CASES
APPROVE = people.Permission.APPROVE_CASES
AGREED, OBJECTED = Consultation.Answer.AGREED, Consultation.Answer.OBJECTED


@people.officer(APPROVE)
def consultation(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """See the draft and answer for one's own section."""
    case = case_for(request, ref)
    proposal = with_route(case.proposals.filter(state=Proposal.State.PENDING)).first()
    section = _asked_section(proposal, request.officer)
    if proposal is None or section is None:
        messages.error(request, "この案の合議は、あなたの課に求められていません。")
        return redirect("casework:case", case.ref)
    form = AnswerForm(
        request.POST or None,
        label=f"{section.name}の答え",
        choices=[(AGREED.value, AGREED.label), (OBJECTED.value, OBJECTED.label)],
        support="不同意のときは、理由を必ず書いてください。決裁者が読み、考えを書いて決めます。",
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: asking.answer_consultation(
                case,
                section=section,
                agrees=form.cleaned_data["answer"] == AGREED,
                reason=form.cleaned_data["reason"],
                by=request.officer.account,
                edition=edition_of(request),
            ),
            "合議に答えました。",
        )
    submissions, attachments = submissions_of(case)
    seen = Shown.to(request.officer.account, case=case)
    ctx = {
        "case": case,
        "form": form,
        "section": section,
        "shown": proposal_shown(case, [proposal]),
        "groups": seen.groups(submissions, attachments),
        "notice": seen.notice(
            Wording(proposal.outcome, proposal.terms, proposal.reasons)
        ),
    }
    return act_page(request, ctx, Act.ANSWER_CONSULTATION, "casework/consultation.html")


@people.officer(HANDLE)
def pass_on(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Offer the case to another section."""
    case = case_for(request, ref, HANDLE)
    form = PassForm(request.POST or None, case=case)
    if request.method == "POST" and form.is_valid():
        try:
            passing.offer_case(
                case,
                to=people.Section.objects.get(slug=form.cleaned_data["section"]),
                reason=form.cleaned_data["reason"],
                by=request.officer.account,
                edition=edition_of(request),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "引継ぎを申し出ました。返事を待っています。")
            return redirect("casework:case", case.ref)
    ctx = {
        "case": case,
        "form": form,
        "title": "ほかの課に引き継ぐ",
        "button": "引継ぎを申し出る",
        "will": [
            "相手の課が引き受けるまで、この申請は今の課のままです。",
            "到達日と標準処理期間は変わりません。",
            "引き受けられると、担当はいったん「なし」になります。",
        ],
    }
    return act_page(request, ctx, Act.HAND_ON)


@people.officer(HANDLE)
def take_over(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Accept or decline what another section offers."""
    case = case_for(request, ref)
    offer = offered(case)
    if offer is None:
        messages.error(request, "この申請の引継ぎは、もう済んでいます。")
        return redirect("casework:case", case.ref)
    if not people.may(request.officer, HANDLE, offer.target):
        raise PermissionDenied
    form = AnswerForm(
        request.POST or None,
        label=f"{offer.target.name}の返事",
        choices=[("accept", "引き受ける"), ("decline", "引き受けない")],
        support="引き受けないときは、理由を必ず書いてください。",
    )
    if request.method == "POST" and form.is_valid():
        takes = form.cleaned_data["answer"] == "accept"
        by, edition = request.officer.account, edition_of(request)
        return done(
            request,
            case,
            lambda: (
                passing.take_case_over(case, by=by, edition=edition)
                if takes
                else passing.decline_case(
                    case, reason=form.cleaned_data["reason"], by=by, edition=edition
                )
            ),
            "引き受けました。" if takes else "引き受けないことを伝えました。",
            back="" if takes else "casework:queue",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "引継ぎに答える",
        "button": "答える",
        "will": [
            f"{offer.source.name}からの申し出です。理由：{offer.reason}",
            "引き受けると、この申請は担当者のいない申請として課の一覧に載ります。",
        ],
    }
    return act_page(request, ctx, Act.HAND_ON)


@people.officer(HANDLE)
def take_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Take an unanswered offer back."""
    case = case_for(request, ref, HANDLE)
    form = ReasonForm(request.POST or None, label="取りやめる理由", must=False)
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: passing.take_offer_back(
                case, by=request.officer.account, edition=edition_of(request)
            ),
            "引継ぎを取りやめました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "引継ぎを取りやめる",
        "button": "引継ぎを取りやめる",
        "will": ["申請は今の課のままです。相手の課からは見えなくなります。"],
    }
    return act_page(request, ctx, Act.HAND_ON)


def _asked_section(
    proposal: Proposal | None, officer: people.Officer
) -> people.Section | None:
    """Return for which section this officer would answer."""
    for each in proposal.consultations.all() if proposal else ():
        if each.answered_at is None and people.may(officer, APPROVE, each.section):
            section: people.Section = each.section
            return section
    return None
