"""関連する申請のページ: what belongs together, and linking by hand."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.casework.actions import linking
from kyoso.engines.casework.desk.loading import case_for, readable
from kyoso.engines.casework.desk.queue import CHIPS
from kyoso.engines.casework.errors import NoSuchCase
from kyoso.engines.casework.models import CaseLink
from kyoso.engines.casework.related import related_to
from kyoso.engines.casework.states import DESK, State
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from kyoso.kernel.text import fold
from kyoso.ui import fields, forms

READ = people.Permission.READ_CASES
HANDLE = people.Permission.HANDLE_CASES


class LinkForm(forms.Form):
    number = fields.LineField(label="結び付ける申請の受付番号", max_length=20)
    reason = fields.LineField(
        label="どう関連するか",
        max_length=linking.REASON_LENGTH,
        help_text="例：同じ工事の申請、前の申請の出し直し",
    )


@people.officer(READ)
def related(request: people.OfficerRequest, ref: str) -> HttpResponse:
    case = case_for(request, ref)
    form = LinkForm(request.POST or None)
    if request.method == "POST":
        if not people.may(request.officer, HANDLE, case.section):
            raise Http404
        if form.is_valid():
            try:
                number = fold(form.cleaned_data["number"]).replace(" ", "")
                other = (
                    readable(request.officer)
                    .filter(receipt_number__iexact=number)
                    .first()
                )
                if other is None:
                    raise NoSuchCase(number=number)
                linking.link_cases(
                    case,
                    to=other,
                    reason=form.cleaned_data["reason"],
                    by=request.officer.account,
                )
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
            else:
                messages.success(request, "申請を結び付けました。")
                return redirect("casework:related", case.ref)
    account = request.officer.account
    found = related_to(case, readable(request.officer), to=account)
    audit.record_each(
        "casework.listed",
        by=account,
        about=[(each.case, each.case.account, each.case.ref) for each in found],
    )
    ctx = {
        "case": case,
        "form": form,
        "related": [
            (each, DESK[State(each.case.state)], CHIPS[State(each.case.state)])
            for each in found
        ],
        "may_link": people.may(request.officer, HANDLE, case.section),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "casework/related.html", ctx, status=status)


@require_POST
@people.officer(HANDLE)
def unlink(request: people.OfficerRequest, ref: str, other: str) -> HttpResponse:
    """Take a link back; from either of the two cases."""
    case = case_for(request, ref, HANDLE)
    pair = [ref, other]
    link = (
        CaseLink.objects.filter(first__ref__in=pair, second__ref__in=pair)
        .select_related("first__account", "second__account")
        .first()
    )
    if link is None:
        raise Http404
    linking.unlink_cases(link, by=request.officer.account)
    messages.success(request, "結び付けを外しました。")
    return redirect("casework:related", case.ref)
