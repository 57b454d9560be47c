"""What a page has fetched of a case, so that nothing asks for it again."""

from collections.abc import Sequence

from django.db.models import Model

from kyoso.engines.casework.models import Case, Correction, CorrectionItem


def remember(row: Model, **rows: Sequence[object]) -> None:
    """Let whoever asks a row for its ``rows`` have what is already fetched."""
    cache = row.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, found in rows.items():
        manager = getattr(row, name)
        queryset = manager.all()
        queryset._result_cache = list(found)  # noqa: SLF001 - Django's own prefetch does so
        cache[name] = queryset


def load_story(case: Case) -> None:
    """Fetch the steps of a case, and its corrections with items if there was one.

    One query, or two. A case whose period may be extended takes another when that is
    asked for, unless it was read with its extension.
    """
    steps = list(case.steps.all())
    was_corrected = any(step.event == "correction_asked" for step in steps)
    remember(case, steps=steps, corrections=with_items(case) if was_corrected else [])


def with_items(case: Case) -> list[Correction]:
    """Return the corrections of a case, each with its items, in one query."""
    items: dict[Correction, list[CorrectionItem]] = {}
    for item in CorrectionItem.objects.filter(correction__case=case).select_related(
        "correction"
    ):
        items.setdefault(item.correction, []).append(item)
    for correction, asked in items.items():
        remember(correction, items=asked)
    return list(items)
