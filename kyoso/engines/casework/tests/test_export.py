"""The CSV opens in a spreadsheet: marked, and nothing in it runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import testing
from kyoso.engines.casework.desk.export import (
    BOM,
    HEAD,
    harmless,
    in_cp932,
    lost_in_cp932,
)
from kyoso.engines.residents import testing as residents_testing
from kyoso.engines.residents.api import HIDDEN
from kyoso.kernel.text import FORMULA
from tests.people import visiting


@given(st.lists(st.text()))
def test_no_cell_begins_a_formula(cells):
    assert not any(cell.startswith(FORMULA) for cell in harmless(cells))


@pytest.mark.parametrize("cell", ["＝HYPERLINK(1)", "\n=1", "－2", "＠SUM(1)"])
def test_full_width_and_broken_lines_begin_none_either(cell):
    assert harmless([cell]) == [f"'{cell}"]


@pytest.mark.django_db
def test_it_has_the_mark_and_one_line_a_case(procedure, sato, hanako):
    case = testing.case(procedure, account=hanako.account, name="=cmd()")
    response = visiting(sato).get("/cases/export.csv")
    text = response.content.decode()
    assert text.startswith(BOM)
    rows = list(csv.reader(io.StringIO(text.removeprefix(BOM))))
    assert rows[1][0] == case.receipt_number
    assert rows[1][2] == "'=cmd()"
    assert Entry.objects.get(event="casework.exported").person == hanako.account.ref


@pytest.mark.django_db
def test_it_tells_which_cells_cp932_cannot_hold(procedure, sato):
    case = testing.case(procedure, name="髙橋 𠮷子", kana="たかはし よしこ")
    client = visiting(sato)
    page = client.get("/cases/export").content.decode()
    assert case.receipt_number in page
    assert "𠮷（U+20BB7）" in page
    assert "髙（" not in page
    file = client.get("/cases/export.csv?encoding=cp932").content.decode("cp932")
    assert "髙橋 〓子" in file


@given(st.text())
def test_cp932_takes_anything(typed):
    assert len(in_cp932(typed).decode("cp932")) == len(typed)


def test_the_same_sign_under_another_number_is_not_lost():
    assert in_cp932("〜−").decode("cp932") == "～－"
    row = ["1", *[""] * (len(HEAD) - 1)]
    assert lost_in_cp932([[*row[:2], "①〜", *row[3:]]]) == []
    assert lost_in_cp932([[*row[:2], "葛󠄀", *row[3:]]])[0].column == "申請者"


@pytest.mark.django_db
def test_it_keeps_back_where_a_protected_person_lives(procedure, sato, hanako, shindo):
    person = residents_testing.protect(residents_testing.a_person())
    residents_testing.linked(hanako, person, by=shindo)
    testing.case(procedure, account=hanako.account)
    testing.case(procedure, name="架空 太郎", kana="", phone="0185009999")
    rows = list(
        csv.reader(
            io.StringIO(visiting(sato).get("/cases/export.csv").content.decode())
        )
    )
    whole = "".join("".join(row) for row in rows)
    assert "0185000001" not in whole
    assert "架空町1番1号" in whole
    assert HIDDEN in whole


@pytest.mark.django_db
def test_too_many_for_one_file_are_told(procedure, sato, monkeypatch):
    testing.case(procedure)
    monkeypatch.setattr("kyoso.engines.casework.desk.export.MOST", 0)
    client = visiting(sato)
    assert (
        "多すぎて一度に保存できません" in client.get("/cases/export").content.decode()
    )
    answer = client.get("/cases/export.csv", follow=True).content.decode()
    assert "多すぎて一度に保存できません" in answer
