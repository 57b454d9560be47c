"""書かない窓口, the officer's side: ask the person to confirm, see what came back."""

from typing import Any

import segno
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.citizens.applications import entering, sheets
from kyoso.citizens.applications.desk import with_draft
from kyoso.citizens.applications.models import Entry
from kyoso.citizens.applications.reading import procedure_of
from kyoso.citizens.applications.rules import scanned
from kyoso.engines.forms.api import Draft
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.kernel import doors
from kyoso.kernel.errors import Refusal


@with_draft
@require_POST
def ask(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """画面で確かめてもらう: the short code, large, and the same as a QR code."""
    if draft.is_filed:
        return redirect("applications:desk_check", draft.ref)
    try:
        code = entering.ask_to_confirm(draft, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("applications:desk_check", draft.ref)
    link = doors.link(doors.PUBLIC, "applications:confirm")
    context = {
        "draft": draft,
        "procedure": procedure_of(draft),
        "code": code,
        "link": link,
        "minutes": int(entering.ASKED_FOR.total_seconds() // 60),
        "qr": segno.make(scanned(link, code), error="m").svg_data_uri(scale=6),
    }
    return render(request, "applications/desk_ask.html", context)


@with_draft
@require_POST
def scan(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """用紙の写しを残す: kept with what is being entered, and with the case."""
    upload: Any = request.FILES.get("scan")
    if upload is None:
        messages.error(request, "用紙の写しのファイルを選んでください。")
    else:
        try:
            entering.keep_scan(draft, upload=upload, by=request.officer.account)
        except media.FileRefused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "用紙の写しを残しました。")
    return redirect("applications:desk_check", draft.ref)


@with_draft
def sheet(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """用紙を印刷する: the same PDF as the resident's, for who has no printer."""
    if draft.is_filed:
        return redirect("applications:desk_check", draft.ref)
    if request.method == "POST":
        sheets.ask(draft, language="ja", by=request.officer.account)
        return redirect("applications:desk_sheet", draft.ref)
    context = {
        "draft": draft,
        "procedure": procedure_of(draft),
        "sheet": sheets.latest(draft),
    }
    return render(request, "applications/desk_sheet.html", context)


@with_draft
@require_GET
def sheet_file(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """The PDF itself."""
    found = sheets.latest(draft)
    if found is None or found.file is None:
        raise Http404
    by = request.officer.account
    return media.serve(found.file, by=by, reason=draft.about, person=draft.account)


@with_draft
@require_GET
def scan_file(request: people.OfficerRequest, draft: Draft) -> HttpResponseBase:
    """The scan that is kept with this entry."""
    entry = Entry.objects.select_related("scan").filter(draft_ref=draft.ref).first()
    if entry is None or entry.scan is None:
        raise Http404
    by = request.officer.account
    return media.serve(entry.scan, by=by, reason=draft.about, person=draft.account)
