"""証明書: what for, which one, how; the card; the request and what became of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.certificates.forms import PurposeForm, RequestForm
from kyoso.citizens.certificates.words import STATES
from kyoso.engines.certification import api as certification
from kyoso.engines.media import api as media
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

CARD = people.IdentityLevel.CARD
# As many as one person can look through.
_SHOWN = 50


@require_GET
@people.anyone
def certificates(request: HttpRequest) -> HttpResponse:
    """証明書: the question what for, and every kind with its fee."""
    offers = certification.rules().offers.values()
    ctx = {"offers": offers, "form": PurposeForm(), "unsure": _unsure(offers)}
    return render(request, "certificates/list.html", ctx)


@require_GET
@people.anyone
def advice(request: HttpRequest) -> HttpResponse:
    """この証明書は要らないかもしれません: then the least that is usually asked for."""
    form = PurposeForm(request.GET)
    if not form.is_valid():
        offers = certification.rules().offers.values()
        ctx = {"offers": offers, "form": form, "unsure": _unsure(offers)}
        return render(request, "certificates/list.html", ctx, status=422)
    purpose = certification.rules().purposes[form.cleaned_data["purpose"]]
    offer = certification.rules().offers[purpose.certificate]
    items = [item for item in offer.kind.choices if item.key in purpose.items]
    ctx = {"purpose": purpose, "offer": offer, "items": items}
    return render(request, "certificates/advice.html", ctx)


@people.resident
def ask(request: people.ResidentRequest, slug: str) -> HttpResponse:
    """申請する: choose, see the sum, send. Only a card's session gets so far."""
    offer = certification.offer_of(slug)
    if offer is None or not offer.deliveries.get("web"):
        raise Http404
    if people.level_of(request) < CARD:
        return _show_card(request, offer.kind)
    if request.method != "POST":
        purpose = certification.rules().purposes.get(request.GET.get("purpose", ""))
        others = _others(request, offer.kind)
        form = RequestForm(offer, purpose=purpose, others=others)
        return _show(request, offer, form)
    form = RequestForm(offer, request.POST, others=_others(request, offer.kind))
    if not form.is_valid():
        return _show(request, offer, form, status=422)
    if "send" not in request.POST:
        if "change" in request.POST:
            return _show(request, offer, form)
        return _check(request, offer, form)
    try:
        order = certification.request(
            offer.kind,
            level=people.level_of(request),
            by=request.resident.account,
            language=get_language() or "ja",
            principal=form.acting_for.account if form.acting_for else None,
            **form.told(),
        )
    except Refusal as refusal:
        form.add_error(None, gettext(refusal.sentence))
        return _show(request, offer, form, status=422)
    return redirect("certificates:order", order.ref)


@require_GET
@people.resident
def mine(request: people.ResidentRequest) -> HttpResponse:
    """わたしの証明書の申請."""
    mine_ = certification.orders_of(request.resident.account)
    found = mine_.select_related("principal__resident")[:_SHOWN]
    ctx = {"orders": [(order, STATES[order.state]) for order in found]}
    return render(request, "certificates/mine.html", ctx)


@require_GET
@people.resident
def order(request: people.ResidentRequest, ref: str) -> HttpResponse:
    """One request: where it stands and what to do next; nothing of the register."""
    found = _own(request, ref)
    return _order_page(request, found)


@require_POST
@people.resident
def withdraw(request: people.ResidentRequest, ref: str) -> HttpResponse:
    """取り下げる, before it is paid."""
    found = _own(request, ref)
    try:
        certification.withdraw(found, by=request.resident.account)
    except Refusal as refusal:
        return _order_page(
            request, found, refusal=gettext(refusal.sentence), status=422
        )
    return redirect("certificates:order", found.ref)


@require_GET
@people.resident
def pdf(request: people.ResidentRequest, ref: str) -> HttpResponseBase:
    """The signed PDF, for a card's session of its requester."""
    found = _own(request, ref)
    level = people.level_of(request)
    if level < CARD:
        return _show_card(request, found.kind)
    file = certification.pdf_for(found, level=level)
    if file is None:
        raise Http404
    account = request.resident.account
    return media.serve(file, by=account, reason=found.ref, person=found.subject)


def _own(request: people.ResidentRequest, ref: str) -> certification.Order:
    """Return the resident's own request; another's does not exist."""
    mine_ = certification.orders_of(request.resident.account)
    found = mine_.select_related("section", "requested_by", "principal__resident")
    return get_object_or_404(found, ref=ref)


def _others(
    request: people.ResidentRequest, kind: certification.Kind
) -> list[people.Standing]:
    """Return the people for whom this one may ask for such a certificate today."""
    if not kind.proxy.allowed:
        return []
    return [
        one
        for one in people.standings_of(request.resident)
        if one.mandate is not None and one.covers(kind.mandate_slug)
    ]


def _show(
    request: people.ResidentRequest,
    offer: certification.Offer,
    form: RequestForm,
    *,
    status: int = 200,
) -> HttpResponse:
    ctx = {"offer": offer, "form": form}
    return render(request, "certificates/ask.html", ctx, status=status)


def _check(
    request: people.ResidentRequest, offer: certification.Offer, form: RequestForm
) -> HttpResponse:
    """確認: what will be asked for and what it costs, before anything is sent."""
    told = form.told()
    rules = certification.rules()
    purpose = rules.purposes[told["purpose"]]
    delivery = rules.deliveries[told["delivery"]]
    scopes = certification.SCOPES_OF_OTHERS if form.others else certification.SCOPES
    fee = 0 if purpose.is_free else offer.fees["web"]
    ctx = {
        "offer": offer,
        "form": form,
        "hidden": _hidden({"principal": form.cleaned_data.get("principal"), **told}),
        "acting_for": form.acting_for,
        "purpose": purpose,
        "delivery": delivery,
        "items": [item for item in offer.kind.choices if item.key in told["items"]],
        "scope": scopes[told["scope"]] if len(offer.kind.scopes) > 1 else "",
        "year": clock.fiscal_year_title(told["year"]) if told["year"] else "",
        "copies": told["copies"],
        "fee": fee * told["copies"],
        "total": fee * told["copies"] + delivery.postage,
        "is_sure": offer.verified and delivery.verified,
    }
    return render(request, "certificates/check.html", ctx)


def _hidden(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what was chosen, to be sent once more."""
    found = []
    for name, value in told.items():
        values = value if isinstance(value, list) else [value]
        found += [(name, str(one)) for one in values if one is not None]
    return found


def _order_page(
    request: people.ResidentRequest,
    found: certification.Order,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    State = certification.State  # noqa: N806 - the states by their own name
    due = made = None
    if found.state == State.TO_PAY:
        due = payments.dues_about(found.about).filter(cancelled_at=None).first()
    elif found.state in (State.ISSUED, State.DISPATCHED):
        made = certification.current(found)
    word, chip = STATES[found.state]
    is_pdf = found.delivery == "pdf"
    ctx = {
        "order": found,
        "kind": found.kind,
        "word": word,
        "chip": chip,
        "due": due,
        "certificate": made,
        "is_pdf": is_pdf,
        "is_made": bool(is_pdf and made and made.document.file_id),
        "may_receive": certification.may_receive(found),
        "has_card": people.level_of(request) >= CARD,
        "reason": certification.DECLINES.get(found.decline, ""),
        "delivery": certification.rules().deliveries.get(found.delivery),
        "may_withdraw": found.state in (State.EXAMINING, State.BY_HAND, State.TO_PAY),
        "refusal": refusal,
        "help_section": found.section,
    }
    return render(request, "certificates/order.html", ctx, status=status)


def _show_card(
    request: people.ResidentRequest, kind: certification.Kind
) -> HttpResponse:
    """マイナンバーカードでの本人確認: without it no certificate is asked for or opened."""
    ctx = {"kind": kind, "ways": people.ways_elsewhere(request.get_full_path())}
    return render(request, "certificates/card.html", ctx)


def _unsure(offers: Any) -> bool:
    return not all(offer.verified for offer in offers)
