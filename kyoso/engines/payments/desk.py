"""請求と納付, 還付, 不一致, 消込, 指定: the pages of the officers who keep the books."""

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.ledger import api as ledger
from kyoso.engines.ledger.api import Due, Receipt, Refund
from kyoso.engines.payments import reading
from kyoso.engines.payments.access import due_of_desk
from kyoso.engines.payments.actions import desk as actions
from kyoso.engines.payments.actions.reconciling import reconcile
from kyoso.engines.payments.asides import ways_on_the_desk
from kyoso.engines.payments.channels import rules, title_of
from kyoso.engines.payments.forms import (
    CancelForm,
    CounterForm,
    DesignationForm,
    ElNumberForm,
    EndForm,
    FilterForm,
    PartsForm,
    PostponeForm,
    ReconciliationForm,
    RefundForm,
    SettleForm,
    TransferForm,
)
from kyoso.engines.payments.models import (
    Designation,
    Discrepancy,
    Heard,
    ReconciliationFile,
    ReconciliationLine,
)
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from kyoso.ui import forms as speaking

KEEP = people.Permission.KEEP_LEDGER
PER_PAGE = 50
SHOWN = 100


@require_GET
@people.officer(KEEP)
def dues(request: people.OfficerRequest) -> HttpResponse:
    """請求と納付: every due, narrowed by state, number and payer."""
    form = FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    today = clock.today()
    page = Paginator(_narrowed(asked, today), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        {"due": one, "word": word, "chip": chip}
        for one in page
        for word, chip in [reading.state_shown(one)]
    ]
    ctx = {"form": form, "page": page, "rows": rows, "request": request}
    return render(request, "payments/dues.html", ctx)


@require_GET
@people.officer(KEEP)
def due(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One due: its whole history and everything that can be done about it."""
    return _due_page(request, due_of_desk(ref))


@require_POST
@people.officer(KEEP)
def act(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """Take money at the counter, cancel, put off, link the eL number, propose a refund."""
    found = due_of_desk(ref)
    form = _form(verb, found, request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            messages.success(request, _done(verb, found, form, request.officer.account))
            return redirect("payments:desk_due", found.ref)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return _due_page(request, found, verb=verb, form=form, status=422)


@require_POST
@people.officer(KEEP)
def refund(request: people.OfficerRequest, ref: str, verb: str) -> HttpResponse:
    """Confirm a refund as the second officer, withdraw it, note its transfer."""
    found = get_object_or_404(Refund.objects.select_related("due__debtor"), ref=ref)
    account = request.officer.account
    try:
        if verb == "confirm":
            actions.confirm_refund(found, by=account)
            messages.success(request, "還付を確認しました。")
        elif verb == "withdraw":
            ledger.withdraw_refund(found, by=account)
            messages.success(request, "還付を取りやめました。")
        elif verb == "transfer":
            form = TransferForm(request.POST)
            if not form.is_valid():
                messages.error(request, "振り込んだ日を入力してください。")
                return redirect("payments:desk_due", found.due.ref)
            actions.note_transfer(found, on=form.cleaned_data["on"], by=account)
            messages.success(request, "還付を記録しました。")
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("payments:desk_due", found.due.ref)


@require_GET
@people.officer(KEEP)
def discrepancies(request: people.OfficerRequest) -> HttpResponse:
    """不一致: what does not fit, each with its reason, the oldest first."""
    found = Discrepancy.objects.select_related("due")
    ctx = {
        "open": found.filter(settled_at=None).order_by("pk")[:SHOWN],
        "settled": found.exclude(settled_at=None).order_by("-settled_at")[:20],
    }
    return render(request, "payments/discrepancies.html", ctx)


@people.officer(KEEP)
def discrepancy(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(
        Discrepancy.objects.select_related("due", "attempt", "settled_by"), ref=ref
    )
    form = SettleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_discrepancy(
                found, note=form.cleaned_data["note"], by=request.officer.account
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "対応を記録しました。")
            return redirect("payments:discrepancies")
    ctx = {"discrepancy": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "payments/discrepancy.html", ctx, status=status)


@people.officer(KEEP)
def reconciliation(request: people.OfficerRequest) -> HttpResponse:
    """消込: what is not cleared yet and why, and the files of what was forwarded."""
    form = ReconciliationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            taken = reconcile(
                form.cleaned_data["provider"],
                name=file.name,
                content=file.read(),
                by=request.officer.account,
            )
            return redirect("payments:file", taken.ref)
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
    today = clock.today()
    waiting = Receipt.objects.filter(cleared_on=None).select_related("due")
    ctx = {
        "form": form,
        "count": waiting.count(),
        "waiting": [
            {"receipt": one, "why": reading.why_not_cleared(one, today)}
            for one in waiting.order_by("paid_on", "pk")[:SHOWN]
        ],
        "unmatched": ReconciliationLine.objects.exclude(problem="")
        .filter(Q(receipt=None) | Q(receipt__cleared_on=None))
        .select_related("file")
        .order_by("-pk")[:SHOWN],
        "files": ReconciliationFile.objects.order_by("-pk")[:20],
        "layouts": rules().files,
    }
    status = 422 if form.errors else 200
    return render(request, "payments/reconciliation.html", ctx, status=status)


@require_GET
@people.officer(KEEP)
def reconciliation_file(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(ReconciliationFile, ref=ref)
    lines = found.lines.select_related("receipt__due").order_by("number")
    ctx = {
        "file": found,
        "total": lines.count(),
        "unmatched": lines.exclude(problem="")[:1000],
        "cleared": lines.filter(problem="")[:1000],
    }
    return render(request, "payments/file.html", ctx)


@people.officer(KEEP)
def designations(request: people.OfficerRequest) -> HttpResponse:
    """指定納付受託者: recorded with the notice; without one, cards are not offered."""
    form = DesignationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.designate(told.pop("provider"), **told, by=request.officer.account)
        except Refusal as refusal:
            form.add_error("ends_on", refusal.sentence)
        else:
            messages.success(request, "指定を登録しました。")
            return redirect("payments:designations")
    ctx = {"form": form, "designations": Designation.objects.all()[:SHOWN]}
    status = 422 if form.errors else 200
    return render(request, "payments/designations.html", ctx, status=status)


@people.officer(KEEP)
def designation(request: people.OfficerRequest, ref: str) -> HttpResponse:
    """One designation, and the day on which it ended."""
    found = get_object_or_404(
        Designation.objects.select_related("recorded_by"), ref=ref
    )
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_designation(
                found, on=form.cleaned_data["on"], by=request.officer.account
            )
        except Refusal as refusal:
            form.add_error("on", refusal.sentence)
        else:
            messages.success(request, "指定の終わりを登録しました。")
            return redirect("payments:designations")
    ctx = {"designation": found, "form": form}
    status = 422 if form.errors else 200
    return render(request, "payments/designation.html", ctx, status=status)


def _narrowed(asked: dict[str, str], today: dt.date) -> ledger.DueQuerySet:
    found = Due.objects.select_related("line").order_by("-pk")
    state, typed = asked.get("state", ""), asked.get("q", "").strip()
    if state == "open":
        found = found.open()
    elif state == "late":
        found = found.open().filter(due_on__lt=today)
    elif state == "paid":
        found = found.paid()
    elif state == "overpaid":
        found = found.overpaid()
    elif state == "cancelled":
        found = found.exclude(cancelled_at=None)
    if typed:
        found = found.filter(Q(code__icontains=typed) | Q(payer_name__icontains=typed))
    return found


def _form(verb: str, found: Due, posted: object) -> speaking.Form | None:
    """Return the form of one thing that can be done about a due, or None."""
    if verb == "refund":
        return RefundForm(
            posted,
            receipts=_refundable(list(found.receipts.all())),
            auto_id="refund_%s",
        )
    kinds = {
        "counter": CounterForm,
        "cancel": CancelForm,
        "postpone": PostponeForm,
        "parts": PartsForm,
        "el": ElNumberForm,
    }
    kind = kinds.get(verb)
    return kind(posted, auto_id=f"{verb}_%s") if kind else None


def _done(verb: str, found: Due, form: speaking.Form, by: people.Account) -> str:
    """Do it, and return what to tell."""
    told = form.cleaned_data
    if verb == "counter":
        actions.take_at_counter(
            found, amount=told["amount"], token=told["token"], by=by
        )
        return "窓口での納付を記録しました。"
    if verb == "cancel":
        actions.cancel_due(found, reason=told["reason"], by=by)
        return "請求を取り消しました。"
    if verb == "postpone":
        ledger.postpone(found, due_on=told["due_on"], reason=told["reason"], by=by)
        return "納期限を延ばしました。"
    if verb == "parts":
        ledger.agree_instalments(found, **told, by=by)
        return "分割の約束を記録しました。"
    if verb == "el":
        ledger.link_el_number(found, number=told["number"], by=by)
        return "eL番号を記録しました。"
    actions.propose_refund(
        told["receipt"], amount=told["amount"], reason=told["reason"], by=by
    )
    return "還付を登録しました。別の職員が確認してください。"


def _refundable(receipts: list[Receipt]) -> list[Receipt]:
    return [one for one in receipts if one.refundable]


def _due_page(
    request: people.OfficerRequest,
    found: Due,
    *,
    verb: str = "",
    form: speaking.Form | None = None,
    status: int = 200,
) -> HttpResponse:
    audit.record(
        "payments.due_read",
        by=request.officer.account,
        subject=found,
        person=found.debtor,
        reason=found.about,
    )
    found = due_of_desk(found.ref)
    today = clock.today()
    word, chip = reading.state_shown(found)
    receipts = list(found.receipts.order_by("pk"))
    refundable = _refundable(receipts)
    forms: dict[str, speaking.Form | None] = {
        "counter": CounterForm(
            initial={"amount": f"{found.asked:,}"}, auto_id="counter_%s"
        )
        if found.missing
        else None,
        "el": ElNumberForm(initial={"number": found.el_number}, auto_id="el_%s")
        if found.missing
        else None,
        "postpone": PostponeForm(auto_id="postpone_%s") if found.missing else None,
        "parts": PartsForm(auto_id="parts_%s") if found.missing else None,
        "refund": RefundForm(receipts=refundable, auto_id="refund_%s")
        if refundable
        else None,
        "cancel": None if found.cancelled_at else CancelForm(auto_id="cancel_%s"),
    }
    if form is not None:
        forms[verb] = form
    heard = Heard.objects.filter(attempt__due=found).select_related("attempt")
    ctx = {
        "due": found,
        "word": word,
        "chip": chip,
        "receipts": [
            {
                "receipt": one,
                "channel": title_of(one.channel),
                "why": reading.why_not_cleared(one, today),
            }
            for one in receipts
        ],
        "attempts": [
            {"attempt": one, "channel": title_of(one.channel)}
            for one in found.attempts.all()[:SHOWN]
        ],
        "heard": heard[:SHOWN],
        "ways_beside": ways_on_the_desk(found),
        "is_paying": any(one.is_live for one in found.attempts.all()),
        "refunds": found.refunds.select_related("proposed_by").order_by("-pk"),
        "discrepancies": found.discrepancies.filter(settled_at=None),
        "transfer_form": TransferForm(),
        "forms": forms,
        "failed": form,
        "me": request.officer.account,
    }
    return render(request, "payments/desk_due.html", ctx, status=status)
