"""職員の画面: enter, confirm, correct, recount, ask."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.indicators import access, actions, figures, readings, sentences
from kyoso.engines.indicators.forms import (
    CorrectionForm,
    EntryForm,
    SendBackForm,
    posted,
)
from kyoso.engines.indicators.lateness import overdue_since
from kyoso.engines.indicators.models import Indicator, Value
from kyoso.engines.indicators.obtained import corrections, obtained
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Permission
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal

# The kind of chip for a status word; none of them is green without a value.
CHIPS = {
    "achieved": "green",
    "on_track": "blue",
    "behind": "orange",
    "overdue": "red",
    "uncounted": "neutral",
    "unjudged": "neutral",
}
_SHOWN_VALUES = 100


@people.officer(Permission.ENTER_VALUES)
def mine(request: people.OfficerRequest) -> HttpResponse:
    chosen = seen_by(request.officer)
    waiting = Value.objects.filter(
        indicator__in=chosen, confirmed_at__isnull=True, sent_back_at__isnull=True
    ).select_related("indicator__owner", "entered_by__officer")
    ctx = {
        "rows": [_line(found) for found in readings.read(chosen)],
        "waiting": waiting,
        "may_define": people.may(request.officer, Permission.MANAGE_PLAN),
    }
    return render(request, "indicators/mine.html", ctx)


@people.officer(Permission.ENTER_VALUES)
def indicator(request: people.OfficerRequest, slug: str) -> HttpResponse:
    found = readings.read([_seen(request, slug)])[0]
    one = found.indicator
    history = one.values.select_related(
        "definition", "entered_by__officer", "confirmed_by__officer", "evidence"
    ).order_by("-as_of", "-pk")[:_SHOWN_VALUES]
    status = readings.status(found)
    ctx = {
        "indicator": one,
        "figure": figures.figure(found),
        "word": sentences.word(status),
        "chip": CHIPS[status.word.slug],
        "status": status,
        "reason": sentences.reason(found, status),
        "rule": sentences.rule_words(found.rule),
        "pace": sentences.pace_words(found),
        "forecast": sentences.forecast_words(found),
        "history": history,
        "requests": one.requests.select_related("asked_by__officer")[:5],
        "obtained": obtained(found.latest) if found.latest else None,
        "corrections": corrections(one),
        "definitions": list(one.definitions.all()),
        "may_enter": access.may(request.officer, Permission.ENTER_VALUES, one),
        "may_ask": people.may(request.officer, Permission.MANAGE_PLAN),
        "overdue": overdue_since(found),
    }
    return render(request, "indicators/indicator.html", ctx)


@people.officer(Permission.ENTER_VALUES)
def enter(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _entered_by(request, slug)
    by = request.officer.account
    form = EntryForm(*posted(request), by=by)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.enter(
                one,
                as_of=form.cleaned_data["as_of"],
                value=form.cleaned_data["value"],
                source=form.cleaned_data["source"],
                note=form.cleaned_data["note"],
                evidence=form.kept_file,
                by=by,
            )
        except Refusal as refusal:
            form.add_error(_field_of(refusal), refusal.sentence)
        else:
            messages.success(request, "入力しました。ほかの職員の確認を待っています。")
            return redirect("indicators:value", ref=entered.ref)
    ctx = {"indicator": one, "form": form}
    return render(request, "indicators/enter.html", ctx, status=_status(form))


@people.officer(Permission.ENTER_VALUES)
def value(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _value(request, ref)
    one = found.indicator
    may_confirm = access.may(request.officer, Permission.CONFIRM_VALUES, one)
    is_own = found.entered_by_id == request.officer.account_id
    ctx = {
        "indicator": one,
        "value": found,
        "amount": sentences.stated(one, found),
        "before": sentences.stated(one, found.corrects) if found.corrects else "",
        "obtained": obtained(found),
        "may_decide": found.is_waiting and may_confirm and not is_own,
        "is_own": found.is_waiting and is_own,
        "may_correct": found.is_current
        and not one.measure
        and access.may(request.officer, Permission.ENTER_VALUES, one),
    }
    return render(request, "indicators/value.html", ctx)


@require_POST
@people.officer(Permission.CONFIRM_VALUES)
def confirm(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _decided_by(request, ref)
    try:
        actions.confirm(found, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "確認しました。値を公表しました。")
    return redirect("indicators:value", ref=ref)


@people.officer(Permission.CONFIRM_VALUES)
def send_back(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _decided_by(request, ref)
    form = SendBackForm(posted(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_back(
                found, reason=form.cleaned_data["reason"], by=request.officer.account
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, "差し戻しました。")
            return redirect("indicators:value", ref=ref)
    ctx = {"value": found, "indicator": found.indicator, "form": form}
    return render(request, "indicators/send_back.html", ctx, status=_status(form))


@people.officer(Permission.ENTER_VALUES)
def correct(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = _value(request, ref)
    if not access.may(request.officer, Permission.ENTER_VALUES, found.indicator):
        raise PermissionDenied
    by = request.officer.account
    form = CorrectionForm(*posted(request), by=by)
    if request.method == "POST" and form.is_valid():
        try:
            entered = actions.correct(
                found,
                value=form.cleaned_data["value"],
                reason=form.cleaned_data["reason"],
                source=form.cleaned_data["source"],
                note=form.cleaned_data["note"],
                evidence=form.kept_file,
                by=by,
            )
        except Refusal as refusal:
            form.add_error(_field_of(refusal), refusal.sentence)
        else:
            messages.success(
                request, "訂正を入力しました。確認されるまで、元の値を公表します。"
            )
            return redirect("indicators:value", ref=entered.ref)
    ctx = {
        "value": found,
        "indicator": found.indicator,
        "amount": sentences.stated(found.indicator, found),
        "form": form,
    }
    return render(request, "indicators/correct.html", ctx, status=_status(form))


@require_POST
@people.officer(Permission.ENTER_VALUES)
def recompute(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _entered_by(request, slug)
    try:
        counted = actions.recompute(one, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        told = (
            f"集計しました。{sentences.stated(one, counted)}です。"
            if counted
            else "数える記録がまだないため、未集計のままです。"
        )
        messages.success(request, told)
    return redirect("indicators:indicator", slug=slug)


@require_POST
@people.officer(Permission.MANAGE_PLAN)
def ask(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _seen(request, slug)
    try:
        asked = actions.ask(one, by=request.officer.account)
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{asked.asked}人に照会のメールを送ります。")
    return redirect("indicators:indicator", slug=slug)


def seen_by(officer: people.Officer) -> QuerySet[Indicator]:
    """Return the indicators whose pages this officer may open."""
    found = Indicator.objects.select_related("owner")
    if access.is_everywhere(officer, Permission.ENTER_VALUES):
        return found
    sections = {
        section.pk
        for permission in (Permission.ENTER_VALUES, Permission.CONFIRM_VALUES)
        for section in people.sections_where(officer, permission)
    }
    return found.filter(Q(owner__in=sections))


def _line(found: readings.Reading) -> dict[str, object]:
    status = readings.status(found)
    newest = found.latest
    return {
        "indicator": found.indicator,
        "latest": newest,
        "amount": sentences.stated(found.indicator, newest) if newest else "",
        "target": sentences.amount(found.indicator, found.target.value)
        if found.target
        else "未設定",
        "word": sentences.word(status),
        "chip": CHIPS[status.word.slug],
        "overdue": overdue_since(found),
        "today": clock.today(),
    }


def _seen(request: people.OfficerRequest, slug: str) -> Indicator:
    one = get_object_or_404(Indicator.objects.select_related("owner"), slug=slug)
    if not access.may_see(request.officer, one):
        raise Http404
    return one


def _entered_by(request: people.OfficerRequest, slug: str) -> Indicator:
    one = _seen(request, slug)
    if not access.may(request.officer, Permission.ENTER_VALUES, one):
        raise PermissionDenied
    return one


def _value(request: people.OfficerRequest, ref: str) -> Value:
    found = get_object_or_404(
        Value.objects.select_related(
            "indicator__owner",
            "definition",
            "corrects",
            "superseded_by",
            "evidence",
            "entered_by__officer",
            "confirmed_by__officer",
            "sent_back_by__officer",
        ),
        ref=ref,
    )
    if not access.may_see(request.officer, found.indicator):
        raise Http404
    return found


def _decided_by(request: people.OfficerRequest, ref: str) -> Value:
    found = _value(request, ref)
    if not access.may(request.officer, Permission.CONFIRM_VALUES, found.indicator):
        raise PermissionDenied
    return found


def _field_of(refusal: Refusal) -> str | None:
    """Return the field beside which the sentence of a refusal stands."""
    return {
        "day_in_future": "as_of",
        "day_before_definition": "as_of",
        "already_waiting": "as_of",
        "already_published": "as_of",
        "value_out_of_range": "value",
        "too_many_decimals": "value",
        "same_value": "value",
        "source_missing": "source",
        "evidence_missing": "evidence",
    }.get(refusal.code)


def _status(form: EntryForm | CorrectionForm | SendBackForm) -> int:
    return 422 if form.errors else 200
