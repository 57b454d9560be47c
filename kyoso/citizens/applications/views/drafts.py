"""Answering: one question a page, checking, sending; mending is the same walk."""

from collections.abc import Mapping
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.applications import actions, finder, identity, reading, signing
from kyoso.citizens.applications.access import (
    hold_case,
    resident_account,
    who,
    with_draft,
)
from kyoso.citizens.applications.rules import CASE, scanned, subject_of
from kyoso.citizens.applications.walking import (
    PURPOSE,
    Walk,
    address_of,
    after,
    first_open,
    group_address,
    stays,
    uploads,
)
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Resident
from kyoso.kernel import doors
from kyoso.kernel.errors import Refusal
from kyoso.ui import blank, dates, screens


@with_draft
@require_GET
def draft(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """続き: lead on to the first question that is still open."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, language())
    pending = request.session.get("forms.pending") or {}
    if pending.get("ref") == draft.ref:
        return redirect(address_of(draft, pending["step"]))
    step = first_open(walk)
    if step is None:
        return redirect("applications:check", draft.ref)
    return redirect("applications:question", draft.ref, step.slug)


@with_draft
def question(request: HttpRequest, draft: Draft, slug: str) -> HttpResponseBase:
    """One question: what is typed is kept, right or wrong."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, language())
    place = forms.place(walk.steps, slug)
    if place is None:
        return redirect("applications:draft", draft.ref)
    if request.method == "POST":
        return _save(request, draft, place.step)
    typed, is_offered = _offered(request, draft, place.step)
    if _is_blank(walk, place.step, typed) and blank.may_show(request):
        return _show_blank(request, walk, place)
    screen = forms.Screen(place.step, typed, language=walk.language, only=draft.only)
    return _show(request, walk, place, screen, is_offered=is_offered)


@with_draft
@require_GET
def note(request: HttpRequest, draft: Draft, slug: str, key: str) -> HttpResponseBase:
    """対象にならないかもしれない方へ: the reason, the rule, and the way on."""
    walk = Walk(draft, language())
    for way in forms.exits(draft.version.parsed, walk.checked.values):
        if way.slug == slug:
            context = context_of(walk) | {
                "exit": way,
                "back": reverse("applications:question", args=[draft.ref, key]),
                "onward": after(walk, key, to_check=False),
            }
            return render(request, "applications/note.html", context)
    return redirect("applications:draft", draft.ref)


@with_draft
@require_GET
def check(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """入力内容の確認: every answer with its way back, then the act itself."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    walk = Walk(draft, language())
    step = first_open(walk)
    if step is not None:
        return redirect("applications:question", draft.ref, step.slug)
    return show_check(request, walk)


@with_draft
def submit(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """申請する: once; the second time leads to the same receipt."""
    if request.method != "POST" and not draft.is_filed:
        return redirect("applications:check", draft.ref)
    is_mending = subject_of(draft.about, CASE) is not None
    account = resident_account(request)
    try:
        if not draft.is_filed:
            actions.filing_tries.refuse(who(request))
        if is_mending:
            case = actions.send_mended(draft, by=account, language=language())
        else:
            case = actions.file(
                draft,
                by=account,
                language=language(),
                level=people.level_of(request),
            )
    except (identity.IdentityTooLow, casework.errors.SignatureMissing):
        return redirect("applications:draft_identity", draft.ref)
    except Refusal as refusal:
        return show_check(request, Walk(draft, language()), refusal=refusal)
    if request.method == "POST":
        actions.filing_tries.count(who(request))
    if case.account is None or case.account == account:
        # Who acts for another sees the case while the mandate lasts, no longer.
        hold_case(request, case)
    return redirect(
        "applications:case" if is_mending else "applications:receipt", case.ref
    )


@with_draft
@require_GET
def save(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """あとで続ける: the code, to be written down or printed."""
    walk = Walk(draft, language())
    link = doors.link(doors.PUBLIC, "applications:resume")
    context = context_of(walk) | {"link": link, "qr": _qr(scanned(link, draft.code))}
    return render(request, "applications/save.html", context)


@with_draft
@require_GET
def paper(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """紙の様式: the same questions with this draft's number on every sheet."""
    walk = Walk(draft, language())
    link = doors.link(doors.PUBLIC, "applications:resume")
    context = context_of(walk) | {
        "form_definition": draft.version.parsed,
        "pages": finder.paper_pages(draft.version.parsed),
        "code": draft.code,
        "qr": _qr(scanned(link, draft.code)),
    }
    return render(request, "applications/paper.html", context)


@with_draft
def discard(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """下書きを消す: a page that says what will happen, then the act."""
    if draft.is_filed:
        return redirect("applications:submit", draft.ref)
    if request.method == "POST":
        forms.let_go(request, draft)
        forms.discard(draft, by=resident_account(request))
        return redirect("applications:procedures")
    return render(
        request, "applications/discard.html", context_of(Walk(draft, language()))
    )


@with_draft
def leave(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """この端末での入力を終わる: the draft stays, this browser forgets it.

    For a computer that many use. Whoever is logged in logs out instead.
    """
    if resident_account(request) is not None or draft.is_filed:
        return redirect("applications:draft", draft.ref)
    if request.method != "POST":
        context = context_of(Walk(draft, language()))
        return render(request, "applications/leave.html", context)
    forms.let_go(request, draft)
    if not Draft.objects.open().filter(ref__in=forms.held_by(request)).exists():
        # What was filed here before, and what waited to be typed, goes as well.
        request.session.flush()
    messages.success(request, _("この端末での入力を終わりました。"))
    return redirect("applications:procedures")


@with_draft
@require_POST
def use_earlier(request: HttpRequest, draft: Draft, slug: str) -> HttpResponseBase:
    """前の答えを使う: copy an earlier answer into this question."""
    definition = draft.version.parsed
    try:
        earlier = definition.question(slug).same_as
        typed = draft.typed_for(earlier)
        forms.set_answer(draft, slug, typed=typed, by=resident_account(request))
    except (KeyError, Refusal):
        return redirect("applications:draft", draft.ref)
    return redirect("applications:question", draft.ref, forms.step_of(definition, slug))


def _save(request: HttpRequest, draft: Draft, step: forms.Step) -> HttpResponseBase:
    posted = {name: list(values) for name, values in request.POST.lists()}
    sent, account = uploads(request, step), resident_account(request)
    try:
        refused = forms.save_step(
            draft, step, posted=posted, by=account, files=sent, purpose=PURPOSE
        )
        if not refused and "stay" not in posted:
            forms.join_pictures(draft, step=step, by=account, purpose=PURPOSE)
    except Refusal:
        return redirect("applications:resume")
    way = forms.pressed(step, posted)
    if way is not None:
        return redirect(group_address(draft, way, to_check="check" in request.GET))
    if stays(draft, sent, posted) and not refused:
        return redirect(request.get_full_path())
    walk = Walk(draft, language())
    place = forms.place(walk.steps, step.slug)
    if place is None:
        return redirect("applications:draft", draft.ref)
    keys = {asked.key for asked in place.step.questions}
    faults = [fault for fault in walk.checked.errors if fault.question in keys]
    if faults or refused:
        screen = forms.Screen(
            place.step,
            draft.typed,
            language=walk.language,
            faults=[fault for fault in faults if fault.question not in refused],
            refused=refused,
            only=draft.only,
        )
        return _show(request, walk, place, screen, status=422)
    for known in forms.exits(draft.version.parsed, walk.checked.values):
        if keys & set(known.when.questions()):
            return redirect("applications:note", draft.ref, known.slug, step.slug)
    return redirect(after(walk, step.slug, to_check="check" in request.GET))


def _offered(
    request: HttpRequest, draft: Draft, step: forms.Step
) -> tuple[dict[str, Any], bool]:
    """Return what the controls show: the draft, what waited, or what is known."""
    typed = dict(draft.typed)
    pending = forms.take_pending(request, draft)
    if pending and pending[0] == step.slug:
        return typed | forms.read_posted(step, pending[1]), False
    account = resident_account(request)
    wanted = [q for q in step.questions if q.prefill and q.key not in typed]
    if account is None or not wanted or draft.account_id != account.pk:
        return typed, False
    resident = Resident.objects.select_related("account").get(account=account)
    profile = reading.profile_of(resident)
    offered = {q.key: profile[q.prefill] for q in wanted if profile[q.prefill]}
    return typed | offered, bool(offered)


def _show(
    request: HttpRequest,
    walk: Walk,
    place: forms.Place,
    screen: forms.Screen,
    *,
    is_offered: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = _question(request, walk, place, screen) | {
        "saved": _saved(walk.draft),
        "is_offered": is_offered,
        "earlier": walk.earlier(place.step),
        "comments": walk.comments(place.step),
        "household": walk.household(place.step, by=resident_account(request)),
    }
    return render(request, "applications/question.html", context, status=status)


def _question(
    request: HttpRequest, walk: Walk, place: forms.Place, screen: forms.Screen
) -> dict[str, Any]:
    """What a question's page shows to everybody who is at this place."""
    to_check = "check" in request.GET
    before = place.before
    if to_check:
        back = reverse("applications:check", args=[walk.draft.ref])
    elif before is not None:
        back = reverse("applications:question", args=[walk.draft.ref, before.slug])
    else:
        back = walk.home
    return context_of(walk) | {
        "form": screen,
        "screen": screen,
        "place": place,
        "back": back,
        "to_check": to_check,
        # On the telephone the number must tell which question is on the screen.
        "screen_number": f"{screens.number_for(request)}-{walk.number_of(place.step)}",
        "has_files": any(q.kind == "file" for q in place.step.questions),
    }


def _is_blank(walk: Walk, step: forms.Step, typed: dict[str, Any]) -> bool:
    """Tell whether nothing is typed, offered or asked to be mended on a screen."""
    return not (
        any(typed.get(q.key) or q.takes_household for q in step.questions)
        or walk.draft.only
        or walk.earlier(step)
    )


def _show_blank(request: HttpRequest, walk: Walk, place: forms.Place) -> HttpResponse:
    draft, step = walk.draft, place.step
    before = place.before.slug if place.before else ""

    def context(marks: Mapping[str, str]) -> dict[str, Any]:
        screen = forms.Screen(step, {}, language=walk.language)
        return _question(request, walk.named(marks["ref"]), place, screen)

    return blank.page(
        request,
        "applications/question.html",
        context,
        about=f"{draft.about}:{draft.version_id}:{before}:{place.number}/{place.total}",
        ref=draft.ref,
        own={"saved": _saved(draft)},
    )


def _saved(draft: Draft) -> str:
    """Return when the draft was last saved, in words; "" before its first answer."""
    return dates.moment(draft.saved_at) if draft.step else ""


def show_check(
    request: HttpRequest, walk: Walk, *, refusal: Refusal | None = None
) -> HttpResponse:
    """Show every answer before it is sent, and what stands against sending it."""
    needs_signature = signing.may_sign(request, walk)
    context = context_of(walk) | {
        "groups": walk.groups(),
        "wrong": [row for row in walk.rows() if row.sentence],
        "refusal": refusal,
        "fee": walk.fee,
        "needs_signature": needs_signature,
        "needs_identity": not needs_signature and _needs_identity(request, walk),
        "title": _("入力した内容を確かめてください"),
    }
    status = 422 if refusal else 200
    return render(request, "applications/check.html", context, status=status)


def _needs_identity(request: HttpRequest, walk: Walk) -> bool:
    """Tell whether the way on leads by the card first; a correction was known before."""
    if walk.is_mending:
        return signing.needs_signature(walk)
    return not identity.may_file(people.level_of(request), walk.procedure)


def context_of(walk: Walk) -> dict[str, Any]:
    """What every page of a draft shows: the procedure, its section, the code."""
    procedure: Procedure = walk.procedure
    return {
        "draft": walk.draft,
        "walk": walk,
        "procedure": procedure,
        "procedure_title": procedure.definition.title,
        "help_section": procedure.section,
    }


def _qr(content: str) -> str:
    """Return a QR code as a data address: no script, no file, no outside call."""
    return segno.make(content, error="m").svg_data_uri(scale=4, border=2)


def language() -> str:
    """Return the language of the page."""
    return get_language() or "ja"
