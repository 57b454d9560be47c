"""What stands for an indicator on a day, and how one row succeeds another."""

import datetime as dt

from kyoso.engines.indicators.errors import (
    DayBeforeDefinition,
    DayInFuture,
    EvidenceMissing,
    SourceMissing,
)
from kyoso.engines.indicators.models import DefinitionVersion, Indicator, Value
from kyoso.kernel import clock


def lock(indicator: Indicator) -> None:
    """Let only one write at a time decide what stands for this indicator."""
    Indicator.objects.select_for_update().get(pk=indicator.pk)


def definition_on(indicator: Indicator, day: dt.date) -> DefinitionVersion:
    """Return the definition of a day. Raises ``DayInFuture``, ``DayBeforeDefinition``."""
    if day > clock.today():
        raise DayInFuture(day=clock.wareki(day))
    valid = (
        indicator.definitions.filter(valid_from__lte=day).order_by("-number").first()
    )
    if valid is None:
        raise DayBeforeDefinition(day=clock.wareki(day), title=indicator.title)
    return valid


def published_on(definition: DefinitionVersion, as_of: dt.date) -> Value | None:
    """Return the published row of a day that nothing has succeeded."""
    return definition.values.filter(
        as_of=as_of, confirmed_at__isnull=False, superseded_by__isnull=True
    ).first()


def supersede(stands: Value, *, by_value: Value) -> None:
    """Lead from the row that stood to its successor."""
    stands.superseded_by = by_value
    stands.save(update_fields=["superseded_by"])


def write(value: Value) -> Value:
    """Write a row. Raises ``SourceMissing``, ``EvidenceMissing``."""
    if not value.source.strip():
        raise SourceMissing
    if value.entered_by_id is not None and value.evidence_id is None:
        raise EvidenceMissing
    value.save(force_insert=True)
    return value
