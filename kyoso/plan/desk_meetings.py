"""The meetings of headquarters, from the plan of the day to the published record."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from kyoso.plan import actions, forms
from kyoso.plan.fragments import shown
from kyoso.plan.models import AgendaItem, Decision, FollowUp, Meeting
from kyoso.plan.packs import make_pack

P = people.Permission


@people.officer(P.ATTEND_HEADQUARTERS)
def meetings(request: people.OfficerRequest) -> HttpResponse:
    page = shown()
    context = {
        "plan": page.plan,
        "meetings": list(page.plan.meetings.all()),
        "may_manage": people.may(request.officer, P.MANAGE_PLAN),
    }
    return render(request, "plan/office/meetings.html", context)


@people.officer(P.MANAGE_PLAN)
def new_meeting(request: people.OfficerRequest) -> HttpResponse:
    plan = shown().plan
    form = forms.MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _told(
            request,
            lambda: actions.plan_meeting(
                plan, **form.cleaned_data, by=request.officer.account
            ),
            "会議を登録しました。",
        )
        if made is not None:
            return redirect("plan:meeting", made.ref)
    context = {"plan": plan, "form": form, "title": "会議を登録する", "act": "登録する"}
    return render(request, "plan/office/form.html", context)


@people.officer(P.ATTEND_HEADQUARTERS)
def meeting(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Agenda, attendance, decisions, follow-ups and packs of one meeting."""
    found = _meeting(ref)
    may_manage = people.may(request.officer, P.MANAGE_PLAN)
    context = {
        "meeting": found,
        "attendances": list(found.attendances.select_related("officer")),
        "agenda": list(found.agenda.all()),
        "decisions": list(
            found.decisions.select_related(
                "initiative", "indicator", "section"
            ).prefetch_related("follow_ups__section")
        ),
        "packs": list(found.packs.select_related("document__file", "made_by__officer")),
        "kinds": Decision.Kind.choices,
        "is_open": may_manage and found.state != Meeting.State.PUBLISHED,
        "may_manage": may_manage,
        "attendance_form": forms.AttendanceForm(initial={"has_come": True}),
        "agenda_form": forms.AgendaForm(),
    }
    return render(request, "plan/office/meeting.html", context)


@people.officer(P.MANAGE_PLAN)
def attend(request: people.OfficerRequest, ref: str) -> HttpResponse:
    return _add(
        request,
        _meeting(ref),
        forms.AttendanceForm,
        lambda found, cleaned: actions.attend(
            found, **cleaned, by=request.officer.account
        ),
        "出席者を書く",
    )


@people.officer(P.MANAGE_PLAN)
def add_agenda_item(request: people.OfficerRequest, ref: str) -> HttpResponse:
    return _add(
        request,
        _meeting(ref),
        forms.AgendaForm,
        lambda found, cleaned: actions.add_agenda_item(
            found, **cleaned, by=request.officer.account
        ),
        "議題を加える",
    )


@require_POST
@people.officer(P.MANAGE_PLAN)
def remove_agenda_item(
    request: people.OfficerRequest, ref: str, number: int
) -> HttpResponse:
    item = get_object_or_404(AgendaItem, meeting=_meeting(ref), number=number)
    if item.decisions.exists():
        messages.error(request, "決定のある議題は取り下げられません。")
    else:
        _told(
            request,
            lambda: actions.remove_agenda_item(item, by=request.officer.account),
            "議題を取り下げました。",
        )
    return redirect("plan:meeting", ref)


@require_POST
@people.officer(P.MANAGE_PLAN)
def hold(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _meeting(ref)
    _told(
        request,
        lambda: actions.hold(found, by=request.officer.account),
        "開催したことを記録しました。",
    )
    return redirect("plan:meeting", ref)


@people.officer(P.MANAGE_PLAN)
def decide(request: people.OfficerRequest, ref: str, kind: str) -> HttpResponse:
    """Record a decision; what it adopts takes effect when the meeting is published."""
    found = _meeting(ref)
    if kind not in Decision.Kind.values:
        raise Http404
    form = forms.DECISION_FORMS[kind](
        request.POST or None,
        meeting=found,
        plan=found.plan,
        initial={"initiative": request.GET.get("initiative")},
    )
    if request.method == "POST" and form.is_valid():
        made = _told(
            request,
            lambda: _decided(request, found, kind, form),
            "決定を記録しました。",
        )
        if made is not None:
            return redirect("plan:meeting", ref)
    context = {
        "meeting": found,
        "form": form,
        "title": Decision.Kind(kind).label,
        "act": "決定を記録する",
        "warning": "会議を公表したときに、計画に反映し、公開のページに載ります。",
    }
    return render(request, "plan/office/form.html", context)


@people.officer(P.MANAGE_PLAN)
def add_follow_up(request: people.OfficerRequest, ref: str) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("meeting"), ref=ref)
    form = forms.FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _told(
            request,
            lambda: actions.add_follow_up(
                decision, **form.cleaned_data, by=request.officer.account
            ),
            "宿題を登録しました。",
        )
        if made is not None:
            return redirect("plan:meeting", decision.meeting.ref)
    context = {
        "meeting": decision.meeting,
        "form": form,
        "title": "宿題を登録する",
        "act": "登録する",
    }
    return render(request, "plan/office/form.html", context)


@people.officer(P.REPORT_INITIATIVES)
def finish_follow_up(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """The section that has the follow-up says what came of it."""
    found = get_object_or_404(
        FollowUp.objects.select_related("section", "decision__meeting"), ref=ref
    )
    if not people.may(request.officer, P.REPORT_INITIATIVES, found.section):
        raise Http404
    form = forms.OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _told(
            request,
            lambda: actions.finish_follow_up(
                found, **form.cleaned_data, by=request.officer.account
            ),
            "結果を記録しました。",
        )
        if made is not None:
            return redirect("plan:reports")
    context = {
        "meeting": found.decision.meeting,
        "form": form,
        "title": "宿題の結果を書く",
        "lead": found.text,
        "act": "記録する",
        "is_of_section": True,
    }
    return render(request, "plan/office/form.html", context)


@require_POST
@people.officer(P.MANAGE_PLAN)
def pack(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One button: the worker makes the pack of this meeting as a PDF."""
    found = _meeting(ref)
    _told(
        request,
        lambda: make_pack(
            found,
            section=people.current_posts(request.officer)[0].section,
            by=request.officer.account,
        ),
        "会議資料を作っています。できあがると、この画面に出ます。",
    )
    return redirect("plan:meeting", ref)


@people.officer(P.MANAGE_PLAN)
def publish(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Close the record and freeze the figures: a page of its own says what happens."""
    found = _meeting(ref)
    if request.method == "POST":
        made = _told(
            request,
            lambda: actions.publish_with_figures(found, by=request.officer.account),
            "会議の記録と、計画の数字を公表しました。",
        )
        if made is not None:
            return redirect("plan:meeting", ref)
    return render(request, "plan/office/publish.html", {"meeting": found})


def _decided(
    request: people.OfficerRequest,
    meeting: Meeting,
    kind: str,
    form: forms.DecisionForm,
) -> Decision:
    cleaned: dict[str, Any] = form.cleaned_data
    by = request.officer.account
    adoption = actions.Adoption(meeting, cleaned["text"], cleaned["agenda_item"])
    if isinstance(form, forms.KpiForm):
        verb = actions.adopt_kpi if kind == Decision.Kind.KPI else actions.end_kpi
        return verb(
            adoption,
            initiative=cleaned["initiative"],
            indicator=cleaned["indicator"],
            by=by,
        )
    if isinstance(form, forms.SectionForm):
        return actions.adopt_section(
            adoption,
            initiative=cleaned["initiative"],
            section=cleaned["section"],
            by=by,
        )
    if isinstance(form, forms.OwnerForm):
        return actions.adopt_owner(
            adoption, indicator=cleaned["indicator"], section=cleaned["section"], by=by
        )
    if isinstance(form, forms.RuleForm):
        return actions.adopt_rule(
            adoption, tolerance=form.share, grace_days=cleaned["grace_days"], by=by
        )
    return actions.record_decision(adoption, by=by)


def _meeting(ref: str) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("plan"), ref=ref)


def _add(
    request: people.OfficerRequest,
    meeting: Meeting,
    form_class: type[forms.AttendanceForm | forms.AgendaForm],
    act: Callable[[Meeting, dict[str, Any]], object],
    title: str,
) -> HttpResponse:
    form = form_class(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = _told(request, lambda: act(meeting, form.cleaned_data), "記録しました。")
        if made is not None:
            return redirect("plan:meeting", meeting.ref)
    context = {"meeting": meeting, "form": form, "title": title, "act": "記録する"}
    return render(request, "plan/office/form.html", context)


def _told(request: HttpRequest, act: Callable[[], Any], done: str) -> Any:
    """Do it and say so; a refusal is told in its own sentence and returns None."""
    try:
        made = act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return None
    messages.success(request, done)
    return made
