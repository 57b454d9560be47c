"""The quarterly reports: sections write, planners publish; and the snapshots."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.plan import actions, forms
from kyoso.plan.fragments import shown
from kyoso.plan.models import FollowUp, Initiative, InitiativeReport, Plan, Snapshot
from kyoso.plan.quarters import Quarter, quarter_of

P = people.Permission


@people.officer(P.REPORT_INITIATIVES)
def reports(request: people.OfficerRequest) -> HttpResponse:
    """The initiatives of my sections with the report of the last quarter."""
    plan = shown().plan
    quarter = quarter_of(clock.today()).before
    mine = _mine(request.officer, plan)
    written = {
        report.initiative_id: report
        for report in InitiativeReport.objects.filter(
            initiative__in=mine,
            fiscal_year=quarter.fiscal_year,
            quarter=quarter.number,
        )
    }
    context = {
        "plan": plan,
        "quarter": quarter,
        "rows": [(one, written.get(one.pk)) for one in mine],
        "follow_ups": _my_follow_ups(request.officer, plan),
        "may_manage": people.may(request.officer, P.MANAGE_PLAN),
    }
    return render(request, "plan/office/reports.html", context)


@people.officer(P.REPORT_INITIATIVES)
def report(
    request: people.OfficerRequest, slug: str, year: int, number: int
) -> HttpResponse:
    """Write the report of a quarter: save the draft, or hand it in."""
    initiative = _initiative(request.officer, slug)
    quarter = _reported_on(initiative.plan, Quarter(year, number))
    found = InitiativeReport.objects.filter(
        initiative=initiative, fiscal_year=year, quarter=number
    ).first()
    initial = (
        {"done": found.done, "problem": found.problem, "next": found.next}
        if found
        else None
    )
    form = forms.ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _write(request, initiative, quarter, form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            return redirect("plan:reports")
    context = {
        "initiative": initiative,
        "quarter": quarter,
        "report": found,
        "form": form,
    }
    return render(request, "plan/office/report.html", context)


@people.officer(P.MANAGE_PLAN)
def review(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Read a submitted report; publish it or send it back with the reason."""
    found = get_object_or_404(
        InitiativeReport.objects.select_related("initiative", "submitted_by__officer"),
        ref=ref,
    )
    form = forms.ReasonForm(request.POST if "send_back" in request.POST else None)
    if request.method == "POST":
        try:
            if "publish" in request.POST:
                actions.publish_report(found, by=request.officer.account)
                messages.success(request, "報告を公表しました。")
                return redirect("plan:reports")
            if form.is_valid():
                actions.send_back_report(
                    found, **form.cleaned_data, by=request.officer.account
                )
                messages.success(request, "報告を差し戻しました。")
                return redirect("plan:reports")
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
    return render(request, "plan/office/review.html", {"report": found, "form": form})


@people.officer(P.MANAGE_PLAN)
def snapshots(request: people.OfficerRequest) -> HttpResponse:
    """Published snapshots; publish today's figures."""
    plan = shown().plan
    form = forms.SnapshotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.publish_snapshot(
            plan, **form.cleaned_data, by=request.officer.account
        )
        messages.success(request, "計画の数字を公表しました。")
        return redirect("plan:snapshot", made.ref)
    context = {
        "plan": plan,
        "form": form,
        "snapshots": list(plan.snapshots.defer("content")),
    }
    return render(request, "plan/office/snapshots.html", context)


@people.officer(P.MANAGE_PLAN)
def snapshot(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One snapshot and its corrections; the snapshot itself never changes."""
    found = get_object_or_404(Snapshot.objects.defer("content"), ref=ref)
    form = forms.CorrectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_correction(found, **form.cleaned_data, by=request.officer.account)
        messages.success(request, "訂正を載せました。")
        return redirect("plan:snapshot", ref)
    context = {
        "snapshot": found,
        "form": form,
        "corrections": list(found.corrections.all()),
    }
    return render(request, "plan/office/snapshot.html", context)


@require_POST
@people.officer(P.REPORT_INITIATIVES)
def submit(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Hand in a draft that is already written."""
    found = get_object_or_404(
        InitiativeReport.objects.select_related("initiative__section"), ref=ref
    )
    _initiative(request.officer, found.initiative.slug)
    try:
        actions.submit_report(found, by=request.officer.account)
        messages.success(request, "報告を提出しました。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plan:reports")


def _write(
    request: people.OfficerRequest,
    initiative: Initiative,
    quarter: Quarter,
    cleaned: dict[str, Any],
) -> None:
    by = request.officer.account
    written = actions.write_report(
        initiative,
        quarter=quarter,
        done=cleaned["done"],
        problem=cleaned["problem"],
        next_step=cleaned["next"],
        by=by,
    )
    if "submit" in request.POST:
        actions.submit_report(written, by=by)
        messages.success(request, "報告を提出しました。")
    else:
        messages.success(request, "下書きを保存しました。")


def _mine(officer: people.Officer, plan: Plan) -> list[Initiative]:
    """Return what the officer may report on: their sections', or all for planners.

    An initiative without a section (未設定) is nobody's but the planners'.
    """
    return [
        one
        for one in plan.initiatives.filter(is_withdrawn=False).select_related(
            "section", "pillar"
        )
        if _may_report(officer, one)
    ]


def _may_report(officer: people.Officer, initiative: Initiative) -> bool:
    if initiative.section is None:
        return people.may(officer, P.MANAGE_PLAN)
    return people.may(officer, P.REPORT_INITIATIVES, initiative.section)


def _initiative(officer: people.Officer, slug: str) -> Initiative:
    """Return an initiative of the current plan; another section's is a 404."""
    found = get_object_or_404(
        Initiative.objects.select_related("section", "plan"),
        plan=shown().plan,
        slug=slug,
        is_withdrawn=False,
    )
    if not _may_report(officer, found):
        raise Http404
    return found


def _reported_on(plan: Plan, quarter: Quarter) -> Quarter:
    """Return a quarter that can be reported on: begun, and one of the plan's."""
    first, last = quarter_of(plan.starts_on), quarter_of(clock.today())
    if quarter.number not in {1, 2, 3, 4} or not first <= quarter <= last:
        raise Http404
    return quarter


def _my_follow_ups(officer: people.Officer, plan: Plan) -> list[FollowUp]:
    open_ones = FollowUp.objects.filter(
        decision__meeting__plan=plan, done_at=None
    ).select_related("section", "decision__meeting")
    return [
        one
        for one in open_ones
        if people.may(officer, P.REPORT_INITIATIVES, one.section)
    ]
