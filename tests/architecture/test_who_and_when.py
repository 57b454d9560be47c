"""What has a moment (``x_at``) has its author (``x_by``), tied by a constraint."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Model, Q

from tests.architecture import house

pytestmark = pytest.mark.once


def _own_models() -> list[type[Model]]:
    return [
        model for model in apps.get_models() if model.__module__.startswith("kyoso.")
    ]


def _can_be(condition: Any, given: dict[str, bool]) -> tuple[bool, bool]:
    """Tell whether a condition can be true, and can be false.

    ``given`` says which fields hold a value; of what it does not name, and of
    other comparisons, anything may be.
    """
    if isinstance(condition, tuple):
        field, _, lookup = condition[0].partition("__")
        asks_null = lookup == "isnull" or condition[1] is None
        if field not in given or not asks_null:
            return True, True
        wants_null = bool(condition[1]) if lookup == "isnull" else True
        holds = given[field] is not wants_null
        return holds, not holds
    if not isinstance(condition, Q) or condition.connector == Q.XOR:
        return True, True
    parts = [_can_be(child, given) for child in condition.children]
    trues, falses = [part[0] for part in parts], [part[1] for part in parts]
    if condition.connector == Q.AND:
        found = all(trues), any(falses)
    else:
        found = any(trues), all(falses)
    return (found[1], found[0]) if condition.negated else found


def _is_tied(model: type[Model], stem: str) -> bool:
    """Half a pair is impossible: the column is never empty, or a check refuses it."""
    at, by = (model._meta.get_field(f"{stem}_{end}") for end in ("at", "by"))
    checks = [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
    ]
    return all(
        not empty.null
        or any(
            not _can_be(check, {full.name: True, empty.name: False})[0]
            for check in checks
        )
        for full, empty in ((at, by), (by, at))
    )


def _stems(model: type[Model]) -> tuple[set[str], set[str]]:
    """Return what has a moment and what has a person for its author."""
    fields = model._meta.local_fields
    at = {field.name[:-3] for field in fields if field.name.endswith("_at")}
    by = {
        field.name[:-3]
        for field in fields
        if field.name.endswith("_by")
        and field.related_model is not None
        and field.related_model._meta.app_label == "people"
    }
    return at, by


def test_every_moment_has_an_author_and_every_author_a_moment():
    faults = []
    for model in _own_models():
        at, by = _stems(model)
        faults += [f"{model._meta.label}.{stem}_at" for stem in at - by]
        faults += [f"{model._meta.label}.{stem}_by" for stem in by - at]
    house.judge("alone", faults, "Add the other half of the pair.")


def test_a_moment_and_its_author_are_tied_by_a_constraint():
    faults = [
        f"{model._meta.label}.{stem}"
        for model in _own_models()
        for at, by in [_stems(model)]
        for stem in at & by
        if not _is_tied(model, stem)
    ]
    house.judge(
        "untied", faults, "Tie x_at and x_by with a CheckConstraint: both or neither."
    )


def test_it_knows_a_constraint_that_ties():
    both = Q(x_at=None, x_by=None) | Q(x_at__isnull=False, x_by__isnull=False)
    loose = Q(x_at=None) | Q(x_at__isnull=False, x_by__isnull=False)
    for condition, refuses in (
        (both, (True, True)),
        (~both, (False, False)),
        (both & Q(state="done"), (True, True)),
        (both | Q(state="draft"), (False, False)),
        (loose, (True, False)),
    ):
        found = tuple(
            not _can_be(condition, given)[0]
            for given in ({"x_at": True, "x_by": False}, {"x_at": False, "x_by": True})
        )
        assert found == refuses, condition
