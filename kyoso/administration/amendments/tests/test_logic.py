"""Conditions as rows and formulas as pages say what the file says, and back."""

import copy
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.administration.amendments import conditions
from kyoso.administration.amendments.conditions import Row, TooTangled
from kyoso.administration.amendments.saying import Vocabulary
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.forms import testing

FORM = testing.small_form(
    pages=[
        {
            "slug": "all",
            "title": "全部",
            "questions": [
                *testing.small_form()["pages"][0]["questions"],
                *(
                    each
                    for each in testing.every_type()
                    if each["key"] in {"choice", "choices", "yes_no", "yen"}
                ),
                testing.question("last", "text"),
            ],
        }
    ],
    applicant={"name": "applicant_name", "address": "applicant_address"},
)
CONTENT = {"form": FORM}
WORDS = Vocabulary.of(CONTENT)
PLACE = ("form", "pages", 0, "questions", 7, "when")


def one_test():
    return st.one_of(
        st.sampled_from(
            [
                {"question": "choice", "is": "red"},
                {"question": "choice", "in": ["red", "blue"]},
                {"question": "choice", "is": "blue"},
                {"question": "choices", "has": "red"},
                {"question": "yes_no", "is": True},
                {"question": "yes_no", "is": False},
                {"question": "yes_no", "answered": False},
                {"question": "yen", "answered": True},
            ]
        ),
        st.builds(
            lambda name, n: {"question": "yen", name: n},
            st.sampled_from(["at_least", "less_than"]),
            st.integers(0, 5),
        ),
    )


def whole():
    return st.recursive(
        one_test(),
        lambda inner: st.one_of(
            st.builds(
                lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)
            ),
            st.builds(
                lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)
            ),
            st.builds(lambda part: {"not": part}, inner),
        ),
        max_leaves=6,
    )


VALUES = st.fixed_dictionaries(
    {
        "choice": st.sampled_from(["red", "blue", None]),
        "choices": st.sampled_from([["red"], ["blue"], ["red", "blue"], None]),
        "yes_no": st.sampled_from([True, False, None]),
        "yen": st.sampled_from([0, 2, 5, None]),
    }
)


def parsed(condition):
    form = copy.deepcopy(FORM)
    form["pages"][0]["questions"][7]["when"] = condition
    return forms.parse(form).question("last").when


@settings(max_examples=120, deadline=None)
@given(whole(), st.lists(VALUES, min_size=1, max_size=12))
def test_rows_hold_exactly_when_the_condition_holds(condition, answers):
    try:
        rows = conditions.rows_of(condition)
    except TooTangled:
        return
    again = conditions.condition_of(rows, WORDS)
    before, after = parsed(condition), parsed(again)
    for values in answers:
        assert before.holds(values) == after.holds(values)


@settings(max_examples=60, deadline=None)
@given(whole())
def test_a_condition_has_words_and_a_file_takes_it_back(condition):
    said = WORDS.condition(condition)
    assert "読めない" not in said
    form = copy.deepcopy(FORM)
    form["pages"][0]["questions"][7]["when"] = condition
    assert tomllib.loads(casework.toml({"form": form})) == {"form": form}


def test_what_a_page_offers_is_what_the_check_takes():
    offered = conditions.choices(CONTENT, PLACE)
    names = {test for _label, tests_ in offered for test, _said in tests_}
    for test in names:
        condition = conditions.condition_of([Row(test, 1, 1)], WORDS)
        assert parsed(condition) is not None


def test_what_stands_behind_is_not_offered():
    first = ("form", "pages", 0, "questions", 3, "when")
    labels = [label for label, _tests in conditions.choices(CONTENT, first)]
    assert labels == ["氏名", "住所", "電話番号"]


@pytest.mark.parametrize(
    "wrong",
    [None, 1, "x", {}, {"all": 3}, {"any": []}, {"question": "choice"}, [], {"not": 1}],
)
def test_what_is_no_condition_is_never_taken_for_one(wrong):
    try:
        rows = conditions.rows_of(wrong)
    except TooTangled:
        return
    assert rows == []


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        (500, "500"),
        ("today", "今日"),
        ({"question": "yen"}, "「金額」"),
        ({"sum": [{"question": "yen"}, 100]}, "（「金額」 ＋ 100）"),
        (
            {"percent": 50, "of": {"question": "yen"}, "rounding": "down", "unit": 100},
            "「金額」の50％（100円未満切捨て）",
        ),
        ({"min": [20000, {"question": "yen"}]}, "20,000と「金額」の小さいほう"),
        (
            {"if": {"question": "yes_no", "is": True}, "then": 1, "else": 2},
            "〔「一人暮らしか」がはい〕なら1、そうでなければ2",
        ),
    ],
)
def test_a_formula_is_read_as_a_sentence(formula, said):
    assert WORDS.formula(formula) == said
