"""番号の受け皿: what waits, taking it out sealed, saying that it has arrived."""

from collections.abc import Sequence
from contextlib import suppress

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.people import api as people
from kyoso.engines.tray import actions
from kyoso.engines.tray.bundles import bundle
from kyoso.engines.tray.errors import NotSure, TrayRefused
from kyoso.engines.tray.forms import SureForm
from kyoso.engines.tray.models import Sealed, SealedQuerySet

TAKE = people.Permission.TAKE_SEALED
PER_PAGE = 50
# In one bundle; the rest comes with the next.
MOST = 20
_VIEWS = (("open", "取込みが済んでいないもの"), ("all", "すべて"))


@require_GET
@people.officer(TAKE)
def tray(request: people.OfficerRequest) -> HttpResponse:
    """What lies in the tray for the officer's sections, the oldest first."""
    view = request.GET.get("view", "open")
    found = _of(request.officer).defer("content").select_related("section")
    if view == "open":
        found = found.exclude(state=Sealed.State.ACKNOWLEDGED)
    else:
        found = found.order_by("-put_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    ctx = {
        "views": [(slug, title, slug == view) for slug, title in _VIEWS],
        "page": page,
        "rows": [(one, SureForm(auto_id=f"id_{one.ref}_%s")) for one in page],
        "waiting": _of(request.officer).to_take().count(),
        "most": MOST,
        "request": request,
    }
    return render(request, "tray/tray.html", ctx)


@require_POST
@people.officer(TAKE)
def take_all(request: people.OfficerRequest) -> HttpResponseBase:
    """Take out what waits, in one bundle; what a colleague was quicker with is left."""
    waiting = _of(request.officer).to_take().defer("content")[:MOST]
    taken = []
    for one in waiting:
        with suppress(TrayRefused):
            taken.append(actions.take(one, by=request.officer.account))
    if not taken:
        messages.error(request, "取り出し待ちの書類はありません。")
        return redirect("tray:tray")
    return _download(taken)


@require_POST
@people.officer(TAKE)
def take(request: people.OfficerRequest, ref: str) -> HttpResponseBase:
    """Take one out, also once more where the first bundle was lost."""
    found = get_object_or_404(_of(request.officer).defer("content"), ref=ref)
    try:
        return _download([actions.take(found, by=request.officer.account)])
    except TrayRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("tray:tray")


@require_POST
@people.officer(TAKE)
def acknowledge(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Say that it was opened and has arrived: then nothing of it is left here.

    Only whoever has ticked that it is so is believed: it cannot be undone.
    """
    found = get_object_or_404(_of(request.officer).defer("content"), ref=ref)
    try:
        if not SureForm(request.POST).is_valid():
            raise NotSure
        actions.acknowledge(found, by=request.officer.account)
        messages.success(request, "取込みを記録し、封をした書類を消しました。")
    except TrayRefused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("tray:tray")


def _of(officer: people.Officer) -> SealedQuerySet:
    """What was handed in to the sections in which this officer answers for numbers."""
    found: SealedQuerySet = Sealed.objects.handed_in().filter(
        section__in=people.sections_where(officer, TAKE)
    )
    return found


def _download(taken: Sequence[Sealed]) -> StreamingHttpResponse:
    """Return the sealed files with a list of their numbers, as they are read."""
    response = StreamingHttpResponse(bundle(taken), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="tray.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
