"""補助金: the officers' list, one grant with its money path, and every act on it."""

import csv
import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.kernel import clock, text
from kyoso.kernel.errors import Refusal
from kyoso.region.grants import desk_acts, reading
from kyoso.region.grants.desk_page import context_of
from kyoso.region.grants.forms import FilterForm
from kyoso.region.grants.models import Grant, GrantQuerySet, ReportFile, Round
from kyoso.region.grants.shown import CHIPS
from kyoso.region.grants.stages import PROMISED, Stage

P = people.Permission
PER_PAGE = 50
BOM = "\ufeff"
HEAD = (
    "受付番号",
    "補助制度",
    "募集",
    "申請者",
    "段階",
    "申請額",
    "交付決定日",
    "交付決定額",
    "実績報告の期限",
    "確定額",
    "支出命令額",
    "返還を命じた額",
    "返還された額",
)


@require_GET
@people.officer(P.READ_CASES)
def grants(request: people.OfficerRequest) -> HttpResponse:
    """The grants of the officer's sections, and what is left of each round."""
    form = FilterForm(request.GET or None)
    page = Paginator(_narrowed(request, form), PER_PAGE).get_page(
        request.GET.get("page")
    )
    for one in page:
        audit.record(
            "grants.listed",
            by=request.officer.account,
            subject=one,
            person=one.case.account,
        )
    ctx = {
        "form": form,
        "page": page,
        "rows": [(one, CHIPS[Stage(one.stage)], _is_late(one)) for one in page],
        "rounds": _rounds(request.officer),
        "request": request,
        "query": request.GET.urlencode(),
    }
    return render(request, "grants/desk.html", ctx)


@require_GET
@people.officer(P.READ_CASES)
def export(request: people.OfficerRequest) -> HttpResponse:
    """The list as UTF-8 CSV; each person in it gets an audit row."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in _narrowed(request, FilterForm(request.GET or None)):
        audit.record(
            "grants.exported",
            by=request.officer.account,
            subject=one,
            person=one.case.account,
            reason=one.case.ref,
        )
        writer.writerow([text.as_cell(cell) for cell in _cells(one)])
    response = HttpResponse(
        BOM + sheet.getvalue(), content_type="text/csv; charset=utf-8"
    )
    name = f"grants-{clock.today().isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@people.officer(P.READ_CASES)
def grant(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One grant: the money path, inspections, reports, motions, what may be done."""
    found = _found(request, ref)
    audit.record(
        "grants.read",
        by=request.officer.account,
        subject=found,
        person=found.case.account,
        reason=found.case.ref,
    )
    return render(request, "grants/desk_grant.html", context_of(found, request.officer))


@require_POST
@people.officer(P.READ_CASES)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponseBase:
    """One act on a grant; what is refused comes back with its sentence."""
    found = _found(request, ref)
    known = desk_acts.ACTS.get(verb)
    if known is None or not people.may(
        request.officer, known.permission, found.case.section
    ):
        raise Http404
    form = known.form(found, request.POST, request.FILES)
    if form.is_valid():
        try:
            done = known.do(found, form, request.officer.account)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            if done:
                messages.success(request, known.done)
                return redirect("grants:desk_grant", found.ref)
    ctx = context_of(found, request.officer, failed=(verb, form))
    return render(request, "grants/desk_grant.html", ctx, status=422)


@require_GET
@people.officer(P.READ_CASES)
def file(request: people.OfficerRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """Download a paper that came with a report."""
    found = _found(request, ref)
    paper = ReportFile.objects.filter(report__grant=found, file__ref=file_ref).first()
    if paper is None:
        raise Http404
    return media.serve(paper.file, by=request.officer.account, reason=found.case.ref)


def _found(request: people.OfficerRequest, ref: str) -> Grant:
    found = reading.grant_of_desk(request.officer, ref)
    if found is None:
        raise Http404
    return found


def _narrowed(request: people.OfficerRequest, form: FilterForm) -> GrantQuerySet:
    sections = people.sections_where(request.officer, P.READ_CASES)
    found = (
        Grant.objects.of_sections(list(sections))
        .select_related("case__account", "programme", "round")
        .order_by("-id")
    )
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if asked.get("programme"):
        found = found.filter(programme__slug=asked["programme"])
    if asked.get("stage"):
        found = found.filter(stage=asked["stage"])
    if asked.get("late"):
        found = found.filter(stage=Stage.GRANTED, report_due_on__lt=clock.today())
    return found


def _rounds(officer: people.Officer) -> list[Round]:
    sections = people.sections_where(officer, P.READ_CASES)
    return list(
        Round.objects.filter(
            programme__section__in=sections,
            fiscal_year__gte=clock.fiscal_year(clock.today()) - 1,
        )
        .select_related("programme", "line")
        .annotate(granted=Count("grants", filter=Q(grants__stage__in=PROMISED)))
        .order_by("-fiscal_year", "programme__order", "opens_on")
    )


def _is_late(one: Grant) -> bool:
    due = one.report_due_on
    return one.stage == Stage.GRANTED and due is not None and due < clock.today()


def _cells(one: Grant) -> list[str]:
    def told(amount: int | None) -> str:
        return "" if amount is None else str(amount)

    return [
        one.case.receipt_number,
        one.programme.title,
        one.round.title["ja"],
        one.case.applicant,
        str(Stage(one.stage).label),
        told(one.asked),
        one.decided_on.isoformat() if one.decided_on else "",
        told(one.granted if one.decided_on else None),
        one.report_due_on.isoformat() if one.report_due_on else "",
        told(one.settled),
        told(one.ordered),
        told(one.to_return),
        told(one.returned),
    ]
