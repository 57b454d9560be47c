"""Foreign keys point down; import-linter cannot see a key given as a string."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.fields import GenericForeignKey

from tests.architecture import house

pytestmark = pytest.mark.once


def test_every_relation_points_down_or_stays_at_home():
    """Many-to-many and generic relations are relations too."""
    faults = []
    for model in apps.get_models():
        if not model.__module__.startswith("kyoso."):
            continue
        home = house.app_of(model.__module__)
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if target is None:
                continue
            other = house.app_of(target.__module__)
            if not house.may_stand_on(home, other):
                faults.append(
                    f"{model._meta.label}.{field.name} -> {target._meta.label}"
                )
    house.judge("foreign_keys", faults, "Turn the key round, or use an event.")


def test_no_key_points_anywhere():
    """A generic foreign key has no direction and no constraint: refused."""
    faults = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("kyoso.")
        for field in model._meta.private_fields
        if isinstance(field, GenericForeignKey)
    ]
    house.judge("generic_keys", faults, "Use a subject name (audit.name_of).")


def test_capabilities_and_connectors_lean_on_engines_but_not_on_one_another():
    assert house.may_stand_on("kyoso.plan", "kyoso.engines.people")
    assert house.may_stand_on("kyoso.engines.casework", "kyoso.engines.forms")
    assert not house.may_stand_on("kyoso.engines.people", "kyoso.engines.casework")
    assert not house.may_stand_on("kyoso.plan", "kyoso.citizens.applications")
    assert not house.may_stand_on("kyoso.ui", "kyoso.engines.audit")
