"""The desk's daily acts, each a page of its own that says what will happen."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.casework import periods
from kyoso.engines.casework.actions import corrections, extending, handling
from kyoso.engines.casework.desk.answers import answer_groups
from kyoso.engines.casework.desk.forms import (
    AssignForm,
    CorrectionForm,
    ExtensionForm,
    NoteForm,
    ReasonForm,
)
from kyoso.engines.casework.desk.loading import case_for, edition_of
from kyoso.engines.casework.desk.page import submissions_of
from kyoso.engines.casework.desk.showing import may_be_extended
from kyoso.engines.casework.models import Case
from kyoso.engines.casework.states import Act, after
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.ui import forms

HANDLE = people.Permission.HANDLE_CASES
_CLOCK_GOES_ON = "止まっていた期間が、今日からまた進みます。"
_CLOCK_NEVER_RESTED = "法定期間は止まっていません。決定の期限はそのままです。"


@require_POST
@people.officer(HANDLE)
def accept(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    return done(
        request,
        case,
        lambda: handling.accept(
            case, by=request.officer.account, edition=edition_of(request)
        ),
        "確認を始めました。",
    )


@people.officer(HANDLE)
def assign(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    initial = {
        "officer": (case.assignee or request.officer).number,
        "deputy": case.deputy.number if case.deputy else "",
    }
    form = AssignForm(request.POST or None, case=case, initial=initial)
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: handling.assign(
                case,
                to=form.chosen,
                deputy=form.chosen_deputy,
                by=request.officer.account,
                edition=edition_of(request),
            ),
            f"{form.chosen.name}さんを担当にしました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "担当を決める",
        "button": "担当にする",
        "will": ["担当と副担当の「自分の担当」に、この申請が載ります。"],
    }
    return act_page(request, ctx, Act.ASSIGN)


@people.officer(HANDLE)
def ask_correction(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    submissions, attachments = submissions_of(case)
    groups = [
        group
        for group in answer_groups(case, submissions, attachments, [])
        if group.answers and group.answers[0].key
    ]
    form = CorrectionForm(
        request.POST or None,
        questions=[
            (each.key, each.label)
            for group in groups
            for answer in group.answers
            for each in answer.mendable()
        ],
        reasons=case.revision.definition.correction_reasons,
        reply_by=periods.reply_day(case.revision.definition, clock.today()),
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: corrections.ask_correction(
                case,
                items=form.mends(),
                reply_by=form.cleaned_data["reply_by"],
                message=form.cleaned_data["message"],
                by=request.officer.account,
                edition=edition_of(request),
            ),
            "補正を求めました。お知らせを送ります。",
        )
    ctx = {
        "case": case,
        "form": form,
        "groups": [
            (
                group.title,
                [
                    {
                        "answer": each,
                        "tick": form[f"open_{each.key}"],
                        "reason": form[f"reason_{each.key}"],
                        "comment": form[f"comment_{each.key}"],
                    }
                    for answer in group.answers
                    for each in answer.mendable()
                ],
            )
            for group in groups
        ],
        "reasons": case.revision.definition.correction_reasons,
        "by_law": case.revision.definition.statutory_period,
    }
    return act_page(request, ctx, Act.ASK_CORRECTION, "casework/correction.html")


@people.officer(HANDLE)
def end_correction(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    form = ReasonForm(
        request.POST or None,
        label="終える理由",
        support="例：窓口で書類の差し替えを受け取った。期限までに回答がなかった。",
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: corrections.cancel_correction(
                case,
                reason=form.cleaned_data["reason"],
                by=request.officer.account,
                edition=edition_of(request),
            ),
            "補正の求めを終えました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "補正の求めを終える",
        "button": "補正の求めを終える",
        "will": [
            "申請した方は、もう答えを直せません。",
            _CLOCK_GOES_ON
            if periods.rests_for_corrections(case.revision.definition)
            else _CLOCK_NEVER_RESTED,
            "答えがないまま審査を進めるときは、このあと起案します。",
        ],
    }
    return act_page(request, ctx, Act.CANCEL_CORRECTION)


@people.officer(HANDLE)
def extend(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    by_law = case.revision.definition.statutory_period
    if by_law is None or not may_be_extended(case):
        messages.error(request, "この申請の期限は延長できません。")
        return redirect("casework:case", case.ref)
    form = ExtensionForm(request.POST or None, by_law=by_law)
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: extending.extend_period(
                case,
                days=form.cleaned_data["days"],
                reason=form.cleaned_data["reason"],
                by=request.officer.account,
                edition=edition_of(request),
            ),
            "決定の期限を延長しました。お知らせを送ります。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "期限を延長する",
        "button": "期限を延長する",
        "is_dangerous": True,
        "will": [
            f"決定の期限（{by_law.article}）を、{by_law.extension_article}により1回だけ延長します。",
            "申請した方に、延長した日数と理由をお知らせします。",
        ],
    }
    return act_page(request, ctx, Act.EXTEND)


@people.officer(HANDLE)
def withdraw(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    form = ReasonForm(
        request.POST or None,
        label="どのように取下げの申し出を受けたか",
        support="例：11月23日に窓口で、本人から取下書を受け取った。",
    )
    if request.method == "POST" and form.is_valid():
        return done(
            request,
            case,
            lambda: handling.withdraw(
                case,
                by=request.officer.account,
                reason=form.cleaned_data["reason"],
                on_behalf=True,
                edition=edition_of(request),
            ),
            "取下げを記録しました。",
        )
    ctx = {
        "case": case,
        "form": form,
        "title": "取下げを記録する",
        "button": "取下げを記録する",
        "is_dangerous": True,
        "will": [
            "この申請は「取り下げ」になり、審査を終えます。",
            "取下げは、申請した方の申し出があるときだけ記録します。",
        ],
    }
    return act_page(request, ctx, Act.WITHDRAW)


@require_POST
@people.officer(HANDLE)
def note(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref, HANDLE)
    form = NoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("casework:case", case.ref)
    return done(
        request,
        case,
        lambda: handling.note(
            case, text=form.cleaned_data["text"], by=request.officer.account
        ),
        "メモを残しました。",
    )


def done(
    request: people.OfficerRequest,
    case: Case,
    act: Callable[[], object],
    sentence: str,
    *,
    back: str = "",
) -> HttpResponse:
    """Do it and go back to the case, with what happened or why it did not.

    ``back`` is another address, where the officer may not read the case any more.
    """
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, sentence)
        if back:
            return redirect(back)
    return redirect("casework:case", case.ref)


def act_page(
    request: people.OfficerRequest,
    ctx: dict[str, object],
    act: Act,
    template: str = "casework/act.html",
) -> HttpResponse:
    """Show the page of an act, or say that the case is past it."""
    case, form = ctx["case"], ctx["form"]
    assert isinstance(case, Case)
    assert isinstance(form, forms.Form)
    try:
        after(case.state, act)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("casework:case", case.ref)
    ctx["edition"] = request.POST.get("edition") or case.edition
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, ctx, status=status)
