"""What an application costs, from its answers, with every step in words."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import question, small_form
from kyoso.engines.forms.tests.test_computed import ASKED, expression, parsed, typed

TODAY = dt.date(2026, 11, 23)
SOURCE = {"source": "見本手数料条例別表", "verified": True}
COPIES = {
    "label": {"ja": "住民票の写し", "en": "Copy of the register"},
    "each": 300,
    "times": {"question": "copies"},
    "unit": "通",
    **SOURCE,
}
POST = {
    "label": "郵送料",
    "each": 110,
    "when": {"question": "notice_way", "is": "post"},
    **SOURCE,
}
POOR = {
    "label": "生活保護の減免",
    "ground": "見本手数料条例第5条",
    "when": {"question": "on_support", "is": True},
    "percent": 50,
    "rounding": "down",
    **SOURCE,
}


def form(lines=(COPIES, POST), reductions=(POOR,)):
    data = small_form()
    data["pages"][1]["questions"] += [
        question("copies", "number", label="通数", min=0),
        question("on_support", "yes_no", label="生活保護"),
    ]
    data["fee"] = {"lines": list(lines), "reductions": list(reductions)}
    return forms.parse(data)


def fee(typed, language="ja", **own):
    definition = form(**own)
    values = forms.check(definition, typed, today=TODAY).values
    return forms.fee_of(definition, values, today=TODAY, language=language)


def test_it_is_told_step_by_step():
    found = fee({"copies": "2", "notice_way": "post", "on_support": "yes"})
    assert found.yen == 355
    assert [step.sentence for step in found.steps] == [
        "住民票の写し：300円 × 2通 = 600円",
        "郵送料：110円",
        "生活保護の減免（見本手数料条例第5条）：−355円",
    ]
    assert found.is_verified


def test_only_what_applies_is_charged():
    found = fee({"copies": "2", "notice_way": "electronic", "on_support": "no"})
    assert found.yen == 600
    assert len(found.steps) == 1


def test_it_is_unknown_while_an_answer_is_missing():
    assert fee({"notice_way": "post"}) is None


def test_it_says_so_in_the_readers_language():
    found = fee({"copies": "1", "notice_way": "electronic"}, language="en")
    assert found.steps[0].sentence.startswith("Copy of the register")


def test_an_amount_that_nobody_has_verified_is_marked():
    found = fee({"copies": "1"}, lines=[COPIES | {"verified": False}])
    assert not found.is_verified


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("lines", COPIES | {"source": ""}),
        ("lines", COPIES | {"each": 1.5}),
        ("lines", {k: v for k, v in COPIES.items() if k != "each"}),
        ("lines", COPIES | {"times": {"question": "nobody"}}),
        ("reductions", POOR | {"ground": ""}),
        ("reductions", POOR | {"percent": 101}),
        ("reductions", POOR | {"yen": 100}),
        ("reductions", {k: v for k, v in POOR.items() if k != "percent"}),
        ("reductions", {k: v for k, v in POOR.items() if k != "when"}),
    ],
)
def test_a_wrong_rule_is_refused(place, wrong):
    with pytest.raises(forms.WrongDefinition):
        form(**{place: [wrong]})


@settings(max_examples=150, deadline=None)
@given(each=expression, times=expression, typed=typed, percent=st.integers(0, 100))
def test_a_fee_is_whole_yen_never_below_zero_and_the_sum_of_its_steps(
    each, times, typed, percent
):
    base = parsed(1)
    data = small_form()
    data["pages"][1]["questions"] += ASKED
    off = POOR | {"when": {"question": "copies", "answered": True}, "percent": percent}
    data["fee"] = {
        "lines": [COPIES | {"each": each, "times": times}],
        "reductions": [off, off],
    }
    definition = forms.parse(data)
    values = forms.check(base, typed, today=TODAY).values
    found = forms.fee_of(definition, values, today=TODAY)
    if found is not None:
        assert type(found.yen) is int
        assert found.yen >= 0
        assert sum(step.yen for step in found.steps) == found.yen
        assert forms.fee_of(definition, values, today=TODAY) == found
