"""反映: a staged load becomes the copy, in one transaction."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model, Sum

from kyoso.engines.residents import names, standings
from kyoso.engines.residents.checking import Reading
from kyoso.engines.residents.errors import (
    CountsDiffer,
    PersonUnknown,
    RecordOutdated,
    RemovalUnexpected,
)
from kyoso.engines.residents.layout import role_of
from kyoso.engines.residents.models import (
    Income,
    Load,
    PastRecord,
    Person,
    Protection,
    SealRegistration,
    StagedRow,
    TaxPayment,
)
from kyoso.engines.residents.seals import from_staging
from kyoso.engines.residents.writing import row_of
from kyoso.kernel import clock

_CHUNK = 1_000
_KEPT = {"id", "ref", "number"}
_OF_PERSON = [
    field.name
    for field in Person._meta.concrete_fields  # noqa: SLF001 - Django's own registry
    if field.name not in _KEPT
]
_FACTS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "protection": (Protection, ("person",)),
    "seal": (SealRegistration, ("person",)),
    "income": (Income, ("person", "fiscal_year")),
    "tax_payment": (TaxPayment, ("person", "fiscal_year", "tax")),
}


def apply(opened: Load, reading: Reading, *, removed: int) -> Load:
    """Make the staged rows count; call it inside a transaction.

    Locks the load, so that a second process finds it applied. Raises before
    anything counts: ``RemovalUnexpected``, ``RecordOutdated``, ``PersonUnknown``,
    ``CountsDiffer``.
    """
    held = Load.objects.select_for_update().get(pk=opened.pk)
    if held.applied_at is not None:
        return held
    assert reading.layout is not None
    if reading.layout.target == "person":
        counts = _People(held).apply()
    else:
        counts = _Facts(held, reading.layout.target).apply()
    _compare(held, reading, counts, removed=removed)
    held.counts = dict(counts)
    held.applied_at = clock.now()
    held.save(update_fields=["counts", "applied_at"])
    held.staging.all().delete()
    standings.refresh_all()
    return held


def _compare(
    held: Load, reading: Reading, counts: Counter[str], *, removed: int
) -> None:
    """Reconcile the copy with the file; a difference takes everything back."""
    if counts["消えた"] != removed:
        raise RemovalUnexpected(count=counts["消えた"])
    is_full = held.mode == Load.Mode.FULL
    for name, expected in reading.counts.items():
        counts[f"ファイルの{name}"] = expected
        if is_full and name in counts and counts[name] != expected:
            raise CountsDiffer(name=name, file=expected, copy=counts[name])


def _chunks(held: Load) -> Iterator[list[StagedRow]]:
    rows: list[StagedRow] = []
    for row in held.staging.order_by("line").iterator(_CHUNK):
        rows.append(row)
        if len(rows) == _CHUNK:
            yield rows
            rows = []
    if rows:
        yield rows


class _People:
    """One load of the register itself."""

    def __init__(self, held: Load) -> None:
        self.load = held
        self.counts: Counter[str] = Counter()

    def apply(self) -> Counter[str]:
        for rows in _chunks(self.load):
            self._take([row for row in rows if row.values.get("is_latest", True)])
        for rows in _chunks(self.load):
            self._take_past(
                [row for row in rows if not row.values.get("is_latest", True)]
            )
        if self.load.mode == Load.Mode.FULL:
            gone = Person.objects.in_register().exclude(loaded_by_load=self.load)
            self.counts["消えた"] = gone.update(removed_by_load=self.load)
        current = Person.objects.current()
        self.counts["現存者"] = current.count()
        self.counts["除票"] = Person.objects.in_register().count() - current.count()
        self.counts["世帯"] = current.values("household_number").distinct().count()
        return self.counts

    def _take(self, rows: Sequence[StagedRow]) -> None:
        known = Person.objects.in_bulk(
            [row.values["number"] for row in rows], field_name="number"
        )
        past = [
            past
            for row in rows
            if (before := known.get(row.values["number"])) is not None
            and (past := self._before(before, row)) is not None
        ]
        PastRecord.objects.bulk_create(past, ignore_conflicts=True)
        self.counts["更新"] += len(known)
        self.counts["新しい"] += len(rows) - len(known)
        Person.objects.bulk_create(
            [self._person(row) for row in rows],
            update_conflicts=True,
            unique_fields=["number"],
            update_fields=_OF_PERSON,
        )

    def _before(self, before: Person, row: StagedRow) -> PastRecord | None:
        """Return the record that this row replaces, if it is a later one."""
        was = (before.history_number, before.history_branch)
        now = (
            row.values.get("history_number", 0),
            row.values.get("history_branch", 0),
        )
        if now < was and self.load.mode == Load.Mode.DIFFERENCE:
            raise RecordOutdated(line=row.line)
        if now == was:
            return None
        return PastRecord(
            person=before,
            history_number=was[0],
            history_branch=was[1],
            columns=row_of(before),
        )

    def _person(self, row: StagedRow) -> Person:
        values: dict[str, Any] = {**row.values}
        values.pop("is_latest", None)
        person = Person(loaded_by_load=self.load, **values)
        person.is_current = role_of("住民状態", person.state) == "current"
        person.search_name = names.searchable(
            person.name,
            person.kana,
            person.alias,
            person.alias_kana,
            person.name_roman,
            person.name_kanji,
            person.former_surname,
            person.former_surname_kana,
        )
        person.search_address = names.searchable(person.address)
        return person

    def _take_past(self, rows: Sequence[StagedRow]) -> None:
        if not rows:
            return
        keys = _keys_of(row.values["number"] for row in rows)
        made = []
        for row in rows:
            key = keys.get(row.values["number"])
            if key is None:
                raise PersonUnknown(line=row.line)
            past = Person(**{k: v for k, v in row.values.items() if k != "is_latest"})
            made.append(
                PastRecord(
                    person_id=key,
                    history_number=past.history_number,
                    history_branch=past.history_branch,
                    columns=row_of(past),
                )
            )
        PastRecord.objects.bulk_create(made, ignore_conflicts=True)
        self.counts["履歴"] += len(made)


class _Facts:
    """One load of facts about people who are in the copy already."""

    def __init__(self, held: Load, target: str) -> None:
        self.load = held
        self.model, self.key = _FACTS[target]
        self.counts: Counter[str] = Counter()

    def apply(self) -> Counter[str]:
        seen: set[tuple[Any, ...]] = set()
        objects = self.model._default_manager  # noqa: SLF001 - of a model by name
        before = set(objects.values_list(*self.key))
        for rows in _chunks(self.load):
            keys = _keys_of(row.values["person"] for row in rows)
            made = [self._fact(row, keys) for row in rows]
            objects.bulk_create(
                made,
                update_conflicts=True,
                unique_fields=self.key,
                update_fields=[
                    field.name
                    for field in self.model._meta.concrete_fields  # noqa: SLF001
                    if field.name not in {"id", *self.key}
                ],
            )
            seen.update(self._key_of(fact) for fact in made)
        self.counts["新しい"] = len(seen - before)
        self.counts["更新"] = len(seen & before)
        if self.load.mode == Load.Mode.FULL:
            for gone in before - seen:
                objects.filter(**dict(zip(self.key, gone, strict=True))).delete()
            self.counts["消えた"] = len(before - seen)
            self._add_totals()
        return self.counts

    def _add_totals(self) -> None:
        """Sum the copy up anew, to be compared with the sums of the file."""
        if self.model is Income:
            for items in Income.objects.values_list("items", flat=True).iterator():
                for name, amount in items.items():
                    self.counts[f"{name}の合計"] += amount
        elif self.model is TaxPayment:
            summed = TaxPayment.objects.aggregate(
                課税額の合計=Sum("charged"),
                納付額の合計=Sum("paid"),
                未納額の合計=Sum("unpaid"),
            )
            self.counts.update(summed)

    def _fact(self, row: StagedRow, keys: dict[str, int]) -> Model:
        values = {**row.values}
        key = keys.get(values.pop("person"))
        if key is None:
            raise PersonUnknown(line=row.line)
        other = values.pop("other")
        if self.model is Income:
            values["items"] = other
        if "image" in values:
            values["image"] = from_staging(values["image"])
        return self.model(person_id=key, **values)

    def _key_of(self, fact: Model) -> tuple[Any, ...]:
        return tuple(
            getattr(fact, "person_id" if name == "person" else name)
            for name in self.key
        )


def _keys_of(numbers: Iterator[str]) -> dict[str, int]:
    found = Person.objects.in_register().filter(number__in=set(numbers))
    return dict(found.values_list("number", "pk"))
