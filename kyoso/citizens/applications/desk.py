"""Officers enter an application for a person: from paper, at the counter, by phone.

One page a group; the same draft, the same checks and the same case as the
resident's own way. A draft that a resident began is continued by its code.
"""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kyoso.citizens.applications import actions, entering, reading
from kyoso.citizens.applications.access import private
from kyoso.citizens.applications.forms import (
    ArrivalForm,
    DeskForm,
    ReadAloudForm,
    TakeUpForm,
)
from kyoso.citizens.applications.models import Entry
from kyoso.citizens.applications.rules import PROCEDURE, subject_of, typed_code
from kyoso.citizens.applications.walking import PURPOSE, Walk, stays, uploads
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

P = people.Permission
View = Callable[..., HttpResponseBase]


def with_draft(view: View) -> View:
    """Load a draft of a procedure of the officer's sections, or 404; state so."""

    @people.officer(P.HANDLE_CASES)
    @wraps(view)
    def guarded(
        request: people.OfficerRequest, ref: str, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        draft = (
            Draft.objects.select_related("version__form", "account")
            .filter(ref=ref)
            .first()
        )
        if draft is None or not _may_enter(request.officer, draft) or draft.is_expired:
            raise Http404
        return private(view(request, draft, *args, **kwargs))

    return guarded


@people.officer(P.HANDLE_CASES)
def desk(request: people.OfficerRequest) -> HttpResponseBase:
    """代わりに入力する: choose a procedure, or go on with a resident's code."""
    procedures = _procedures(request.officer)
    chosen = DeskForm(
        request.POST if "start" in request.POST else None, procedures=procedures
    )
    resume = TakeUpForm(request.POST if "resume" in request.POST else None)
    if chosen.is_bound and chosen.is_valid():
        try:
            draft = actions.begin(
                procedures[chosen.cleaned_data["procedure"]],
                by=request.officer.account,
                channel=chosen.cleaned_data["channel"],
            )
        except Refusal as refusal:
            chosen.add_error("procedure", refusal.sentence)
        else:
            return _first_page(draft)
    if resume.is_bound and resume.is_valid():
        try:
            draft = _taken_up(request, **resume.cleaned_data)
        except Refusal as refusal:
            resume.add_error("code", refusal.sentence)
        else:
            return _first_page(draft)
    drafts = Draft.objects.filter(entered_by=request.officer.account).open()
    context = {
        "chosen": chosen,
        "resume": resume,
        "form": chosen if chosen.is_bound else resume,
        "drafts": [
            (draft, reading.procedure_of(draft))
            for draft in drafts.select_related("version")[:20]
            if subject_of(draft.about, PROCEDURE)
        ],
    }
    bound = chosen.is_bound or resume.is_bound
    return private(
        render(request, "applications/desk.html", context, status=422 if bound else 200)
    )


@with_draft
def page(request: people.OfficerRequest, draft: Draft, slug: str) -> HttpResponseBase:
    """One group of questions on one screen."""
    if draft.is_filed:
        return redirect("applications:desk_check", draft.ref)
    walk = Walk(draft, "ja")
    place = forms.place(_screens(walk), slug)
    if place is None:
        return redirect("applications:desk_check", draft.ref)
    if request.method == "POST":
        return _save(request, draft, place.step)
    return _show(request, walk, place, forms.Screen(place.step, draft.typed))


@with_draft
def check(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """確認: what will be filed, on which day it arrived, and what is missing."""
    arrival = ArrivalForm(None, initial={"arrived_on": clock.today()})
    return _show_check(request, Walk(draft, "ja"), arrival)


@with_draft
@require_POST
def submit(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """受け付ける: the same case as online, filed once."""
    if draft.is_filed:
        return redirect("applications:desk_done", draft.outcome)
    arrival = ArrivalForm(request.POST)
    if not arrival.is_valid():
        return _show_check(request, Walk(draft, "ja"), arrival)
    try:
        case = entering.file_entered(
            draft,
            by=request.officer.account,
            arrived_at=_moment(arrival.cleaned_data["arrived_on"]),
            read_aloud="read_aloud" in request.POST,
        )
    except Refusal as refusal:
        return _show_check(request, Walk(draft, "ja"), arrival, refusal=refusal)
    return redirect("applications:desk_done", case.ref)


@people.officer(P.HANDLE_CASES)
def done(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """受け付けました: the receipt to hand over the counter, to be printed."""
    case = reading.case_held(ref)
    if case is None or not people.may(request.officer, P.HANDLE_CASES, case.section):
        raise Http404
    audit.record(
        "applications.receipt_shown",
        by=request.officer.account,
        subject=case,
        person=case.account,
        reason=case.ref,
    )
    context = {"case": case, "code": reading.code_of(ref)}
    return render(request, "applications/desk_done.html", context)


def _save(
    request: people.OfficerRequest, draft: Draft, step: forms.Step
) -> HttpResponseBase:
    posted = {name: list(values) for name, values in request.POST.lists()}
    sent = uploads(request, step)
    try:
        refused = forms.save_step(
            draft,
            step,
            posted=posted,
            by=request.officer.account,
            files=sent,
            purpose=PURPOSE,
        )
        if not refused:
            forms.join_pictures(
                draft, step=step, by=request.officer.account, purpose=PURPOSE
            )
    except Refusal:
        return redirect("applications:desk_check", draft.ref)
    way = forms.pressed(step, posted)
    if way is not None:
        act, key, item = way
        name = "desk_item_drop" if act == "drop" else "desk_item"
        address = reverse(f"applications:{name}", args=[draft.ref, key, item])
        return redirect(address + ("?check=1" if "check" in request.GET else ""))
    if stays(draft, sent, posted) and not refused:
        return redirect(request.get_full_path())
    walk = Walk(draft, "ja")
    place = forms.place(_screens(walk), step.slug)
    assert place is not None  # the page was asked a moment ago and looks back only
    keys = {asked.key for asked in place.step.questions}
    wrong = [
        fault
        for fault in walk.checked.errors
        if fault.question in keys and draft.typed_for(fault.question)
    ]
    if refused or (wrong and "later" not in posted):
        screen = forms.Screen(place.step, draft.typed, faults=wrong, refused=refused)
        return _show(request, walk, place, screen, status=422)
    if place.after is None or "check" in request.GET:
        return redirect("applications:desk_check", draft.ref)
    return redirect("applications:desk_page", draft.ref, place.after.slug)


def _show(
    request: HttpRequest,
    walk: Walk,
    place: forms.Place,
    screen: forms.Screen,
    *,
    status: int = 200,
) -> HttpResponse:
    back = reverse("applications:desk")
    if place.before is not None:
        back = reverse(
            "applications:desk_page", args=[walk.draft.ref, place.before.slug]
        )
    context = {
        "draft": walk.draft,
        "procedure": walk.procedure,
        "place": place,
        "form": screen,
        "screen": screen,
        "back": back,
        "asks_singly": asks_singly(walk.draft),
    }
    return render(request, "applications/desk_page.html", context, status=status)


def _show_check(
    request: people.OfficerRequest,
    walk: Walk,
    arrival: ArrivalForm,
    *,
    refusal: Refusal | None = None,
) -> HttpResponseBase:
    if walk.draft.is_filed:
        return redirect("applications:desk_done", walk.draft.outcome)
    audit.record(
        "applications.draft_read",
        by=request.officer.account,
        subject=walk.draft,
        person=walk.draft.account,
        reason=walk.draft.about,
    )
    rows = walk.rows()
    entry = _entry_of(walk.draft)
    before = entering.differing(entry, walk.draft)
    context = {
        "draft": walk.draft,
        "procedure": walk.procedure,
        "groups": [
            (heading, [(row, before.get(row.key)) for row in held])
            for heading, held in walk.groups()
        ],
        "asks_singly": asks_singly(walk.draft),
        "entry": entry,
        "is_current": entry is not None
        and entry.confirmed_digest == entering.digest_of(walk.draft),
        "doubted": [row for row in rows if entry and row.key in entry.doubts],
        "differing": len(before),
        "read_aloud": ReadAloudForm(),
        "wrong": [row for row in rows if row.sentence],
        "fee": walk.fee,
        "lacking": [row for row in rows if row.is_lacking],
        "arrival": arrival,
        "form": arrival,
        "refusal": refusal,
    }
    bad = arrival.is_bound or refusal is not None
    return render(
        request, "applications/desk_check.html", context, status=422 if bad else 200
    )


def _procedures(officer: people.Officer) -> dict[str, Procedure]:
    found = (
        Procedure.objects.open_on(clock.today())
        .filter(section__in=people.sections_where(officer, P.HANDLE_CASES))
        .select_related("section", "current", "form")
    )
    return {procedure.slug: procedure for procedure in found}


def _taken_up(request: people.OfficerRequest, code: str, came_by: str) -> Draft:
    """Return the draft of a code, which is from now on entered by this officer."""
    draft = _resumed(request, code)
    if draft.is_filed:
        return draft
    known = Draft.Channel.COUNTER
    if draft.channel != Draft.Channel.WEB:
        known = Draft.Channel(draft.channel)
    entering.take_up(draft, channel=came_by or known, by=request.officer.account)
    return draft


def _resumed(request: people.OfficerRequest, typed: str) -> Draft:
    who = request.officer.account.ref
    forms.code_tries.refuse(who)
    try:
        draft = forms.resume(typed_code(typed))
        if not _may_enter(request.officer, draft):
            raise forms.DraftUnknown
    except forms.DraftUnknown:
        forms.code_tries.count(who)
        raise
    audit.record(
        "applications.draft_resumed",
        by=request.officer.account,
        subject=draft,
        person=draft.account,
        reason=draft.about,
    )
    return draft


def _may_enter(officer: people.Officer, draft: Draft) -> bool:
    if subject_of(draft.about, PROCEDURE) is None:
        return False
    section = reading.procedure_of(draft).section
    return people.may(officer, P.HANDLE_CASES, section)


def _first_page(draft: Draft) -> HttpResponseBase:
    first = _screens(Walk(draft, "ja"))[0]
    return redirect("applications:desk_page", draft.ref, first.slug)


def screen_of(draft: Draft, key: str) -> str:
    """Return the slug of the officer's screen that asks a question."""
    definition = draft.version.parsed
    if asks_singly(draft):
        return forms.step_of(definition, key)
    return forms.page_of(definition, key).slug


def asks_singly(draft: Draft) -> bool:
    """Tell whether the officer asks question by question: of a person, not a paper."""
    return draft.channel in {Draft.Channel.COUNTER, Draft.Channel.PHONE}


def _screens(walk: Walk) -> list[forms.Step]:
    """Return the officer's screens: one question each, or a page of the paper."""
    screens = forms.steps if asks_singly(walk.draft) else forms.pages
    return screens(walk.definition, walk.checked.values, walk.draft.only)


def _entry_of(draft: Draft) -> Entry | None:
    return Entry.objects.select_related("scan").filter(draft_ref=draft.ref).first()


def _moment(day: dt.date) -> dt.datetime:
    """Return when a paper arrived: now, or the noon of another day."""
    if day == clock.today():
        return clock.now()
    return dt.datetime.combine(day, dt.time(12), tzinfo=clock.CITY)
