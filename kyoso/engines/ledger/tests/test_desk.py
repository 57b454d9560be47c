"""The pages of the books: what is left, and files to and from the financial system."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kyoso.engines.ledger import api as ledger
from tests.visit import Visitor


@pytest.fixture
def desk(ota):
    return Visitor("office").as_person(ota)


def text(page):
    return page.content.decode()


def test_the_budget_shows_what_is_left_and_that_it_adds_up(desk, line, due, sato):
    ledger.reserve(line, amount=30_000, about="g:1", title="助成", by=sato.account)
    page = text(desk.get("/budget"))
    assert "70,000円" in page
    assert "5月31日に出納を閉鎖します" in page
    page = text(desk.get(f"/budget/{line.ref}"))
    assert "割当の増減の合計と一致しています。" in page
    assert "300円" in text(desk.get(f"/budget/{due.line.ref}"))
    assert desk.get("/budget?year=1999").status_code == 200
    assert desk.get("/budget?year=x").status_code == 200


def test_what_is_new_is_written_and_what_came_back_is_read(desk, due):
    year = str(due.line.fiscal_year)
    posted = {"export": "1", "kind": "dues", "fiscal_year": year}
    desk.post("/ledger/exchange", posted)
    made = ledger.Export.objects.get()
    assert "様式は未確認です" in text(desk.get("/ledger/exchange"))
    file = desk.get(f"/ledger/exports/{made.ref}")
    assert file.content.startswith(b"\xef\xbb\xbf")
    again = desk.post("/ledger/exchange", posted)
    assert again.status_code == 422
    assert "新しく書き出すものはありません。" in text(again)
    result = SimpleUploadedFile(
        "kekka.csv", f"納付番号,調定番号\r\n{due.code},R8-1\r\nX,R8-2\r\n".encode()
    )
    taken = desk.post(
        "/ledger/exchange", {"result-kind": "dues", "result-file": result}
    )
    page = text(desk.get(taken["Location"]))
    assert "2行のうち、取り込めなかったのは1行です。" in page
    assert "納付番号「X」の調定がありません。" in page


def test_a_result_of_another_kind_is_told_at_its_field(desk):
    file = SimpleUploadedFile("x.csv", b"a\r\n")
    page = desk.post("/ledger/exchange", {"result-kind": "orders", "result-file": file})
    assert page.status_code == 422
    assert "「支出命令番号」の列がありません" in text(page)
