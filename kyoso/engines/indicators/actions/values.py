"""The life of a value: entered, confirmed or sent back, published, corrected.

Two officers stand behind every number that a person brought. A published row is
never changed again but for ``superseded_by``, which leads to its successor.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators.errors import (
    AlreadyPublished,
    AlreadyWaiting,
    MeasuredValue,
    NotCurrent,
    NotWaiting,
    OwnValue,
    ReasonMissing,
    SameValue,
)
from kyoso.engines.indicators.models import DefinitionVersion, Indicator, Value
from kyoso.engines.indicators.readings import refuse_number
from kyoso.engines.indicators.standing import (
    definition_on,
    lock,
    published_on,
    supersede,
    write,
)
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.kernel import clock


@transaction.atomic
def enter(
    indicator: Indicator,
    *,
    as_of: dt.date,
    value: Decimal,
    source: str,
    evidence: File | None,
    note: str = "",
    said: str = "",
    parts: Mapping[str, int] | None = None,
    kind: str = Value.Kind.TYPED,
    by: Account,
) -> Value:
    """Enter a value; it waits until a second officer confirms it.

    ``evidence`` is a file stored for ``indicators.evidence``. Raises
    ``EvidenceMissing``, ``SourceMissing``, ``DayInFuture``,
    ``DayBeforeDefinition``, ``ValueOutOfRange``, ``TooManyDecimals``,
    ``AlreadyWaiting``, ``AlreadyPublished`` (a published one is corrected
    instead) and ``MeasuredValue`` where it is counted from the operating tables.
    """
    if indicator.measure:
        raise MeasuredValue(title=indicator.title)
    lock(indicator)
    definition = definition_on(indicator, as_of)
    refuse_number(indicator, value)
    _refuse_taken(definition, as_of)
    entered = write(
        Value(
            indicator=indicator,
            definition=definition,
            as_of=as_of,
            value=value,
            kind=kind,
            source=source,
            evidence=evidence,
            note=note,
            said=said,
            parts=dict(parts or {}),
            entered_by=by,
        )
    )
    audit.record("indicators.value_entered", by=by, subject=entered)
    return entered


@transaction.atomic
def confirm(value: Value, *, by: Account) -> Value:
    """Publish a waiting value: the second officer says that it is right.

    What it corrects is superseded by it. Raises ``NotWaiting``, ``OwnValue``
    and ``AlreadyPublished`` when another value of that day came first.
    """
    waiting = _waiting(value)
    if waiting.entered_by_id == by.pk:
        raise OwnValue
    if waiting.corrects is not None:
        if not waiting.corrects.is_current:
            raise NotCurrent(state=waiting.corrects.state_title)
        supersede(waiting.corrects, by_value=waiting)
    elif published_on(waiting.definition, waiting.as_of):
        raise AlreadyPublished(day=clock.wareki(waiting.as_of))
    waiting.confirmed_at = clock.now()
    waiting.confirmed_by = by
    waiting.save(update_fields=["confirmed_at", "confirmed_by"])
    audit.record("indicators.value_confirmed", by=by, subject=waiting)
    return waiting


@transaction.atomic
def send_back(value: Value, *, reason: str, by: Account) -> Value:
    """Give a waiting value back to the section with the reason.

    The row stays readable; the section enters a new one. Raises ``NotWaiting``,
    ``ReasonMissing``.
    """
    if not reason.strip():
        raise ReasonMissing
    waiting = _waiting(value)
    waiting.sent_back_at = clock.now()
    waiting.sent_back_by = by
    waiting.sent_back_reason = reason.strip()
    waiting.save(update_fields=["sent_back_at", "sent_back_by", "sent_back_reason"])
    audit.record("indicators.value_sent_back", by=by, subject=waiting)
    return waiting


@transaction.atomic
def correct(
    published: Value,
    *,
    value: Decimal,
    reason: str,
    source: str,
    evidence: File | None,
    note: str = "",
    by: Account,
) -> Value:
    """Enter a correction of a published value; it too waits for a second officer.

    The published row stays as it is until then. Raises ``NotCurrent``,
    ``SameValue``, ``ReasonMissing``, ``MeasuredValue``, ``AlreadyWaiting`` and
    what ``enter`` raises about the number.
    """
    lock(published.indicator)
    stands = Value.objects.select_related("indicator", "definition").get(
        pk=published.pk
    )
    if stands.kind == Value.Kind.MEASURED:
        raise MeasuredValue(title=stands.indicator.title)
    if not stands.is_current:
        raise NotCurrent(state=stands.state_title)
    if not reason.strip():
        raise ReasonMissing
    refuse_number(stands.indicator, value)
    if value == stands.value:
        raise SameValue
    _refuse_waiting(stands.definition, stands.as_of)
    correction = write(
        Value(
            indicator=stands.indicator,
            definition=stands.definition,
            as_of=stands.as_of,
            value=value,
            kind=Value.Kind.TYPED,
            source=source,
            evidence=evidence,
            note=note,
            corrects=stands,
            correction_reason=reason.strip(),
            entered_by=by,
        )
    )
    audit.record(
        "indicators.value_corrected", by=by, subject=correction, corrects=stands.ref
    )
    return correction


@transaction.atomic
def take_over(
    definition: DefinitionVersion,
    *,
    as_of: dt.date,
    value: Decimal,
    source: str,
    said: str = "",
    by: Account | None = None,
) -> Value:
    """Take a value over from a document that is already published (the loader).

    It is published at once with that document as its source and no officer
    behind it. The same value again changes nothing and returns the row; another
    one raises ``AlreadyPublished``.
    """
    indicator = definition.indicator
    lock(indicator)
    refuse_number(indicator, value)
    known = published_on(definition, as_of)
    if known is not None:
        if known.value != value:
            raise AlreadyPublished(day=clock.wareki(as_of))
        return known
    taken = write(
        Value(
            indicator=indicator,
            definition=definition,
            as_of=as_of,
            value=value,
            kind=Value.Kind.IMPORTED,
            source=source,
            said=said,
            confirmed_at=clock.now(),
        )
    )
    audit.record("indicators.value_taken_over", by=by, subject=taken)
    return taken


def _refuse_taken(definition: DefinitionVersion, as_of: dt.date) -> None:
    if published_on(definition, as_of):
        raise AlreadyPublished(day=clock.wareki(as_of))
    _refuse_waiting(definition, as_of)


def _refuse_waiting(definition: DefinitionVersion, as_of: dt.date) -> None:
    waiting = definition.values.filter(
        as_of=as_of, confirmed_at__isnull=True, sent_back_at__isnull=True
    )
    if waiting.exists():
        raise AlreadyWaiting(day=clock.wareki(as_of))


def _waiting(value: Value) -> Value:
    found = (
        Value.objects.select_for_update(of=("self",))
        .select_related("indicator", "definition", "corrects")
        .get(pk=value.pk)
    )
    if not found.is_waiting:
        raise NotWaiting(state=found.state_title)
    return found
