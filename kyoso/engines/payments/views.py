"""Paying a due: the ways and what they cost, the attempt, what became of it."""

import logging
from contextlib import suppress

import segno
from django.contrib import messages
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger.api import Due, Receipt
from kyoso.engines.payments import barcodes, base, errors, outside, words
from kyoso.engines.payments.access import payer, with_attempt, with_due
from kyoso.engines.payments.actions import learning, paying
from kyoso.engines.payments.asides import ways_beside
from kyoso.engines.payments.channels import El, rules, title_of
from kyoso.engines.payments.forms import ChannelForm
from kyoso.engines.payments.models import Attempt
from kyoso.engines.payments.offering import at_the_counter, offers, slip_for
from kyoso.engines.payments.reading import RECEIPT, state_shown, steps_of
from kyoso.engines.people import api as people
from kyoso.kernel.doors import PUBLIC, link
from kyoso.kernel.errors import Refusal

log = logging.getLogger("kyoso.payments")


@require_GET
@with_due
def due(request: HttpRequest, found: Due) -> HttpResponse:
    """What is owed, and each way to pay it with what that costs."""
    return _due_page(request, found)


@require_POST
@with_due
def start(request: HttpRequest, found: Due) -> HttpResponse:
    """Begin an attempt; the provider is asked at once, or by the worker."""
    form = ChannelForm(offers(found), request.POST)
    if not form.is_valid():
        return _due_page(request, found, form=form)
    try:
        begun = paying.start(
            found, channel=form.cleaned_data["channel"], by=payer(request)
        )
    except errors.AttemptOpen as refusal:
        live = found.attempts.live().first()
        messages.error(request, gettext(refusal.sentence))
        if live is not None:
            return redirect("payments:attempt", live.ref)
        return redirect("payments:due", found.ref)
    except Refusal as refusal:
        form.add_error(None, gettext(refusal.sentence))
        return _due_page(request, found, form=form)
    assert begun.effect_id is not None
    jobs.run(begun.effect_id)
    return redirect("payments:attempt", begun.ref)


@require_GET
@with_attempt
def attempt(request: HttpRequest, found: Attempt) -> HttpResponse:
    """Where the attempt stands, in plain words, and what to do next."""
    ctx = {
        "attempt": found,
        "due": found.due,
        "channel": title_of(found.channel),
        "is_due_paid": found.due.is_paid,
        "total": found.amount + found.cost_shown,
    }
    return render(request, "payments/attempt.html", ctx)


@require_GET
@with_attempt
def back(request: HttpRequest, found: Attempt) -> HttpResponse:
    """Come back from the provider, or ask again: it is asked, whatever the browser says."""
    if found.state != Attempt.State.PAID:
        with suppress(jobs.NotDone):
            outside.look(found.ref)
    return redirect("payments:attempt", found.ref)


@require_POST
@with_attempt
def leave(request: HttpRequest, found: Attempt) -> HttpResponse:
    """End this attempt to choose another way, if the provider lets it end."""
    effect = paying.leave(found, by=payer(request))
    jobs.run(effect.pk)
    found.refresh_from_db()
    if found.is_live:
        messages.error(request, gettext(errors.StillPaying.sentence))
        return redirect("payments:attempt", found.ref)
    return redirect("payments:due", found.due.ref)


@require_POST
@with_due
def proof(request: HttpRequest, found: Due) -> HttpResponse:
    """Have the paper made that says what the city's record says (by the worker)."""
    account = payer(request)
    if account is None or not found.receipts.exists():
        raise Http404
    jobs.post("payments.prove", subject_ref=found.ref, by=account)
    messages.success(
        request,
        gettext(
            "納付確認書を作っています。少し待ってから、この画面を開きなおしてください。"
        ),
    )
    return redirect("payments:due", found.ref)


@require_GET
@with_due
def slip(request: HttpRequest, found: Due) -> HttpResponse:
    """納付書: to print and take to a store or the counter, once nothing else is begun."""
    if not found.missing or found.attempts.live().exists():
        return redirect("payments:due", found.ref)
    contract = slip_for(found)
    told = ""
    if contract is not None:
        told = barcodes.figures(
            issuer=contract.issuer,
            number=found.pk,
            due_on=found.due_on,
            amount=found.asked,
        )
    page = link(PUBLIC, "payments:due", found.ref)
    account = payer(request)
    debtor = account if found.debtor_id else None
    audit.record("payments.slip_shown", by=account, subject=found, person=debtor)
    ctx = {
        "due": found,
        "is_payer": debtor is not None,
        "contract": contract,
        "figures": _grouped(told),
        "barcode": barcodes.picture(told) if told else "",
        "page": page,
        "qr": segno.make(page, error="m").svg_data_uri(scale=4, border=2),
        "el": _el(found),
        "counter": at_the_counter(found),
        "help_section": found.line.section,
    }
    return render(request, "payments/slip.html", ctx)


@csrf_exempt
@require_POST
@people.anyone
def webhook(request: HttpRequest, provider: str) -> HttpResponse:
    """Take a provider's notice: signed, fresh, and each once."""
    if provider not in base.providers:
        raise Http404
    try:
        notice = base.providers.get(provider).parse_webhook(
            request.headers, request.body
        )
    except base.NoticeRefused as refused:
        log.warning("notice refused", extra={"provider": provider, "why": str(refused)})
        return HttpResponse(status=400)
    learning.hear(notice, provider=provider, by=None)
    return HttpResponse("ok", content_type="text/plain")


def _grouped(told: str) -> str:
    """Return the figures as they stand under the bars: (91)issuer-free-again-day…"""
    if not told:
        return ""
    return (
        f"({told[:2]}){told[2:8]}-{told[8:29]}{told[29]}-{told[30:36]}-"
        f"{told[36]}-{told[37:43]}-{told[43]}"
    )


def _due_page(
    request: HttpRequest, found: Due, *, form: ChannelForm | None = None
) -> HttpResponse:
    # Read with the due itself (access.with_due).
    live_ref = (getattr(found, "live_ref", None) or "") if found.missing else ""
    can_pay = found.missing > 0 and not live_ref
    ways = offers(found) if can_pay else []
    received, proof = _received(found)
    account = payer(request)
    ctx = {
        "due": found,
        "state": state_shown(found),
        "live_ref": live_ref,
        "has_failed": can_pay and getattr(found, "last_state", "") in words.FAILED,
        "form": (form or ChannelForm(ways)) if can_pay else None,
        "counter": next((one for one in ways if not one.channel.provider), None),
        "designations": {one.designation for one in ways if one.designation},
        "refunds": [
            (one, steps_of(one)) for one in found.refunds.exclude(state="withdrawn")
        ]
        if any(one.promised_back for one in received)
        else [],
        "received": [(one, title_of(one.channel)) for one in received],
        "proof": proof if found.kept and account else "",
        "can_prove": found.kept > 0 and account is not None,
        "el": _el(found),
        "slip": can_pay,
        "ways_beside": ways_beside(found, account),
        "help_section": found.line.section,
    }
    status = 422 if form is not None else 200
    return render(request, "payments/due.html", ctx, status=status)


def _el(found: Due) -> tuple[El, int] | None:
    """Return where a due with an eL number is paid as well, and a card's cost there."""
    el = rules().el
    if el is None or not found.el_number or found.instalment:
        # eLTAX takes the amount that was registered there, and no other.
        return None
    return el, el.card_cost.of(found.missing)


def _received(found: Due) -> tuple[list[Receipt], str]:
    """Return what came, and the newest paper that proves it (one query)."""
    if not found.collected:
        return [], ""
    papers = documents.Document.objects.filter(about=found.ref, paper=RECEIPT)
    newest = papers.order_by("-pk").values("ref")[:1]
    receipts = found.receipts.annotate(proof=Subquery(newest)).order_by("pk")
    told = [(one, one.proof or "") for one in receipts]
    return [one for one, _ in told], told[0][1] if told else ""
