"""Load a plan file into the tables: all of it, or nothing.

Loading the same file twice changes nothing. A new revision may change every
word; without one, the plan's own words must be those already held. What the
file no longer names is marked as withdrawn, never deleted, since reports and
decisions speak of it. Indicators are never edited: a value or definition that
differs from what is published is refused.
"""

import dataclasses
from typing import Any

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.engines.people.api import Account
from kyoso.plan import texts
from kyoso.plan.errors import (
    PredecessorTaken,
    PredecessorUnknown,
    RevisionChanged,
    RevisionOlder,
)
from kyoso.plan.indicator_loading import load_indicators
from kyoso.plan.models import (
    Context,
    Figure,
    FigureValue,
    Initiative,
    InitiativeIndicator,
    Item,
    Pillar,
    PillarTarget,
    Plan,
    Revision,
)
from kyoso.plan.plan_file import (
    AREAS,
    ContextEntry,
    InitiativeEntry,
    PillarEntry,
    PlanFile,
    PlanHead,
)

Known = dict[str, indicators.Indicator]


@dataclasses.dataclass(frozen=True)
class Loaded:
    """What loading did."""

    plan: Plan
    is_new: bool
    has_changed: bool


@transaction.atomic
def load(file: PlanFile, *, digest: str, by: Account | None) -> Loaded:
    """Bring the tables to what the file says; raise a refusal and change nothing.

    ``digest`` is the SHA-256 of the file: the same one again is not even read.
    """
    found = Plan.objects.select_for_update().filter(slug=file.plan.slug).first()
    if found is not None and found.digest == digest:
        return Loaded(found, is_new=False, has_changed=False)
    plan = found or Plan(slug=file.plan.slug, edition=0)
    if found is not None:
        _refuse_older(found, file)
    _head(plan, file, digest)
    _revisions(plan, file)
    known = load_indicators(file, by=by)
    _pillars(plan, file, known)
    _contexts(plan, file, known)
    audit.record(
        "plan.loaded",
        by=by,
        subject=f"plan.plan:{plan.slug}",
        digest=digest,
        edition=plan.edition,
    )
    return Loaded(plan, is_new=found is None, has_changed=True)


def _refuse_older(plan: Plan, file: PlanFile) -> None:
    known = max((one.number for one in plan.revisions.all()), default=0)
    given = file.revision[-1].number
    if given < known:
        raise RevisionOlder(known=known, given=given)


def _head(plan: Plan, file: PlanFile, digest: str) -> None:
    head = file.plan
    plan.title = head.title["ja"]
    plan.words = {
        "title": head.title,
        "short_title": head.short_title or head.title,
        "city": head.city,
        "prefecture": head.prefecture or {"ja": "県", "en": "Prefecture"},
        "ideal": head.ideal,
    }
    plan.starts_on = head.starts_on
    plan.ends_on = head.ends_on
    plan.period = head.period
    plan.publisher = head.publisher
    plan.source = head.source
    plan.translator = head.translator
    plan.organisation = (
        dataclasses.asdict(file.organisation) if file.organisation else {}
    )
    plan.vision = [dataclasses.asdict(one) for one in file.vision]
    plan.follows = _predecessor(head)
    plan.digest = digest
    plan.edition += 1
    plan.save()


def _predecessor(head: PlanHead) -> Plan | None:
    if not head.follows:
        return None
    found = Plan.objects.filter(slug=head.follows).first()
    if found is None:
        raise PredecessorUnknown(slug=head.follows)
    taken = Plan.objects.filter(follows=found).exclude(slug=head.slug).first()
    if taken is not None:
        raise PredecessorTaken(slug=head.follows, successor=taken.slug)
    return found


def _revisions(plan: Plan, file: PlanFile) -> None:
    """Hold the file's words as its newest revision; what is held is never replaced."""
    held = {one.number: one for one in plan.revisions.all()}
    newest = file.revision[-1].number
    for entry in file.revision:
        known = held.get(entry.number)
        lines = texts.lines_of(file) if entry.number == newest else []
        if known is not None and known.is_held:
            _refuse_changed(known, lines)
            lines = [(place, line) for place, line in known.text]
        Revision.objects.update_or_create(
            plan=plan,
            number=entry.number,
            defaults={
                "published_in": entry.published_in,
                "title": entry.title,
                "note": entry.note,
                "is_held": bool(lines),
                "text": [list(line) for line in lines],
                "digest": texts.digest_of(lines) if lines else "",
            },
        )


def _refuse_changed(known: Revision, lines: list[texts.Line]) -> None:
    if lines and texts.digest_of(lines) != known.digest:
        before = [(place, line) for place, line in known.text]
        raise RevisionChanged(
            title=known.title, lines=len(texts.changes(before, lines))
        )


def _pillars(plan: Plan, file: PlanFile, known: Known) -> None:
    plan.pillars.update(is_withdrawn=True)
    plan.initiatives.update(is_withdrawn=True)
    for entry in file.pillar:
        pillar, _ = Pillar.objects.update_or_create(
            plan=plan,
            slug=entry.slug,
            defaults={
                "number": entry.number,
                "title": entry.title["ja"],
                "words": {"title": entry.title, "text": entry.text},
                "is_withdrawn": False,
            },
        )
        _items(pillar, entry)
        _targets(pillar, entry, known)
        for number, initiative in enumerate(entry.initiative, start=1):
            _initiative(pillar, number, initiative, known)


def _items(pillar: Pillar, entry: PillarEntry) -> None:
    pillar.items.all().delete()
    Item.objects.bulk_create(
        Item(
            pillar=pillar,
            number=item.number,
            title=item.title["ja"],
            words={"title": item.title},
            text=item.text,
        )
        for item in entry.item
    )


def _targets(pillar: Pillar, entry: PillarEntry, known: Known) -> None:
    pillar.targets.all().delete()
    PillarTarget.objects.bulk_create(
        PillarTarget(pillar=pillar, indicator=known[target.indicator], order=order)
        for order, target in enumerate(entry.target)
    )


def _initiative(
    pillar: Pillar, number: int, entry: InitiativeEntry, known: Known
) -> None:
    words: dict[str, Any] = {"title": entry.title}
    if entry.state_note:
        words["state_note"] = entry.state_note
    initiative, _ = Initiative.objects.update_or_create(
        plan=pillar.plan,
        slug=entry.slug,
        defaults={
            "pillar": pillar,
            "number": number,
            "title": entry.title["ja"],
            "words": words,
            "capability": entry.capability,
            "procedures": list(entry.procedures),
            "state": entry.state,
            "is_withdrawn": False,
        },
    )
    kind = InitiativeIndicator.Kind.REFERENCE
    initiative.links.filter(kind=kind).exclude(
        indicator__slug__in=entry.indicators
    ).delete()
    for order, slug in enumerate(entry.indicators):
        # An adopted KPI stays a KPI: only headquarters ends it.
        InitiativeIndicator.objects.get_or_create(
            initiative=initiative,
            indicator=known[slug],
            defaults={"kind": kind, "order": order},
        )


def _contexts(plan: Plan, file: PlanFile, known: Known) -> None:
    plan.contexts.all().delete()
    for order, entry in enumerate(file.context):
        context = Context.objects.create(
            plan=plan,
            slug=entry.slug,
            number=entry.number,
            title=entry.title["ja"],
            words={"title": entry.title},
            text=entry.text,
            order=order,
        )
        _figures(context, entry, known)


def _figures(context: Context, entry: ContextEntry, known: Known) -> None:
    for order, one in enumerate(entry.figure):
        figure = Figure.objects.create(
            context=context,
            slug=one.slug,
            title=one.title["ja"],
            words={"title": one.title},
            unit=one.unit,
            places=one.places,
            source=one.source,
            indicator=known[one.indicator] if one.indicator else None,
            order=order,
        )
        FigureValue.objects.bulk_create(
            FigureValue(figure=figure, area=area, value=value.value, as_of=value.as_of)
            for area in AREAS
            if (value := getattr(one, area)) is not None
        )
