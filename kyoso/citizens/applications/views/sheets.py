"""紙の様式のPDF: asked for, waited for, saved. The worker makes it."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from kyoso.citizens.applications import sheets
from kyoso.citizens.applications.access import resident_account, with_draft
from kyoso.citizens.applications.rules import PROCEDURE, subject_of
from kyoso.citizens.applications.views.drafts import context_of
from kyoso.citizens.applications.walking import Walk
from kyoso.engines.forms.api import Draft
from kyoso.engines.media import api as media


@with_draft
def sheet(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """PDFを作る: a button, then the same page tells whether it is there."""
    if draft.is_filed or subject_of(draft.about, PROCEDURE) is None:
        return redirect("applications:draft", draft.ref)
    language = get_language() or "ja"
    if request.method == "POST":
        sheets.ask(draft, language=language, by=resident_account(request))
        return redirect("applications:sheet", draft.ref)
    context = context_of(Walk(draft, language)) | {"sheet": sheets.latest(draft)}
    return render(request, "applications/sheet.html", context)


@with_draft
@require_GET
def sheet_file(request: HttpRequest, draft: Draft) -> HttpResponseBase:
    """The PDF itself, for whoever holds the draft."""
    found = sheets.latest(draft)
    if found is None or found.file is None:
        raise Http404
    return media.serve(
        found.file,
        by=resident_account(request),
        reason=draft.about,
        person=draft.account,
    )
