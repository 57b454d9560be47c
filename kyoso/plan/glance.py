"""The plan as it stands, read once: what pages, API, snapshots and packs show.

``glance(plan)`` costs fourteen queries however many initiatives there are;
public pages keep what they draw from it under ``stamp(plan)``, which changes
whenever anything shown may have.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, F, Prefetch, Subquery, Sum, Value, When

from kyoso.engines.catalogue.api import Capability, capabilities
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock
from kyoso.kernel.words import Words
from kyoso.plan.models import (
    Context,
    Figure,
    IndicatorWords,
    Initiative,
    InitiativeIndicator,
    Item,
    Pillar,
    PillarTarget,
    Plan,
)


@dataclass(frozen=True)
class IndicatorView:
    """An indicator with its reading, its status of today and its titles."""

    reading: indicators.Reading
    status: indicators.Status
    words: Mapping[str, Words]
    definition_words: Mapping[str, Words]
    source: str = ""

    @property
    def indicator(self) -> indicators.Indicator:
        return self.reading.indicator

    @property
    def slug(self) -> str:
        return self.indicator.slug

    @property
    def titles(self) -> Words:
        """The name in the plan's languages; in Japanese once an office changed it."""
        newest = self.reading.series[-1].definition.number
        is_of_the_plan = str(newest) in self.definition_words
        if "title" in self.words and is_of_the_plan:
            return self.words["title"]
        return Words({"ja": self.indicator.title})

    @property
    def is_measured(self) -> bool:
        return bool(self.indicator.measure)

    @property
    def spans_definitions(self) -> bool:
        """Tell whether the definition changed, so that numbers cannot be compared."""
        return len(self.reading.series) > 1

    def definition_titles(self, number: int, name: str) -> Words:
        return self.definition_words.get(str(number)) or Words({"ja": name})


@dataclass(frozen=True)
class LinkView:
    """An indicator of an initiative: adopted as KPI, or only for reference."""

    view: IndicatorView
    is_kpi: bool


@dataclass(frozen=True)
class InitiativeView:
    """An initiative, what fulfils it here, its section and its indicators."""

    initiative: Initiative
    pillar: Pillar
    links: tuple[LinkView, ...]

    @property
    def slug(self) -> str:
        return self.initiative.slug

    @property
    def capability(self) -> Capability | None:
        """The capability that fulfils it, if it is installed here."""
        slug = self.initiative.capability
        return capabilities.get(slug) if slug in capabilities else None

    @property
    def state(self) -> str:
        """The honest state: a capability that is not installed fulfils nothing."""
        if self.initiative.capability and self.capability is None:
            return Initiative.State.NONE
        return self.initiative.state

    @property
    def kpis(self) -> tuple[LinkView, ...]:
        return tuple(link for link in self.links if link.is_kpi)

    @property
    def references(self) -> tuple[LinkView, ...]:
        return tuple(link for link in self.links if not link.is_kpi)


@dataclass(frozen=True)
class PillarView:
    """A pillar with its promises, its targets and its initiatives."""

    pillar: Pillar
    items: tuple[Item, ...]
    targets: tuple[IndicatorView, ...]
    initiatives: tuple[InitiativeView, ...]

    @property
    def supported(self) -> int:
        return sum(one.state != Initiative.State.NONE for one in self.initiatives)


@dataclass(frozen=True)
class Glance:
    """The whole plan on a day."""

    plan: Plan
    on: dt.date
    pillars: tuple[PillarView, ...]
    contexts: tuple[Context, ...]
    rule: indicators.Rule
    indicators: Mapping[str, IndicatorView]

    @property
    def targets(self) -> list[IndicatorView]:
        return [target for pillar in self.pillars for target in pillar.targets]

    @property
    def initiatives(self) -> list[InitiativeView]:
        return [one for pillar in self.pillars for one in pillar.initiatives]

    @property
    def supported(self) -> int:
        return sum(pillar.supported for pillar in self.pillars)

    @property
    def elapsed(self) -> int:
        """How much of the period has passed, in percent."""
        whole = (self.plan.ends_on - self.plan.starts_on).days + 1
        gone = min(max((self.on - self.plan.starts_on).days + 1, 0), whole)
        return round(gone * 100 / whole)


def glance(plan: Plan) -> Glance:
    """Read the plan as it stands today."""
    pillars = list(
        plan.pillars.filter(is_withdrawn=False).prefetch_related(
            "items",
            Prefetch("targets", PillarTarget.objects.order_by("order")),
            Prefetch(
                "initiatives",
                Initiative.objects.filter(is_withdrawn=False)
                .select_related("section")
                .order_by("number"),
            ),
            Prefetch("initiatives__links", InitiativeIndicator.objects.all()),
        )
    )
    contexts = list(
        plan.contexts.prefetch_related(
            Prefetch("figures", Figure.objects.select_related("indicator")),
            "figures__values",
        )
    )
    views = indicator_views(_indicator_ids(pillars, contexts))
    return Glance(
        plan=plan,
        on=clock.today(),
        pillars=tuple(_pillar(pillar, views) for pillar in pillars),
        contexts=tuple(contexts),
        indicators={view.slug: view for view in views.values()},
        rule=indicators.current_rule(),
    )


def indicator_views(ids: set[int]) -> dict[int, IndicatorView]:
    """Read indicators with their titles, by key (seven queries for any number)."""
    chosen = indicators.Indicator.objects.filter(pk__in=ids).select_related("owner")
    words = {
        one.indicator_id: one
        for one in IndicatorWords.objects.filter(indicator_id__in=ids)
    }
    return {
        reading.indicator.pk: _view(reading, words.get(reading.indicator.pk))
        for reading in indicators.read(chosen)
    }


def stamp(plan: Plan) -> str:
    """Return a word that changes whenever what the plan shows may have (one query)."""
    values = indicators.Value.objects
    found = (
        Plan.objects.filter(pk=plan.pk)
        .annotate(
            newest=_newest(values.order_by("-pk"), "pk"),
            confirmed=_newest(
                values.filter(confirmed_at__isnull=False).order_by("-confirmed_at"),
                "confirmed_at",
            ),
            mark=_newest(indicators.Mark.objects.order_by("-pk"), "pk"),
            definition=_newest(
                indicators.DefinitionVersion.objects.order_by("-pk"), "pk"
            ),
            rule=_newest(indicators.StatusRule.objects.order_by("-pk"), "pk"),
            rhythm=_rhythm(),
        )
        .values_list(
            "slug",
            "edition",
            "newest",
            "confirmed",
            "mark",
            "definition",
            "rule",
            "rhythm",
        )
        .get()
    )
    told = "-".join(str(part) for part in (clock.today(), *found))
    return hashlib.sha256(told.encode()).hexdigest()


def _rhythm() -> Subquery:
    """Return a number that changes when one indicator is expected more or less often."""
    weights = enumerate(indicators.Indicator.Frequency.values, start=1)
    weight = Case(*(When(frequency=one, then=number) for number, one in weights))
    # One group of all rows: a sum must not be drawn into the outer query's own.
    everything = indicators.Indicator.objects.order_by().annotate(all=Value(1))
    summed = everything.values("all").annotate(sum=Sum(F("pk") * F("pk") * weight))
    return Subquery(summed.values("sum"))


def _newest(rows: object, column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])  # type: ignore[attr-defined]


def _indicator_ids(pillars: list[Pillar], contexts: list[Context]) -> set[int]:
    ids = {target.indicator_id for one in pillars for target in one.targets.all()}
    for pillar in pillars:
        for initiative in pillar.initiatives.all():
            ids.update(link.indicator_id for link in initiative.links.all())
    for context in contexts:
        for figure in context.figures.all():
            if figure.indicator_id is not None:
                ids.add(figure.indicator_id)
    return ids


def _read(kept: dict[str, dict[str, str]]) -> dict[str, Words]:
    return {name: Words(texts) for name, texts in kept.items() if texts}


def _view(reading: indicators.Reading, words: IndicatorWords | None) -> IndicatorView:
    return IndicatorView(
        reading=reading,
        status=indicators.status(reading),
        words=_read(words.words) if words else {},
        definition_words=_read(words.definitions) if words else {},
        source=words.source if words else "",
    )


def _pillar(pillar: Pillar, views: dict[int, IndicatorView]) -> PillarView:
    return PillarView(
        pillar=pillar,
        items=tuple(pillar.items.all()),
        targets=tuple(views[one.indicator_id] for one in pillar.targets.all()),
        initiatives=tuple(
            InitiativeView(
                initiative=initiative,
                pillar=pillar,
                links=tuple(
                    LinkView(
                        views[link.indicator_id],
                        link.kind == InitiativeIndicator.Kind.KPI,
                    )
                    for link in initiative.links.all()
                ),
            )
            for initiative in pillar.initiatives.all()
        ),
    )
