"""What is owed, what came for it, what goes back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.ledger import api as ledger
from kyoso.engines.ledger import testing
from kyoso.kernel import clock
from tests import people as cast


def book(due, source="a", amount=300, forward_by=None, on=None):
    return ledger.book(
        due,
        amount=amount,
        channel="counter",
        source=source,
        paid_on=on or clock.today(),
        forward_by=forward_by,
        by=None,
    )


def fresh(due):
    return ledger.Due.objects.select_related("line").get(pk=due.pk)


def test_asking_twice_for_the_same_matter_is_one_due(hanako):
    section = cast.section()
    first = testing.make_due(section, debtor=hanako.account, about="applications:x")
    assert (
        testing.make_due(section, debtor=hanako.account, about="applications:x")
        == first
    )
    with pytest.raises(ledger.DueDiffers):
        testing.make_due(
            section, debtor=hanako.account, about="applications:x", amount=400
        )


def test_money_is_booked_once_by_its_source(due):
    assert book(due) is not None
    assert book(due) is None
    assert fresh(due).collected == 300
    assert fresh(due).is_paid


def test_money_that_came_twice_is_owed_back(due):
    book(due)
    book(due, source="b")
    assert fresh(due).overpaid == 300
    assert list(ledger.Due.objects.overpaid()) == [due]


def test_a_cancelled_due_owes_everything_back(due, sato):
    book(due)
    with pytest.raises(ledger.ReasonMissing):
        ledger.cancel_due(due, reason=" ", by=sato.account)
    ledger.cancel_due(due, reason="誤り", by=sato.account)
    found = fresh(due)
    assert (found.is_paid, found.owed, found.overpaid) == (False, 0, 300)


def test_a_refund_needs_two_officers(due, sato, suzuki):
    receipt = book(due)
    refund = propose(receipt, 300, sato)
    with pytest.raises(ledger.SameOfficer):
        ledger.confirm_refund(refund, by=sato.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.Refund.objects.filter(pk=refund.pk).update(
            confirmed_by=sato.account, confirmed_at=clock.now(), state="confirmed"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.Refund.objects.filter(pk=refund.pk).update(state="confirmed")
    ledger.confirm_refund(refund, by=suzuki.account)
    assert ledger.repay(refund, on=clock.today(), by=None)
    assert not ledger.repay(refund, on=clock.today(), by=None)
    assert fresh(due).refunded == 300


def test_refunds_of_one_receipt_stay_within_it(due, sato, suzuki):
    receipt = book(due)
    part = propose(receipt, 200, sato)
    with pytest.raises(ledger.RefundTooMuch):
        propose(receipt, 101, sato)
    ledger.withdraw_refund(part, by=sato.account)
    propose(receipt, 300, sato)
    with pytest.raises(ledger.RefundMoved):
        ledger.confirm_refund(part, by=suzuki.account)


def propose(receipt, amount, officer):
    return ledger.propose_refund(
        receipt, amount=amount, reason="twice", way="transfer", by=officer.account
    )


def test_money_that_comes_after_the_books_closed_is_of_the_year_in_which_it_came(
    due, clock_at
):
    year = due.line.fiscal_year
    assert book(due, on=dt.date(year + 1, 5, 31)).fiscal_year == year
    assert book(due, "b", on=dt.date(year + 1, 6, 1)).fiscal_year == year + 1


@pytest.mark.parametrize(
    ("forwarded", "counts"),
    [(None, 1), (20, 1), (30, 1), (31, 31)],
)
def test_an_entrusted_payment_counts_on_the_day_it_was_entrusted_if_it_is_forwarded_in_time(
    forwarded, counts
):
    first = dt.date(2026, 10, 1)
    found = ledger.deemed_paid_on(
        first,
        first.replace(day=forwarded) if forwarded else None,
        first.replace(day=30),
    )
    assert found == first.replace(day=counts)
