"""処理の状況: what waits for a person, and what the machine did about it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kyoso.engines.jobs import actions
from kyoso.engines.jobs.forms import HAPPENED, RETRY, DecisionForm
from kyoso.engines.jobs.kinds import effects
from kyoso.engines.jobs.models import Effect, EffectQuerySet, Round
from kyoso.engines.people import api as people
from kyoso.kernel.errors import Refusal
from kyoso.kernel.schedule import chores

# As many as one person can look through on one page.
SHOWN = 100


@people.officer(people.Permission.OPERATE)
def overview(request: people.OfficerRequest) -> HttpResponse:
    waiting = Effect.objects.filter(
        state__in=[Effect.State.WAITING, Effect.State.RUNNING]
    )
    ctx = {
        "for_a_person": _titled(Effect.objects.for_a_person().order_by("-ended_at")),
        "waiting": _titled(waiting.order_by("due_at")),
        "rounds": [
            {"round": one, "title": chores.get(one.slug).title}
            for one in Round.objects.order_by("slug")
            if one.slug in chores
        ],
    }
    return render(request, "jobs/overview.html", ctx)


@people.officer(people.Permission.OPERATE)
def effect(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Effect.objects.for_a_person(), ref=ref)
    return _effect_page(request, found, DecisionForm())


@require_POST
@people.officer(people.Permission.OPERATE)
def decide(request: people.OfficerRequest, ref: str) -> HttpResponse:
    found = get_object_or_404(Effect, ref=ref)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _effect_page(request, found, form, status=422)
    decision = form.cleaned_data["decision"]
    account = request.officer.account
    try:
        if decision == RETRY:
            actions.retry(found, by=account)
            messages.success(request, "もう一度処理します。")
        else:
            actions.settle(found, by=account, happened=decision == HAPPENED)
            messages.success(request, "判断を記録しました。")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("jobs:overview")


def _effect_page(
    request: people.OfficerRequest,
    found: Effect,
    form: DecisionForm,
    status: int = 200,
) -> HttpResponse:
    ctx = {"effect": found, "title": effects.get(found.kind).title, "form": form}
    return render(request, "jobs/effect.html", ctx, status=status)


def _titled(found: EffectQuerySet) -> list[dict[str, object]]:
    return [
        {"effect": effect, "title": effects.get(effect.kind).title}
        for effect in found[:SHOWN]
    ]
