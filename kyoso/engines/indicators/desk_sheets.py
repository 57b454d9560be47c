"""職員の画面: values from a CSV file, and the lists of other systems."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kyoso.engines.indicators import actions, sheets
from kyoso.engines.indicators.desk import seen_by
from kyoso.engines.indicators.errors import SheetRefused
from kyoso.engines.indicators.figures import BOM
from kyoso.engines.indicators.forms import ListForm, SheetForm, posted
from kyoso.engines.indicators.models import ExternalList, Indicator
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Permission
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.kernel.text import as_cell

# The one list that a measure counts today; a city's other measures may add theirs.
ONLINE_PROCEDURES = "online-procedures"
ONLINE_TITLE = "ほかの仕組みでオンライン申請を受ける手続の一覧"


@people.officer(Permission.ENTER_VALUES)
def import_values(request: people.OfficerRequest) -> HttpResponse:
    among = _among(request.officer)
    by = request.officer.account
    form = SheetForm(*posted(request), by=by)
    problems: dict[int, str] = {}
    if request.method == "POST" and form.is_valid() and form.kept_file:
        upload = form.cleaned_data["sheet"]
        try:
            entered = actions.import_values(
                sheets.read(upload.read(), name=upload.name),
                among=among,
                evidence=form.kept_file,
                by=by,
            )
        except SheetRefused as refusal:
            problems = refusal.problems
            form.add_error("sheet", refusal.sentence)
        except Refusal as refusal:
            form.add_error("sheet", refusal.sentence)
        else:
            messages.success(
                request,
                f"{len(entered)}件を取り込みました。ほかの職員の確認を待っています。",
            )
            return redirect("indicators:mine")
    ctx = {
        "form": form,
        "problems": [(f"{number}行目", told) for number, told in problems.items()],
        "columns": ["行", "どう直すか"],
    }
    status = 422 if form.errors else 200
    return render(request, "indicators/import.html", ctx, status=status)


@people.officer(Permission.ENTER_VALUES)
def sheet(request: people.OfficerRequest) -> HttpResponse:
    """The sample sheet: a line for each indicator that this officer may enter."""
    written = io.StringIO()
    written.write(BOM)
    writer = csv.writer(written)
    writer.writerow(sheets.COLUMNS)
    for slug, one in _among(request.officer).items():
        writer.writerow([slug, clock.wareki(clock.today()), "", "", as_cell(one.title)])
    answer = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="indicator-values.csv"'
    return answer


@people.officer(Permission.MANAGE_PLAN)
def lists(request: people.OfficerRequest) -> HttpResponse:
    ctx = {
        "lists": ExternalList.objects.select_related("evidence", "recorded_by__officer")
        .prefetch_related("items")
        .order_by("slug", "-as_of")
    }
    return render(request, "indicators/lists.html", ctx)


@people.officer(Permission.MANAGE_PLAN)
def new_list(request: people.OfficerRequest) -> HttpResponse:
    by = request.officer.account
    form = ListForm(*posted(request), by=by)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_external_list(
                slug=ONLINE_PROCEDURES,
                title=ONLINE_TITLE,
                as_of=form.cleaned_data["as_of"],
                stated_count=form.cleaned_data["stated_count"],
                items=form.cleaned_data["items"],
                source=form.cleaned_data["source"],
                evidence=form.kept_file,
                by=by,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "一覧を登録しました。次の集計から数えます。")
            return redirect("indicators:lists")
    ctx = {"form": form, "title": ONLINE_TITLE}
    status = 422 if form.errors else 200
    return render(request, "indicators/new_list.html", ctx, status=status)


def _among(officer: people.Officer) -> dict[str, Indicator]:
    """Return the indicators whose values this officer enters by hand, by slug."""
    return {one.slug: one for one in seen_by(officer).filter(measure="")}
