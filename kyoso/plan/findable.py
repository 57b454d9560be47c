"""What search finds of the plan, and what the top page shows of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel import clock
from kyoso.kernel.doors import PUBLIC
from kyoso.kernel.words import KEYS, pick
from kyoso.plan import cards
from kyoso.plan.fragments import Shown
from kyoso.plan.glance import Glance, IndicatorView, InitiativeView, glance
from kyoso.plan.models import Context, Decision, InitiativeReport, Plan
from kyoso.ui import dates


def pages() -> Iterator[catalogue.Page]:
    """Yield the pages of the current plan in every language they are written in."""
    plan = Plan.objects.current_on(clock.today())
    if plan is None:
        return
    seen = glance(plan)
    told = _told(plan)
    yield from _records(plan)
    for other in Plan.objects.exclude(pk=plan.pk):
        yield _other(other)
    for language, key in KEYS.items():
        yield _overview(seen, language)
        for view in seen.initiatives:
            if key in view.initiative.titles:
                yield _initiative(view, language, told)
        for one in seen.indicators.values():
            if key in one.titles:
                yield _indicator(one, language)
        told_here = [one for one in seen.contexts if key in one.titles]
        yield from (_context(one, plan, language) for one in told_here)


def home(request: HttpRequest) -> dict[str, object] | None:
    """Return the targets for the top page; None without a plan (two queries)."""
    plan = Plan.objects.current_on(clock.today())
    if plan is None:
        return None
    page = Shown(plan, is_current=True)
    return {
        "body": page.drawn(
            "home",
            lambda: render_to_string(
                "plan/home_body.html",
                {
                    "plan": plan,
                    "glance": page.glance,
                    "targets": [
                        (pillar, cards.indicator_card(target))
                        for pillar in page.glance.pillars
                        for target in pillar.targets
                    ],
                },
                request,
            ),
        )
    }


SOURCE = catalogue.Source("plan", _("計画"), pages)
SECTION = catalogue.HomeSection("plan", "plan/home.html", order=30, context=home)


def _told(plan: Plan) -> dict[int, list[str]]:
    """Return what reports and decisions say of each initiative, by its key."""
    told: dict[int, list[str]] = defaultdict(list)
    reports = InitiativeReport.objects.filter(
        initiative__plan=plan, state=InitiativeReport.State.PUBLISHED
    )
    for report in reports:
        told[report.initiative_id] += [report.done, report.problem, report.next]
    decisions = Decision.objects.published().filter(initiative__plan=plan)
    for decision in decisions.exclude(initiative=None):
        assert decision.initiative_id is not None
        told[decision.initiative_id].append(decision.text)
    return told


def _records(plan: Plan) -> Iterator[catalogue.Page]:
    """Yield what is written in Japanese only: decisions, revisions, the vision."""
    decisions = Decision.objects.published().filter(meeting__plan=plan)
    yield catalogue.Page(
        key="decisions",
        title="本部の決定",
        body="\n".join(
            f"{one.meeting.title} {one.text}"
            for one in decisions.select_related("meeting")
        ),
        path=_path("decisions"),
    )
    yield catalogue.Page(
        key="revisions",
        title="計画の改訂",
        body="\n".join(f"{one.title} {one.note}" for one in plan.revisions.all()),
        path=_path("revisions"),
    )
    if plan.vision:
        yield _vision(plan)


def _other(plan: Plan) -> catalogue.Page:
    """Return the overview of a plan that has ended or is to come."""
    return catalogue.Page(
        key=f"plan:{plan.slug}",
        title=plan.short_titles["ja"],
        body=f"{plan.title}\n{plan.ideals['ja']}",
        path=_path("overview_of", plan.slug),
    )


def _overview(seen: Glance, language: str) -> catalogue.Page:
    plan = seen.plan
    told = [pick(plan.titles, language), pick(plan.ideals, language)]
    for pillar in seen.pillars:
        told += [
            pick(pillar.pillar.titles, language),
            pick(pillar.pillar.texts, language),
        ]
        told += [pick(item.titles, language) for item in pillar.items]
        if language == "ja":
            told += [item.text for item in pillar.items]
    return catalogue.Page(
        key="overview",
        title=pick(plan.short_titles, language),
        body="\n".join(told),
        path=_path("overview"),
        language=language,
    )


def _vision(plan: Plan) -> catalogue.Page:
    """Return what the plan aims at (目指す将来像), which it says in Japanese only."""
    told = [line for one in plan.vision for line in (one["title"], *one["lines"])]
    return catalogue.Page(
        key="vision",
        title="目指す将来像",
        body="\n".join(told),
        path=f"{_path('overview')}#vision",
    )


def _context(context: Context, plan: Plan, language: str) -> catalogue.Page:
    """Return a section of chapter II: its figures of city, prefecture and nation."""
    told = []
    with translation.override(language):
        for figure in context.figures.all():
            card = cards.figure_card(figure, plan)
            values = [
                f"{pick(bar.area, language)} {bar.amount}（{dates.short(bar.on)}）"
                for bar in card.bars
            ]
            told.append(f"{pick(figure.titles, language)}：{'、'.join(values)}")
            told.append(figure.source)
    if language == "ja":
        told.append(context.text)
    return catalogue.Page(
        key=f"context:{context.slug}",
        title=pick(context.titles, language),
        body="\n".join(told),
        path=f"{_path('overview')}#context-{context.slug}",
        language=language,
    )


def _initiative(
    view: InitiativeView, language: str, records: Mapping[int, list[str]]
) -> catalogue.Page:
    told = [pick(view.pillar.titles, language), pick(view.pillar.texts, language)]
    if view.initiative.state_notes:
        told.append(pick(view.initiative.state_notes, language))
    if view.initiative.section:
        told.append(view.initiative.section.name)
    if language == "ja":
        told += records.get(view.initiative.pk, [])
    return catalogue.Page(
        key=f"initiative:{view.slug}",
        title=pick(view.initiative.titles, language),
        body="\n".join(told),
        path=_path("initiative", view.slug),
        language=language,
    )


def _indicator(view: IndicatorView, language: str) -> catalogue.Page:
    told = [
        pick(
            view.definition_titles(one.definition.number, one.definition.name), language
        )
        for one in view.reading.series
    ]
    if language == "ja":
        told += [one.definition.text for one in view.reading.series]
    return catalogue.Page(
        key=f"indicator:{view.slug}",
        title=pick(view.titles, language),
        body="\n".join(told),
        path=_path("indicator", view.slug),
        language=language,
    )


def _path(name: str, *args: str) -> str:
    urlconf = settings.DOORS[PUBLIC]["urlconf"]
    return reverse(f"plan:{name}", urlconf=urlconf, args=args)
