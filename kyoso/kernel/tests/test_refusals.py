"""A refusal is one whole sentence, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.kernel.errors import Refusal


class SlotTaken(Refusal):
    code = "slot_taken"
    sentence = "「{slot}」はもう予約されています。"


def test_it_fills_its_sentence():
    refusal = SlotTaken(slot="10時")
    assert str(refusal) == refusal.sentence == "「10時」はもう予約されています。"
    assert refusal.params == {"slot": "10時"}
    assert Refusal().sentence == "この操作はできません。"


@pytest.mark.parametrize("typed", ["{", "{0}", "{slot.__class__}", "%s"])
def test_braces_that_a_person_typed_are_only_text(typed):
    assert typed in SlotTaken(slot=typed).sentence
    assert (
        Refusal(f"「{typed}」は使えません。").sentence == f"「{typed}」は使えません。"
    )


@given(st.text(st.characters(exclude_categories=[])))
def test_its_sentence_can_always_be_sent(typed):
    sentence = SlotTaken(slot=typed).sentence
    sentence.encode("utf-8")
    assert len(sentence) < 800


def test_it_repeats_names_as_they_are_and_invisible_characters_by_number():
    assert (
        "葛\U000e0100城\u3000太郎"
        in SlotTaken(slot="葛\U000e0100城\u3000太郎").sentence
    )
    assert "aU+200Bb" in SlotTaken(slot="a\u200bb").sentence
    assert SlotTaken(slot="あ" * 1000).sentence.count("あ") == 60
