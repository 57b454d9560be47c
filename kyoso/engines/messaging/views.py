"""送達の記録: what was sent, how far it came, and what waits for an officer."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs.api import Effect
from kyoso.engines.messaging import actions
from kyoso.engines.messaging.forms import AddressForm, DecisionForm, ReturnForm
from kyoso.engines.messaging.kinds import templates
from kyoso.engines.messaging.models import Message, MessageQuerySet
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

DISPATCH = people.Permission.DISPATCH_MAIL
# As many rows as one page of the desk takes (ux guideline 78).
PAGE = 50

CHIPS = {
    Message.State.WAITING: "neutral",
    Message.State.SENDING: "blue",
    Message.State.SENT: "green",
    Message.State.UNCERTAIN: "orange",
    Message.State.FAILED: "red",
    Message.State.ABANDONED: "neutral",
    Message.State.TO_PRINT: "yellow",
    Message.State.PRINTED: "blue",
    Message.State.DISPATCHED: "green",
    Message.State.RETURNED: "orange",
}


# What the code of a failed or interrupted attempt means, by its beginning.
PROBLEMS = (
    ("smtp_refused:recipient", "この宛先のメールアドレスは使われていないようです。"),
    ("smtp_refused", "相手のメールサーバーが受け取りませんでした。"),
    ("smtp_login", "メールサーバーにログインできません。"),
    ("smtp_unreachable", "メールサーバーにつながりません。"),
    ("smtp_", "メールサーバーが混み合っています。"),
    ("interrupted", "送っている処理が途中で止まりました。"),
    ("", "送る途中で接続が切れました。"),
)


def mine(officer: people.Officer) -> MessageQuerySet:
    """Return the messages of the sections whose mail this officer dispatches."""
    return Message.objects.of_sections(
        people.sections_where(officer, DISPATCH)
    ).select_related("section", "effect", "batch")


@require_GET
@people.officer(DISPATCH)
def log(request: people.OfficerRequest) -> HttpResponse:
    own = mine(request.officer)
    shown = own.for_a_person() if "decide" in request.GET else own
    pages = Paginator(shown.order_by("-posted_at", "-id"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = [_row(message) for message in page]
    ctx = {
        "page": page,
        "rows": rows,
        "only_open": "decide" in request.GET,
        "to_decide": own.for_a_person().count(),
        "to_print": own.to_print().count(),
        "returned": own.returned().not_sent_again().count(),
    }
    audit.record(
        "messaging.log_read",
        by=request.officer.account,
        subject="messaging.log",
        rows=len(rows),
    )
    return render(request, "messaging/log.html", ctx)


@require_GET
@people.officer(DISPATCH)
def message(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(mine(request.officer), ref=ref)
    audit.record(
        "messaging.message_read",
        by=request.officer.account,
        subject=found,
        person=found.account,
        reason=found.about,
    )
    return _page(request, found)


@require_POST
@people.officer(DISPATCH)
def decide(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(mine(request.officer), ref=ref)
    form = _decision_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, decision_form=form)
    account = request.officer.account
    decision = form.cleaned_data["decision"]
    shown = found
    try:
        if decision == "arrived":
            actions.settle(found, by=account, arrived=True)
            messages.success(request, "届いたことを記録しました。")
        elif decision == "again":
            actions.mail_again(found, by=account)
            messages.success(request, "もう一度メールを送ります。")
        else:
            shown = actions.post_instead(found, by=account)
            messages.success(request, "郵便物として印刷待ちに入れました。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("messaging:message", shown.ref)


@require_POST
@people.officer(DISPATCH)
def take_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(mine(request.officer), ref=ref)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, return_form=form)
    try:
        actions.take_back(
            found,
            by=request.officer.account,
            on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        form.add_error("on", refusal.sentence)
        return _page(request, found, status=422, return_form=form)
    messages.success(request, "返戻を記録しました。")
    return redirect("messaging:message", found.ref)


@require_POST
@people.officer(DISPATCH)
def send_again(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(mine(request.officer), ref=ref)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, found, status=422, address_form=form)
    try:
        letter = actions.send_again(
            found, by=request.officer.account, postal=form.postal()
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("messaging:message", found.ref)
    messages.success(request, "送りなおす郵便物を印刷待ちに入れました。")
    return redirect("messaging:message", letter.ref)


def _page(
    request: people.OfficerRequest,
    found: Message,
    *,
    status: int = 200,
    decision_form: Form | None = None,
    return_form: Form | None = None,
    address_form: Form | None = None,
) -> HttpResponse:
    """Show one message with what an officer can do about it now."""
    state = found.state
    may_show = residents.may_show_address_of(found.named, to=request.officer.account)
    sent_again = Message.objects.filter(again_of=found).first()
    if found.is_for_a_person:
        decision_form = decision_form or _decision_form(found)
    elif state == Message.State.DISPATCHED:
        return_form = return_form or ReturnForm(initial={"on": clock.today()})
    elif state == Message.State.RETURNED and not sent_again:
        address_form = address_form or _address_form(found, may_show=may_show)
    ctx = {
        "message": found,
        "address": found.address if may_show else residents.HIDDEN,
        "postcode": found.postcode if may_show else "",
        "title": templates.get(found.template).title,
        "chip": CHIPS[state],
        "files": found.files.order_by("id"),
        "sent_again": sent_again,
        "problem": _problem(found),
        "was_given_up": _was_given_up(found),
        "decision_form": decision_form,
        "return_form": return_form,
        "address_form": address_form,
        "form": decision_form or return_form or address_form,
    }
    return render(request, "messaging/message.html", ctx, status=status)


def _decision_form(
    found: Message, posted: Mapping[str, str] | None = None
) -> DecisionForm:
    return DecisionForm(
        posted,
        was_given_up=_was_given_up(found),
        has_address=bool(found.address)
        and not Message.objects.filter(again_of=found).exists(),
    )


def _address_form(found: Message, *, may_show: bool) -> AddressForm:
    return AddressForm(
        initial={
            "name": found.name,
            "postcode": found.postcode if may_show else "",
            "address": found.address if may_show else "",
        }
    )


def _problem(found: Message) -> str:
    """Return what went wrong in words, or nothing."""
    if found.effect is None or not found.effect.problem:
        return ""
    code = found.effect.problem
    return next(words for start, words in PROBLEMS if code.startswith(start))


def _was_given_up(found: Message) -> bool:
    return found.effect is not None and found.effect.state == Effect.State.DEAD


def _row(message: Message) -> dict[str, object]:
    """Return what the delivery log shows of one message."""
    state = message.state
    return {
        "message": message,
        "to": message.name or message.email,
        "state": state.label,
        "chip": CHIPS[state],
    }
