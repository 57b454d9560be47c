"""窓口での入力: the pages on which a clerk enters a request of the counter or of a letter."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from kyoso.citizens.certificates.forms import EntryForm
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel.errors import Refusal

ISSUE = people.Permission.ISSUE_CERTIFICATES


@require_GET
@people.officer(ISSUE)
def kinds(request: people.OfficerRequest) -> HttpResponse:
    """どの証明書ですか: what the officer's sections give at the counter."""
    return render(request, "certificates/enter.html", {"offers": _offers(request)})


@people.officer(ISSUE)
def enter(request: people.OfficerRequest, slug: str) -> HttpResponse:
    """請求を入力する: whose it is, who asks, what was seen; then the request's page."""
    offer = next((one for one in _offers(request) if one.kind.slug == slug), None)
    if offer is None:
        raise Http404
    form = EntryForm(offer, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _page(request, offer, form, status=status)
    try:
        made = certification.enter(
            offer.kind,
            person=_person(form.cleaned_data),
            seen=form.seen(),
            by=request.officer.account,
            **form.told(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, offer, form, status=422)
    messages.success(request, "請求を入力しました。")
    return redirect("certificates:desk_order", made.ref)


def _offers(request: people.OfficerRequest) -> list[certification.Offer]:
    slugs = {one.slug for one in people.sections_where(request.officer, ISSUE)}
    return [
        offer
        for offer in certification.rules().offers.values()
        if offer.section in slugs and offer.deliveries.get(EntryForm.channel)
    ]


def _person(told: dict[str, Any]) -> residents.Person:
    """Return the person of a number and a day of birth; a slip in one finds nobody."""
    found = residents.Person.objects.filter(number=told["number"]).first()
    if found is None or found.birth.whole != told["born"]:
        raise certification.PersonNotFound
    return found


def _page(
    request: people.OfficerRequest,
    offer: certification.Offer,
    form: EntryForm,
    *,
    status: int,
) -> HttpResponse:
    ctx = {"offer": offer, "form": form}
    return render(request, "certificates/enter_one.html", ctx, status=status)
