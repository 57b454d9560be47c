"""コンビニ交付の窓口: papers that did not come out at a store, and what is decided."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.connectors.store_terminals import actions
from kyoso.connectors.store_terminals.forms import EndForm
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.rules import stage_of
from kyoso.connectors.store_terminals.words import STAGES
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

ISSUE = people.Permission.ISSUE_CERTIFICATES
_PAGE = 50
_DONE = {
    "close": "終わりにしました。",
    "refund": "返金を起票し、証明書を失効させました。出納担当の確認を待ちます。",
}


@require_GET
@people.officer(ISSUE)
def desk(request: people.OfficerRequest) -> HttpResponse:
    """コンビニ交付: what calls for an officer first, or everything."""
    view = request.GET.get("view", "calling")
    found = _requests(request)
    if view == "calling":
        found = found.calling()
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    hidden = certification.hidden_from(request.officer, [one.order for one in page])
    ctx = {
        "views": [
            ("calling", "呼び出し", view == "calling"),
            ("all", "すべて", view != "calling"),
        ],
        "page": page,
        "rows": [
            (one, *STAGES[stage_of(one)]) for one in page if one.order_id not in hidden
        ],
        "store": certification.rules().store,
        "request": request,
    }
    return render(request, "store_terminals/desk.html", ctx)


@require_GET
@people.officer(ISSUE)
def store_request(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One request with what the terminal said."""
    return _page(request, _held(request, ref))


@require_POST
@people.officer(ISSUE)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """End a call, or give the fee back: each with a reason that stays."""
    found = _held(request, ref)
    if verb not in _DONE:
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, found, verb=verb, form=form, status=422)
    why, by = form.cleaned_data["why"], request.officer.account
    try:
        if verb == "close":
            actions.close(found, why=why, by=by)
        else:
            actions.refund(found, why=why, by=by)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, found, verb=verb, form=form, status=422)
    messages.success(request, _DONE[verb])
    return redirect("store_terminals:request", found.ref)


def _requests(request: people.OfficerRequest) -> Any:
    sections = people.sections_where(request.officer, ISSUE)
    found = StoreRequest.objects.filter(order__section__in=sections)
    return found.select_related("order__section", "order__requested_by")


def _held(request: people.OfficerRequest, ref: str) -> StoreRequest:
    """Return a request that this officer may handle; any other does not exist."""
    found = get_object_or_404(_requests(request), ref=ref)
    if not isinstance(found, StoreRequest) or found.order is None:
        raise Http404
    if not certification.may_handle(request.officer, found.order):
        raise Http404
    return found


def _page(
    request: people.OfficerRequest,
    found: StoreRequest,
    *,
    verb: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    word, chip = STAGES[stage_of(found)]
    assert found.order is not None
    is_calling = found.outcome in StoreRequest.TROUBLES and not found.closed_at
    forms = {one: form if one == verb else EndForm() for one in _DONE}
    for one, made in forms.items():
        made.auto_id = f"id_{one}_%s"
    ctx = {
        "found": found,
        "order": found.order,
        "word": word,
        "chip": chip,
        "certificate": certification.current(found.order),
        "forms": forms if is_calling else {},
        "failed": form if form is not None and form.errors else None,
        "failed_verb": verb,
    }
    return render(request, "store_terminals/request.html", ctx, status=status)
