"""職員の画面: the planners define what is counted, its target and how often."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kyoso.engines.indicators import actions
from kyoso.engines.indicators.definition_forms import (
    FrequencyForm,
    MarkForm,
    NewDefinitionForm,
    NewIndicatorForm,
)
from kyoso.engines.indicators.forms import posted
from kyoso.engines.indicators.models import Indicator, Mark
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Permission
from kyoso.kernel.errors import Refusal
from kyoso.ui import forms


@people.officer(Permission.MANAGE_PLAN)
def define(request: people.OfficerRequest) -> HttpResponse:
    form = NewIndicatorForm(posted(request)[0])
    if _is_done(request, form, lambda: _define(form, request), "指標を定めました。"):
        return redirect("indicators:indicator", slug=form.cleaned_data["slug"])
    return _page(
        request,
        form,
        title="指標を定める",
        lead="定めた指標は、DX推進本部がKPIとして採用するまで、計画のページに載りません。",
        back=reverse("indicators:mine"),
    )


@people.officer(Permission.MANAGE_PLAN)
def redefine(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _indicator(slug)
    form = NewDefinitionForm(posted(request)[0])
    if _is_done(
        request, form, lambda: _redefine(one, form, request), "定義を改めました。"
    ):
        return redirect("indicators:indicator", slug=slug)
    return _page(
        request,
        form,
        title=f"定義を改める：{one.title}",
        lead="いまの定義と値は、そのまま残ります。新しい定義の値は、前の値と線でつながず、比べません。基準値と目標値は、新しい定義に改めて書いてください。",
        back=reverse("indicators:indicator", kwargs={"slug": slug}),
    )


@people.officer(Permission.MANAGE_PLAN)
def mark(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _indicator(slug)
    form = MarkForm(posted(request)[0])
    if _is_done(request, form, lambda: _mark(one, form, request), "記録しました。"):
        return redirect("indicators:indicator", slug=slug)
    newest = one.definitions.order_by("-number")[0]
    return _page(
        request,
        form,
        title=f"基準値・目標値を書く：{one.title}",
        lead=f"いまの定義（第{newest.number}版「{newest.name}」）の値として公表します。同じ期限の目標値は置き換わり、前の目標値も残ります。",
        back=reverse("indicators:indicator", kwargs={"slug": slug}),
    )


@people.officer(Permission.MANAGE_PLAN)
def frequency(request: people.OfficerRequest, slug: str) -> HttpResponse:
    one = _indicator(slug)
    form = FrequencyForm(posted(request)[0], indicator=one)
    by = request.officer.account
    if _is_done(
        request,
        form,
        lambda: actions.set_frequency(
            one, frequency=form.cleaned_data["frequency"], by=by
        ),
        "値を集める間隔を変えました。",
    ):
        return redirect("indicators:indicator", slug=slug)
    return _page(
        request,
        form,
        title=f"値を集める間隔を変える：{one.title}",
        lead=f"いまの間隔は「{one.get_frequency_display()}」です。",
        back=reverse("indicators:indicator", kwargs={"slug": slug}),
    )


def _define(form: NewIndicatorForm, request: people.OfficerRequest) -> Indicator:
    typed = form.cleaned_data
    return actions.define(
        slug=typed["slug"],
        title=typed["title"],
        unit=typed["unit"],
        direction=typed["direction"],
        frequency=typed["frequency"],
        decimals=typed["decimals"],
        definition=_words(form, typed["title"]),
        # After those of the plan, in the order in which they are defined.
        order=Indicator.objects.count(),
        by=request.officer.account,
    )


def _redefine(
    one: Indicator, form: NewDefinitionForm, request: people.OfficerRequest
) -> object:
    return actions.adopt_definition(
        one,
        definition=_words(form, form.cleaned_data["name"]),
        by=request.officer.account,
    )


def _words(form: NewIndicatorForm | NewDefinitionForm, name: str) -> actions.Definition:
    typed = form.cleaned_data
    return actions.Definition(
        name=name,
        text=typed["text"],
        numerator=typed["numerator"],
        denominator=typed["denominator"],
        valid_from=typed["valid_from"],
        reason=typed.get("reason", ""),
        source=typed["source"],
    )


def _mark(one: Indicator, form: MarkForm, request: people.OfficerRequest) -> Mark:
    newest = one.definitions.order_by("-number")[0]
    typed = form.cleaned_data
    kind, value, on, source = (typed[key] for key in ("kind", "value", "on", "source"))
    by = request.officer.account
    if kind == Mark.Kind.TARGET:
        return actions.set_target(newest, value=value, due_on=on, source=source, by=by)
    if kind == Mark.Kind.BASELINE:
        return actions.set_baseline(newest, value=value, on=on, source=source, by=by)
    return actions.add_comparator(
        newest, area=kind, value=value, on=on, source=source, by=by
    )


def _is_done(
    request: people.OfficerRequest,
    form: forms.Form,
    act: Callable[[], object],
    done: str,
) -> bool:
    """Do what was typed, once it is right; a refusal stands beside its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refusal as refusal:
        form.add_error(_FIELDS.get(refusal.code), refusal.sentence)
        return False
    messages.success(request, done)
    return True


_FIELDS = {
    "indicator_exists": "slug",
    "definition_not_later": "valid_from",
    "reason_missing": "reason",
    "value_out_of_range": "value",
    "too_many_decimals": "value",
    "mark_exists": "on",
    "source_missing": "source",
}


def _page(
    request: people.OfficerRequest, form: forms.Form, **context: str
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request,
        "indicators/definition_form.html",
        {"form": form, **context},
        status=status,
    )


def _indicator(slug: str) -> Indicator:
    return get_object_or_404(Indicator, slug=slug)
