"""読み取り: an indicator with everything that is shown of it, in constant queries.

A ``Reading`` is loaded once and then answers every question without a query:
four queries for any number of indicators, and one for the adopted rule.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db.models import QuerySet

from kyoso.engines.indicators import rules
from kyoso.engines.indicators.errors import TooManyDecimals, ValueOutOfRange
from kyoso.engines.indicators.models import (
    DefinitionVersion,
    Indicator,
    Mark,
    StatusRule,
    Value,
)
from kyoso.kernel import clock

Row = TypeVar("Row", DefinitionVersion, Mark, Value)

# A share cannot leave these; a count only the lower one.
_PERCENT = (Decimal(0), Decimal(100))
_COUNT = (Decimal(0), Decimal(10) ** 14)


@dataclass(frozen=True)
class Series:
    """The numbers of one definition version; no line ever leaves it."""

    definition: DefinitionVersion
    values: tuple[Value, ...]
    baseline: Mark | None
    target: Mark | None
    comparators: tuple[Mark, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.values or self.baseline or self.target or self.comparators)


@dataclass(frozen=True)
class Reading:
    """An indicator as it stands: its series by definition, oldest first."""

    indicator: Indicator
    series: tuple[Series, ...]
    rule: rules.Rule

    def at(self, on: dt.date) -> Series | None:
        """Return the series of the definition valid on a day (else the first)."""
        valid = [one for one in self.series if one.definition.valid_from <= on]
        if valid:
            return valid[-1]
        return self.series[0] if self.series else None

    @property
    def now(self) -> Series | None:
        return self.at(clock.today())

    @property
    def latest(self) -> Value | None:
        """The newest published value under the definition of today."""
        series = self.now
        return series.values[-1] if series and series.values else None

    @property
    def target(self) -> Mark | None:
        return self.now.target if self.now else None

    @property
    def baseline(self) -> Mark | None:
        return self.now.baseline if self.now else None

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """Between which values this indicator can lie."""
        return limits(self.indicator)


def limits(indicator: Indicator) -> tuple[Decimal, Decimal]:
    return _PERCENT if indicator.unit in {"%", "％"} else _COUNT


def refuse_number(indicator: Indicator, value: Decimal) -> None:
    """Raise ``ValueOutOfRange`` or ``TooManyDecimals`` for what it can never be."""
    low, high = limits(indicator)
    if not value.is_finite() or not low <= value <= high:
        raise ValueOutOfRange(title=indicator.title, low=low, high=f"{high:,}")
    if value != value.quantize(Decimal(1).scaleb(-indicator.decimals)):
        raise TooManyDecimals(title=indicator.title, decimals=indicator.decimals)


def read(indicators: Iterable[Indicator]) -> list[Reading]:
    """Load what belongs to indicators that are already chosen, as it is now."""
    chosen = list(indicators)
    if not chosen:
        return []
    definitions = _by_indicator(DefinitionVersion.objects.all(), chosen)
    marks = _by_indicator(Mark.objects.filter(replaced_by__isnull=True), chosen)
    values = _by_indicator(Value.objects.current(), chosen)
    rule = current_rule()
    return [
        Reading(
            one,
            _series(one, definitions[one.pk], marks[one.pk], values[one.pk]),
            rule,
        )
        for one in chosen
    ]


def reading(slug: str) -> Reading:
    """Load one indicator; an unknown slug raises ``Indicator.DoesNotExist``."""
    return read([Indicator.objects.select_related("owner").get(slug=slug)])[0]


def reading_of(thing: Indicator | Reading) -> Reading:
    """Return the reading itself, or load that of an indicator."""
    return thing if isinstance(thing, Reading) else read([thing])[0]


def current_rule() -> rules.Rule:
    """Return the adopted rule, or the draft."""
    adopted = StatusRule.objects.order_by("-number").first()
    if adopted is None:
        return rules.DRAFT
    return rules.Rule(
        adopted.number,
        adopted.tolerance,
        adopted.grace_days,
        adopted.decision,
        is_adopted=True,
    )


def latest(thing: Indicator | Reading) -> Value | None:
    """Return the newest published value under the definition of today."""
    return reading_of(thing).latest


def series(thing: Indicator | Reading) -> tuple[Series, ...]:
    """Return the numbers by definition version, oldest first."""
    return reading_of(thing).series


def status(thing: Indicator | Reading, on: dt.date | None = None) -> rules.Status:
    """Return the status word for a day (today)."""
    found = reading_of(thing)
    day = on or clock.today()
    return rules.judge(_question(found, day), on=day, rule=found.rule)


def pace(thing: Indicator | Reading, on: dt.date | None = None) -> rules.Pace | None:
    """Return the pace required from a day (today) on, if there is a need for one."""
    day = on or clock.today()
    return rules.pace(_question(reading_of(thing), day), on=day)


def forecast(thing: Indicator | Reading, on: dt.date | None = None) -> rules.Forecast:
    """Return the plain linear forecast for the day of the target."""
    found = reading_of(thing)
    day = on or clock.today()
    return rules.forecast(_question(found, day), on=day, limits=found.limits)


def _question(found: Reading, on: dt.date) -> rules.Question:
    indicator = found.indicator
    chosen = found.at(on)
    return rules.Question(
        points=tuple(
            rules.Point(value.as_of, value.value)
            for value in (chosen.values if chosen else ())
        ),
        baseline=_point(chosen.baseline) if chosen else None,
        target=_point(chosen.target) if chosen else None,
        rises=indicator.direction == Indicator.Direction.UP,
        frequency=indicator.frequency,
    )


def _point(mark: Mark | None) -> rules.Point | None:
    return rules.Point(mark.on, mark.value) if mark else None


def _by_indicator(
    rows: QuerySet[Row], chosen: list[Indicator]
) -> defaultdict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows.filter(indicator__in=chosen):
        found[row.indicator_id].append(row)
    return found


def _series(
    indicator: Indicator,
    definitions: list[DefinitionVersion],
    marks: list[Mark],
    values: list[Value],
) -> tuple[Series, ...]:
    found = []
    for definition in definitions:
        definition.indicator = indicator
        own = [mark for mark in marks if mark.definition_id == definition.pk]
        counted = [value for value in values if value.definition_id == definition.pk]
        for mark in own:
            mark.indicator, mark.definition = indicator, definition
        for value in counted:
            value.indicator, value.definition = indicator, definition
        found.append(
            Series(
                definition,
                tuple(counted),
                _first(own, Mark.Kind.BASELINE),
                _last(own, Mark.Kind.TARGET),
                tuple(one for one in own if one.kind == Mark.Kind.COMPARATOR),
            )
        )
    return tuple(found)


def _first(marks: list[Mark], kind: str) -> Mark | None:
    return next((mark for mark in marks if mark.kind == kind), None)


def _last(marks: list[Mark], kind: str) -> Mark | None:
    return _first(marks[::-1], kind)
