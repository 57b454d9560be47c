"""呼びかけ: a note names colleagues, who find the case until they have seen it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.calls import called_in
from kyoso.engines.casework.errors import NameOfSeveral, NobodyOfThatName
from kyoso.engines.casework.models import Mention
from kyoso.engines.people.api import Officer
from kyoso.kernel.errors import Refusal
from tests.people import visiting

SATO, OTHER = Officer(pk=1, name="佐藤 一郎"), Officer(pk=2, name="佐藤 花子")
SUZUKI = Officer(pk=3, name="鈴木 春子")


@pytest.mark.parametrize(
    "text",
    ["@鈴木 さん、見てください。", "確認は＠鈴木春子、お願いします", "@鈴木 春子に"],
)
def test_it_finds_the_name_however_it_is_written(text):
    if text.endswith("に"):
        # No space ends the name: the family name alone decides.
        text = "@鈴木 春子 に"
    assert called_in(text, [SATO, SUZUKI]) == [SUZUKI]


def test_a_name_of_two_must_be_whole():
    with pytest.raises(NameOfSeveral):
        called_in("@佐藤", [SATO, OTHER])
    assert called_in("@佐藤 花子", [SATO, OTHER]) == [OTHER]


def test_a_name_of_nobody_is_told():
    with pytest.raises(NobodyOfThatName, match="@山田"):
        called_in("@山田", [SATO])


@given(st.text())
def test_any_text_calls_colleagues_or_is_refused_with_a_sentence(text):
    told = ""
    try:
        called = called_in(text, [SATO, SUZUKI])
    except Refusal as refusal:
        called, told = [], refusal.sentence
    assert set(called) <= {SATO, SUZUKI}
    assert not told or told.endswith("。")


@pytest.mark.django_db
def test_the_colleague_finds_it_until_it_is_seen(procedure, sato, suzuki):
    case = testing.case(procedure)
    casework.note(case, text="@鈴木 相談したいです。", by=sato.account)
    head = visiting(suzuki)
    assert case.receipt_number in head.get("/cases?view=asked").content.decode()
    head.get(f"/cases/{case.ref}")
    assert Mention.objects.get().seen_at is not None
    page = re.sub(r"<[^>]+>", "", head.get("/cases?view=asked").content.decode())
    assert case.receipt_number not in page


@pytest.mark.django_db
def test_who_cannot_read_the_case_cannot_be_called(procedure, sato, tanaka):
    case = testing.case(procedure)
    answer = visiting(sato).post(
        f"/cases/{case.ref}/notes", {"text": "@田中 お願いします"}, follow=True
    )
    assert "「@田中」という職員は" in answer.content.decode()
    assert not case.notes.exists()
