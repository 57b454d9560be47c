"""A slip on paper: its figures, its bars, and what a store tells of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import barcodes, testing
from kyoso.engines.payments.offering import slip_for
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor

# Read back by an independent reader of bar codes (zxing) as Code 128 with FNC1.
READ = "91999999000000000000000000012026123100003001"
COLLECTOR = "store-slip"


def test_the_figures_are_those_that_a_reader_read():
    told = barcodes.figures(
        issuer="999999", number=12, due_on=dt.date(2026, 12, 31), amount=300
    )
    assert told == READ


@given(st.integers(0, 10**21 - 1), st.integers(1, 999_999), st.dates())
def test_every_slip_has_44_figures_and_its_number_is_read_back(number, amount, day):
    told = barcodes.figures(issuer="123456", number=number, due_on=day, amount=amount)
    assert len(told) == barcodes.LENGTH
    assert told[-1] == barcodes.check_figure(told[:-1])
    assert barcodes.number_in(told[8:29]) == number
    assert int(told[37:43]) == amount


@given(st.integers(0, 10**21 - 1))
def test_the_bars_say_the_figures_and_end_as_code_128_does(number):
    told = barcodes.figures(
        issuer="123456", number=number, due_on=dt.date(2027, 1, 4), amount=1
    )
    row = barcodes.values(told)
    assert row[:2] == [105, 102]
    assert "".join(f"{one:02}" for one in row[2:-1]) == told
    assert len(barcodes.modules(told)) == 11 * len(row) + 13


@pytest.mark.parametrize(
    ("number", "amount"), [(10**21, 1), (1, 1_000_000), (-1, 1), (1, -1)]
)
def test_what_does_not_fit_is_no_slip(number, amount):
    with pytest.raises(ValueError, match="does not fit"):
        barcodes.figures(
            issuer="123456", number=number, due_on=dt.date(2027, 1, 4), amount=amount
        )


@pytest.mark.parametrize("given", ["", "12", "0" * 20 + "x", "０" * 21, "-" * 21])
def test_what_is_no_number_of_a_slip_is_none(given):
    assert barcodes.number_in(given) is None


def test_the_page_shows_the_bars_and_says_that_they_are_a_sample(hanako, due):
    page = Visitor("public").as_person(hanako).get(f"/pay/{due.ref}/slip")
    text = page.content.decode()
    assert "見本です。お店では使えません。" in text
    assert "(91)999999-" in text
    assert due.code in text


def test_another_persons_slip_does_not_exist(taro, due):
    assert (
        Visitor("public").as_person(taro).get(f"/pay/{due.ref}/slip").status_code == 404
    )


def test_while_a_payment_is_begun_there_is_no_slip(hanako, due, begin):
    begin(due)
    page = Visitor("public").as_person(hanako).get(f"/pay/{due.ref}/slip")
    assert page.url == f"/pay/{due.ref}"


def test_a_sample_is_never_printed_in_production(due, settings):
    assert slip_for(due) is not None
    settings.PRODUCTION = True
    assert slip_for(due) is None


def test_stores_take_no_slip_that_is_late_or_too_dear(due, clock_at):
    dear = testing.make_due(cast.section(), debtor=None, amount=50_000)
    assert slip_for(dear) is None
    clock_at(clock.now() + dt.timedelta(days=60))
    assert slip_for(due) is None


@pytest.fixture
def file(ota):
    head = "伝票番号,納付書番号,区分,金額,収納日,入金日"

    def taken(*lines):
        text = "\r\n".join([head, *lines]).encode("utf-8-sig")
        return payments.reconcile(COLLECTOR, name="x.csv", content=text, by=ota.account)

    return taken


def test_the_first_word_books_it_and_the_second_clears_it_once(due, file):
    day, number = clock.today().isoformat(), f"{due.pk:021}"
    first = file(f"S1,{number},速報,300,{day},")
    assert "まだ入金されていません" in first.lines.get().problem
    due.refresh_from_db()
    assert due.is_paid
    second = file(f"S1,{number},確報,300,{day},{day}")
    assert second.lines.get().problem == ""
    receipt = payments.Receipt.objects.get()
    assert (receipt.channel, str(receipt.cleared_on)) == ("store", day)


def test_paid_in_a_store_and_by_card_is_found_twice(due, file, begin, provider):
    from kyoso.engines.payments import outside

    attempt = begin(due)
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    day = clock.today().isoformat()
    file(f"S1,{due.pk:021},速報,300,{day},")
    due.refresh_from_db()
    assert due.overpaid == 300
    assert payments.Discrepancy.objects.get().kind == "twice"


def test_each_line_that_does_not_fit_says_why_and_waits_for_a_person(due, file):
    day, number = clock.today().isoformat(), f"{due.pk:021}"
    taken = file(
        f"S1,{number},速報,300,{day},",
        f"S1,{number},速報,200,{day},",
        f"S2,{10**20:021},速報,300,{day},",
        f"S3,nothing,速報,300,{day},",
        f",{number},速報,300,{day},",
        f"S4,{number},速報,{10**14},{day},",
        f"S1,{number},速報取消,300,{day},",
        f"S9,{number},速報取消,300,{day},",
    )
    problems = [line.problem for line in taken.lines.order_by("number")]
    assert "まだ入金されていません" in problems[0]
    assert "別の納付（300円）" in problems[1]
    assert "記録にありません" in problems[2]
    assert "記録にありません" in problems[3]
    assert "伝票番号か金額か収納日がありません。" in problems[4]
    assert "金額か日付を読めません。" in problems[5]
    assert "不一致に載せました" in problems[6]
    assert "記録していません" in problems[7]
    kinds = payments.Discrepancy.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["unknown", "unknown", "withdrawn"]


def test_what_a_store_took_goes_back_by_transfer(due, file, ota):
    day = clock.today().isoformat()
    file(f"S1,{due.pk:021},確報,300,{day},{day}")
    refund = payments.propose_refund(
        payments.Receipt.objects.get(), amount=300, reason="twice", by=ota.account
    )
    assert refund.way == ledger.Refund.Way.TRANSFER


def test_an_old_line_is_told_no_more_when_a_later_file_cleared_it(due, file, ota):
    day, number = clock.today().isoformat(), f"{due.pk:021}"
    file(f"S1,{number},速報,300,{day},")
    desk = Visitor("office").as_person(ota)
    told = "まだ入金されていません（明細に"
    assert told in desk.get("/reconciliation").content.decode()
    file(f"S1,{number},確報,300,{day},{day}")
    assert told not in desk.get("/reconciliation").content.decode()


def test_the_payer_sees_each_payment_by_whichever_way_and_each_step_back(
    due, file, hanako, ota, mori
):
    day, number = clock.today().isoformat(), f"{due.pk:021}"
    file(f"S1,{number},速報,300,{day},", f"S2,{number},速報,300,{day},")
    page = Visitor("public").as_person(hanako)
    shown = page.get(f"/pay/{due.ref}").content.decode()
    assert shown.count("コンビニエンスストア</li>") == 2
    assert "300円多く受け取っています" in shown
    refund = payments.propose_refund(
        payments.Receipt.objects.order_by("pk")[1],
        amount=300,
        reason="twice",
        by=ota.account,
    )
    assert "別の職員が金額を確かめます" in page.get(f"/pay/{due.ref}").content.decode()
    payments.confirm_refund(refund, by=mori.account)
    payments.note_transfer(refund, on=clock.today(), by=ota.account)
    shown = page.get(f"/pay/{due.ref}").content.decode()
    assert "お返しします" in shown
    assert "多く受け取っています" not in shown
