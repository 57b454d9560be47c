"""Headquarters' dashboard: what is late stands first."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render

from kyoso.engines.indicators import api as indicators
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC, link
from kyoso.plan import cards
from kyoso.plan.fragments import Shown, shown
from kyoso.plan.glance import Glance, IndicatorView
from kyoso.plan.models import FollowUp, InitiativeReport, Meeting
from kyoso.plan.quarters import Quarter, quarter_of

P = people.Permission

_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """An indicator as headquarters reads it, with what must happen."""

    card: cards.IndicatorCard
    role: str
    href: str
    pace: str
    forecast: str


@people.officer(P.ATTEND_HEADQUARTERS)
def dashboard(request: people.OfficerRequest) -> HttpResponse:
    """What is late or overdue, what is promised, what comes next."""
    page = shown()
    lines = judged(page.glance)
    quarter = quarter_of(clock.today()).before
    context = {
        "plan": page.plan,
        "glance": page.glance,
        "days_left": max((page.plan.ends_on - clock.today()).days, 0),
        "lines": lines,
        "counts": _counts(lines),
        "rule": indicators.rule_words(page.glance.rule),
        "is_draft": not page.glance.rule.is_adopted,
        "follow_ups": _open_follow_ups(page),
        "quarter": quarter,
        "reported": _reported(page, quarter),
        "meetings": _meetings(page),
        "undecided": _undecided(page.glance),
        "may_manage": people.may(request.officer, P.MANAGE_PLAN),
    }
    return render(request, "plan/office/dashboard.html", context)


@people.officer(P.ATTEND_HEADQUARTERS)
def initiatives(request: people.OfficerRequest) -> HttpResponse:
    """All initiatives with section, KPIs and the state of the last report."""
    page = shown()
    quarter = quarter_of(clock.today()).before
    reports = {
        report.initiative_id: report
        for report in InitiativeReport.objects.filter(
            initiative__plan=page.plan,
            fiscal_year=quarter.fiscal_year,
            quarter=quarter.number,
        )
    }
    context = {
        "plan": page.plan,
        "quarter": quarter,
        "pillars": [
            (
                pillar,
                [
                    (one, reports.get(one.initiative.pk), cards.link_cards(one.kpis))
                    for one in pillar.initiatives
                ],
            )
            for pillar in page.glance.pillars
        ],
    }
    return render(request, "plan/office/initiatives.html", context)


def judged(glance: Glance) -> list[Line]:
    """Return targets and adopted KPIs, the worst first; references are not judged."""
    targets = {view.slug: view for view in glance.targets}
    kpis = {
        link.view.slug: link.view for one in glance.initiatives for link in one.kpis
    }
    lines = [_line(view, "数値目標") for view in targets.values()]
    lines += [_line(view, "KPI") for slug, view in kpis.items() if slug not in targets]
    return sorted(
        lines, key=lambda line: cards.URGENCY.index(line.card.view.status.word)
    )


def _line(view: IndicatorView, role: str) -> Line:
    return Line(
        card=cards.indicator_card(view),
        role=role,
        href=link(PUBLIC, "plan:indicator", view.slug),
        pace=indicators.pace_words(view.reading),
        forecast=indicators.forecast_words(view.reading),
    )


def _counts(lines: list[Line]) -> list[tuple[str, str, int]]:
    words = [line.card.view.status.word for line in lines]
    return [
        (str(word), cards.KINDS[word], words.count(word))
        for word in cards.URGENCY
        if word is not indicators.Word.UNJUDGED or words.count(word)
    ]


def _open_follow_ups(page: Shown) -> list[FollowUp]:
    return list(
        FollowUp.objects.filter(decision__meeting__plan=page.plan, done_at=None)
        .select_related("section", "decision__meeting")
        .order_by("due_on")[:_SHOWN]
    )


def _reported(page: Shown, quarter: Quarter) -> dict[str, int]:
    found = InitiativeReport.objects.filter(
        initiative__plan=page.plan,
        fiscal_year=quarter.fiscal_year,
        quarter=quarter.number,
    ).aggregate(
        submitted=Count("pk", filter=Q(state=InitiativeReport.State.SUBMITTED)),
        published=Count("pk", filter=Q(state=InitiativeReport.State.PUBLISHED)),
    )
    return {**found, "of": len(page.glance.initiatives)}


def _meetings(page: Shown) -> list[Meeting]:
    return list(page.plan.meetings.order_by("-held_on")[:4])


def _undecided(glance: Glance) -> dict[str, int]:
    """How many initiatives still wait for a section or a KPI (VI-4「今後」)."""
    return {
        "sections": sum(one.initiative.section is None for one in glance.initiatives),
        "kpis": sum(not one.kpis for one in glance.initiatives),
        "of": len(glance.initiatives),
    }
