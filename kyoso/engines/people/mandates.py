"""委任のページ: giving, accepting, printing and revoking; acting for another."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kyoso.engines.people import acting, limits
from kyoso.engines.people.access import ResidentRequest, resident
from kyoso.engines.people.actions.mandates import (
    accept_mandate,
    declare_child,
    give_mandate,
    revoke_mandate,
)
from kyoso.engines.people.forms import ChildForm, CodeForm, GiveMandateForm
from kyoso.engines.people.models import Mandate, Resident
from kyoso.engines.people.scopes import procedure_titles
from kyoso.engines.people.shields import held_back, is_held_back
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# A code has 58 bits; these tries in an hour find none.
_TRIES, _HOUR = 10, 3600


@resident
def overview(request: ResidentRequest) -> HttpResponse:
    person = request.resident
    known = Mandate.objects.select_related("principal__account", "accepted_by__account")
    given = list(known.filter(principal=person))
    held = list(known.filter(accepted_by=person))
    waiting = held_back(one.principal.account_id for one in [*given, *held])
    ctx = {
        "given": given,
        "held": held,
        "waiting": [
            one for one in [*given, *held] if one.principal.account_id in waiting
        ],
        "today": clock.today(),
        "form": CodeForm(),
    }
    return render(request, "people/mandates.html", ctx)


@resident
def give(request: ResidentRequest) -> HttpResponse:
    person = request.resident
    form = GiveMandateForm(request.POST or None, language=get_language() or "ja")
    if request.method == "POST" and form.is_valid():
        try:
            mandate = give_mandate(person, by=person.account, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, _(refusal.sentence))
        else:
            return redirect("people:mandate", ref=mandate.ref)
    return render(request, "people/mandate_give.html", {"form": form})


@resident
def accept(request: ResidentRequest) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            limits.consume("mandate", request.resident.ref, _TRIES, _HOUR)
            accept_mandate(form.cleaned_data["code"], by=request.resident)
        except Refusal as refusal:
            form.add_error("code", _(refusal.sentence))
        else:
            messages.success(request, _("委任を引き受けました。"))
            return redirect("people:mandates")
    return render(request, "people/mandate_accept.html", {"form": form})


@resident
def child(request: ResidentRequest) -> HttpResponse:
    person = request.resident
    form = ChildForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            declare_child(guardian=person, by=person.account, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("born_on", _(refusal.sentence))
        else:
            messages.success(
                request, _("届け出ました。職員が確認すると、使えるようになります。")
            )
            return redirect("people:mandates")
    return render(request, "people/child.html", {"form": form})


@resident
def sheet(request: ResidentRequest, ref: str) -> HttpResponse:
    """The printable page; the code is on the giver's sheet only."""
    mandate = _mandate(request.resident, ref)
    titles = procedure_titles()
    ctx = {
        "mandate": mandate,
        "procedures": [titles.get(slug, slug) for slug in mandate.procedures],
        "is_mine": mandate.principal == request.resident,
        "in_force": mandate.is_in_force(clock.today())
        and not is_held_back(mandate.principal.account),
    }
    return render(request, "people/mandate.html", ctx)


@resident
def revoke(request: ResidentRequest, ref: str) -> HttpResponse:
    mandate = _mandate(request.resident, ref)
    if request.method == "POST":
        try:
            revoke_mandate(mandate, by=request.resident.account)
        except Refusal as refusal:
            messages.error(request, _(refusal.sentence))
        else:
            messages.success(request, _("委任を取り消しました。"))
        return redirect("people:mandates")
    return render(request, "people/mandate_revoke.html", {"mandate": mandate})


@resident
@require_POST
def act_for(request: ResidentRequest) -> HttpResponse:
    """Act for another or a company from now on, or (neither) for oneself again."""
    if ref := request.POST.get("ref", ""):
        held = {each.ref: each for each in acting.mandates_held(request.resident)}
        if ref not in held:
            raise Http404
        acting.begin_acting(request, mandate=held[ref])
        messages.success(request, _("代わりに手続をします。"))
    elif ref := request.POST.get("company", ""):
        mine = {each.ref: each for each in acting.companies_of(request.resident)}
        if ref not in mine:
            raise Http404
        acting.begin_acting(request, company=mine[ref])
        messages.success(request, _("事業者として手続をします。"))
    else:
        acting.begin_acting(request)
        messages.success(request, _("自分の手続に戻りました。"))
    return redirect("people:account")


def _mandate(person: Resident, ref: str) -> Mandate:
    return get_object_or_404(
        Mandate.objects.select_related("principal__account", "accepted_by__account"),
        Q(principal=person) | Q(accepted_by=person),
        ref=ref,
    )
