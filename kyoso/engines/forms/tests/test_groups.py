"""Repeated questions: each item is asked, checked and kept, whatever is sent."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.kinds import groups
from kyoso.engines.forms.testing import a_group, question, small_form
from kyoso.engines.forms.tests.test_hostile import any_json, text

TODAY = dt.date(2026, 11, 23)
ONE = {
    "child_name": {"name": "能代 一郎", "kana": "いちろう"},
    "at_school": "yes",
    "school": "架空小学校",
}
names = st.one_of(st.sampled_from(["a", "b", "n1", "n2", "-1", "99", "a#b"]), text)
entry = st.dictionaries(
    st.sampled_from(["#", "child_name", "at_school", "school", "nobody_asks"]),
    st.one_of(names, st.sampled_from(["yes", "no"]), any_json),
)
sent = st.one_of(any_json, st.lists(st.one_of(entry, any_json), max_size=120))


def definition(*after, **changes):
    form = small_form()
    form["pages"][0]["questions"] += [a_group(**changes), *after]
    return forms.parse(form)


def check(typed, **changes):
    return forms.check(definition(**changes), {"children": typed}, today=TODAY)


def faults(typed, **changes):
    return check(typed, **changes).faults_of("children")


def test_every_item_has_its_values():
    found = check([ONE, ONE | {"at_school": "no"}])
    assert not found.faults_of("children")
    first, second = found.values["children"]
    assert first["school"] == "架空小学校"
    assert "school" not in second


def test_a_fault_names_its_item_and_its_question():
    (fault,) = faults([ONE, {"#": "k3f9", **ONE, "school": ""}])
    assert fault.item == "k3f9"
    assert fault.sentence == "お子さん 2：学校の名前を入力してください。"
    assert fault.within.question == "school"
    assert fault.within.sentence == "学校の名前を入力してください。"


def test_what_is_right_is_kept_beside_what_is_wrong():
    found = check([ONE | {"at_school": "perhaps"}])
    assert found.values["children"][0]["child_name"]["name"] == "能代 一郎"
    assert found.values["children"][0]["at_school"] is None


@pytest.mark.parametrize(
    ("many", "least", "most", "said"),
    [
        (0, 1, 4, "1つ以上追加"),
        (1, 2, 4, "2つ以上追加"),
        (5, 1, 4, "4つまで"),
    ],
)
def test_too_few_and_too_many_are_told(many, least, most, said):
    found = faults([ONE] * many, min=least, max=most)
    assert said in found[0].sentence


def test_a_question_inside_may_look_at_what_stands_outside():
    inner = question(
        "cost", "yen", label="費用", when={"question": "price", "at_least": 100}
    )
    form = small_form()
    form["pages"].append(
        {"slug": "each", "title": "各", "questions": [a_group(questions=[inner])]}
    )
    parsed = forms.parse(form)
    for price, asked in (("50", False), ("100", True)):
        typed = {"price": price, "children": [{"cost": "5"}]}
        (item,) = forms.check(parsed, typed, today=TODAY).values["children"]
        assert ("cost" in item) == asked


def test_the_number_of_items_decides_what_is_asked_afterwards():
    many = question(
        "many", "yes_no", when={"question": "children", "at_least": 3}, label="多子"
    )
    for number, asked in ((2, False), (3, True)):
        typed = {"children": [ONE] * number}
        found = forms.check(definition(many), typed, today=TODAY)
        assert ("many" in found.answers) == asked


@pytest.mark.parametrize(
    "inner",
    [
        question("deep", "group", item="深い", questions=[question("x", "text")]),
        question("paper", "file"),
        question("own", "address", prefill="address"),
        question("applicant_name", "name"),
        question("late", "text", when={"question": "after", "is": True}),
    ],
)
def test_what_does_not_belong_inside_is_refused(inner):
    form = small_form()
    form["pages"][0]["questions"] += [
        a_group(questions=[inner]),
        question("after", "yes_no"),
    ]
    assert forms.faults(form)


def test_nothing_outside_may_look_into_an_item():
    form = small_form()
    form["pages"][0]["questions"] += [
        a_group(),
        question("late", "text", when={"question": "at_school", "is": True}),
    ]
    assert forms.faults(form)


@settings(max_examples=150, deadline=None)
@given(sent=sent)
def test_it_never_breaks_on_what_is_sent(sent):
    found = check(sent)
    json.dumps(found.answers, ensure_ascii=False).encode()
    for fault in found.faults_of("children"):
        assert fault.sentence.endswith("。")
    value, typed = found.values["children"], found.answers["children"]["typed"]
    if value is not None:
        assert len(value) == len(typed)
        for item in value:
            assert ("school" in item) == (item["at_school"] is True)
    for language in ("ja", "ja-easy", "en"):
        for row in forms.answers_table(definition(), found.answers, language=language):
            assert row.lines


@settings(max_examples=150, deadline=None)
@given(sent=sent)
def test_every_item_has_one_name_and_keeps_what_was_typed(sent):
    found = groups.entries(sent)
    own = [each["#"] for each in found]
    assert len(set(own)) == len(own)
    assert groups.entries(found) == found
    if isinstance(sent, list):
        assert len(found) == len(sent)
        for each, given_one in zip(found, sent, strict=True):
            if isinstance(given_one, dict):
                kept = {key: value for key, value in given_one.items() if key != "#"}
                assert {k: v for k, v in each.items() if k != "#"} == kept


@pytest.mark.django_db
@settings(max_examples=20, deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["save", "drop"]), st.sampled_from("abcdef")),
        max_size=12,
    )
)
def test_any_order_of_adding_and_removing_leaves_what_was_saved_last(acts):
    form = small_form()
    form["pages"][0]["questions"].append(a_group())
    draft = forms.start(forms.load(form), by=None)
    expected = {}
    for turn, (act, item) in enumerate(acts):
        if act == "drop":
            forms.drop_item(draft, key="children", item=item, by=None)
            expected.pop(item, None)
            continue
        place = forms.item_place(
            draft.version.parsed,
            draft.typed,
            forms.checked(draft),
            "children",
            item,
            1,
        )
        posted = {"child_name.name": [f"能代 {turn}"]}
        try:
            forms.save_item(
                draft,
                key="children",
                item=item,
                step=place.step,
                posted=posted,
                by=None,
            )
        except forms.TooManyItems:
            assert len(expected) == 4
            assert item not in expected
        else:
            expected[item] = f"能代 {turn}"
    kept = {
        entry["#"]: entry["child_name"]["name"]
        for entry in draft.typed.get("children", [])
    }
    assert kept == expected
    assert list(kept) == list(expected)
