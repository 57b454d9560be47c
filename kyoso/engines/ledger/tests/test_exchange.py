"""Files to and from the financial system: each row once, each refusal with its reason."""

import csv
import datetime as dt
import io

import pytest

from kyoso.engines.ledger import api as ledger
from kyoso.engines.ledger import testing
from kyoso.kernel import clock
from tests import people as cast


@pytest.fixture
def order(line, sato):
    allotment = ledger.reserve(
        line, amount=50_000, about="grants:1", title="見守り機器の助成", by=sato.account
    )
    ledger.settle(allotment, amount=48_000, by=sato.account)
    return ledger.order(
        allotment, amount=48_000, payee_name="能代 花子", by=sato.account
    )


def year():
    return clock.fiscal_year(clock.today())


def rows(made):
    return list(csv.DictReader(io.StringIO(made.text, newline="")))


def test_an_export_holds_each_row_once(due, sato):
    made = ledger.export("dues", fiscal_year=year(), by=sato.account)
    assert [row["納付番号"] for row in rows(made)] == [due.code]
    assert rows(made)[0]["款"] == "14"
    assert (made.rows, made.total) == (1, 300)
    with pytest.raises(ledger.NothingToExport):
        ledger.export("dues", fiscal_year=year(), by=sato.account)


def test_promises_and_orders_are_exported_too(order, sato):
    made = ledger.export("allotments", fiscal_year=year(), by=sato.account)
    assert rows(made)[0]["負担行為額"] == "48000"
    made = ledger.export("orders", fiscal_year=year(), by=sato.account)
    assert rows(made)[0]["債権者"] == "能代 花子"


def test_a_due_that_is_taken_back_is_told_once_as_taken_back(due, sato):
    ledger.export("dues", fiscal_year=year(), by=sato.account)
    ledger.cancel_due(due, reason="誤り", by=sato.account)
    made = ledger.export("dues", fiscal_year=year(), by=sato.account)
    row = rows(made)[0]
    assert (row["区分"], row["調定額"], row["増減額"]) == ("取消", "0", "-300")
    assert made.total == -300
    with pytest.raises(ledger.NothingToExport):
        ledger.export("dues", fiscal_year=year(), by=sato.account)


def test_a_due_that_was_never_told_is_never_taken_back(due, sato):
    ledger.cancel_due(due, reason="誤り", by=sato.account)
    with pytest.raises(ledger.NothingToExport):
        ledger.export("dues", fiscal_year=year(), by=sato.account)


def test_a_promise_is_told_again_by_how_much_it_changed(line, sato):
    allotment = ledger.reserve(
        line, amount=50_000, about="grants:1", title="助成", by=sato.account
    )
    first = ledger.export("allotments", fiscal_year=year(), by=sato.account)
    ledger.settle(allotment, amount=48_000, by=sato.account)
    second = ledger.export("allotments", fiscal_year=year(), by=sato.account)
    assert [
        (row["区分"], row["負担行為額"], row["増減額"])
        for made in (first, second)
        for row in rows(made)
    ] == [("新規", "50000", "50000"), ("変更", "48000", "-2000")]
    assert first.total + second.total == 48_000
    released = ledger.reserve(
        line, amount=10, about="grants:2", title="助成", by=sato.account
    )
    ledger.release(released, by=sato.account)
    with pytest.raises(ledger.NothingToExport):
        ledger.export("allotments", fiscal_year=year(), by=sato.account)


def test_a_promise_gets_its_number_in_the_financial_system(order, sato):
    ref = order.allotment.ref
    text = f"負担行為番号,財務会計の番号\r\n{ref},F-1\r\nx,F-2\r\n{ref},F-3\r\n"
    file = take("allotments", text, sato.account)
    order.allotment.refresh_from_db()
    assert order.allotment.accounting_number == "F-1"
    problems = [line.problem for line in file.lines.order_by("number")]
    assert problems[0] == ""
    assert "がありません" in problems[1]
    assert "もう付いています" in problems[2]


@pytest.fixture
def refund(due, sato, suzuki):
    receipt = ledger.book(
        due,
        amount=300,
        channel="counter",
        source="a",
        paid_on=clock.today(),
        forward_by=None,
        by=None,
    )
    proposed = ledger.propose_refund(
        receipt, amount=300, reason="twice", way="transfer", by=sato.account
    )
    with pytest.raises(ledger.NothingToExport):
        ledger.export("refunds", fiscal_year=year(), by=sato.account)
    return ledger.confirm_refund(proposed, by=suzuki.account)


def test_a_refund_by_transfer_is_told_once_and_its_payment_is_imported(
    refund, due, sato
):
    told = []

    def note(sender, refund, **_):
        told.append(refund.amount)

    ledger.repaid.connect(note)
    made = ledger.export("refunds", fiscal_year=year(), by=sato.account)
    row = rows(made)[0]
    assert (row["納付番号"], row["還付額"], row["区分"]) == (due.code, "300", "戻出")
    with pytest.raises(ledger.NothingToExport):
        ledger.export("refunds", fiscal_year=year(), by=sato.account)
    text = (
        "還付番号,支払日,支払額\r\n"
        f"{refund.ref},2026-12-01,200\r\n"
        f"{refund.ref},2026-12-01,300\r\n"
        f"{refund.ref},2026/12/01,300\r\n"
        f"{refund.ref},2026-12-02,300\r\n"
        f"{refund.ref},いつか,300\r\n"
        "x,2026-12-01,300\r\n"
    )
    file = take("refunds", text, sato.account)
    ledger.repaid.disconnect(note)
    problems = [line.problem for line in file.lines.order_by("number")]
    assert "還付の額300円とちがいます" in problems[0]
    assert problems[1:3] == ["", ""]
    assert "口座振込を待っていません" in problems[3]
    assert "読めません" in problems[4]
    assert "がありません" in problems[5]
    due.refresh_from_db()
    assert (due.refunded, told) == (300, [300])


def test_after_the_books_closed_a_refund_is_spending_of_the_running_year(
    refund, sato, clock_at
):
    clock_at(dt.datetime(year() + 1, 6, 1, 12, tzinfo=clock.CITY))
    made = ledger.export("refunds", fiscal_year=year() - 1, by=sato.account)
    assert rows(made)[0]["区分"] == "過年度支出"


def test_a_cell_is_no_formula(hanako, sato):
    testing.make_due(cast.section(), debtor=None, name="=cmd()")
    made = ledger.export("dues", fiscal_year=year(), by=sato.account)
    assert rows(made)[0]["納入義務者"] == "'=cmd()"


def take(kind, text, by):
    return ledger.take_results(
        kind, name="kekka.csv", content=text.encode("utf-8-sig"), by=by
    )


def test_a_payment_is_imported_once_and_each_other_line_says_why(order, sato):
    text = (
        "支出命令番号,支払日,支払額\r\n"
        f"{order.ref},2026-11-20,48000\r\n"
        "nothing,2026-11-20,48000\r\n"
        f"{order.ref},2026-11-20,47000\r\n"
        f"{order.ref},いつか,48000\r\n"
        f"{order.ref},2026-11-21,48000\r\n"
        f'{order.ref},2026/11/20,"48,000"\r\n'
    )
    file = take("orders", text, sato.account)
    assert take("orders", text, sato.account) == file
    order.refresh_from_db()
    assert str(order.performed_on) == "2026-11-20"
    assert [line.problem for line in file.lines.order_by("number")] == [
        "",
        "支出命令「nothing」がありません。",
        "支払額47,000円が、命令の額48,000円とちがいます。",
        "金額か支払日を読めません。",
        "2026-11-20に支払い済みとして、もう取り込んでいます。",
        "",
    ]


def test_a_due_gets_its_number_in_the_financial_system(due, sato):
    file = take("dues", f"納付番号,調定番号\r\n{due.code},R8-77\r\n", sato.account)
    due.refresh_from_db()
    assert due.accounting_number == "R8-77"
    assert file.lines.get().problem == ""
    again = take("dues", f"納付番号,調定番号\r\n{due.code},R8-78\r\n", sato.account)
    assert "もう付いています" in again.lines.get().problem


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\x83\x00", "UTF-8"), (b"a,b\r\n1,2\r\n", "「納付番号」の列")],
)
def test_a_file_of_another_kind_is_refused_whole(sato, content, said):
    with pytest.raises(ledger.ResultFileUnreadable) as refused:
        ledger.take_results("dues", name="x", content=content, by=sato.account)
    assert said in refused.value.sentence
    assert ledger.ResultFile.objects.count() == 0


def test_the_budget_file_loads_and_changes_but_never_below_what_is_promised(
    tmp_path, sato, settings
):
    cast.section()
    folder = settings.CITY_FOLDER
    lines = ledger.load_budget(folder / "budget.toml", by=None)
    assert {line.side for line in lines} == {"revenue", "expenditure"}
    line = next(one for one in lines if one.section.slug == "choju-ikigai")
    ledger.BudgetLine.objects.filter(pk=line.pk).update(fiscal_year=year())
    line.refresh_from_db()
    ledger.reserve(line, amount=1_000_000, about="g:1", title="助成", by=sato.account)
    text = (folder / "budget.toml").read_text("utf-8")
    text = text.replace("fiscal_year = 2026", f"fiscal_year = {year()}")
    changed = tmp_path / "hosei.toml"
    changed.write_text(text.replace("1500000", "999999"), "utf-8")
    with pytest.raises(ledger.BudgetBelowCommitted):
        ledger.load_budget(changed, by=None)
    changed.write_text(text.replace("1500000", "2000000"), "utf-8")
    ledger.load_budget(changed, by=None)
    line.refresh_from_db()
    assert line.budget == 2_000_000
