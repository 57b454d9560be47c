"""端末の画面: start, choose, ask, the job until its paper, and the way out."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.kiosk import screens
from kyoso.citizens.kiosk.access import at_device, with_card
from kyoso.citizens.kiosk.actions import devices, printing
from kyoso.citizens.kiosk.forms import AskForm, PairForm
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

State = certification.State
# Soon enough for who stands there; the page fetches itself anew, without JavaScript.
_LOOK_AGAIN = 3
# A number of 53 bits and a few tries an hour: nobody finds one.
_PAIRINGS, _HOUR = 10, 3600
# Long enough to write a key down, too short to be found by who comes next.
_KEY_SECONDS = 300


@require_GET
@people.anyone
def start(request: HttpRequest) -> HttpResponse:
    """The first screen of a device; elsewhere, where the devices stand and when."""
    hours = rules().hours
    offers = _printable()
    ctx: dict[str, Any] = {
        "hours": hours,
        "offers": offers,
        "unsure": not all(offer.verified for offer in offers),
        "is_open": hours.is_open(clock.now().astimezone(clock.CITY)),
    }
    if not at_device(request):
        ctx["devices"] = Device.objects.in_service().filter(is_on=True)
        ctx["store"] = certification.rules().store
        return render(request, "kiosk/about.html", ctx)
    chosen = reverse("kiosk:choose")
    ctx["device"] = request.kiosk  # type: ignore[attr-defined]
    ctx["is_here"] = request.user.is_authenticated
    ctx["ways"] = people.ways_elsewhere(chosen)
    answer = render(request, "kiosk/start.html", ctx)
    screens.bind(answer, request.COOKIES[screens.COOKIE])
    return answer


@never_cache
@people.anyone
def pair(request: HttpRequest) -> HttpResponse:
    """端末の登録: an officer types the number here; the printer's key is shown for a while."""
    form = PairForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "kiosk/pair.html", {"form": form}, status=status)
    try:
        address = people.limits.address_of(request)
        people.limits.consume("kiosk.pair", address, _PAIRINGS, _HOUR)
        device, keys = devices.pair(form.cleaned_data["code"], by=None)
    except Refusal as refusal:
        form.add_error("code", gettext(refusal.sentence))
        return render(request, "kiosk/pair.html", {"form": form}, status=422)
    ctx = {"device": device, "key": keys.printer, "minutes": _KEY_SECONDS // 60}
    answer = render(request, "kiosk/paired.html", ctx)
    answer.headers["Refresh"] = f"{_KEY_SECONDS}; url={reverse('kiosk:start')}"
    screens.bind(answer, keys.screen)
    return answer


@require_GET
@with_card
def choose(request: screens.KioskRequest) -> HttpResponse:
    """どの証明書ですか; and what is still to be printed."""
    waiting = PrintJob.objects.of(request.resident.account).filter(
        state__in=(PrintJob.State.WAITING, PrintJob.State.FAILED)
    )
    ctx = {
        "offers": _printable(),
        "others": [one for one in _offers() if one not in _printable()],
        "waiting": waiting.select_related("order"),
    }
    return render(request, "kiosk/choose.html", ctx)


@with_card
def ask(request: screens.KioskRequest, slug: str) -> HttpResponse:
    """使い道, 内容, 確認: three screens of one address; then it is asked for."""
    offer = next((one for one in _printable() if one.kind.slug == slug), None)
    if offer is None:
        raise Http404
    purposes = certification.rules().purposes
    if request.method != "POST":
        purpose = purposes.get(request.GET.get("purpose", ""))
        if purpose is None:
            ctx = {"offer": offer, "purposes": purposes.values()}
            return render(request, "kiosk/purpose.html", ctx)
        return _show(request, offer, AskForm(offer, purpose=purpose))
    form = AskForm(offer, request.POST)
    if not form.is_valid():
        return _show(request, offer, form, status=422)
    if "send" not in request.POST:
        return _check(request, offer, form)
    try:
        made = printing.ask(
            request.kiosk,
            kind=offer.kind,
            level=people.level_of(request),
            told=form.told(),
            language=get_language() or "ja",
            by=request.resident.account,
        )
    except Refusal as refusal:
        form.add_error(None, gettext(refusal.sentence))
        return _show(request, offer, form, status=422)
    return redirect("kiosk:job", made.ref)


@require_GET
@with_card
def job(request: screens.KioskRequest, ref: str) -> HttpResponse:
    """One certificate on its way: what is done now and what to press next."""
    return _job_page(request, _own(request, ref))


@require_POST
@with_card
def print_now(request: screens.KioskRequest, ref: str) -> HttpResponse:
    """印刷する: the person's own decision, once however often it is pressed."""
    found = _own(request, ref)
    try:
        printing.begin(found, device=request.kiosk, by=request.resident.account)
    except Refusal as refusal:
        return _job_page(request, found, refusal=gettext(refusal.sentence))
    return redirect("kiosk:job", found.ref)


@require_POST
@with_card
def withdraw(request: screens.KioskRequest, ref: str) -> HttpResponse:
    """やめる, before it is paid."""
    found = _own(request, ref)
    try:
        printing.withdraw(found, by=request.resident.account)
    except Refusal as refusal:
        return _job_page(request, found, refusal=gettext(refusal.sentence))
    return redirect("kiosk:choose")


@require_GET
@never_cache
@people.anyone
def still(request: HttpRequest) -> HttpResponse:
    """まだ使っていますか: before all is cleared away."""
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("kiosk:choose" if at_device(request) else "kiosk:start")
    ctx = {"back": back, "seconds": rules().idle.warning}
    return render(request, "kiosk/still.html", ctx)


@require_GET
@never_cache
@people.anyone
def left(request: HttpRequest) -> HttpResponse:
    """Nobody touched the screen: forget the person, and show the start.

    A GET that ends a session: only a device's browser gets so far, and its cookie
    is not sent with what another site embeds.
    """
    answer = redirect("kiosk:start")
    return screens.leave(request, answer) if at_device(request) else answer


@require_POST
@people.anyone
def end(request: HttpRequest) -> HttpResponse:
    """終わる: the person's own way out."""
    answer = redirect("kiosk:start")
    return screens.leave(request, answer) if at_device(request) else answer


def _offers() -> list[certification.Offer]:
    return [
        offer
        for offer in certification.rules().offers.values()
        if printing.DELIVERY in offer.deliveries.get(printing.CHANNEL, ())
    ]


def _printable() -> list[certification.Offer]:
    """Return the kinds that a rule may issue: at a screen nobody could wait."""
    return [offer for offer in _offers() if offer.automatic]


def _own(request: people.ResidentRequest, ref: str) -> PrintJob:
    """Return the resident's own job; another's does not exist."""
    mine = PrintJob.objects.of(request.resident.account)
    return get_object_or_404(mine.select_related("order__section"), ref=ref)


def _show(
    request: people.ResidentRequest,
    offer: certification.Offer,
    form: AskForm,
    *,
    status: int = 200,
) -> HttpResponse:
    chosen = form["purpose"].value()
    ctx = {
        "offer": offer,
        "form": form,
        "purpose": certification.rules().purposes.get(chosen),
    }
    return render(request, "kiosk/ask.html", ctx, status=status)


def _check(
    request: people.ResidentRequest, offer: certification.Offer, form: AskForm
) -> HttpResponse:
    """確認: what will be asked for and what it costs, before anything is sent."""
    told = form.told()
    purpose = certification.rules().purposes[told["purpose"]]
    fee = 0 if purpose.is_free else offer.fees[printing.CHANNEL]
    hidden = [(name, value) for name, value in told.items() if name != "items"]
    ctx = {
        "offer": offer,
        "form": form,
        "hidden": [(name, str(value)) for name, value in hidden if value is not None],
        "purpose": purpose,
        "items": [item for item in offer.kind.choices if item.key in told["items"]],
        "scope": certification.SCOPES[told["scope"]]
        if len(offer.kind.scopes) > 1
        else "",
        "year": clock.fiscal_year_title(told["year"]) if told["year"] else "",
        "copies": told["copies"],
        "total": fee * told["copies"],
        "is_sure": offer.verified,
    }
    return render(request, "kiosk/check.html", ctx)


def _job_page(
    request: people.ResidentRequest, found: PrintJob, *, refusal: str = ""
) -> HttpResponse:
    """Show where a job stands; a page that waits fetches itself anew."""
    step = _step(found)
    order = found.order
    dues = list(payments.dues_about(order.about).filter(cancelled_at=None))
    ctx = {
        "job": found,
        "order": order,
        "kind": order.kind,
        "step": step,
        "due": dues[0] if dues else None,
        "receipts": [one for due in dues for one in due.receipts.all()],
        "reason": certification.DECLINES.get(order.decline, ""),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    answer = render(request, "kiosk/job.html", ctx, status=status)
    is_waiting = step in ("examining", "making", "printing") and not refusal
    if screens.may_wait(request, is_waiting=is_waiting):
        here = reverse("kiosk:job", args=[found.ref])
        answer.headers["Refresh"] = f"{_LOOK_AGAIN}; url={here}?{screens.AUTO}=1"
    return answer


def _step(found: PrintJob) -> str:
    """Return which screen the job is at; whatever needs a person is ``counter``."""
    if found.state != PrintJob.State.ASKED:
        return str(found.state)
    order = found.order
    if order.state == State.PAID:
        return "making" if order.is_automatic else "counter"
    return {
        State.EXAMINING: "examining",
        State.TO_PAY: "to_pay",
        State.ISSUED: "making",
        State.DECLINED: "declined",
        State.WITHDRAWN: "closed",
    }.get(State(order.state), "counter")
