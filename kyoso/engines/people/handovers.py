"""引継ぎと委任: the office's hand-over pages, and mandates at the counter."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.people.access import (
    OfficerRequest,
    current_posts,
    may,
    officer,
)
from kyoso.engines.people.actions.mandates import confirm_guardianship, revoke_mandate
from kyoso.engines.people.actions.officers import sign_hand_over
from kyoso.engines.people.models import HandOver, Mandate, Officer
from kyoso.engines.people.openwork import open_work
from kyoso.engines.people.roles import Permission
from kyoso.engines.people.scopes import procedure_titles
from kyoso.kernel import clock, text
from kyoso.kernel.errors import Refusal

_SHOWN = 50


@officer()
def hand_overs(request: OfficerRequest) -> HttpResponse:
    """The hand-overs of one's sections, and those one gave or takes."""
    ctx = {"hand_overs": _visible(request.officer)[:_SHOWN]}
    return render(request, "people/hand_overs.html", ctx)


@officer()
def hand_over(request: OfficerRequest, ref: str) -> HttpResponse:
    """One hand-over, printable; the rows as they stood when the post ended."""
    found = get_object_or_404(_visible(request.officer), ref=ref)
    titles = {work.slug: work.title for work in open_work}
    items = [(titles.get(item.kind, item.kind), item) for item in found.items.all()]
    ctx = {
        "hand_over": found,
        "items": items,
        "may_sign": found.signed_at is None
        and found.post.officer != request.officer
        and found.successor in {None, request.officer},
    }
    return render(request, "people/hand_over.html", ctx)


@officer()
@require_POST
def sign(request: OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(_visible(request.officer), ref=ref)
    if found.post.officer == request.officer:
        raise PermissionDenied
    try:
        sign_hand_over(found, by=request.officer)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "引き継ぎました。")
    return redirect("people:hand_over", ref=ref)


@officer(Permission.HANDLE_CASES)
def mandates(request: OfficerRequest) -> HttpResponse:
    """Guardianships to confirm, and one mandate by the number on its sheet."""
    code = text.fold(request.GET.get("code", "")).upper().replace(" ", "")
    found = Mandate.objects.filter(code=code).first() if code else None
    if found is not None:
        return redirect("people:mandate", ref=found.ref)
    waiting = Mandate.objects.filter(
        kind=Mandate.Kind.GUARDIAN, confirmed_at=None, revoked_at=None
    ).select_related("principal__account", "accepted_by__account")
    ctx = {"waiting": waiting[:_SHOWN], "code": code}
    return render(request, "people/office_mandates.html", ctx)


@officer(Permission.HANDLE_CASES)
def mandate(request: OfficerRequest, ref: str) -> HttpResponse:
    """A mandate at the counter: looking at it leaves a row for the person."""
    found = _mandate(ref)
    audit.record(
        "people.mandate_seen",
        by=request.officer.account,
        subject=found,
        person=found.principal.account,
    )
    titles = procedure_titles()
    ctx = {
        "mandate": found,
        "procedures": [titles.get(slug, slug) for slug in found.procedures],
        "in_force": found.is_in_force(clock.today()),
    }
    return render(request, "people/office_mandate.html", ctx)


@officer(Permission.HANDLE_CASES)
@require_POST
def confirm(request: OfficerRequest, ref: str) -> HttpResponse:
    try:
        confirm_guardianship(_mandate(ref), by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "親権・後見を確認しました。")
    return redirect("people:mandate", ref=ref)


@officer(Permission.HANDLE_CASES)
@require_POST
def revoke(request: OfficerRequest, ref: str) -> HttpResponse:
    try:
        revoke_mandate(_mandate(ref), by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "委任を取り消しました。")
    return redirect("people:mandate", ref=ref)


def _visible(who: Officer) -> QuerySet[HandOver]:
    known = HandOver.objects.select_related(
        "post__officer__account", "post__section", "successor__account"
    )
    if may(who, Permission.OPERATE):
        return known
    sections = [post.section_id for post in current_posts(who)]
    return known.filter(
        Q(post__section__in=sections) | Q(post__officer=who) | Q(successor=who)
    )


def _mandate(ref: str) -> Mandate:
    return get_object_or_404(
        Mandate.objects.select_related("principal__account", "accepted_by__account"),
        ref=ref,
    )
