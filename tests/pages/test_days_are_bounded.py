"""No form takes the year 9999: every field for a day says how far it reaches."""

import datetime as dt
import importlib
import pkgutil

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

import kyoso
from kyoso.engines.casework.definition import Term
from kyoso.engines.casework.desk.forms import _term_field
from kyoso.kernel import clock
from kyoso.ui.years import Years

NOW = dt.datetime(2026, 11, 23, 14, 5, tzinfo=clock.CITY)
FAR = (dt.date(9999, 12, 31), dt.date(2125, 1, 1), dt.date(1700, 1, 1), dt.date.min)


def day_fields():
    """Return every field of a form class of the house that takes a day."""
    for module in pkgutil.walk_packages(kyoso.__path__, "kyoso."):
        if module.name.endswith("forms") or ".forms." in module.name:
            importlib.import_module(module.name)
    found = {}
    for form in sorted(_below(forms.BaseForm), key=lambda one: one.__qualname__):
        for name, field in form.base_fields.items() if _is_ours(form) else ():
            if isinstance(field, forms.DateField) or hasattr(field, "years"):
                found[f"{form.__module__}.{form.__qualname__}.{name}"] = field
    return found


def _below(form):
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def _is_ours(form):
    return form.__module__.startswith("kyoso.") and hasattr(form, "base_fields")


def typed(field, day):
    """Return a day as the boxes of this field would send it."""
    if isinstance(field, forms.DateField):
        return day.isoformat()
    if isinstance(field, forms.CharField):
        return f"{day.year}年{day.month}月{day.day}日"
    era = ["seireki"] if "era" in field.widget.parts else []
    return [*era, str(day.year), str(day.month), str(day.day)]


FIELDS = day_fields()


def test_the_walk_finds_the_fields_of_every_engine():
    assert len(FIELDS) >= 14, sorted(FIELDS)


@pytest.mark.parametrize("name", sorted(FIELDS))
@given(day=st.sampled_from(FAR))
def test_a_day_far_away_gets_a_sentence(name, day):
    field = FIELDS[name]
    assert isinstance(field.years, Years)
    with clock.at(NOW), pytest.raises(ValidationError) as refused:
        field.clean(typed(field, day))
    assert str(refused.value.messages[0]).endswith("。")


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_its_ends_are_days_a_person_would_type(name):
    with clock.at(NOW):
        first, last = FIELDS[name].years.ends()
        assert first < NOW.date() <= last < dt.date(2100, 1, 1)


def test_a_day_in_a_decision_is_bounded_too():
    field = _term_field(
        Term("until", "期限", "date", required=True, maximum=None, support="")
    )
    with (
        clock.at(NOW),
        pytest.raises(ValidationError, match="から令和38年12月31日まで"),
    ):
        field.clean(["9999", "12", "31"])
    with clock.at(NOW):
        assert field.clean(["R8", "12", "31"]) == dt.date(2026, 12, 31)
