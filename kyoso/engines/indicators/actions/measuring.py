"""Values that nobody enters: counted from the operating tables and published."""

import datetime as dt
from decimal import Decimal

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import periods
from kyoso.engines.indicators.errors import NotMeasured
from kyoso.engines.indicators.measures import measures
from kyoso.engines.indicators.models import DefinitionVersion, Indicator, Value
from kyoso.engines.indicators.standing import (
    definition_on,
    lock,
    published_on,
    supersede,
    write,
)
from kyoso.engines.people.api import Account
from kyoso.kernel import clock


@transaction.atomic
def recompute(
    indicator: Indicator, *, on: dt.date | None = None, by: Account | None
) -> Value | None:
    """Count from the operating tables as of a day (today) and publish the result.

    Within one period the newest count supersedes the one before it; counting
    again with the same result writes nothing. ``None``: there was nothing to
    count, the indicator stays 未集計. Raises ``NotMeasured``, ``DayInFuture``,
    ``DayBeforeDefinition``.
    """
    if indicator.measure not in measures:
        raise NotMeasured(title=indicator.title)
    day = on or clock.today()
    lock(indicator)
    definition = definition_on(indicator, day)
    measure = measures.get(indicator.measure)
    found = measure.compute(day)
    if found.value is None:
        if by is not None:
            audit.record("indicators.nothing_to_count", by=by, subject=indicator)
        return None
    counted = found.value.quantize(Decimal(1).scaleb(-indicator.decimals))
    stands = published_on(definition, day) or _in_period(indicator, definition, day)
    if stands is not None and not _is_older_count(stands, day):
        return stands
    if stands is not None and (
        stands.as_of,
        stands.value,
        stands.rows,
        stands.parts,
    ) == (
        day,
        counted,
        found.rows,
        dict(found.parts),
    ):
        return stands
    counting = Value(
        indicator=indicator,
        definition=definition,
        as_of=day,
        value=counted,
        kind=Value.Kind.MEASURED,
        rows=found.rows,
        parts=dict(found.parts),
        measure=measure.slug,
        source="、".join(
            part
            for part in (f"Kyosoの業務記録（{measure.title}）", found.source)
            if part
        ),
    )
    write(counting)
    if stands is not None:
        supersede(stands, by_value=counting)
    counting.confirmed_at = clock.now()
    counting.save(update_fields=["confirmed_at"])
    audit.record("indicators.value_measured", by=by, subject=counting, rows=found.rows)
    return counting


def recompute_all(*, by: Account | None = None) -> int:
    """Count every measured indicator as of today; return how many have a value.

    Each in its own transaction. A measure that breaks does not keep the others
    from being counted; what broke is raised together at the end, so that the
    round is reported as broken.
    """
    counted = 0
    broken = []
    for indicator in Indicator.objects.exclude(measure=""):
        if indicator.measure not in measures:
            continue
        try:
            counted += recompute(indicator, by=by) is not None
        except Exception as problem:  # noqa: BLE001 - raised again below
            problem.add_note(f"The measure {indicator.measure} broke.")
            broken.append(problem)
    if broken:
        raise ExceptionGroup("Some measures broke.", broken)
    return counted


def _in_period(
    indicator: Indicator, definition: DefinitionVersion, day: dt.date
) -> Value | None:
    return (
        definition.values.filter(
            kind=Value.Kind.MEASURED,
            confirmed_at__isnull=False,
            superseded_by__isnull=True,
            as_of__gte=periods.period_start(indicator.frequency, day),
            as_of__lte=periods.period_end(indicator.frequency, day),
        )
        .order_by("-as_of")
        .first()
    )


def _is_older_count(stands: Value, day: dt.date) -> bool:
    """A count of a later day, or a document's number of this day, is left alone."""
    return stands.kind == Value.Kind.MEASURED and stands.as_of <= day
