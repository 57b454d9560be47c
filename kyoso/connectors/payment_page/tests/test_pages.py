"""Paying as a resident does it, with every button of the company's page."""

import datetime as dt

import pytest

from kyoso.connectors.payment_page.sandbox import company as sandbox
from kyoso.connectors.payment_page.sandbox.views import BUTTONS
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs.testing import drain
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import testing
from kyoso.engines.payments.api import Attempt
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor


@pytest.fixture
def visitor(hanako):
    return Visitor("public").as_person(hanako)


def press(visitor, due, how):
    """Begin with the card, press a button at the company, come back."""
    visitor.post(f"/pay/{due.ref}/start", {"channel": "card"})
    attempt = Attempt.objects.first()
    assert attempt.state == "open"
    sandbox.act(attempt.ref, how)
    if how not in {"killed", "nothing"}:
        visitor.get(f"/pay/attempts/{attempt.ref}/back")
    attempt.refresh_from_db()
    return attempt


def fresh(due):
    return payments.Due.objects.get(pk=due.pk)


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ("success", "paid"),
        ("decline", "declined"),
        ("late", "pending"),
        ("twice", "paid"),
        ("disorder", "paid"),
        ("silent", "paid"),
        ("killed", "open"),
        ("nothing", "open"),
    ],
)
def test_each_button_ends_where_it_says(visitor, due, wire, how, state):
    assert press(visitor, due, how).state == state
    assert fresh(due).is_paid == (state == "paid")


@pytest.mark.parametrize("how", [how for how, _ in BUTTONS])
def test_a_day_later_the_truth_is_known_whatever_was_lost(
    visitor, due, wire, how, clock_at
):
    press(visitor, due, how)
    clock_at(clock.now() + dt.timedelta(days=1))
    for _ in range(3):
        testing.ask_all()
        drain()
    assert fresh(due).is_paid == (how not in {"decline", "nothing"})
    assert fresh(due).collected in {0, 300}
    assert not Attempt.objects.live()


def test_declined_and_paid_again_reads_paid(visitor, due, wire):
    press(visitor, due, "decline")
    page = visitor.get(f"/pay/{due.ref}")
    assert "前の支払いでは、お金は払われていません。" in page.content.decode()
    press(visitor, due, "success")
    page = visitor.get(f"/pay/{due.ref}").content.decode()
    assert "支払い済み" in page
    assert "支払いに進む" not in page


def test_the_cost_of_each_way_is_told_before_one_is_chosen(visitor, due, wire):
    page = visitor.get(f"/pay/{due.ref}").content.decode()
    assert "手数料110円がかかり、合わせて410円です。" in page
    assert "手数料は確認中です" in page
    assert "架空市告示第1号" in page


def test_no_choice_is_told_with_a_sentence(visitor, due, wire):
    page = visitor.post(f"/pay/{due.ref}/start", {})
    assert page.status_code == 422
    assert "支払い方法を選んでください。" in page.content.decode()


def test_one_can_leave_and_choose_another_way(visitor, due, wire):
    visitor.post(f"/pay/{due.ref}/start", {"channel": "card"})
    first = Attempt.objects.get()
    again = visitor.post(f"/pay/{due.ref}/start", {"channel": "bank"})
    assert again["Location"].endswith(first.ref)
    left = visitor.post(f"/pay/attempts/{first.ref}/leave")
    assert left["Location"] == f"/pay/{due.ref}"
    visitor.post(f"/pay/{due.ref}/start", {"channel": "bank"})
    assert Attempt.objects.live().get().channel == "bank"


def test_one_who_paid_and_then_leaves_is_told_that_it_is_paid(visitor, due, wire):
    visitor.post(f"/pay/{due.ref}/start", {"channel": "card"})
    attempt = Attempt.objects.get()
    sandbox.act(attempt.ref, "killed")
    visitor.post(f"/pay/attempts/{attempt.ref}/leave")
    assert fresh(due).is_paid


def test_a_cut_wire_leaves_the_page_readable(visitor, due, wire):
    wire.is_cut = True
    visitor.post(f"/pay/{due.ref}/start", {"channel": "card"})
    attempt = Attempt.objects.get()
    page = visitor.get(f"/pay/attempts/{attempt.ref}").content.decode()
    assert "支払い画面を準備しています。" in page
    left = visitor.post(f"/pay/attempts/{attempt.ref}/leave")
    assert left["Location"] == f"/pay/attempts/{attempt.ref}"


def test_paid_twice_is_shown_with_the_way_back(visitor, due, wire, ota, mori):
    attempt = press(visitor, due, "decline")
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    sandbox.act(attempt.ref, "late")
    with sandbox.store.changing(attempt.ref) as held:
        held[0] = sandbox.store.paid(held[0], 300)
    testing.look(attempt.ref)
    page = visitor.get(f"/pay/{due.ref}").content.decode()
    assert "300円多く受け取っています。" in page
    receipt = payments.Receipt.objects.get(channel="card")
    refund = payments.propose_refund(
        receipt, amount=300, reason="twice", by=ota.account
    )
    payments.confirm_refund(refund, by=mori.account)
    drain()
    page = visitor.get(f"/pay/{due.ref}").content.decode()
    assert "お返しします" in page
    assert fresh(due).kept == 300


def test_the_paper_says_what_it_is_and_what_it_is_not(visitor, due, wire, ota):
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    for _ in range(2):
        visitor.post(f"/pay/{due.ref}/proof")
        drain()
    page = visitor.get(f"/pay/{due.ref}").content.decode()
    assert "納付確認書を開く" in page
    made = documents.Document.objects.get()
    assert made.state == documents.Document.State.READY
    assert visitor.get(f"/documents/{made.ref}").status_code == 200


def test_a_due_without_an_account_is_open_to_whoever_has_its_address(wire, taro):
    testing.a_designation()
    due = testing.make_due(cast.section(), debtor=None)
    assert Visitor("public").get(f"/pay/{due.ref}").status_code == 200
    begun = Visitor("public").post(f"/pay/{due.ref}/start", {"channel": "card"})
    assert Visitor("public").get(begun["Location"]).status_code == 200
    assert Attempt.objects.get().state == "open"
