"""What a form computes: exact, from what was answered, missing while an input is."""

import datetime as dt
import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.expressions import Rounding, age_on, fiscal_year, rounded
from kyoso.engines.forms.testing import a_group, question, small_form

TODAY = dt.date(2026, 11, 23)
COPIES = question("copies", "number", label="通数", min=0)
WEIGHT = question("weight", "number", label="重さ", decimals=2)
BORN = question("born_on", "date", label="生年月日", birthday=True)
CHILDREN = a_group(
    required=False, min=0, questions=[question("cost", "yen", label="費用")]
)

ASKED = [COPIES, WEIGHT, BORN, CHILDREN]


def parsed(value, kind="yen", *after, **own):
    form = small_form()
    form["pages"][1]["questions"] += [*ASKED, *after]
    form["computed"] = [
        {
            "key": "result",
            "type": kind,
            "label": "結果",
            "privacy": "personal",
            "value": value,
            **own,
        }
    ]
    return forms.parse(form)


def result(value, typed, kind="yen", **own):
    found = forms.check(parsed(value, kind, **own), typed, today=TODAY)
    return found.values.get("result")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"sum": [{"question": "price"}, 500]}, 24_833),
        ({"difference": [{"question": "price"}, 30_000]}, -5_667),
        ({"product": [{"question": "price"}, {"question": "copies"}]}, 48_666),
        ({"min": [{"question": "price"}, 20_000]}, 20_000),
        ({"max": [{"question": "price"}, 30_000]}, 30_000),
        ({"percent": 50, "of": {"question": "price"}, "rounding": "down"}, 12_166),
        ({"percent": 50, "of": {"question": "price"}, "rounding": "up"}, 12_167),
        ({"percent": 50, "of": {"question": "price"}, "rounding": "half_up"}, 12_167),
        (
            {
                "percent": 50,
                "of": {"question": "price"},
                "rounding": "down",
                "unit": 1000,
            },
            12_000,
        ),
        ({"product": [{"question": "weight"}, 300]}, 3_750),
        ({"count": "children"}, 2),
        ({"sum_of": "cost", "in": "children"}, 300),
        ({"age_of": {"question": "born_on"}, "on": "2026-04-01"}, 81),
        ({"age_of": {"question": "born_on"}}, 82),
        ({"fiscal_year_of": "today"}, 2026),
        (
            {
                "if": {"question": "copies", "at_least": 3},
                "then": {"question": "nothing"},
                "else": 7,
            },
            None,
        ),
        (
            {"if": {"question": "copies", "at_least": 3}, "then": 1, "else": 7},
            7,
        ),
    ],
)
def test_it_computes(value, expected):
    typed = {
        "price": "24333",
        "copies": "2",
        "weight": "12.5",
        "born_on": "1944-11-23",
        "children": [{"cost": "100"}, {"cost": "200"}],
    }
    if expected is None:
        with pytest.raises(forms.WrongDefinition):
            parsed(value)
    else:
        assert result(value, typed) == expected


def test_a_result_can_be_an_option():
    value = {
        "if": {"question": "copies", "at_least": 3},
        "then": "many",
        "else": "few",
    }
    options = [{"key": "many", "label": "多い"}, {"key": "few", "label": "少ない"}]
    for typed, expected in (("2", "few"), ("3", "many")):
        found = result(value, {"copies": typed}, "choice", options=options)
        assert found == expected


def test_a_missing_input_leaves_no_result_and_an_unchosen_one_does_not_matter():
    assert result({"sum": [{"question": "price"}, 1]}, {}) is None
    assert result({"sum": [{"question": "price", "absent": 0}, 1]}, {}) == 1
    value = {
        "if": {"question": "copies", "answered": True},
        "then": 5,
        "else": {"question": "price"},
    }
    assert result(value, {"copies": "1"}) == 5


def test_a_wrong_item_leaves_no_sum():
    value = {"sum_of": "cost", "in": "children"}
    assert result(value, {"children": [{"cost": "1"}, {"cost": "x"}]}) is None


def test_a_condition_may_look_at_a_result():
    late = question(
        "late", "yes_no", label="高額", when={"question": "result", "at_least": 100}
    )
    form = parsed({"product": [{"question": "copies"}, 10]}, "yen", late)
    for copies, asked in (("9", False), ("10", True)):
        found = forms.check(form, {"copies": copies}, today=TODAY)
        assert ("late" in found.answers) == asked
        steps = [step.slug for step in forms.steps(form, found.values)]
        assert ("late" in steps) == asked


def test_one_result_may_use_another_written_before_or_after_it():
    form = small_form()
    base = {"type": "yen", "label": "額", "privacy": "personal"}
    form["computed"] = [
        {**base, "key": "half", "value": {"sum": [{"question": "double"}, 1]}},
        {**base, "key": "double", "value": {"product": [{"question": "price"}, 2]}},
    ]
    found = forms.check(forms.parse(form), {"price": "10"}, today=TODAY)
    assert (found.values["double"], found.values["half"]) == (20, 21)


def test_it_is_shown_and_stored_with_the_answers():
    form = parsed({"sum": [{"question": "price"}, 1]})
    found = forms.check(form, {"price": "10"}, today=TODAY)
    assert found.answers["result"] == {"typed": None, "value": 11}
    row = forms.answers_table(form, found.answers)[-1]
    assert (row.label, row.lines, row.is_computed) == ("結果", ("11円",), True)


@pytest.mark.parametrize(
    "value",
    [
        {"question": "applicant_name"},
        {"question": "cost"},
        {"question": "nobody"},
        {"question": "born_on"},
        {"question": "result"},
        {"sum": []},
        {"sum": [1.5]},
        {"percent": 50, "of": 1},
        {"percent": 50, "of": 1, "rounding": "maybe"},
        {"count": "price"},
        {"sum_of": "price", "in": "children"},
        {"age_of": 5},
        {"eval": "1+1"},
        {"sum": [1], "min": [2]},
        "今日",
        None,
        True,
        10**15,
    ],
)
def test_a_wrong_expression_is_refused_by_sentence(value):
    with pytest.raises(forms.WrongDefinition) as refused:
        parsed(value)
    assert all(m.sentence.endswith("。") for m in refused.value.misprints)


expression = st.recursive(
    st.one_of(
        st.integers(-(10**14), 10**14),
        st.sampled_from(
            [
                {"question": "price"},
                {"question": "price", "absent": 3},
                {"question": "copies"},
                {"question": "weight"},
                {"count": "children"},
                {"sum_of": "cost", "in": "children"},
                {"age_of": {"question": "born_on"}},
                {"fiscal_year_of": {"question": "born_on"}},
            ]
        ),
    ),
    lambda inner: st.one_of(
        st.builds(
            lambda name, parts: {name: parts},
            st.sampled_from(["sum", "difference", "product", "min", "max"]),
            st.lists(inner, min_size=1, max_size=4),
        ),
        st.builds(
            lambda percent, of, rounding: {
                "percent": percent,
                "of": of,
                "rounding": rounding,
            },
            st.integers(0, 1000),
            inner,
            st.sampled_from(list(Rounding)),
        ),
        st.builds(
            lambda then, otherwise: {
                "if": {"question": "copies", "at_least": 2},
                "then": then,
                "else": otherwise,
            },
            inner,
            inner,
        ),
    ),
    max_leaves=12,
)
typed = st.fixed_dictionaries(
    {},
    optional={
        "price": st.integers(0, 999_999_999).map(str),
        "copies": st.integers(0, 999_999_999).map(str),
        "weight": st.decimals(0, 999_999, places=2).map(str),
        "born_on": st.dates(dt.date(1900, 1, 1), dt.date(2026, 1, 1)).map(str),
        "children": st.lists(
            st.fixed_dictionaries({"cost": st.integers(0, 999_999_999).map(str)}),
            max_size=4,
        ),
    },
)


@settings(max_examples=200, deadline=None)
@given(value=expression, typed=typed)
def test_a_result_is_whole_bounded_and_always_the_same(value, typed):
    form = parsed(value)
    found = forms.check(form, typed, today=TODAY).values.get("result")
    assert found is None or (type(found) is int and abs(found) < 10**15 + 1)
    again = json.loads(json.dumps(typed))
    assert forms.check(form, again, today=TODAY).values.get("result") == found


@given(
    number=st.fractions(-(10**9), 10**9, max_denominator=10**4),
    unit=st.sampled_from([1, 10, 100, 1000]),
)
def test_rounding_stays_within_one_unit_and_keeps_its_name(number, unit):
    down, up, half = (rounded(number, each, unit) for each in Rounding)
    assert abs(down) <= abs(number) <= abs(up)
    assert abs(up) - abs(down) in {0, unit}
    assert half in {down, up}
    assert abs(abs(half) - abs(number)) <= Fraction(unit, 2)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2008-04-01", "2026-03-31", 17),
        ("2008-04-01", "2026-04-01", 18),
        ("2004-02-29", "2026-02-28", 21),
        ("2004-02-29", "2026-03-01", 22),
        ("2026-11-24", "2026-11-23", None),
    ],
)
def test_age_grows_on_the_birthday(born, day, age):
    assert age_on(dt.date.fromisoformat(born), dt.date.fromisoformat(day)) == age


def test_the_fiscal_year_begins_in_april():
    assert fiscal_year(dt.date(2027, 3, 31)) == 2026
    assert fiscal_year(dt.date(2027, 4, 1)) == 2027
