"""The dated list of what other systems run."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators.errors import (
    EvidenceMissing,
    ListExists,
    ListShort,
    SourceMissing,
)
from kyoso.engines.indicators.models import ExternalItem, ExternalList
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.kernel import clock


@dataclass(frozen=True)
class Item:
    """One thing that another system runs; ``key`` is Kyoso's slug where it has one."""

    name: str
    system: str = ""
    key: str = ""


@transaction.atomic
def record_external_list(
    *,
    slug: str,
    title: str,
    as_of: dt.date,
    stated_count: int,
    source: str,
    items: Sequence[Item] = (),
    evidence: File | None = None,
    by: Account | None,
) -> ExternalList:
    """Write down a list as of a day; earlier lists stay for the days before it.

    ``stated_count`` is the count in the source; fewer named items are allowed
    (the names are not in hand), more raise ``ListShort``. Also raises
    ``ListExists``, ``SourceMissing``, and ``EvidenceMissing`` when a person
    records it without a document.
    """
    if not source.strip():
        raise SourceMissing
    if by is not None and evidence is None:
        raise EvidenceMissing
    named = {item.name.strip(): item for item in items if item.name.strip()}
    if len(named) > stated_count:
        raise ListShort(named=len(named), stated=stated_count)
    if ExternalList.objects.filter(slug=slug, as_of=as_of).exists():
        raise ListExists(day=clock.wareki(as_of), title=title)
    recorded = ExternalList.objects.create(
        slug=slug,
        title=title,
        as_of=as_of,
        stated_count=stated_count,
        source=source,
        evidence=evidence,
        recorded_by=by,
    )
    ExternalItem.objects.bulk_create(
        ExternalItem(list=recorded, name=name, system=item.system, key=item.key)
        for name, item in named.items()
    )
    audit.record(
        "indicators.external_list_recorded",
        by=by,
        subject=recorded,
        stated=stated_count,
        named=len(named),
    )
    return recorded
