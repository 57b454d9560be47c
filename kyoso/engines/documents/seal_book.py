"""公印使用簿: what waits for its seal, and every use of a seal in a fiscal year."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import seals
from kyoso.engines.documents.forms import StampForm
from kyoso.engines.documents.models import Document, SealUse
from kyoso.engines.people import api as people
from kyoso.kernel import clock, text
from kyoso.kernel.eras import fiscal_year_title
from kyoso.kernel.errors import Refusal

HANDLE = people.Permission.HANDLE_CASES
A_PAGE = 50
HEAD = ("使った日時", "公印の名称", "使い方", "文書番号", "件名", "課", "職員")
BOM = "\ufeff"
# Years that a book is asked for: the running one and as many before it.
_YEARS = 5


@require_GET
@people.officer(HANDLE)
def book(request: people.OfficerRequest) -> HttpResponse:
    sections = people.sections_where(request.officer, HANDLE)
    year = _year(request)
    page = Paginator(seals.uses(sections, year=year), A_PAGE).get_page(
        request.GET.get("page")
    )
    now = clock.fiscal_year(clock.today())
    ctx = {
        "waiting": seals.waiting_for_a_seal(sections)[:A_PAGE],
        "page": page,
        "year": year,
        "title": fiscal_year_title(year),
        "years": [
            (each, fiscal_year_title(each)) for each in range(now, now - _YEARS, -1)
        ],
        "request": request,
    }
    return render(request, "documents/seals.html", ctx)


@require_GET
@people.officer(HANDLE)
def export(request: people.OfficerRequest) -> HttpResponse:
    """The book of a year as UTF-8 CSV: papers and officers, no addressee."""
    year = _year(request)
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEAD)
    found = seals.uses(people.sections_where(request.officer, HANDLE), year=year)
    for use in found:
        writer.writerow([text.as_cell(cell) for cell in _cells(use)])
    audit.record(
        "documents.seals_exported",
        by=request.officer.account,
        subject="documents.seals",
        year=year,
        uses=len(found),
    )
    response = HttpResponse(
        BOM + sheet.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="seals-{year}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@people.officer(HANDLE)
def stamp(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """Write down that the seal was put on the printed paper."""
    found = get_object_or_404(Document.objects.select_related("section"), ref=ref)
    if not people.may(request.officer, HANDLE, found.section):
        raise Http404
    form = StampForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors["title"]))))
        return redirect("documents:document", found.ref)
    try:
        seals.stamp(found, title=form.cleaned_data["title"], by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "公印使用簿に記録しました。")
    return redirect("documents:document", found.ref)


def stamp_form(section: people.Section) -> StampForm:
    """Return the form, with the seal that this section used before."""
    known = seals.known_titles([section])
    return StampForm(initial={"title": known[0] if len(known) == 1 else ""})


def _year(request: people.OfficerRequest) -> int:
    now = clock.fiscal_year(clock.today())
    asked = request.GET.get("year", "")
    years = {str(year): year for year in range(now - _YEARS + 1, now + 1)}
    return years.get(asked, now)


def _cells(use: SealUse) -> tuple[str, ...]:
    return (
        use.at.astimezone(clock.CITY).strftime("%Y-%m-%d %H:%M"),
        use.title,
        use.get_how_display(),
        use.document.number,
        use.document.title,
        use.document.section.name,
        use.by.officer.name if use.by and hasattr(use.by, "officer") else "",
    )
