"""Slips that are lawful: told as warnings, and only where they are certain."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import a_group, question, small_form

TODAY = dt.date(2026, 11, 23)
COLOURS = [{"key": "red", "label": "赤"}, {"key": "blue", "label": "青"}]
ASKED = [
    question("alone", "yes_no"),
    question("colour", "choice", options=COLOURS, required=False),
    question("likes", "choices", options=COLOURS),
    question("age", "number", min=18, max=120),
    question(
        "child_age", "number", min=0, max=17, when={"question": "alone", "is": True}
    ),
]


def definition(*questions, **changes):
    form = small_form(**changes)
    for asked in (*ASKED, *questions):
        form["pages"][1]["questions"].append({"ground_verified": True, **asked})
    for page in form["pages"]:
        for asked in page["questions"]:
            asked["ground_verified"] = True
    return forms.parse(form)


def told(when):
    found = forms.doubts(definition(question("late", "text", when=when)))
    return [doubt.sentence for doubt in found if doubt.place == "late"]


@pytest.mark.parametrize(
    "when",
    [
        {"question": "age", "less_than": 18},
        {"question": "age", "at_least": 121},
        {
            "all": [
                {"question": "colour", "is": "red"},
                {"question": "colour", "is": "blue"},
            ]
        },
        {
            "all": [
                {"question": "alone", "is": False},
                {"question": "child_age", "answered": True},
            ]
        },
        {"not": {"any": [{"question": "alone", "answered": v} for v in (True, False)]}},
    ],
)
def test_a_question_that_is_never_asked_is_told(when):
    assert told(when) == ["この質問は、どんな答えでも聞かれません（when）。"]


@pytest.mark.parametrize(
    "when",
    [
        {"question": "age", "at_least": 18},
        {"any": [{"question": "alone", "is": each} for each in (True, False)]},
        {"question": "alone", "answered": True},
    ],
)
def test_a_condition_that_always_holds_is_told(when):
    assert told(when) == ["この条件は、いつも成り立ちます（when）。"]


@pytest.mark.parametrize(
    "when",
    [
        {"question": "age", "at_least": 65},
        {"question": "colour", "is": "red"},
        {"question": "colour", "answered": True},
        {"question": "likes", "has": "red"},
        {"question": "child_age", "answered": True},
        {
            "all": [
                {"question": "likes", "has": "red"},
                {"question": "age", "at_least": 65},
            ]
        },
    ],
)
def test_a_condition_that_decides_something_is_not_told(when):
    assert told(when) == []


def test_an_exit_and_a_page_that_nobody_sees_are_told():
    never = {"question": "age", "less_than": 18}
    form = small_form()
    form["pages"][1]["questions"] += ASKED
    form["pages"].append(
        {
            "slug": "hidden",
            "title": "見えない",
            "when": never,
            "questions": [question("x", "text")],
        }
    )
    form["exits"] = [
        {
            "slug": "young",
            "when": never,
            "title": "若い方",
            "reason": "対象外です。",
            "ground": "見本要綱第1条",
            "instead": "窓口へ。",
        }
    ]
    places = [doubt.place for doubt in forms.doubts(forms.parse(form))]
    assert places == ["hidden", "young", "ground"]


def test_it_looks_inside_a_group():
    inner = [
        question("kind", "choice", options=COLOURS),
        question("y", "text", when={"question": "age", "less_than": 18}),
    ]
    found = forms.doubts(definition(a_group(questions=inner)))
    assert [doubt.place for doubt in found if doubt.place != "ground"] == ["y"]


def test_personal_questions_that_nothing_uses_are_told():
    places = [doubt.place for doubt in forms.unused(definition(), {"age", "price"})]
    assert "colour" in places
    assert "age" not in places
    assert "applicant_name" not in places


leaf = st.sampled_from(
    [
        {"question": "alone", "is": True},
        {"question": "alone", "is": False},
        {"question": "colour", "is": "red"},
        {"question": "colour", "in": ["red", "blue"]},
        {"question": "likes", "has": "red"},
        {"question": "age", "at_least": 65},
        {"question": "age", "less_than": 20},
        {"question": "child_age", "at_least": 6},
        {"question": "child_age", "answered": False},
    ]
)
condition = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.builds(lambda one: {"not": one}, inner),
        st.builds(
            lambda name, parts: {name: parts},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=6,
)
answers = st.fixed_dictionaries(
    {},
    optional={
        "alone": st.sampled_from(["yes", "no"]),
        "colour": st.sampled_from(["red", "blue"]),
        "likes": st.sampled_from([["red"], ["blue"], ["red", "blue"]]),
        "age": st.integers(18, 120).map(str),
        "child_age": st.integers(0, 17).map(str),
    },
)


@settings(max_examples=150, deadline=None)
@given(when=condition, typed=answers)
def test_what_it_says_is_true_of_any_answers(when, typed):
    form = definition(question("late", "text", when=when))
    said = {d.sentence for d in forms.doubts(form) if d.place == "late"}
    found = forms.check(form, typed, today=TODAY)
    if any("聞かれません" in sentence for sentence in said):
        assert "late" not in found.answers
    if any("いつも" in sentence for sentence in said) and not [
        fault
        for fault in found.errors
        if fault.question in {"alone", "age", "likes", "child_age"}
    ]:
        assert "late" in found.answers
