"""国のポータルから届いたもの: the list, one arrival, what an officer may do with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from kyoso.connectors.national_portal import actions, reminding, wire
from kyoso.connectors.national_portal.errors import ArrivalRefused, NotNow
from kyoso.connectors.national_portal.fetching import goes_on_unopened
from kyoso.connectors.national_portal.forms import (
    IncompleteForm,
    OutsideForm,
    ProcedureForm,
    SectionForm,
)
from kyoso.connectors.national_portal.layout import LayoutWrong
from kyoso.connectors.national_portal.mapping import MappingWrong, usable
from kyoso.connectors.national_portal.models import (
    Arrival,
    ArrivalQuerySet,
    State,
)
from kyoso.connectors.national_portal.showing import acts, chip_of, rows_of, shown
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Procedure
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

HANDLE = people.Permission.HANDLE_CASES
PER_PAGE = 50
_VIEWS = (
    ("waiting", "職員の確認を待つもの"),
    ("open", "途中のもの"),
    ("all", "すべて"),
)
_FORMS: dict[str, Callable[..., Any]] = {
    "section": SectionForm,
    "procedure": ProcedureForm,
    "incomplete": IncompleteForm,
    "outside": OutsideForm,
}
_VERBS = {*_FORMS, "retry", "fetch", "tell", "seen"}


@require_GET
@people.officer(HANDLE)
def arrivals(request: people.OfficerRequest) -> HttpResponse:
    """What arrived for the officer's sections, and what belongs to nobody yet."""
    view = request.GET.get("view", "waiting")
    found = _visible(request.officer).light()
    found = found.select_related("section", "case__procedure")
    if view == "waiting":
        found = found.for_a_person()
    elif view == "open":
        found = found.open()
    else:
        found = found.order_by("-seen_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    line = reminding.line()
    ctx = {
        "views": [(slug, title, slug == view) for slug, title in _VIEWS],
        "page": page,
        "rows": rows_of(page, _procedures()),
        "line": line,
        "is_down": reminding.is_down(line),
        "is_set_up": wire.is_set_up(),
        "request": request,
    }
    return render(request, "national_portal/arrivals.html", ctx)


@require_GET
@people.officer(HANDLE)
def arrival(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One arrival as it came, item by item, and what is in the way of filing it."""
    return _page(request, _held(request, ref))


@require_GET
@people.officer(HANDLE)
def enclosed(request: people.OfficerRequest, ref: str, number: int) -> HttpResponse:
    """One file of the package, as it came: for saving, never for showing here."""
    found = _held(request, ref)
    opened = shown(found, _procedures())
    if not opened.may_open or number >= len(opened.files):
        raise Http404
    file = opened.files[number].enclosed
    audit.record("national_portal.file_read", by=request.officer.account, subject=found)
    response = HttpResponse(file.content, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file.name
    )
    return response


@require_POST
@people.officer(HANDLE)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """Assign, choose the procedure, try again, file as it is, fetch again, close."""
    found = _held(request, ref)
    if verb not in _VERBS:
        raise Http404
    if verb not in acts(found, shown(found, _procedures())):
        # What the page did not offer, or another officer has done meanwhile.
        messages.error(request, NotNow.sentence)
        return redirect("national_portal:arrival", found.ref)
    form = _FORMS[verb](request.POST) if verb in _FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, found, verb=verb, form=form, status=422)
    try:
        done = _do(verb, found, form, by=request.officer.account)
    except (ArrivalRefused, MappingWrong, LayoutWrong) as refusal:
        found.refresh_from_db()
        return _refused(request, found, verb, form, refusal)
    messages.success(request, done)
    if not _visible(request.officer).filter(pk=found.pk).exists():
        return redirect("national_portal:arrivals")
    return redirect("national_portal:arrival", found.ref)


def _do(verb: str, found: Arrival, form: Any, *, by: people.Account) -> str:
    told = form.cleaned_data if form is not None else {}
    if verb == "section":
        actions.take_on(found, section=told["section"], by=by)
        return f"担当を「{told['section'].name}」にしました。"
    if verb == "procedure":
        procedure = get_object_or_404(Procedure, slug=told["procedure"])
        after = actions.choose(found, procedure=procedure, by=by)
        return _AFTER_CHOOSING.get(State(after.state), "手続を記録しました。")
    if verb == "fetch":
        actions.fetch_again(found, by=by)
        return "次の取込みで、もう一度受け取ります。"
    if verb == "tell":
        actions.tell_again(found, by=by)
        return "次の取込みで、もう一度知らせます。"
    if verb == "seen":
        actions.see_untold(found, by=by)
        return "確かめたことを記録しました。"
    if verb == "outside":
        actions.settle_outside(found, note=told["note"], by=by)
        return "別の方法で対応したことを記録しました。"
    case = actions.file_now(
        found,
        by=by,
        incomplete=verb == "incomplete",
        name=told.get("name", ""),
        kana=told.get("kana", ""),
    )
    return f"受け付けました。受付番号は{case.receipt_number}です。"


_AFTER_CHOOSING = {
    State.FILED: "手続を記録し、受け付けました。",
    State.NUMBERED: "手続を記録しました。個人番号を含むため、開かずに国のポータルに残します。",
    State.TRAY: "手続を記録し、開かずに番号の担当へ渡しました。",
}


def _refused(
    request: people.OfficerRequest,
    found: Arrival,
    verb: str,
    form: Any,
    refusal: Refusal,
) -> HttpResponse:
    if form is None:
        messages.error(request, refusal.sentence)
        return redirect("national_portal:arrival", found.ref)
    form.add_error(None, refusal.sentence)
    return _page(request, found, verb=verb, form=form, status=422)


def _page(
    request: people.OfficerRequest,
    found: Arrival,
    *,
    verb: str = "",
    form: Any = None,
    status: int = 200,
) -> HttpResponse:
    opened = shown(found, _procedures())
    if opened.may_open:
        audit.record("national_portal.read", by=request.officer.account, subject=found)
    forms = {name: kind() for name, kind in _FORMS.items()}
    if form is not None:
        forms[verb] = form
    ctx = {
        "arrival": found,
        "opened": opened,
        "chip": chip_of(found.state),
        "forms": forms,
        "failed": form,
        "may": acts(found, opened),
        "is_numbered": found.state == State.NUMBERED,
        "goes_on": found.state == State.NUMBERED and goes_on_unopened(found),
    }
    return render(request, "national_portal/arrival.html", ctx, status=status)


def _visible(officer: people.Officer) -> ArrivalQuerySet:
    """What an officer may see: of their sections, and what belongs to nobody.

    Of what was filed, the section is the case's: a case that moved takes it along.
    """
    sections = people.sections_where(officer, HANDLE)
    own = Q(case=None, section__in=sections) | Q(case__section__in=sections)
    found: ArrivalQuerySet = Arrival.objects.filter(own | Q(case=None, section=None))
    return found


def _held(request: people.OfficerRequest, ref: str) -> Arrival:
    found = _visible(request.officer).select_related("section", "case", "handled_by")
    return get_object_or_404(found, ref=ref)


def _procedures() -> dict[str, str]:
    """Return the mappings' own titles by code, for pages that open nothing."""
    return {one.code: one.title for one in usable()}
