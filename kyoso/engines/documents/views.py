"""Papers: where a paper stands, its PDF, and characters that wait for an officer."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import actions
from kyoso.engines.documents.forms import GlyphsForm
from kyoso.engines.documents.kinds import Seal, papers
from kyoso.engines.documents.models import Document, SealUse
from kyoso.engines.documents.seal_book import stamp_form
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

HANDLE = people.Permission.HANDLE_CASES
SHOWN = 100


@require_GET
@people.resident
def document(request: people.ResidentRequest, ref: str) -> HttpResponse:
    found = _readable(request.resident.account, ref)
    ctx = {"document": found, "help_section": found.section}
    return render(request, "documents/document.html", ctx)


@require_GET
@people.officer()
def desk_document(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _readable(request.officer.account, ref)
    form = None
    if found.state == Document.State.GLYPHS and _may_replace(request, found):
        form = GlyphsForm(found.unwritable)
    return _desk_page(request, found, form)


@require_GET
@people.officer(HANDLE)
def waiting(request: people.OfficerRequest) -> HttpResponse:
    """文字の確認が必要な文書 of the officer's own sections."""
    held = Document.objects.waiting_for_glyphs().of_sections(
        people.sections_where(request.officer, HANDLE)
    )
    found = held.select_related("section", "effect").order_by("issued_at")
    ctx = {"documents": found[:SHOWN]}
    return render(request, "documents/waiting.html", ctx)


@require_POST
@people.officer(HANDLE)
def replace_glyphs(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _readable(request.officer.account, ref)
    if not _may_replace(request, found):
        raise Http404
    form = GlyphsForm(found.unwritable, request.POST)
    if not form.is_valid():
        return _desk_page(request, found, form, status=422)
    try:
        actions.replace_glyphs(
            found, by=request.officer.account, replacements=form.replacements()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _desk_page(request, found, form, status=422)
    messages.success(request, "代わりの文字を記録しました。文書を作りなおします。")
    return redirect("documents:document", found.ref)


def _readable(account: people.Account, ref: str) -> Document:
    """Return the paper if this account may read it; to others it does not exist."""
    found = get_object_or_404(
        Document.objects.select_related("section", "effect", "file"), ref=ref
    )
    if not actions.may_read(account, found):
        raise Http404
    return found


def _may_replace(request: people.OfficerRequest, found: Document) -> bool:
    return people.may(request.officer, HANDLE, found.section)


def _desk_page(
    request: people.OfficerRequest,
    found: Document,
    form: GlyphsForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    paper = papers.get(found.paper)
    audit.record(
        "documents.document_read",
        by=request.officer.account,
        subject=found,
        person=paper.person(found),
        reason=found.about,
    )
    is_stamped = SealUse.objects.filter(document=found).exists()
    may_stamp = paper.seal is Seal.REQUIRED and found.file_id and not is_stamped
    ctx = {
        "document": found,
        "paper": paper,
        "form": form,
        "is_stamped": is_stamped,
        "stamp": stamp_form(found.section)
        if may_stamp and _may_replace(request, found)
        else None,
    }
    return render(request, "documents/desk_document.html", ctx, status=status)
