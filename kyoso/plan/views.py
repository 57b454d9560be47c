"""The plan for everyone: residents, the press, other cities, developers."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people import api as people
from kyoso.plan import cards, texts
from kyoso.plan.fragments import Shown, shown
from kyoso.plan.glance import IndicatorView, InitiativeView, indicator_views
from kyoso.plan.models import (
    Decision,
    InitiativeReport,
    Plan,
    Revision,
    Snapshot,
)

_DECISIONS_A_PAGE = 50


@people.anyone
def overview(request: HttpRequest, plan: str | None = None) -> HttpResponse:
    """The plan at a glance."""
    page = shown(plan)
    body = page.drawn(
        "overview",
        lambda: render_to_string("plan/overview_body.html", _overview(page), request),
    )
    context = {"plan": page.plan, "body": body}
    return render(request, "plan/overview.html", context)


@people.anyone
def initiative(
    request: HttpRequest, slug: str, plan: str | None = None
) -> HttpResponse:
    """What an initiative promises, who is in charge, what fulfils it."""
    page, view = _initiative(slug, plan)
    body = page.drawn(
        f"initiative:{slug}",
        lambda: render_to_string(
            "plan/initiative_body.html", _initiative_context(page, view), request
        ),
    )
    context = {
        "plan": page.plan,
        "initiative": view.initiative,
        "help_section": view.initiative.section,
        "body": body,
        "is_current": page.is_current,
    }
    return render(request, "plan/initiative.html", context)


@people.anyone
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """An indicator with its chart, its numbers and how they were obtained."""
    page, view = _indicator(slug)
    body = page.drawn(
        f"indicator:{slug}",
        lambda: render_to_string(
            "plan/indicator_body.html", _indicator_context(page, view), request
        ),
    )
    context = {"plan": page.plan, "view": view, "body": body}
    return render(request, "plan/indicator.html", context)


@people.anyone
def indicator_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The same numbers as CSV."""
    _, view = _indicator(slug)
    return HttpResponse(
        indicators.csv(view.reading),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}.csv"'},
    )


@people.anyone
def revisions(request: HttpRequest, plan: str | None = None) -> HttpResponse:
    """What changed from revision to revision, in the plan's own words."""
    page = shown(plan)
    found = list(page.plan.revisions.order_by("number"))
    context = {
        "plan": page.plan,
        "is_current": page.is_current,
        "steps": _steps(found),
        "plans": list(Plan.objects.order_by("starts_on")),
    }
    return render(request, "plan/revisions.html", context)


@people.anyone
def decisions(request: HttpRequest, plan: str | None = None) -> HttpResponse:
    """What headquarters decided, newest first."""
    page = shown(plan)
    found = (
        Decision.objects.published()
        .filter(meeting__plan=page.plan)
        .select_related("meeting", "initiative", "indicator", "section")
        .order_by("-meeting__held_on", "-number")
    )
    part = Paginator(found, _DECISIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {"plan": page.plan, "decisions": part}
    return render(request, "plan/decisions.html", context)


@people.anyone
def snapshot(request: HttpRequest, ref: str) -> HttpResponse:
    """A published snapshot: its fingerprint and what was corrected later."""
    found = get_object_or_404(Snapshot.objects.select_related("plan"), ref=ref)
    context = {"snapshot": found, "corrections": list(found.corrections.all())}
    return render(request, "plan/snapshot.html", context)


@people.anyone
def snapshot_json(request: HttpRequest, ref: str) -> HttpResponse:
    """The frozen bytes, so that anyone can check the fingerprint."""
    found = get_object_or_404(Snapshot, ref=ref)
    return HttpResponse(
        found.content,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="plan-{ref}.json"'},
    )


def _overview(page: Shown) -> dict[str, object]:
    glance = page.glance
    plan = page.plan
    return {
        "page": page,
        "plan": plan,
        "glance": glance,
        "targets": [
            (pillar, cards.indicator_card(target))
            for pillar in glance.pillars
            for target in pillar.targets
        ],
        "pillars": [
            (view, [(one, cards.most_urgent(one.kpis)) for one in view.initiatives])
            for view in glance.pillars
        ],
        "is_over": glance.on > plan.ends_on,
        "contexts": [
            (context, [cards.figure_card(one, plan) for one in context.figures.all()])
            for context in glance.contexts
        ],
        "rule": indicators.rule_words(glance.rule),
        "snapshots": list(plan.snapshots.defer("content")[:3]),
        "others": list(Plan.objects.exclude(pk=plan.pk).order_by("starts_on")),
    }


def _initiative(slug: str, plan: str | None) -> tuple[Shown, InitiativeView]:
    page = shown(plan)
    for view in page.glance.initiatives:
        if view.slug == slug:
            return page, view
    raise Http404


def _initiative_context(page: Shown, view: InitiativeView) -> dict[str, object]:
    reports = InitiativeReport.objects.filter(
        initiative=view.initiative, state=InitiativeReport.State.PUBLISHED
    )
    pillar = next(one for one in page.glance.pillars if one.pillar.pk == view.pillar.pk)
    return {
        "page": page,
        "plan": page.plan,
        "view": view,
        "initiative": view.initiative,
        "pillar": pillar,
        "home": _home(view),
        "kpis": cards.link_cards(view.kpis),
        "references": cards.link_cards(view.references),
        "targets": [cards.indicator_card(one) for one in pillar.targets],
        "reports": list(reports),
        "decisions": list(
            view.initiative.decisions.published().select_related(
                "meeting", "indicator", "section"
            )
        ),
    }


def _home(view: InitiativeView) -> str:
    """Return the first page of the capability that fulfils it, if it has one."""
    return (
        reverse(view.capability.home)
        if view.capability and view.capability.home
        else ""
    )


def _indicator(slug: str) -> tuple[Shown, IndicatorView]:
    """Find an indicator of the current plan, or one that no plan shows any more."""
    page = shown()
    view = page.glance.indicators.get(slug)
    if view is None:
        found = get_object_or_404(indicators.Indicator, slug=slug)
        view = indicator_views({found.pk})[found.pk]
    return page, view


def _indicator_context(page: Shown, view: IndicatorView) -> dict[str, object]:
    reading = view.reading
    return {
        "page": page,
        "plan": page.plan,
        "view": view,
        "card": cards.indicator_card(view),
        "figure": indicators.figure(reading),
        "definitions": [
            (one, view.definition_titles(one.definition.number, one.definition.name))
            for one in reversed(reading.series)
        ],
        "rule": indicators.rule_words(reading.rule),
        "pace": indicators.pace_words(reading),
        "forecast": indicators.forecast_words(reading),
        "obtained": indicators.obtained(reading.latest) if reading.latest else None,
        "corrections": indicators.corrections(view.indicator),
        "pillars": [
            one for one in page.glance.pillars if view.slug in _slugs(one.targets)
        ],
        "initiatives": [
            one
            for one in page.glance.initiatives
            if view.slug in {link.view.slug for link in one.links}
        ],
    }


def _slugs(views: tuple[IndicatorView, ...]) -> set[str]:
    return {view.slug for view in views}


def _steps(found: list[Revision]) -> list[dict[str, object]]:
    """Return each revision, newest first, with what changed since the one before."""
    steps: list[dict[str, object]] = []
    for before, after in zip([None, *found], found, strict=False):
        changes = None
        if before is not None and before.is_held and after.is_held:
            changes = [
                {
                    "kind": change.kind,
                    "title": change.place,
                    "before": "\n".join(change.before),
                    "after": "\n".join(change.after),
                }
                for change in texts.changes(_lines(before), _lines(after))
            ]
        steps.append({"revision": after, "before": before, "changes": changes})
    return steps[::-1]


def _lines(revision: Revision) -> list[texts.Line]:
    return [(place, line) for place, line in revision.text]
