"""Every field of every model has one privacy class, and every model a retention."""

import pytest
from django.apps import apps
from django.db.models import Model

from kyoso.config.privacy import THIRD_PARTY, privacy_of
from kyoso.kernel.privacy import CLASSES, RETENTIONS
from tests.architecture import house

pytestmark = pytest.mark.once


def _fields(model: type[Model]) -> set[str]:
    """Return the model's own columns and many-to-many fields.

    The table between the two ends of a many-to-many field holds two keys only; it
    is sorted as the field that declares it.
    """
    return {
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
    }


def _classes(model: type[Model]) -> dict[str, set[str]]:
    privacy = privacy_of(model)
    return {name: set(getattr(privacy, name, ())) for name in CLASSES}


def test_every_field_has_exactly_one_privacy_class():
    faults = []
    for model in apps.get_models():
        classes = _classes(model)
        for field in sorted(_fields(model)):
            found = [name for name, fields in classes.items() if field in fields]
            if len(found) != 1:
                faults.append(f"{model._meta.label}.{field}: {found or 'in no class'}")
    house.judge(
        "privacy",
        faults,
        "Sort the field in the model's class Privacy "
        "(another's model: kyoso/config/privacy.py).",
    )


def test_no_class_names_a_field_that_is_not_there():
    faults = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        for name in sorted(set().union(*_classes(model).values()) - _fields(model))
    ]
    house.judge("privacy_strangers", faults, "Take the name out.")


def test_every_model_has_a_listed_retention():
    faults = [
        f"{model._meta.label}: {retention}"
        for model in apps.get_models()
        if (retention := getattr(privacy_of(model), "retention", None))
        not in RETENTIONS
    ]
    house.judge("retention", faults, "Name one of kernel.privacy.RETENTIONS.")


def test_no_third_party_model_is_sorted_that_is_not_installed():
    installed = {model._meta.label for model in apps.get_models()}
    assert set(THIRD_PARTY) <= installed
