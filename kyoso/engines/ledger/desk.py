"""予算、割当、財務会計との受渡し, for the officers who keep the books."""

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger.actions import exchange as exchanging
from kyoso.engines.ledger.forms import ExportForm, ResultForm
from kyoso.engines.ledger.layouts import layouts
from kyoso.engines.ledger.models import BudgetLine, Export, ResultFile
from kyoso.engines.ledger.rules import closing_day
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

KEEP = people.Permission.KEEP_LEDGER
# As many as one person can look through on one page.
SHOWN = 100


@require_GET
@people.officer(KEEP)
def budget(request: people.OfficerRequest) -> HttpResponse:
    """予算: the lines of a year with what is left of each."""
    known = BudgetLine.objects.values_list("fiscal_year", flat=True).distinct()
    years = sorted(known, reverse=True)
    asked = request.GET.get("year", "")
    now = clock.fiscal_year(clock.today())
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else now
    lines = (
        BudgetLine.objects.filter(fiscal_year=year)
        .select_related("section")
        .order_by("side", "account", "kan", "ko", "moku", "setsu")
    )
    ctx = {
        "year": year,
        "years": [(one, clock.fiscal_year_title(one)) for one in years],
        "title": clock.fiscal_year_title(year),
        "closing_day": closing_day(year),
        "sides": [
            (
                side.label,
                side == BudgetLine.Side.EXPENDITURE,
                [line for line in lines if line.side == side],
            )
            for side in BudgetLine.Side
        ],
    }
    return render(request, "ledger/budget.html", ctx)


@require_GET
@people.officer(KEEP)
def line(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One line: what it promised to whom, and that the journal adds up."""
    found = get_object_or_404(BudgetLine.objects.select_related("section"), ref=ref)
    ctx = {
        "line": found,
        "allotments": found.allotments.order_by("-pk")[:SHOWN],
        "journal": found.moves.aggregate(sum=Sum("amount"))["sum"] or 0,
        "dues": found.dues.standing().aggregate(
            raised=Sum("amount"), came=Sum("collected"), back=Sum("refunded")
        ),
    }
    return render(request, "ledger/line.html", ctx)


@people.officer(KEEP)
def exchange(request: people.OfficerRequest) -> HttpResponse:
    """Files to and from the financial system."""
    export_form, result_form = ExportForm(), ResultForm(prefix="result")
    if request.method == "POST" and "export" in request.POST:
        export_form = ExportForm(request.POST)
        if export_form.is_valid() and _export(request, export_form):
            return redirect("ledger:exchange")
    elif request.method == "POST":
        result_form = ResultForm(request.POST, request.FILES, prefix="result")
        if result_form.is_valid():
            taken = _take(request, result_form)
            if taken is not None:
                return redirect("ledger:results", taken.ref)
    ctx = {
        "export_form": export_form,
        "result_form": result_form,
        "exports": Export.objects.defer("text").order_by("-pk")[:SHOWN],
        "results": ResultFile.objects.order_by("-pk")[:SHOWN],
        "layouts": layouts(),
    }
    status = 422 if export_form.errors or result_form.errors else 200
    return render(request, "ledger/exchange.html", ctx, status=status)


@require_GET
@people.officer(KEEP)
def export_file(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """The file itself: UTF-8 with BOM, as spreadsheets of an office read it."""
    found = get_object_or_404(Export, ref=ref)
    audit.record("ledger.export_read", by=request.officer.account, subject=found)
    response = HttpResponse(
        found.text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    name = f"{found.kind}-{found.fiscal_year}-{found.ref[:6]}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_GET
@people.officer(KEEP)
def results(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """What became of each line of a file."""
    found = get_object_or_404(ResultFile, ref=ref)
    lines = found.lines.order_by("number")
    unmatched = list(lines.exclude(problem="")[:1000])
    ctx = {"file": found, "unmatched": unmatched, "total": lines.count()}
    return render(request, "ledger/results.html", ctx)


def _export(request: people.OfficerRequest, form: ExportForm) -> Export | None:
    try:
        made = exchanging.export(
            form.cleaned_data["kind"],
            fiscal_year=int(form.cleaned_data["fiscal_year"]),
            by=request.officer.account,
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return None
    messages.success(request, f"{made.rows}件を書き出しました。")
    return made


def _take(request: people.OfficerRequest, form: ResultForm) -> ResultFile | None:
    file = form.cleaned_data["file"]
    try:
        return exchanging.take_results(
            form.cleaned_data["kind"],
            name=file.name,
            content=file.read(),
            by=request.officer.account,
        )
    except Refusal as refusal:
        form.add_error("file", refusal.sentence)
        return None
