"""What is counted, by whom, from where to where, and how it is judged."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators.errors import (
    DefinitionNotLater,
    IndicatorExists,
    MarkExists,
    ReasonMissing,
    SourceMissing,
)
from kyoso.engines.indicators.models import (
    DefinitionVersion,
    Indicator,
    Mark,
    StatusRule,
)
from kyoso.engines.indicators.readings import refuse_number
from kyoso.engines.indicators.rules import refuse_impossible
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock


@dataclass(frozen=True)
class Definition:
    """The words of a definition: what is counted, divided by what, from which day."""

    name: str
    text: str
    valid_from: dt.date
    source: str
    numerator: str = ""
    denominator: str = ""
    reason: str = ""


@transaction.atomic
def define(
    *,
    slug: str,
    title: str,
    definition: Definition,
    unit: str = "",
    direction: str = Indicator.Direction.UP,
    frequency: str = Indicator.Frequency.YEARLY,
    decimals: int = 0,
    owner: Section | None = None,
    measure: str = "",
    order: int = 0,
    by: Account | None,
) -> Indicator:
    """Begin an indicator with the first version of its definition.

    ``measure`` is the slug of a registered measure, or empty for values that
    officers enter. Raises ``IndicatorExists``.
    """
    if Indicator.objects.filter(slug=slug).exists():
        raise IndicatorExists(slug=slug)
    indicator = Indicator.objects.create(
        slug=slug,
        title=title,
        unit=unit,
        direction=direction,
        frequency=frequency,
        decimals=decimals,
        owner=owner,
        measure=measure,
        order=order,
    )
    audit.record("indicators.defined", by=by, subject=indicator, slug=slug)
    _write(indicator, definition, number=1, by=by)
    return indicator


@transaction.atomic
def adopt_definition(
    indicator: Indicator, *, definition: Definition, by: Account | None
) -> DefinitionVersion:
    """Succeed the definition by a new one: a new series begins, nothing is edited.

    The name of the indicator follows the new definition. Raises
    ``DefinitionNotLater``, ``ReasonMissing``, ``SourceMissing``.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    newest = indicator.definitions.order_by("-number")[0]
    if definition.valid_from <= newest.valid_from:
        raise DefinitionNotLater(day=clock.wareki(newest.valid_from))
    if not definition.reason.strip():
        raise ReasonMissing
    return _write(indicator, definition, number=newest.number + 1, by=by)


@transaction.atomic
def put_in_charge(
    indicator: Indicator, *, section: Section | None, by: Account | None
) -> Indicator:
    """Name the section in charge (``None``: 未設定)."""
    indicator.owner = section
    indicator.save(update_fields=["owner"])
    audit.record(
        "indicators.put_in_charge",
        by=by,
        subject=indicator,
        section=section.slug if section else None,
    )
    return indicator


@transaction.atomic
def set_frequency(
    indicator: Indicator, *, frequency: str, by: Account | None
) -> Indicator:
    """Say how often a value is expected: from now on a missing one is asked for."""
    indicator.frequency = Indicator.Frequency(frequency)
    indicator.save(update_fields=["frequency"])
    audit.record(
        "indicators.frequency_set", by=by, subject=indicator, frequency=frequency
    )
    return indicator


@transaction.atomic
def set_baseline(
    definition: DefinitionVersion,
    *,
    value: Decimal,
    on: dt.date,
    source: str,
    said: str = "",
    by: Account | None,
) -> Mark:
    """Write down where the way to the target begins.

    Like the other marks it may raise ``ValueOutOfRange``, ``TooManyDecimals``,
    ``SourceMissing`` or ``MarkExists``.
    """
    mark = Mark(kind=Mark.Kind.BASELINE, on=on, value=value, source=source, said=said)
    return _mark(definition, mark, by=by)


@transaction.atomic
def set_target(
    definition: DefinitionVersion,
    *,
    value: Decimal,
    due_on: dt.date,
    source: str,
    said: str = "",
    by: Account | None,
) -> Mark:
    """Set the target for a day; one for the same day is replaced and stays readable."""
    earlier = (
        definition.marks.select_for_update()
        .filter(kind=Mark.Kind.TARGET, on=due_on, replaced_by__isnull=True)
        .first()
    )
    mark = Mark(kind=Mark.Kind.TARGET, on=due_on, value=value, source=source, said=said)
    if earlier is None:
        return _mark(definition, mark, by=by)
    # The row points at itself until its successor has a key: one target a day
    # is a constraint, and the old one must make room first.
    earlier.replaced_by = earlier
    earlier.save(update_fields=["replaced_by"])
    _mark(definition, mark, by=by)
    earlier.replaced_by = mark
    earlier.save(update_fields=["replaced_by"])
    return mark


@transaction.atomic
def add_comparator(
    definition: DefinitionVersion,
    *,
    area: str,
    area_title: str = "",
    value: Decimal,
    on: dt.date,
    source: str,
    said: str = "",
    by: Account | None,
) -> Mark:
    """Write down what another area had on a day (``Mark.Area``)."""
    mark = Mark(
        kind=Mark.Kind.COMPARATOR,
        area=area,
        area_title=area_title,
        on=on,
        value=value,
        source=source,
        said=said,
    )
    return _mark(definition, mark, by=by)


@transaction.atomic
def adopt_rule(
    *, tolerance: Decimal, grace_days: int, decision: str, by: Account
) -> StatusRule:
    """Adopt the rule of the status words by a decision of headquarters.

    From now on the words are no longer drafts. Raises ``RuleImpossible``,
    ``ReasonMissing`` without the words of the decision.
    """
    refuse_impossible(tolerance=tolerance, grace_days=grace_days)
    if not decision.strip():
        raise ReasonMissing
    newest = StatusRule.objects.select_for_update().order_by("-number").first()
    rule = StatusRule.objects.create(
        number=newest.number + 1 if newest else 1,
        tolerance=tolerance,
        grace_days=grace_days,
        decision=decision,
        adopted_by=by,
    )
    audit.record("indicators.rule_adopted", by=by, subject=rule, number=rule.number)
    return rule


def _write(
    indicator: Indicator, definition: Definition, *, number: int, by: Account | None
) -> DefinitionVersion:
    if not definition.source.strip():
        raise SourceMissing
    written = DefinitionVersion.objects.create(
        indicator=indicator,
        number=number,
        name=definition.name,
        text=definition.text,
        numerator=definition.numerator,
        denominator=definition.denominator,
        valid_from=definition.valid_from,
        reason=definition.reason,
        source=definition.source,
        adopted_by=by,
    )
    if number > 1:
        indicator.title = definition.name
        indicator.save(update_fields=["title"])
    audit.record(
        "indicators.definition_adopted", by=by, subject=indicator, number=number
    )
    return written


def _mark(definition: DefinitionVersion, mark: Mark, *, by: Account | None) -> Mark:
    if not mark.source.strip():
        raise SourceMissing
    refuse_number(definition.indicator, mark.value)
    taken = definition.marks.filter(
        kind=mark.kind, area=mark.area, on=mark.on, replaced_by__isnull=True
    )
    if taken.exists():
        raise MarkExists(day=clock.wareki(mark.on), kind=mark.title)
    mark.indicator = definition.indicator
    mark.definition = definition
    mark.set_by = by
    mark.save()
    audit.record(
        f"indicators.{mark.kind}_set", by=by, subject=definition.indicator, mark=mark.pk
    )
    return mark
