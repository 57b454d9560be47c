"""The sealer: chains rows, closes days, lets expired segments go."""

import datetime as dt

from django.db import connection, transaction

from kyoso.engines.audit.actions import record
from kyoso.engines.audit.chain import GENESIS, digest, seal_of
from kyoso.engines.audit.models import ChainHead, Entry, Segment
from kyoso.kernel import clock
from kyoso.kernel.privacy import RETENTIONS

# As many rows as one transaction seals: on SQLite it holds the only write lock.
BATCH = 1000
_HEAD = 1


def seal() -> int:
    """Chain every committed row that has no seal yet; return how many.

    Rows take their sequence in the order in which the sealer sees them, under
    the locked head row, so that two sealers take turns. Safe to kill: a batch
    is sealed whole or not at all.
    """
    sealed = 0
    while True:
        count = _seal_batch()
        sealed += count
        if count < BATCH:
            return sealed


@transaction.atomic
def _seal_batch() -> int:
    head = locked_head()
    entries = list(Entry.objects.unsealed().order_by("id")[:BATCH])
    for entry in entries:
        head.sequence += 1
        head.seal = seal_of(head.seal, head.sequence, digest(entry))
        entry.sequence, entry.seal = head.sequence, head.seal
    if entries:
        _write(entries)
        head.save(update_fields=["sequence", "seal"])
    return len(entries)


def _write(entries: list[Entry]) -> None:
    """Write the seals; one prepared statement is several times bulk_update."""
    rows = [(entry.sequence, entry.seal, entry.pk) for entry in entries]
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE audit_entry SET sequence = %s, seal = %s WHERE id = %s", rows
        )


def locked_head() -> ChainHead:
    """Return the head of the chain, locked until the transaction ends."""
    ChainHead.objects.get_or_create(pk=_HEAD, defaults={"seal": GENESIS})
    return ChainHead.objects.select_for_update().get(pk=_HEAD)


def close_day() -> Segment | None:
    """Seal, then close yesterday's segment; ``None`` if there is nothing to close.

    Its head is the line that a city may publish. Safe to run twice.
    """
    seal()
    with transaction.atomic():
        head = locked_head()
        last = Segment.objects.order_by("last_sequence").last()
        first = last.last_sequence + 1 if last else 1
        day = clock.today() - dt.timedelta(days=1)
        if head.sequence < first or (last is not None and last.day >= day):
            return None
        return Segment.objects.create(
            day=day,
            first_sequence=first,
            last_sequence=head.sequence,
            head=head.seal,
        )


def expire() -> int:
    """Delete the rows of segments past their retention; return how many segments.

    Each goes whole, in one transaction, keeping its head. Only the oldest ones:
    a chain has no holes.
    """
    years = RETENTIONS["audit"].years
    assert years is not None, "Audit rows have a retention."
    gone = 0
    for segment in Segment.objects.filter(expired_on=None).order_by("first_sequence"):
        if not _is_past(segment.day, years):
            break
        _let_go(segment)
        gone += 1
    return gone


@transaction.atomic
def _let_go(segment: Segment) -> None:
    segment.expired_on = clock.today()
    segment.save(update_fields=["expired_on"])
    Entry.objects.filter(
        sequence__range=(segment.first_sequence, segment.last_sequence)
    ).delete()
    record(
        "audit.segment_expired",
        by=None,
        subject=segment,
        day=segment.day.isoformat(),
        rows=segment.last_sequence - segment.first_sequence + 1,
    )


def _is_past(day: dt.date, years: int) -> bool:
    try:
        until = day.replace(year=day.year + years)
    except ValueError:  # 29 February
        until = dt.date(day.year + years, 3, 1)
    return clock.today() > until


def chores() -> None:
    """What the worker does each night: close the day, let old segments go."""
    close_day()
    expire()
