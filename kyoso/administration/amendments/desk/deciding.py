"""The end of the work: differences, past applications, two people, one revision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kyoso.administration.amendments import actions, replaying
from kyoso.administration.amendments.comparing import differences
from kyoso.administration.amendments.desk.loading import (
    EDIT,
    PUBLISH,
    amendment_for,
    edition_of,
    procedure_for,
    told,
)
from kyoso.administration.amendments.findings import faults
from kyoso.administration.amendments.forms import MonthsForm, ReasonForm
from kyoso.engines.casework.api import ProcedureRevision
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal


@people.officer(EDIT)
def changes(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """What the amendment changes, in words."""
    amendment = amendment_for(request, ref)
    base = amendment.base.content if amendment.base else {}
    rows = differences(base, amendment.content)
    before = f"第{amendment.base.number}版" if amendment.base else "なし"
    ctx = {
        "amendment": amendment,
        "title": "変わるところ",
        "rows": rows,
        "before_title": before,
        "after_title": "改正案",
    }
    return render(request, "amendments/changes.html", ctx)


@people.officer(EDIT)
def compare(request: people.OfficerRequest, slug: str) -> HttpResponse:
    """Any two revisions of a procedure beside each other."""
    procedure = procedure_for(request, slug)
    revisions = list(
        procedure.revisions.select_related("loaded_by__officer").order_by("-number")
    )
    by_number = {str(each.number): each for each in revisions}
    newest = revisions[0]
    second = revisions[min(1, len(revisions) - 1)]
    old = _chosen(by_number, request.GET.get("from", ""), second)
    new = _chosen(by_number, request.GET.get("to", ""), newest)
    ctx = {
        "procedure": procedure,
        "title": "版を比べる",
        "revisions": revisions,
        "old": old,
        "new": new,
        "rows": differences(old.content, new.content),
        "before_title": f"第{old.number}版",
        "after_title": f"第{new.number}版",
    }
    return render(request, "amendments/changes.html", ctx)


@people.officer(EDIT)
def replay(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Past applications walked through the new questions."""
    amendment = amendment_for(request, ref)
    form = MonthsForm(request.POST or None)
    is_whole = not faults(amendment.content) and amendment.base is not None
    if request.method == "POST" and is_whole and form.is_valid():
        made = actions.ask_replay(
            amendment=amendment,
            months=form.cleaned_data["months"],
            by=request.officer.account,
        )
        if replaying.count(made) <= replaying.AT_ONCE:
            replaying.carry_out(made.ref)
        return redirect("amendments:replay", amendment.ref)
    ctx = {
        "amendment": amendment,
        "form": form,
        "is_whole": is_whole,
        "replay": amendment.replays.first(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "amendments/replay.html", ctx, status=status)


@people.officer(EDIT)
def propose(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Ask a second officer to publish."""
    return _with_reason(
        request,
        ref,
        permission=EDIT,
        act=lambda found, reason, by: actions.propose(
            amendment=found, why=reason, edition=edition_of(request), by=by
        ),
        label="変更の理由",
        support="例：要綱の改正（令和8年12月1日施行）で、添える書類を減らす。",
        said="公開を求めました。公開できる別の職員に知らせてください。",
        title="公開を求める",
        button="公開を求める",
        will=[
            "公開されるか差し戻されるまで、内容を変えられません。",
            "公開するのは、あなたではない別の職員です。",
        ],
    )


@people.officer(EDIT)
def send_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Give it back to be worked on."""
    return _with_reason(
        request,
        ref,
        permission=EDIT,
        act=lambda found, reason, by: actions.send_back(
            amendment=found, remark=reason, edition=edition_of(request), by=by
        ),
        label="差し戻す理由",
        support="例：質問の根拠の条項を確かめてください。",
        said="差し戻しました。",
        title="差し戻す",
        button="差し戻す",
        will=["内容をまた変えられるようになります。"],
    )


@require_POST
@people.officer(PUBLISH)
def publish(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Make it the procedure's next revision."""
    amendment = amendment_for(request, ref, PUBLISH)
    told(
        request,
        lambda: actions.publish(
            amendment=amendment,
            edition=edition_of(request),
            by=request.officer.account,
        ),
        f"「{amendment.title}」を公開しました。入力の途中の方は、前の版のまま続けられます。",
    )
    return redirect("amendments:amendment", amendment.ref)


@require_POST
@people.officer(EDIT)
def follow(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Compare with the revision that was published meanwhile."""
    amendment = amendment_for(request, ref)
    told(
        request,
        lambda: actions.follow_current(
            amendment=amendment,
            edition=edition_of(request),
            by=request.officer.account,
        ),
        "いまの版と比べるようにしました。「変わるところ」を確かめてください。",
    )
    return redirect("amendments:amendment", amendment.ref)


@require_POST
@people.officer(EDIT)
def drop(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Give the amendment up."""
    amendment = amendment_for(request, ref)
    is_done = told(
        request,
        lambda: actions.drop(
            amendment=amendment,
            edition=edition_of(request),
            by=request.officer.account,
        ),
        "改正案を取りやめました。公開している手続は変わりません。",
    )
    if is_done:
        return redirect("amendments:list")
    return redirect("amendments:amendment", amendment.ref)


def _with_reason(
    request: people.OfficerRequest,
    ref: str,
    *,
    permission: people.Permission,
    act: Any,
    label: str,
    support: str,
    said: str,
    **told_on_page: Any,
) -> HttpResponse:
    amendment = amendment_for(request, ref, permission)
    form = ReasonForm(request.POST or None, label=label, support=support)
    if request.method == "POST" and form.is_valid():
        try:
            act(amendment, form.cleaned_data["reason"], request.officer.account)
        except Refusal as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, said)
            return redirect("amendments:amendment", amendment.ref)
    ctx = {
        "amendment": amendment,
        "about": amendment.title,
        "form": form,
        "edition": amendment.edition,
        **told_on_page,
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/act.html", ctx, status=status)


def _chosen(
    by_number: dict[str, ProcedureRevision], asked: str, otherwise: ProcedureRevision
) -> ProcedureRevision:
    if asked and asked not in by_number:
        raise Http404
    return by_number.get(asked, otherwise)
