"""端末の管理: the devices, what they print, who is called; again, refund, close."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.kiosk.actions import devices, printing
from kyoso.citizens.kiosk.forms import AgainForm, DeviceForm, EndForm
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.citizens.kiosk.words import CHIPS
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

ISSUE = people.Permission.ISSUE_CERTIFICATES
State = PrintJob.State
_PAGE = 50
_VIEWS = (("calling", "呼び出し"), ("open", "途中の仕事"), ("all", "すべて"))
# The desk is left open on a screen: a call shows by itself.
_LOOK_AGAIN = 30
_ACTS = {
    State.WAITING: ("again", "close", "refund"),
    State.FAILED: ("again", "close", "refund"),
    State.PRINTED: ("again",),
}
_DONE = {
    "again": "印刷を始めました。",
    "close": "終わりにしました。",
    "refund": "返金を起票し、証明書を失効させました。出納担当の確認を待ちます。",
    "on": "端末を使えるようにしました。",
    "off": "端末を止めました。",
    "end": "端末の登録をやめました。",
}


@require_GET
@people.officer(ISSUE)
def desk(request: people.OfficerRequest) -> HttpResponse:
    """端末と印刷: what calls for an officer first; shown anew by itself."""
    view = request.GET.get("view", "calling")
    found = _jobs(request)
    if view == "calling":
        found = found.calling()
    elif view == "open":
        found = found.open()
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    hidden = certification.hidden_from(request.officer, [job.order for job in page])
    ctx = {
        "views": [(slug, title, slug == view) for slug, title in _VIEWS],
        "page": page,
        "rows": [
            (job, CHIPS[job.state], job.get_state_display())
            for job in page
            if job.order_id not in hidden
        ],
        "devices": _devices(request),
        "hours": rules().hours,
        "request": request,
    }
    answer = render(request, "kiosk/desk.html", ctx)
    answer.headers["Refresh"] = str(_LOOK_AGAIN)
    return answer


@people.officer(ISSUE)
def new_device(request: people.OfficerRequest) -> HttpResponse:
    """端末を登録する; its number is shown once, on the page after."""
    sections = people.sections_where(request.officer, ISSUE)
    form = DeviceForm(sections, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "kiosk/new_device.html", {"form": form}, status=status)
    by = request.officer.account
    made = devices.register(
        form.sections[form.cleaned_data["section"]],
        name=form.cleaned_data["name"],
        place=form.cleaned_data["place"],
        by=by,
    )
    return _with_number(request, made)


@require_POST
@people.officer(ISSUE)
def act_on_device(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """A new number, on, off, or away for good."""
    found = get_object_or_404(_devices(request), ref=ref)
    by = request.officer.account
    acts: dict[str, Callable[[], object]] = {
        "on": lambda: devices.switch(found, is_on=True, by=by),
        "off": lambda: devices.switch(found, is_on=False, by=by),
        "end": lambda: devices.end(found, by=by),
    }
    try:
        if verb == "number":
            return _with_number(request, found)
        if verb not in acts:
            raise Http404
        acts[verb]()
        messages.success(request, _DONE[verb])
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("kiosk:desk")


@require_GET
@people.officer(ISSUE)
def job(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One job with its tries, and what may be done about it."""
    found = _held(request, ref)
    audit.record(
        "kiosk.job_read",
        by=request.officer.account,
        subject=found,
        person=found.order.account,
        reason=found.order.ref,
    )
    return _page(request, found)


@require_POST
@people.officer(ISSUE)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """Print again, close, refund: each with a reason that stays."""
    found = _held(request, ref)
    if verb not in _FORMS:
        raise Http404
    form = _form(request, verb, request.POST)
    if not form.is_valid():
        return _page(request, found, verb=verb, form=form, status=422)
    try:
        _do(verb, found, form, by=request.officer.account)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, found, verb=verb, form=form, status=422)
    messages.success(request, _DONE[verb])
    return redirect("kiosk:desk_job", found.ref)


def _do(verb: str, found: PrintJob, form: Any, *, by: people.Account) -> None:
    why = form.cleaned_data["why"]
    if verb == "again":
        device = form.devices[form.cleaned_data["device"]]
        printing.print_again(found, device=device, why=why, by=by)
    elif verb == "close":
        printing.close(found, why=why, by=by)
    else:
        printing.refund(found, why=why, by=by)


_FORMS = ("again", "close", "refund")


def _form(request: people.OfficerRequest, verb: str, posted: Any = None) -> Any:
    form: Any
    if verb == "again":
        ready = _devices(request).filter(is_on=True).exclude(printer_digest="")
        form = AgainForm(list(ready), posted)
    else:
        form = EndForm(posted)
    form.auto_id = f"id_{verb}_%s"
    return form


def _with_number(request: people.OfficerRequest, device: Device) -> HttpResponse:
    """登録番号: on the answer itself and nowhere else; it is a key for an hour."""
    code = devices.offer_pairing(device, by=request.officer.account)
    ctx = {"device": device, "code": code, "minutes": devices.PAIRING_MINUTES}
    return render(request, "kiosk/number.html", ctx)


def _devices(request: people.OfficerRequest) -> Any:
    sections = people.sections_where(request.officer, ISSUE)
    return Device.objects.in_service().of_sections(sections).select_related("section")


def _jobs(request: people.OfficerRequest) -> Any:
    sections = people.sections_where(request.officer, ISSUE)
    found = PrintJob.objects.of_sections(sections)
    return found.select_related("device", "order__section", "order__requested_by")


def _held(request: people.OfficerRequest, ref: str) -> PrintJob:
    """Return a job that this officer may handle; any other does not exist."""
    found = get_object_or_404(_jobs(request), ref=ref)
    if not isinstance(found, PrintJob):
        raise Http404
    if not certification.may_handle(request.officer, found.order):
        raise Http404
    return found


def _page(
    request: people.OfficerRequest,
    found: PrintJob,
    *,
    verb: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    acts = _ACTS.get(State(found.state), ())
    tries = found.tries.select_related("device", "began_by__officer")
    ctx = {
        "job": found,
        "order": found.order,
        "chip": CHIPS[found.state],
        "tries": [(one, CHIPS[one.state]) for one in tries],
        "certificate": certification.current(found.order),
        "acts": acts,
        "forms": {one: form if one == verb else _form(request, one) for one in acts},
        "failed": form if form is not None and form.errors else None,
    }
    return render(request, "kiosk/desk_job.html", ctx, status=status)
