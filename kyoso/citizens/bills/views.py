"""The list of a resident's dues, and the request about one that cannot be paid."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from kyoso.citizens.bills import reliefs
from kyoso.engines.casework import api as casework
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal

# As many as one person can look through; the oldest paid ones fall off.
SHOWN = 100


@require_GET
@people.resident
def mine(request: people.ResidentRequest) -> HttpResponse:
    """わたしの支払い: what is still to pay, what comes back, what is done."""
    found = payments.dues_of(request.resident.account)[:SHOWN]
    told = [(due, payments.state_shown(due)) for due in found]
    ctx = {
        "to_pay": [(due, state) for due, state in told if due.missing],
        "coming_back": [(due, state) for due, state in told if due.overpaid],
        "done": [
            (due, state) for due, state in told if not due.missing and not due.overpaid
        ],
    }
    return render(request, "bills/mine.html", ctx)


@people.resident
def relief(request: people.ResidentRequest, ref: str) -> HttpResponseBase:
    """納期限までに払えないとき: what can be asked, and the way to ask it."""
    account = request.resident.account
    due = get_object_or_404(
        payments.dues_of(account).select_related("line__section"), ref=ref
    )
    if not due.missing:
        return redirect("payments:due", due.ref)
    asked = reliefs.open_case(due)
    if asked is not None:
        messages.info(request, gettext("この請求の相談を、もう受け付けています。"))
        return redirect(casework.public_link(asked))
    procedure = reliefs.procedure()
    problem = ""
    if request.method == "POST" and procedure is not None:
        try:
            return redirect(
                casework.begin_application(
                    procedure, by=account, typed={reliefs.QUESTION: due.code}
                )
            )
        except Refusal as refusal:
            problem = gettext(refusal.sentence)
    ctx = {
        "due": due,
        "procedure": procedure,
        "problem": problem,
        "help_section": procedure.section if procedure else due.line.section,
    }
    status = 422 if problem else 200
    return render(request, "bills/relief.html", ctx, status=status)
