"""郵送: letters to print, batches, address labels, the day of dispatch, returns."""

import io
from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from pypdf import PdfWriter

from kyoso.engines.audit import api as audit
from kyoso.engines.media import api as media
from kyoso.engines.messaging import actions
from kyoso.engines.messaging.errors import LetterTaken
from kyoso.engines.messaging.forms import DispatchForm
from kyoso.engines.messaging.models import Message, PrintBatch
from kyoso.engines.messaging.views import DISPATCH, PAGE, mine
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.kernel.ids import is_ref


@require_GET
@people.officer(DISPATCH)
def letters(request: people.OfficerRequest) -> HttpResponse:
    waiting = mine(request.officer).to_print().order_by("section__order", "posted_at")
    sections: dict[people.Section, list[Message]] = {}
    for letter in waiting[:500]:
        sections.setdefault(letter.section, []).append(letter)
    batches = PrintBatch.objects.filter(
        section__in=people.sections_where(request.officer, DISPATCH)
    )
    ctx = {
        "sections": list(sections.items()),
        "batches": batches.select_related("section")
        .annotate(size=Count("letters"))
        .order_by("-made_at", "-id")[:PAGE],
    }
    return render(request, "messaging/letters.html", ctx)


@require_GET
@people.officer(DISPATCH)
def returned(request: people.OfficerRequest) -> HttpResponse:
    back = mine(request.officer).returned().not_sent_again()
    ctx = {"letters": back.order_by("returned_on", "id")[:500]}
    return render(request, "messaging/returned.html", ctx)


@require_POST
@people.officer(DISPATCH)
def make_batch(request: people.OfficerRequest) -> HttpResponse:
    section = _own_section(request)
    chosen = [ref for ref in request.POST.getlist("letter") if is_ref(ref)]
    found = list(mine(request.officer).filter(ref__in=chosen, section=section))
    try:
        if len(found) != len(set(chosen)):
            raise LetterTaken
        batch = actions.make_batch(found, section=section, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("messaging:letters")
    messages.success(request, "印刷の束を作りました。")
    return redirect("messaging:batch", batch.ref)


@require_GET
@people.officer(DISPATCH)
def batch(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _batch(request, ref)
    return _batch_page(request, found, DispatchForm(initial={"on": clock.today()}))


@require_POST
@people.officer(DISPATCH)
def dispatch(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _batch(request, ref)
    form = DispatchForm(request.POST)
    if not form.is_valid():
        return _batch_page(request, found, form, status=422)
    try:
        actions.dispatch(found, by=request.officer.account, on=form.cleaned_data["on"])
    except Refusal as refusal:
        form.add_error("on", refusal.sentence)
        return _batch_page(request, found, form, status=422)
    messages.success(request, "発送日を記録しました。")
    return redirect("messaging:batch", found.ref)


@require_GET
@people.officer(DISPATCH)
def print_letters(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Letters without an enclosure, one a page, for the browser's own printing."""
    found = _batch(request, ref)
    plain = found.letters.filter(files=None).select_related("account").order_by("id")
    letters, kept_back = _printable(request, plain)
    ctx = {
        "batch": found,
        "letters": _noted(request, letters, "letters_printed"),
        "kept_back": kept_back,
    }
    return render(request, "messaging/print_letters.html", ctx)


@require_GET
@people.officer(DISPATCH)
def print_labels(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Address labels, twelve on A4 (2 x 6 of 86.4 x 42.3 mm)."""
    found = _batch(request, ref)
    every = found.letters.select_related("account").order_by("id")
    letters, kept_back = _printable(request, every)
    ctx = {
        "batch": found,
        "letters": _noted(request, letters, "labels_printed"),
        "kept_back": kept_back,
    }
    return render(request, "messaging/print_labels.html", ctx)


@require_GET
@people.officer(DISPATCH)
def print_files(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """All enclosures in the order of the labels, as one PDF."""
    found = _batch(request, ref)
    every = (
        found.letters.exclude(files=None)
        .distinct()
        .select_related("account")
        .prefetch_related("files")
        .order_by("id")
    )
    pdf = PdfWriter()
    letters, _kept_back = _printable(request, every)
    for letter in _noted(request, letters, "enclosures_printed"):
        for file in sorted(letter.files.all(), key=lambda one: one.pk):
            pdf.append(io.BytesIO(media.read(file)))
    if not len(pdf.pages):
        messages.error(request, "この束には、同封する文書がありません。")
        return redirect("messaging:batch", found.ref)
    made = io.BytesIO()
    pdf.write(made)
    response = HttpResponse(made.getvalue(), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="batch-{found.ref}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _own_section(request: people.OfficerRequest) -> people.Section:
    """Return the posted section if the officer dispatches its mail, else 404."""
    posted = request.POST.get("section")
    for section in people.sections_where(request.officer, DISPATCH):
        if section.slug == posted:
            return section
    raise Http404


def _batch(request: people.OfficerRequest, ref: str) -> PrintBatch:
    sections = people.sections_where(request.officer, DISPATCH)
    return get_object_or_404(
        PrintBatch.objects.select_related("section"), ref=ref, section__in=sections
    )


def _batch_page(
    request: people.OfficerRequest,
    found: PrintBatch,
    form: DispatchForm,
    *,
    status: int = 200,
) -> HttpResponse:
    held = found.letters.annotate(enclosed=Count("files")).select_related("batch")
    ctx = {
        "batch": found,
        "letters": held.order_by("id"),
        "form": form if found.dispatched_on is None else None,
    }
    return render(request, "messaging/batch.html", ctx, status=status)


def _printable(
    request: people.OfficerRequest, letters: Iterable[Message]
) -> tuple[list[Message], list[Message]]:
    """Part the letters from those whose address this officer may not see."""
    held = list(letters)
    hidden = residents.to_hide(
        [letter.named for letter in held], to=request.officer.account
    )
    return (
        [letter for letter in held if letter.named not in hidden],
        [letter for letter in held if letter.named in hidden],
    )


def _noted(
    request: people.OfficerRequest, letters: Iterable[Message], event: str
) -> list[Message]:
    """Return the letters, having written down whose addresses are printed."""
    held = list(letters)
    for letter in held:
        audit.record(
            f"messaging.{event}",
            by=request.officer.account,
            subject=letter,
            person=letter.account,
            reason=letter.about,
        )
    return held
