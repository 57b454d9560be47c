"""一括処理のページ: choose in the list, say what, read what became of each."""

from django.contrib import messages
from django.forms import ChoiceField, Textarea
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.actions import bulk
from kyoso.engines.casework.actions.handling import NOTE_LENGTH
from kyoso.engines.casework.desk.hiding import Shown
from kyoso.engines.casework.desk.loading import readable
from kyoso.engines.casework.models import Attachment, BulkAct, Case, Submission
from kyoso.engines.casework.states import DESK, State
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.kernel.ids import is_ref, new_ref
from kyoso.ui import fields, forms

HANDLE = people.Permission.HANDLE_CASES
READ = people.Permission.READ_CASES
Kind = BulkAct.Kind


class BulkForm(forms.Form):
    """What one act on many needs to know: an officer, a text, or nothing."""

    def __init__(
        self, data: QueryDict | None, *, kind: str, officers: list[people.Officer]
    ) -> None:
        super().__init__(data)
        self.officers = officers
        if kind == Kind.ASSIGN:
            self.fields["officer"] = ChoiceField(
                label="担当する職員",
                choices=[
                    ("", "選んでください"),
                    *((each.number, each.name) for each in officers),
                ],
            )
        if kind == Kind.NOTE:
            self.fields["text"] = fields.TextField(
                label="メモ",
                max_length=NOTE_LENGTH,
                help_text="選んだ申請のそれぞれに残ります。あとから直せません。",
                widget=Textarea(attrs={"rows": 3}),
            )
        forms.speak(self)

    @property
    def chosen(self) -> people.Officer | None:
        number = self.cleaned_data.get("officer")
        return next((one for one in self.officers if one.number == number), None)


@require_POST
@people.officer(HANDLE)
def bulk_act(request: people.OfficerRequest) -> HttpResponse:
    """Ask what the act needs, then do it to every ticked case."""
    kind = request.POST.get("act", "")
    if kind not in Kind.values:
        raise Http404
    cases = _ticked(request, request.POST)
    if not 0 < len(cases) <= bulk.MOST_AT_ONCE:
        messages.error(request, "申請を1件以上選んでから、ボタンを押してください。")
        return redirect("casework:queue")
    is_confirmed = bool(request.POST.get("token"))
    form = BulkForm(
        request.POST if is_confirmed else None,
        kind=kind,
        officers=_officers(cases) if kind == Kind.ASSIGN else [],
    )
    if is_confirmed and form.is_valid():
        try:
            act = bulk.carry_out(
                cases,
                kind=kind,
                token=f"bulk-{request.officer.pk}-{request.POST['token'][:40]}",
                by=request.officer,
                to=form.chosen,
                text=form.cleaned_data.get("text", ""),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("casework:bulk_result", act.ref)
    ctx = {
        "form": form,
        "kind": kind,
        "label": Kind(kind).label,
        "cases": cases,
        "token": request.POST.get("token") or new_ref(),
    }
    status = 422 if is_confirmed and form.errors else 200
    return render(request, "casework/bulk.html", ctx, status=status)


@require_GET
@people.officer(HANDLE)
def bulk_result(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """What became of each case; only whoever did it reads it."""
    act = get_object_or_404(BulkAct, ref=ref, done_by=request.officer.account)
    results = list(
        act.results.select_related("case__procedure", "case__assignee").order_by("id")
    )
    refused = [one for one in results if one.refusal]
    ctx = {
        "act": act,
        "results": [(one, DESK[State(one.case.state)]) for one in results],
        "done": len(results) - len(refused),
        "refused": len(refused),
    }
    return render(request, "casework/bulk_result.html", ctx)


@require_GET
@people.officer(READ)
def print_cases(request: people.OfficerRequest) -> HttpResponse:
    """The ticked cases on paper, one a sheet; addresses kept back stay so."""
    cases = _ticked(request, request.GET)[: bulk.MOST_AT_ONCE]
    hidden = residents.to_hide(
        [case.named for case in cases], to=request.officer.account
    )
    submissions: dict[int, list[Submission]] = {}
    for submission in Submission.objects.filter(case__in=cases).select_related(
        "version"
    ):
        submissions.setdefault(submission.case_id, []).append(submission)
    attachments: dict[int, list[Attachment]] = {}
    for attachment in Attachment.objects.filter(
        submission__case__in=cases
    ).select_related("file", "submission"):
        attachments.setdefault(attachment.submission.case_id, []).append(attachment)
    sheets = []
    for case in cases:
        audit.record(
            "casework.printed",
            by=request.officer.account,
            subject=case,
            person=case.account,
            reason=case.ref,
        )
        shown = Shown(case, case.named not in hidden)
        sheets.append(
            {
                "case": case,
                "word": DESK[State(case.state)],
                "shown": shown,
                "groups": shown.groups(
                    submissions.get(case.pk, []), attachments.get(case.pk, [])
                ),
            }
        )
    ctx = {
        "sheets": sheets,
        "lacking": len(set(request.GET.getlist("case"))) - len(sheets),
        "at": clock.now(),
        "by": request.officer.name,
    }
    return render(request, "casework/print_cases.html", ctx)


def _ticked(request: people.OfficerRequest, sent: QueryDict) -> list[Case]:
    """Return the ticked cases that this officer may read, in the list's order."""
    refs = [ref for ref in dict.fromkeys(sent.getlist("case")) if is_ref(ref)]
    found = {
        case.ref: case
        for case in readable(request.officer)
        .filter(ref__in=refs[: bulk.MOST_AT_ONCE + 1])
        .select_related(
            "procedure", "revision", "section__department", "assignee", "account"
        )
    }
    return [found[ref] for ref in refs if ref in found]


def _officers(cases: list[Case]) -> list[people.Officer]:
    """Return who handles cases in any section of the ticked ones."""
    found: dict[int, people.Officer] = {}
    for section in {case.section for case in cases}:
        for officer in people.officers_who_may(HANDLE, section):
            found.setdefault(officer.pk, officer)
    return list(found.values())
