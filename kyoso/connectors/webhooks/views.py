"""申請の変化を自分のシステムで受け取る: addresses, their log, and what one may do."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kyoso.connectors.webhooks import actions, words
from kyoso.connectors.webhooks.errors import WebhookRefused
from kyoso.connectors.webhooks.forms import EndpointForm
from kyoso.connectors.webhooks.models import Endpoint
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, ResidentRequest

_SHOWN = 50


@people.resident
def mine(request: ResidentRequest) -> HttpResponse:
    """The addresses, and a form for another one; a new secret is shown once, here."""
    whose, company = _whose(request)
    form = EndpointForm(request.POST if request.method == "POST" else None)
    secret = ""
    if form.is_bound and form.is_valid():
        try:
            _endpoint, secret = actions.add_endpoint(
                whose, by=request.resident.account, **form.cleaned_data
            )
        except WebhookRefused as refusal:
            form.add_error("address", refusal.sentence)
        else:
            form = EndpointForm()
    context = {
        "form": form,
        "secret": secret,
        "company": company,
        "endpoints": Endpoint.objects.standing().filter(account=whose),
    }
    status = 422 if form.is_bound else 200
    return render(request, "webhooks/mine.html", context, status=status)


@people.resident
@require_GET
def endpoint(request: ResidentRequest, ref: str) -> HttpResponse:
    """One address and what became of its latest notices."""
    return _show(request, _mine_or_404(request, ref))


@people.resident
@require_POST
def act(request: ResidentRequest, ref: str, verb: str) -> HttpResponse:
    """Try, switch, end, or make the secret anew."""
    found = _mine_or_404(request, ref)
    by = request.resident.account
    try:
        if verb == "renew":
            return _show(request, found, secret=actions.renew_secret(found, by=by))
        if verb == "try":
            actions.send_trial(found, by=by)
            messages.success(request, _("試しに送りました。結果は下の一覧に出ます。"))
        elif verb in {"on", "off"}:
            actions.switch(found, on=verb == "on", by=by)
        elif verb == "end":
            actions.end_endpoint(found, by=by)
            messages.success(request, _("通知先をやめました。"))
            return redirect("webhooks:mine")
        else:
            raise Http404
    except WebhookRefused as refusal:
        return _show(request, found, refusal=refusal, status=422)
    return redirect("webhooks:endpoint", ref)


def _show(
    request: ResidentRequest,
    found: Endpoint,
    *,
    secret: str = "",
    refusal: WebhookRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "endpoint": found,
        "secret": secret,
        "refusal": refusal,
        "notices": [words.told(notice) for notice in found.notices.all()[:_SHOWN]],
    }
    return render(request, "webhooks/endpoint.html", context, status=status)


def _mine_or_404(request: ResidentRequest, ref: str) -> Endpoint:
    whose, _company = _whose(request)
    return get_object_or_404(Endpoint.objects.standing(), ref=ref, account=whose)


def _whose(request: ResidentRequest) -> tuple[Account, people.Company | None]:
    """Return whose addresses these are: the company's one acts for, else one's own.

    A mandate opens nothing here: it is for procedures.
    """
    standing = people.standing_of(request)
    company = standing.company if standing else None
    return (company.account if company else request.resident.account), company
