"""番号の受け皿: what waits, taking it out sealed, saying that it has arrived."""

import csv
import io
import zipfile
from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.people import api as people
from kyoso.engines.tray import actions
from kyoso.engines.tray.errors import TrayRefused
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
        "waiting": _of(request.officer).to_take().count(),
        "most": MOST,
        "request": request,
    }
    return render(request, "tray/tray.html", ctx)


@require_POST
@people.officer(TAKE)
def take_all(request: people.OfficerRequest) -> HttpResponse:
    """Take out what waits, in one bundle."""
    waiting = list(_of(request.officer).to_take()[:MOST])
    if not waiting:
        messages.error(request, "取り出し待ちの書類はありません。")
        return redirect("tray:tray")
    by = request.officer.account
    return _bundle([actions.take(one, by=by) for one in waiting])


@require_POST
@people.officer(TAKE)
def take(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Take one out, also once more where the first bundle was lost."""
    found = get_object_or_404(_of(request.officer), ref=ref)
    try:
        return _bundle([actions.take(found, by=request.officer.account)])
    except TrayRefused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("tray:tray")


@require_POST
@people.officer(TAKE)
def acknowledge(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Say that it was opened and has arrived: then nothing of it is left here."""
    found = get_object_or_404(_of(request.officer), ref=ref)
    try:
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


def _bundle(taken: Iterable[Sealed]) -> HttpResponse:
    """Return the sealed files with a list of their numbers, as a download."""
    made, lines = io.BytesIO(), io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["ref", "receipt_number", "size", "put_at"])
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as bundle:
        for one in taken:
            bundle.writestr(f"{one.ref}.sealed", bytes(one.content or b""))
            moment = one.put_at.isoformat()
            writer.writerow([one.ref, one.receipt_number, one.size, moment])
        bundle.writestr("list.csv", lines.getvalue().encode("utf-8-sig"))
    response = HttpResponse(made.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="tray.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
