"""一斉の通知のページ: order, watch the sheets being made, print and dispatch them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.forms import ChoiceField, FileField, Textarea
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from kyoso.engines.documents import actions, addressees
from kyoso.engines.documents.errors import AddresseesWrong, AddressKeptBack
from kyoso.engines.documents.models import Notice, NoticeRun, NoticeSheet
from kyoso.engines.documents.notice_making import named_of
from kyoso.engines.jobs.api import Effect
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel.errors import Refusal
from kyoso.kernel.ids import new_ref
from kyoso.ui import fields, forms

DISPATCH = people.Permission.DISPATCH_MAIL
# 100,000 lines of addresses and some words.
LARGEST = 40_000_000
PAGE = 50


class NoticesForm(forms.Form):
    """The wording and the file of addressees."""

    section = ChoiceField(label="送る課")
    subject = fields.LineField(label="件名", max_length=100)
    text = fields.TextField(
        label="本文",
        max_length=4000,
        help_text="宛先のファイルの見出しを {見出し} と書くと、その人の言葉に替わります。例：{氏名}",
        widget=Textarea(attrs={"rows": 10}),
    )
    file = FileField(
        label="宛先のファイル（CSV）",
        help_text="1行目は見出しです。「氏名」「郵便番号」「住所」の列が必要です。UTF-8かShift_JIS、10万件までです。",
    )

    def __init__(self, *args: object, sections: list[people.Section]) -> None:
        super().__init__(*args)
        section = self.fields["section"]
        assert isinstance(section, ChoiceField)
        section.choices = [(each.slug, each.name) for each in sections]
        forms.speak(self)


@people.officer(DISPATCH)
def notices(request: people.OfficerRequest) -> HttpResponse:
    """Order a run; below, the runs of one's sections."""
    sections = people.sections_where(request.officer, DISPATCH)
    is_sent = request.method == "POST"
    form = NoticesForm(
        *((request.POST, request.FILES) if is_sent else ()), sections=sections
    )
    if is_sent and form.is_valid():
        try:
            run = _ordered(request, form, sections)
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, f"{run.total:,}通の通知を作り始めました。")
            return redirect("documents:notice_run", run.ref)
    ctx = {
        "form": form,
        "token": request.POST.get("token") or new_ref(),
        "runs": NoticeRun.objects.filter(section__in=sections).select_related(
            "section"
        )[:PAGE],
    }
    status = 422 if is_sent else 200
    return render(request, "documents/notices.html", ctx, status=status)


@require_GET
@people.officer(DISPATCH)
def notice_run(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """How far it is, sheet by sheet."""
    run = _run(request, ref)
    sheets = list(
        run.sheets.select_related("effect", "batch", "file").annotate(
            size=Count("notices"),
            by_hand=Count(
                "notices",
                filter=~Q(notices__unwritable="") | Q(notices__is_kept_back=True),
            ),
        )
    )
    done = sum(sheet.size for sheet in sheets if is_made(sheet))
    ctx = {
        "run": run,
        "sheets": [(sheet, is_made(sheet)) for sheet in sheets],
        "done": done,
        "is_done": done == run.total,
        "stuck": sum(sheet.effect.state in _STUCK for sheet in sheets),
        "by_hand": Notice.objects.filter(run=run)
        .apart()
        .select_related("message")[:PAGE],
    }
    return render(request, "documents/notice_run.html", ctx)


@require_GET
@people.officer(DISPATCH)
def notice_file(
    request: people.OfficerRequest, ref: str, number: int
) -> HttpResponseBase:
    """Download the PDF of one sheet."""
    run = _run(request, ref)
    sheet = get_object_or_404(
        run.sheets.select_related("file"), number=number, file__isnull=False
    )
    if sheet.file is None:
        raise Http404
    try:
        _refuse_kept_back(sheet, to=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("documents:notice_run", run.ref)
    return media.serve(sheet.file, by=request.officer.account, reason=run.ref)


def _refuse_kept_back(sheet: NoticeSheet, *, to: people.Account) -> None:
    """Raise ``AddressKeptBack`` where an address came to be kept back afterwards."""
    printed = [named_of(notice) for notice in sheet.notices.together()]
    if not residents.may_show_address_of(*printed, to=to):
        raise AddressKeptBack


_STUCK = {Effect.State.DEAD, Effect.State.UNCERTAIN}


def is_made(sheet: NoticeSheet) -> bool:
    """Tell whether a sheet waits for the worker no more.

    One in which nobody can be printed has messages and no file.
    """
    return sheet.file_id is not None or sheet.effect.state == Effect.State.DONE


def _ordered(
    request: people.OfficerRequest, form: NoticesForm, sections: list[people.Section]
) -> NoticeRun:
    typed = form.cleaned_data
    if typed["file"].size > LARGEST:
        raise AddresseesWrong(faults="ファイルは40MBまでです。")
    section = next(each for each in sections if each.slug == typed["section"])
    return actions.order_notices(
        subject=typed["subject"],
        text=typed["text"],
        addressees=addressees.read(typed["file"].read()),
        section=section,
        token=f"{request.officer.pk}-{request.POST.get('token', '')[:40]}",
        by=request.officer.account,
    )


def _run(request: people.OfficerRequest, ref: str) -> NoticeRun:
    return get_object_or_404(
        NoticeRun.objects.select_related("section"),
        ref=ref,
        section__in=people.sections_where(request.officer, DISPATCH),
    )
