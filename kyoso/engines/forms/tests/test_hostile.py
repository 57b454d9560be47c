"""Whatever a stranger sends, check answers with sentences and storable answers."""

import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.kinds import kinds
from kyoso.engines.forms.screen import Screen
from kyoso.engines.forms.testing import every_type, small_form

TODAY = dt.date(2026, 11, 23)
FORM = small_form()
FORM["pages"].append({"slug": "all", "title": "全部", "questions": every_type()})
DEFINITION = forms.parse(FORM)
KEYS = [asked["key"] for asked in every_type()]

NASTY = [
    "",
    "\x00",
    "\ud800",
    "\udfff" * 3,
    "😀" * 50,
    "\u202eevil",
    "\u0000\u0001\u0002",
    "a" * 100_000,
    "９" * 50,
    "-0",
    "1e309",
    "NaN",
    "∞",
    "٣",
    "²",
    "能代 花子".encode("cp932").decode("utf-8", "replace"),
    "能代 花子".encode("cp932").decode("latin-1"),
    "../../etc/passwd",
    "'; DROP TABLE forms_draft; --",
    "<script>alert(1)</script>",
    "{label}{0}{max!r}",
    "%s%n",
    "\N{LATIN SMALL LETTER E}" + "\N{COMBINING ACUTE ACCENT}" * 500,
    "葛\U000e0100",
    "﨑",
    "\ue000",
    "\ufffe",
    "שלום",
    "元",
]
text = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.text(st.characters()))
any_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(text, inner, max_size=4)
    ),
    max_leaves=8,
)
parts = sorted({part for kind in kinds for part in kind.parts})
table = st.dictionaries(st.sampled_from(parts), st.one_of(text, any_json), max_size=6)
typed = st.one_of(text, table, any_json)


@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_it_never_breaks_on_what_is_typed(key, data):
    checked = forms.check(DEFINITION, {key: data.draw(typed)}, today=TODAY, only=[key])
    answer = checked.answers[key]
    stored = json.dumps(answer, ensure_ascii=False)
    stored.encode("utf-8")
    assert "\\u0000" not in stored
    if checked.errors:
        # Of a group, what is right is kept beside what is wrong.
        assert answer["value"] is None or key == "group"
        assert all(fault.sentence.endswith("。") for fault in checked.errors)
    else:
        assert answer["value"] is not None


@pytest.mark.parametrize("key", KEYS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_it_accepts_its_own_values_again(key, data):
    kind = kinds.get(DEFINITION.question(key).kind)
    checked = forms.check(DEFINITION, {key: data.draw(typed)}, today=TODAY, only=[key])
    value = checked.values[key]
    if value is not None:
        again = forms.check(
            DEFINITION, {key: kind.typed_from(value)}, today=TODAY, only=[key]
        )
        assert again.values[key] == value


@settings(max_examples=100, deadline=None)
@given(typed=typed, key=st.sampled_from(KEYS))
def test_it_can_always_show_again_what_was_typed(key, typed):
    checked = forms.check(DEFINITION, {key: typed}, today=TODAY)
    for step in forms.steps(DEFINITION, checked.values):
        if step.slug == key and step.questions[0].kind != "file":
            stored = {key: checked.answers[key]["typed"]}
            screen = Screen(step, stored, faults=checked.errors)
            for shown in screen.shown():
                assert all(str(field) for field in shown.fields)


@settings(max_examples=60, deadline=None)
@given(typed=st.dictionaries(st.sampled_from(KEYS), typed, max_size=14))
def test_it_tabulates_whatever_it_has_checked(typed):
    checked = forms.check(DEFINITION, typed, today=TODAY)
    for language in ("ja", "ja-easy", "en"):
        rows = forms.answers_table(DEFINITION, checked.answers, language=language)
        assert all(row.lines for row in rows)


@settings(max_examples=60, deadline=None)
@given(name=st.one_of(text, any_json))
def test_it_refuses_any_wrong_definition_by_sentence(name):
    form = small_form()
    form["pages"][0]["questions"][0]["label"] = name
    form["pages"][0]["questions"][0]["when"] = name
    form["pages"][1] = name
    assert all(sentence.endswith("。") for _path, sentence in forms.faults(form))
