"""証明書の発行: the officers' list, one request with its one click, label and paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.certificates.forms import DeclineForm, DispatchForm, EndForm
from kyoso.citizens.certificates.words import STATES
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.media import api as media
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel.errors import Refusal

ISSUE = people.Permission.ISSUE_CERTIFICATES
State = certification.State
_PAGE = 50
_VIEWS = (
    ("waiting", "対応を待つ申請"),
    ("open", "途中の申請"),
    ("all", "すべて"),
)
# Which acts may follow a state, in the order of the page.
_ACTS = {
    State.BY_HAND: ("approve", "examine", "decline"),
    State.TO_PAY: ("take", "decline"),
    State.PAID: ("issue", "decline"),
    State.ISSUED: ("dispatch", "reissue", "revoke"),
    State.DISPATCHED: ("reissue", "revoke"),
}
_FORMS: dict[str, Callable[..., Any]] = {
    "decline": DeclineForm,
    "dispatch": DispatchForm,
    "reissue": EndForm,
    "revoke": EndForm,
}
_DONE = {
    "approve": "お出しできることを記録しました。手数料の支払いを待ちます。",
    "examine": "もう一度確かめました。",
    "decline": "お出しできないことを記録しました。",
    "take": "手数料を受け取りました。",
    "issue": "発行しました。証明書を作っています。",
    "dispatch": "発送を記録しました。",
    "reissue": "差し替えの証明書を発行しました。",
    "revoke": "証明書を失効させました。",
}


@require_GET
@people.officer(ISSUE)
def desk(request: people.OfficerRequest) -> HttpResponse:
    """証明書の申請 of the officer's sections, the oldest first."""
    view = request.GET.get("view", "waiting")
    found = certification.orders_for(request.officer).select_related(
        "requested_by__resident", "principal__resident", "counter_entry__person"
    )
    if view == "waiting":
        found = found.for_officers()
    elif view == "open":
        found = found.open()
    else:
        found = found.order_by("-requested_at", "-pk")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    hidden = certification.hidden_from(request.officer, page)
    ctx = {
        "views": [(slug, title, slug == view) for slug, title in _VIEWS],
        "page": page,
        "rows": [
            (order, *STATES[order.state]) for order in page if order.pk not in hidden
        ],
        "request": request,
    }
    return render(request, "certificates/desk.html", ctx)


@require_GET
@people.officer(ISSUE)
def order(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One request with what the register says against it, and its one click."""
    found = _held(request, ref)
    _note(request, found)
    return _page(request, found)


@require_POST
@people.officer(ISSUE)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """Approve, examine again, decline, issue, dispatch, replace, revoke."""
    found = _held(request, ref)
    if verb not in _DONE:
        raise Http404
    form = _form(verb, request.POST) if verb in _FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, found, verb=verb, form=form, status=422)
    told = form.cleaned_data if form is not None else {}
    try:
        _do(verb, found, told, by=request.officer.account)
    except Refusal as refusal:
        if form is None:
            messages.error(request, refusal.sentence)
            return redirect("certificates:desk_order", found.ref)
        form.add_error(None, refusal.sentence)
        return _page(request, found, verb=verb, form=form, status=422)
    messages.success(request, _DONE[verb])
    return redirect("certificates:desk_order", found.ref)


@require_GET
@people.officer(ISSUE)
def label(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """宛名: the registered address, for the envelope of an issued paper."""
    found = _held(request, ref)
    if not found.is_by_post or found.state not in (State.ISSUED, State.DISPATCHED):
        raise Http404
    person = certification.examine(found).person
    if person is None:
        raise Http404
    _note(request, found)
    ctx = {
        "order": found,
        "name": person.preferred_name,
        "postcode": person.postcode,
        "address": residents.shown_address(person, to=request.officer.account),
    }
    return render(request, "certificates/label.html", ctx)


@require_GET
@people.officer(ISSUE)
def paper(request: people.OfficerRequest, ref: str) -> HttpResponseBase:
    """The PDF to print; the electronic one is the requester's alone."""
    found = _held(request, ref)
    made = certification.current(found)
    if made is None or made.document.file is None or not found.is_for_officer:
        raise Http404
    return media.serve(
        made.document.file,
        by=request.officer.account,
        reason=found.ref,
        person=found.subject,
    )


def _do(
    verb: str, found: certification.Order, told: dict[str, Any], *, by: people.Account
) -> None:
    if verb == "approve":
        certification.approve(found, by=by)
    elif verb == "examine":
        certification.examine_again(found, by=by)
    elif verb == "decline":
        certification.decline(found, reason=told["reason"], note=told["note"], by=by)
    elif verb == "take":
        _take_fee(found, by=by)
    elif verb == "issue":
        certification.issue(found, by=by)
    elif verb == "dispatch":
        certification.dispatch(found, tracking=told["tracking"], by=by)
    else:
        made = certification.current(found)
        if made is None:
            raise certification.NotValid
        if verb == "reissue":
            certification.reissue(made, reason=told["reason"], by=by)
        else:
            certification.revoke(made, reason=told["reason"], by=by)


def _take_fee(found: certification.Order, *, by: people.Account) -> None:
    """Take the fee of what was entered here; anything else is paid its own way."""
    due = payments.dues_about(found.about).filter(cancelled_at=None).first()
    if due is None or not found.is_at_counter:
        raise certification.NotNow
    payments.take_at_counter(due, amount=due.missing, token=found.ref, by=by)


def _form(verb: str, posted: QueryDict | None = None) -> Any:
    """Return the form of an act; beside one another their controls have names of their own."""
    form = _FORMS[verb](posted)
    form.auto_id = f"id_{verb}_%s"
    return form


def _held(request: people.OfficerRequest, ref: str) -> certification.Order:
    """Return a request that this officer may handle; any other does not exist."""
    found = get_object_or_404(
        certification.orders_for(request.officer).select_related(
            "section",
            "requested_by__resident",
            "principal__resident",
            "counter_entry__person",
        ),
        ref=ref,
    )
    if not certification.may_handle(request.officer, found):
        raise Http404
    return found


def _note(request: people.OfficerRequest, found: certification.Order) -> None:
    audit.record(
        "certificates.order_read",
        by=request.officer.account,
        subject=found,
        person=found.subject,
        reason=found.ref,
    )


def _page(
    request: people.OfficerRequest,
    found: certification.Order,
    *,
    verb: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    looked = None
    if found.is_open and found.state != State.EXAMINING:
        looked = certification.examine(found)
    made = list(found.certificates.select_related("document__effect"))
    word, chip = STATES[found.state]
    acts = [
        one
        for one in _ACTS.get(State(found.state), ())
        if (one != "dispatch" or found.is_by_post)
        and (one != "take" or found.is_at_counter)
        and (
            one not in ("reissue", "revoke") or any(m.validity == "valid" for m in made)
        )
    ]
    rules = certification.rules()
    ctx = {
        "order": found,
        "kind": found.kind,
        "word": word,
        "chip": chip,
        "looked": looked,
        "sees_reasons": people.may(
            request.officer, people.Permission.READ_REGISTER, found.section
        ),
        "acts": acts,
        "forms": {
            one: form if one == verb else _form(one) for one in acts if one in _FORMS
        },
        "failed": form if form is not None and form.errors else None,
        "certificates": made,
        "entry": found.counter_entry if found.is_at_counter else None,
        "scope": certification.SCOPES_OF_OTHERS[found.scope],
        "items": [item for item in found.kind.choices if item.key in found.items],
        "purpose": rules.purposes.get(found.purpose),
        "delivery": rules.deliveries.get(found.delivery),
    }
    return render(request, "certificates/desk_order.html", ctx, status=status)
