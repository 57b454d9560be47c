"""A due that may be paid in parts: each part by any way, and none asked for twice."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import outside
from kyoso.kernel import clock
from tests.visit import Visitor


def agree(due, by, amount=100, days=10, reason="納付の相談"):
    return ledger.agree_instalments(
        due,
        amount=amount,
        due_on=clock.today() + dt.timedelta(days=days),
        reason=reason,
        by=by.account,
    )


def test_the_payer_is_asked_for_a_part_and_the_next_month_for_the_next(
    due, begin, provider, ota, hanako
):
    due = agree(due, ota)
    page = Visitor("public").as_person(hanako)
    assert "今回払う額" in page.get(f"/pay/{due.ref}").content.decode()
    attempt = begin(due)
    assert attempt.amount == 100
    provider.pays(attempt.ref, 100)
    outside.look(attempt.ref)
    before = due.due_on
    due.refresh_from_db()
    assert (due.missing, due.asked, due.is_paid) == (200, 100, False)
    assert 28 <= (due.due_on - before).days <= 31
    assert "今回払う額" in page.get(f"/pay/{due.ref}").content.decode()
    assert not payments.Discrepancy.objects.exists()


def test_the_last_part_is_what_is_left_and_then_it_is_paid_once(
    due, begin, provider, ota
):
    heard = []

    def note(sender, due, **_):
        heard.append(due.pk)

    payments.paid.connect(note)
    agree(due, ota, amount=160)
    for amount in (160, 140):
        attempt = begin(due)
        assert attempt.amount == amount
        provider.pays(attempt.ref, amount)
        outside.look(attempt.ref)
    payments.paid.disconnect(note)
    due.refresh_from_db()
    assert (due.is_paid, due.overpaid, heard) == (True, 0, [due.pk])


def test_the_counter_takes_the_part_or_the_whole_and_nothing_else(due, ota):
    agree(due, ota)
    for amount in (99, 101, 200):
        with pytest.raises(payments.AmountNotAPart):
            payments.take_at_counter(due, amount=amount, token="t", by=ota.account)
    payments.take_at_counter(due, amount=100, token="t1", by=ota.account)
    payments.take_at_counter(due, amount=200, token="t2", by=ota.account)
    due.refresh_from_db()
    assert due.is_paid


def test_all_that_is_missing_ends_the_agreement(due, ota):
    agree(due, ota)
    assert agree(due, ota, amount=300).instalment == 0


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"amount": 0}, ledger.PartImpossible),
        ({"amount": 301}, ledger.PartImpossible),
        ({"days": -1}, ledger.DayPast),
        ({"reason": " "}, ledger.ReasonMissing),
    ],
)
def test_what_cannot_be_agreed_changes_nothing(due, ota, changes, refused):
    with pytest.raises(refused):
        agree(due, ota, **changes)
    due.refresh_from_db()
    assert due.instalment == 0


def test_a_paid_or_cancelled_due_is_agreed_on_no_more(due, ota):
    payments.take_at_counter(due, amount=300, token="t", by=ota.account)
    with pytest.raises(ledger.NothingMissing):
        agree(due, ota)
    payments.cancel_due(due, reason="誤り", by=ota.account)
    with pytest.raises(ledger.DueCancelled):
        agree(due, ota)


def test_the_database_takes_no_part_as_large_as_the_whole(due):
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.Due.objects.filter(pk=due.pk).update(instalment=300)


def test_with_parts_no_el_number_is_offered_since_its_amount_stands(due, ota, hanako):
    ledger.link_el_number(due, number="05202 1234 5678", by=ota.account)
    page = Visitor("public").as_person(hanako)
    assert "05202 1234 5678" in page.get(f"/pay/{due.ref}").content.decode()
    agree(due, ota)
    assert "05202 1234 5678" not in page.get(f"/pay/{due.ref}").content.decode()


def test_the_desk_records_the_agreement_and_says_what_does_not_fit(due, ota):
    desk = Visitor("office").as_person(ota)
    day = (clock.today() + dt.timedelta(days=5)).isoformat()
    told = {"amount": "301", "due_on": day, "reason": "2026-AAAA-BBBB"}
    page = desk.post(f"/dues/{due.ref}/parts", told)
    assert page.status_code == 422
    assert "未納の300円まで" in page.content.decode()
    desk.post(f"/dues/{due.ref}/parts", {**told, "amount": "100"})
    assert "1回 100円" in desk.get(f"/dues/{due.ref}").content.decode()
