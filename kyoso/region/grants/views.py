"""Residents' pages: the programmes with what is left, and one's own grants."""

import csv
import io

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kyoso.engines.casework import api as casework
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.kernel import clock, text
from kyoso.kernel.errors import Refusal
from kyoso.region.grants import reading, shown
from kyoso.region.grants.actions import reporting
from kyoso.region.grants.forms import PAPERS, ChangeForm, ReportForm
from kyoso.region.grants.models import Grant, Motion, Programme, ReportFile
from kyoso.region.grants.stages import Act, Stage, can

# As many as one person can look through.
SHOWN = 50
BOM = "\ufeff"
HEAD = (
    "補助制度",
    "年度",
    "募集",
    "募集開始日",
    "募集終了日",
    "予算枠（円）",
    "残り（円）",
    "残りは正確か",
    "交付決定件数",
    "担当課",
)


@require_GET
@people.anyone
def programmes(request: HttpRequest) -> HttpResponse:
    """補助金・助成金: each programme with its round of today and what is left."""
    context = {"rows": shown.rounds_now(clock.today())}
    return render(request, "grants/programmes.html", context)


@require_GET
@people.anyone
def numbers(request: HttpRequest) -> HttpResponse:
    """The same numbers as open data: every round of every public programme."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEAD)
    today = clock.today()
    found = Programme.objects.exclude(state=Programme.State.HIDDEN)
    for programme in found.select_related("section"):
        for one in shown.rounds_of(programme, today):
            writer.writerow(_cells(programme, one))
    response = HttpResponse(
        BOM + sheet.getvalue(), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="grants.csv"'
    return response


@require_GET
@people.anyone
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme: for whom, how much, until when, what is left, and the way in."""
    public = Programme.objects.exclude(state=Programme.State.HIDDEN)
    found = get_object_or_404(
        public.select_related("section", "current", "procedure"), slug=slug
    )
    rounds = shown.rounds_of(found, clock.today())
    is_open = any(one.state == "open" for one in rounds)
    context = {
        "programme": found,
        "definition": found.definition,
        "rounds": rounds,
        "is_open": is_open and found.procedure.is_open_on(clock.today()),
        "apply": casework.procedure_path(found.procedure),
        "help_section": found.section,
    }
    return render(request, "grants/programme.html", context)


@require_GET
@people.resident
def mine(request: people.ResidentRequest) -> HttpResponse:
    """わたしの補助金: one's own, or those of whom one acts for."""
    standing = people.standing_of(request)
    account = standing.account if standing else request.resident.account
    found = (
        Grant.objects.filter(case__account=account)
        .select_related("revision", "case__procedure")
        .order_by("-id")[:SHOWN]
    )
    context = {
        "standing": standing,
        "rows": [
            (one, shown.CHIPS[Stage(one.stage)], shown.days_left(one))
            for one in found
            if standing is None or standing.covers(one.case.procedure.slug)
        ],
    }
    return render(request, "grants/mine.html", context)


@require_GET
@people.resident
def grant(request: people.ResidentRequest, ref: str) -> HttpResponse:
    """わたしの補助金: where it stands, the money, the papers, and what is to do."""
    told = reading.followed_grant(request.resident.account, ref)
    if told is None:
        raise Http404
    found, steps = told
    motions = list(
        found.motions.filter(state=Motion.State.CONFIRMED).select_related(
            "paper__file", "paper__effect"
        )
    )
    reports = reading.reports_of(found)
    context = _context(found) | {
        "chip": shown.CHIPS[Stage(found.stage)],
        "events": shown.events(found, steps),
        "papers": [motion.paper for motion in motions if motion.paper is not None],
        "reports": reports,
        "returned": reports[-1] if _is_returned(reports, found) else None,
        "may_report": _may_report(found),
        "may_change": can(found.stage, Act.ASK),
        "days_left": shown.days_left(found),
        "returning": _asked_back(motions) if found.stage == Stage.RETURNING else None,
    }
    return render(request, "grants/grant.html", context)


@people.resident
def report(request: people.ResidentRequest, ref: str) -> HttpResponseBase:
    """実績報告をする: once; sending twice sends one."""
    found = _found(request, ref)
    if not _may_report(found):
        return redirect("grants:grant", found.ref)
    rule = found.revision.definition.report
    is_sent = request.method == "POST"
    form = ReportForm(
        rule, request.POST if is_sent else None, request.FILES if is_sent else None
    )
    if is_sent and form.is_valid() and send_report(found, form, request.user):
        messages.success(request, _("実績報告を受け付けました。"))
        return redirect("grants:grant", found.ref)
    context = _context(found) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "grants/report.html", context, status=status)


@people.resident
def change(request: people.ResidentRequest, ref: str) -> HttpResponseBase:
    """変更や中止を知らせる: the city answers with a decision."""
    found = _found(request, ref)
    if not can(found.stage, Act.ASK):
        return redirect("grants:grant", found.ref)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            reporting.ask_change(
                found,
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                by=request.resident.account,
            )
        except Refusal as refusal:
            form.add_error(None, _(refusal.sentence))
        else:
            messages.success(request, _("申出を受け付けました。"))
            return redirect("grants:grant", found.ref)
    context = _context(found) | {"form": form}
    status = 422 if form.errors else 200
    return render(request, "grants/change.html", context, status=status)


@require_GET
@people.resident
def file(request: people.ResidentRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """Download a paper that was sent with a report."""
    found = _found(request, ref)
    paper = ReportFile.objects.filter(report__grant=found, file__ref=file_ref).first()
    if paper is None:
        raise Http404
    return media.serve(paper.file, by=request.resident.account, reason=found.case.ref)


def send_report(found: Grant, form: ReportForm, by: object) -> bool:
    """Store the files and send the report; faults go to their fields."""
    assert isinstance(by, people.Account)
    files = []
    for name in PAPERS:
        upload = form.cleaned_data.get(name)
        if upload is None:
            continue
        try:
            files.append(
                media.store(upload, purpose=reporting.PURPOSE, by=by, about=found.ref)
            )
        except Refusal as refusal:
            form.add_error(name, refusal.sentence)
    if form.errors:
        return False
    told = reporting.Told(
        finished_on=form.cleaned_data["finished_on"],
        spent=form.cleaned_data["spent"],
        helped=form.cleaned_data["helped"] or 0,
        text=form.cleaned_data["text"],
        results=form.results,
    )
    try:
        reporting.report(
            found, told=told, files=files, token=form.cleaned_data["token"], by=by
        )
    except Refusal as refusal:
        form.add_error(None, _(refusal.sentence))
        return False
    return True


def _found(request: people.ResidentRequest, ref: str) -> Grant:
    found = reading.grant_for(request.resident.account, ref)
    if found is None:
        raise Http404
    return found


def _context(found: Grant) -> dict[str, object]:
    return {
        "grant": found,
        "definition": found.revision.definition,
        "case": found.case,
        "help_section": found.case.section,
    }


def _may_report(found: Grant) -> bool:
    needed = found.revision.definition.report.needed
    return needed and can(found.stage, Act.REPORT)


def _is_returned(reports: list[reading.ReportTold], found: Grant) -> bool:
    is_last = bool(reports) and reports[-1].is_returned
    return is_last and found.stage == Stage.GRANTED


def _asked_back(motions: list[Motion]) -> Motion | None:
    """Return the last motion that asked for money back."""
    asked = [one for one in motions if one.kind == Motion.Kind.CLAW_BACK]
    return asked[-1] if asked else None


def _cells(programme: Programme, one: shown.RoundShown) -> list[str]:
    cells = (
        programme.title,
        str(one.round.fiscal_year),
        one.round.title["ja"],
        one.round.opens_on.isoformat(),
        one.round.closes_on.isoformat(),
        str(one.round.ceiling),
        str(one.remaining),
        "正確" if one.is_exact else "切り捨て",
        one.count,
        programme.section.name,
    )
    return [text.as_cell(cell) for cell in cells]
