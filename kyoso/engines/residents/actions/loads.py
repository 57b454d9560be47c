"""Verbs of loading: take a file in, or give an open load up."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account
from kyoso.engines.residents.applying import apply
from kyoso.engines.residents.checking import Reading, check
from kyoso.engines.residents.errors import FileWrong, LoadOpen
from kyoso.engines.residents.models import Load, StagedRow
from kyoso.engines.residents.reading import values_of
from kyoso.kernel import clock

# One transaction of staging: what a killed process has to do again at most.
BATCH = 2_000


@dataclass(frozen=True)
class Loaded:
    """A load that is applied, and whether this call changed anything."""

    load: Load
    has_changed: bool


def load(
    path: Path, *, mode: Load.Mode, removed: int = 0, by: Account | None
) -> Loaded:
    """Take a file of the register in: checked whole, staged in batches, applied at once.

    Nobody sees half of it, and killing the process at any step loses nothing:
    the same call goes on where it stopped. The file that was loaded last is not
    loaded again. ``removed`` must be the number of rows that a full file no
    longer has. Raises ``FileWrong`` (with ``faults``), ``LoadOpen``,
    ``RemovalUnexpected``, ``RecordOutdated``, ``PersonUnknown``, ``CountsDiffer``.
    """
    reading = check(path, is_full=mode == Load.Mode.FULL)
    if reading.faults or reading.layout is None:
        raise FileWrong(reading.faults)
    same = _loaded_already(reading, mode)
    if same is not None:
        return Loaded(same, has_changed=False)
    opened = _open(reading, mode, by)
    _stage(reading, opened)
    with transaction.atomic():
        applied = apply(opened, reading, removed=removed)
        audit.record(
            "residents.loaded",
            by=by,
            subject=applied,
            layout=applied.layout,
            mode=applied.mode,
            rows=applied.rows,
            digest=applied.digest,
        )
    return Loaded(applied, has_changed=True)


@transaction.atomic
def abandon(layout: str, *, by: Account | None) -> int:
    """Give up the open load of a layout, with what was staged; return how many."""
    opened = Load.objects.filter(layout=layout, applied_at=None)
    count = 0
    for one in opened:
        audit.record("residents.load_abandoned", by=by, subject=one, layout=layout)
        one.delete()
        count += 1
    return count


def _loaded_already(reading: Reading, mode: str) -> Load | None:
    """Return the load that this file was, unless another came after it.

    A difference is never applied twice; a full file may be, to go back to it.
    """
    assert reading.layout is not None
    applied = Load.objects.filter(
        layout=reading.layout.slug, applied_at__isnull=False
    ).order_by("-applied_at", "-id")
    last = applied.first()
    if last is None:
        return None
    if mode == Load.Mode.DIFFERENCE:
        return applied.filter(digest=reading.source.digest, mode=mode).first()
    is_same = last.digest == reading.source.digest and last.mode == mode
    return last if is_same else None


@transaction.atomic
def _open(reading: Reading, mode: str, by: Account | None) -> Load:
    """Return the open load of this very file, or open one."""
    assert reading.layout is not None
    known = Load.objects.filter(layout=reading.layout.slug, applied_at=None).first()
    if known is not None:
        if known.digest != reading.source.digest or known.mode != mode:
            raise LoadOpen(name=known.file_name)
        return known
    opened = Load.objects.create(
        layout=reading.layout.slug,
        mode=mode,
        file_name=reading.source.path.name,
        digest=reading.source.digest,
        is_fictional=reading.source.is_fictional,
        rows=reading.rows,
        begun_by=by,
        begun_at=clock.now(),
    )
    audit.record(
        "residents.load_begun",
        by=by,
        subject=opened,
        layout=opened.layout,
        mode=mode,
        rows=opened.rows,
    )
    return opened


def _stage(reading: Reading, opened: Load) -> None:
    """Write what is not staged yet, a batch a transaction."""
    rows = islice(_parsed(reading), opened.staged, None)
    while batch := list(islice(rows, BATCH)):
        with transaction.atomic():
            held = Load.objects.select_for_update().get(pk=opened.pk)
            if held.staged != opened.staged:
                raise LoadOpen(name=held.file_name)
            StagedRow.objects.bulk_create(
                StagedRow(load=held, line=line, values=values) for line, values in batch
            )
            held.staged += len(batch)
            held.save(update_fields=["staged"])
        opened.staged = held.staged


def _parsed(reading: Reading) -> Iterator[tuple[int, dict[str, Any]]]:
    assert reading.layout is not None
    folder = reading.source.path.parent
    rows = reading.source.rows()
    next(rows)
    for line, cells in rows:
        given = dict(zip(reading.header, cells, strict=True))
        read = values_of(reading.layout, given, folder)
        yield line, {**read.fields, "other": read.other}
