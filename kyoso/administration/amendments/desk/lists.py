"""手続の作成と変更: what is under way, the section's procedures, and the beginnings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from kyoso.administration.amendments import actions
from kyoso.administration.amendments.desk.loading import (
    CHIPS,
    EDIT,
    PUBLISH,
    amendment_for,
    procedure_for,
    sections_of,
)
from kyoso.administration.amendments.forms import BeginForm, FileForm, ReasonForm
from kyoso.administration.amendments.models import Amendment
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Procedure
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

_PAST = 20


@people.officer(EDIT)
def listed(request: people.OfficerRequest) -> HttpResponse:
    """What is under way in the sections of this officer, and all their procedures."""
    sections = sections_of(request.officer)
    amendments = Amendment.objects.of_sections(sections).select_related(
        "changed_by__officer"
    )
    procedures = (
        Procedure.objects.filter(section__in=sections)
        .select_related("section__department", "current")
        .order_by("title")
    )
    under_way = list(amendments.open())
    busy = {each.slug: each for each in under_way}
    ctx = {
        "under_way": [(each, CHIPS[each.state]) for each in under_way],
        "past": [
            (each, CHIPS[each.state])
            for each in amendments.exclude(state__in=Amendment.OPEN)[:_PAST]
        ],
        "may_publish": people.may(request.officer, PUBLISH),
        "procedures": [
            (each, CHIPS[each.state], busy.get(each.slug)) for each in procedures
        ],
    }
    return render(request, "amendments/list.html", ctx)


@require_POST
@people.officer(EDIT)
def begin(request: people.OfficerRequest, slug: str) -> HttpResponse:
    """Begin from the live revision."""
    procedure = procedure_for(request, slug)
    try:
        made = actions.begin(procedure, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("amendments:list")
    return redirect("amendments:amendment", made.ref)


@people.officer(EDIT)
def new(request: people.OfficerRequest) -> HttpResponse:
    """Begin from nothing: a name, a slug, a section."""
    form = BeginForm(request.POST or None, sections=sections_of(request.officer))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin_new(
                title=form.cleaned_data["title"],
                slug=form.cleaned_data["slug"],
                section=form.chosen,
                by=request.officer.account,
            )
        except Refusal as refusal:
            form.add_error("slug", refusal.sentence)
        else:
            messages.success(request, "手続を作りはじめました。次は、内容を書きます。")
            return redirect("amendments:amendment", made.ref)
    status = 422 if form.is_bound else 200
    return render(request, "amendments/new.html", {"form": form}, status=status)


@people.officer(EDIT)
def new_from_file(request: people.OfficerRequest) -> HttpResponse:
    """Begin from a file: a new procedure, or the next text of one of theirs."""
    is_sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if is_sent else FileForm()
    problems: tuple[str, ...] = ()
    if is_sent and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            file = casework.read_text(sent.read(), name=sent.name)
            _refuse_other_sections(request.officer, file)
            made = actions.begin_from_file(file, by=request.officer.account)
        except casework.errors.ProcedureFileWrong as wrong:
            problems = wrong.problems
            form.add_error(
                "file", f"ファイルに直すところが{len(problems)}か所あります。"
            )
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, "ファイルの内容から始めました。")
            return redirect("amendments:amendment", made.ref)
    ctx = {"form": form, "problems": problems}
    status = 422 if form.is_bound else 200
    return render(request, "amendments/file.html", ctx, status=status)


@people.officer(EDIT)
def export(request: people.OfficerRequest, slug: str) -> HttpResponse:
    """The procedure's current text as a file."""
    procedure = procedure_for(request, slug)
    return _as_file(casework.export(procedure), procedure.slug)


@people.officer(EDIT)
def export_amendment(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """The amendment's text as a file, right or wrong."""
    amendment = amendment_for(request, ref)
    return _as_file(casework.toml(amendment.content), amendment.slug)


@people.officer(PUBLISH)
def suspend(request: people.OfficerRequest, slug: str) -> HttpResponse:
    """Take a live procedure back to 準備中, with a reason, at once."""
    procedure = procedure_for(request, slug, PUBLISH)
    if not procedure.is_live:
        messages.error(request, f"「{procedure.title}」は受付中ではありません。")
        return redirect("amendments:list")
    form = ReasonForm(
        request.POST or None,
        label="止める理由",
        support="例：要綱の改正が決まるまで、受付を見合わせる。",
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.suspend(
                procedure=procedure,
                reason=form.cleaned_data["reason"],
                by=request.officer.account,
            )
        except Refusal as refusal:
            form.add_error("reason", refusal.sentence)
        else:
            messages.success(request, f"「{procedure.title}」を準備中に戻しました。")
            return redirect("amendments:list")
    ctx = {
        "form": form,
        "title": "受付を止めて準備中に戻す",
        "about": procedure.title,
        "button": "準備中に戻す",
        "is_dangerous": True,
        "will": [
            "すぐに、新しい申請を受け付けなくなります。",
            "入力の途中の方は、下書きが残り、受付を再開したあとに送れます。",
            "受付を再開するには、改正案を作り、別の職員が公開します。",
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "amendments/act.html", ctx, status=status)


def _refuse_other_sections(
    officer: people.Officer, file: casework.ProcedureFile
) -> None:
    """A file may neither name nor take over what another section keeps."""
    mine = {section.slug for section in sections_of(officer)}
    procedure = file.content["procedure"]
    known = Procedure.objects.filter(slug=procedure["slug"]).first()
    is_theirs = known is not None and known.section.slug not in mine
    if procedure["section"] not in mine or is_theirs:
        raise Refusal(
            "ファイルの手続は、ほかの課のものです。自分の課の手続のファイルを選んでください。"
        )


def _as_file(text: str, slug: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    header = content_disposition_header(as_attachment=True, filename=f"{slug}.toml")
    if header is None:
        raise Http404
    response["Content-Disposition"] = header
    return response
