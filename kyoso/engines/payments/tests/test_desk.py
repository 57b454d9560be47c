"""What the treasurer sees and does, and why something is not cleared yet."""

import datetime as dt

import pytest

from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import outside, testing
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor


@pytest.fixture
def desk(ota):
    return Visitor("office").as_person(ota)


@pytest.fixture
def paid(due, begin, provider):
    attempt = begin(due)
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    return attempt


def text(page):
    return page.content.decode()


def file_of(*lines):
    head = "取引番号,区分,金額,委託日,入金日"
    return "\r\n".join([head, *lines]).encode("utf-8-sig")


def test_the_list_is_narrowed_by_state_and_name(desk, due, paid):
    other = testing.make_due(cast.section(), debtor=None, name="隣野 太郎")
    page = text(desk.get("/dues?state=open"))
    assert other.code in page
    assert due.code not in page
    assert due.code in text(desk.get("/dues?state=paid"))
    for state in ("late", "overpaid", "cancelled"):
        assert due.code not in text(desk.get(f"/dues?state={state}"))
    assert other.code in text(desk.get("/dues?q=隣野"))


def test_one_due_tells_its_whole_history(desk, due, paid):
    page = text(desk.get(f"/dues/{due.ref}"))
    for said in (due.code, "能代 花子", "会社から聞いたこと", "入金明細を待っています"):
        assert said in page


def test_the_counter_takes_money_once_however_often_it_is_pressed(desk, due):
    posted = {"amount": "300", "token": "abc"}
    desk.post(f"/dues/{due.ref}/counter", posted)
    desk.post(f"/dues/{due.ref}/counter", posted)
    assert payments.Receipt.objects.count() == 1
    other = testing.make_due(cast.section(), debtor=None)
    page = desk.post(f"/dues/{other.ref}/counter", {"amount": "299", "token": "x"})
    assert page.status_code == 422
    assert "300円ちょうど" in text(page)


def test_one_proposes_and_another_confirms(desk, due, paid, mori, provider):
    receipt = payments.Receipt.objects.get()
    desk.post(
        f"/dues/{due.ref}/refund",
        {"receipt": receipt.ref, "amount": "100", "reason": "mistaken"},
    )
    refund = ledger.Refund.objects.get()
    desk.post(f"/refunds/{refund.ref}/confirm")
    refund.refresh_from_db()
    assert refund.state == "proposed"
    assert "別の職員の確認を待っています" in text(desk.get(f"/dues/{due.ref}"))
    Visitor("office").as_person(mori).post(f"/refunds/{refund.ref}/confirm")
    drain()
    refund.refresh_from_db()
    assert refund.state == "repaid"


def test_cash_goes_back_by_transfer(desk, due, ota, mori):
    receipt = payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    refund = payments.propose_refund(
        receipt, amount=300, reason="mistaken", by=ota.account
    )
    payments.confirm_refund(refund, by=mori.account)
    desk.post(f"/refunds/{refund.ref}/transfer", {"on": clock.today().isoformat()})
    refund.refresh_from_db()
    assert refund.state == "repaid"


def test_a_due_is_cancelled_with_a_reason_and_its_attempt_ends(
    desk, due, begin, provider
):
    attempt = begin(due)
    assert desk.post(f"/dues/{due.ref}/cancel", {}).status_code == 422
    desk.post(f"/dues/{due.ref}/cancel", {"reason": "申請の取下げ"})
    drain()
    attempt.refresh_from_db()
    assert attempt.state == "cancelled"
    assert "取り消しました" in text(desk.get(f"/dues/{due.ref}"))


@pytest.mark.parametrize("days", [-1, 0])
def test_a_due_date_is_never_put_back(desk, due, days):
    on = due.due_on + dt.timedelta(days=days)
    page = desk.post(
        f"/dues/{due.ref}/postpone", {"due_on": on.isoformat(), "reason": "猶予"}
    )
    assert page.status_code == 422
    assert "いまの納期限と今日より後" in text(page)


def test_a_due_date_is_put_off_with_a_reason_and_the_payer_reads_it(desk, due, hanako):
    on = due.due_on + dt.timedelta(days=60)
    posted = {"due_on": on.isoformat(), "reason": "納付の相談"}
    assert desk.post(f"/dues/{due.ref}/postpone", {"due_on": on}).status_code == 422
    desk.post(f"/dues/{due.ref}/postpone", posted)
    due.refresh_from_db()
    assert due.due_on == on
    page = Visitor("public").as_person(hanako).get(f"/pay/{due.ref}")
    assert clock.wareki(on) in text(page)


def test_nothing_is_put_off_that_is_paid_or_taken_back(due, ota, suzuki):
    told = {"due_on": due.due_on + dt.timedelta(days=9), "reason": "x"}
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    with pytest.raises(ledger.NothingMissing):
        ledger.postpone(due, **told, by=ota.account)
    payments.cancel_due(due, reason="誤り", by=ota.account)
    with pytest.raises(ledger.DueCancelled):
        ledger.postpone(due, **told, by=ota.account)


def test_an_el_number_is_written_down_never_made(desk, due):
    assert due.el_number == ""
    desk.post(f"/dues/{due.ref}/el", {"number": "05202 1234 5678"})
    due.refresh_from_db()
    assert due.el_number == "05202 1234 5678"


def test_a_discrepancy_is_closed_with_what_was_done(desk, due, paid, ota):
    found = payments.Discrepancy.objects.create(
        kind="twice", key="k", reason="もう一度支払いがありました。", due=due
    )
    assert found.reason in text(desk.get("/discrepancies"))
    page = desk.post(f"/discrepancies/{found.ref}", {"note": ""})
    assert page.status_code == 422
    desk.post(f"/discrepancies/{found.ref}", {"note": "還付した"})
    found.refresh_from_db()
    assert found.settled_by == ota.account
    with pytest.raises(payments.DiscrepancySettled):
        payments.settle_discrepancy(found, note="x", by=ota.account)


def test_a_line_clears_its_receipt_and_every_other_says_why_not(
    desk, due, paid, ota, begin, provider
):
    day = clock.today().isoformat()
    key = paid.ref
    file = payments.reconcile(
        testing.PROVIDER,
        name="meisai.csv",
        content=file_of(
            f"{key},売上,300,{day},",
            f"{key},売上,300,{day},{day}",
            f"{key},売上,300,{day},{day}",
            f"{key},売上,299,{day},{day}",
            f"nothing,売上,300,{day},{day}",
            f"{key},寄付,300,{day},{day}",
            f"{key},売上,三百,{day},{day}",
            f"{key},返金,-300,{day},{day}",
        ),
        by=ota.account,
    )
    problems = [line.problem for line in file.lines.order_by("number")]
    assert problems == [
        "まだ入金されていません（明細に入金日がありません）。",
        "",
        f"{clock.today()}に、もう消し込んでいます。",
        "明細は299円、こちらの記録は300円です。",
        "取引番号「nothing」の支払いが、記録にありません。",
        "区分「寄付」は様式にありません。",
        "金額か日付を読めません。",
        "この額の返金が記録にありません。会社に問い合わせています。",
    ]
    assert payments.Receipt.objects.get().cleared_on == clock.today()
    page = text(desk.get(f"/reconciliation/{file.ref}"))
    assert "消し込みました" in page
    assert problems[3] in text(desk.get("/reconciliation"))


def test_a_payment_of_which_nothing_was_heard_is_learned_from_its_line(
    due, begin, provider, ota
):
    attempt = begin(due)
    day = clock.today().isoformat()
    content = file_of(f"{attempt.ref},売上,300,{day},{day}")
    first = payments.reconcile(
        testing.PROVIDER, name="a", content=content, by=ota.account
    )
    again = payments.reconcile(
        testing.PROVIDER, name="b", content=content, by=ota.account
    )
    assert first == again
    assert payments.Due.objects.get(pk=due.pk).is_paid


def test_a_file_of_another_kind_is_told_at_its_field(desk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = desk.post(
        "/reconciliation",
        {"provider": testing.PROVIDER, "file": SimpleUploadedFile("x.csv", b"a,b\r\n")},
    )
    assert page.status_code == 422
    assert "「取引番号」の列がありません" in text(page)


def test_money_that_is_late_says_so(desk, due, paid, clock_at):
    assert "入金明細を待っています" in text(desk.get("/reconciliation"))
    clock_at(clock.now() + dt.timedelta(days=31))
    assert "入金の期限" in text(desk.get("/reconciliation"))
    assert "会社に問い合わせてください" in text(desk.get("/reconciliation"))


def test_a_designation_is_recorded_with_its_notice_and_ended(desk):
    told = {
        "provider": testing.PROVIDER,
        "name": "架空決済株式会社",
        "address": "架空市1番1号",
        "notice_number": "架空市告示第2号",
        "notice_on": "2026-03-01",
        "revenues": "14-02",
        "forward_days": "20",
        "starts_on": "2026-04-01",
        "ends_on": "2026-03-31",
    }
    page = desk.post("/designations", told)
    assert page.status_code == 422
    assert "始まりの日より後" in text(page)
    desk.post("/designations", {**told, "ends_on": ""})
    made = payments.Designation.objects.get()
    assert "架空市告示第2号" in text(desk.get("/designations"))
    desk.post(f"/designations/{made.ref}", {"on": "2027-03-31"})
    made.refresh_from_db()
    assert made.ends_on == dt.date(2027, 3, 31)
