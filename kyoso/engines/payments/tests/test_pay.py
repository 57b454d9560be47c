"""An attempt is not a payment; a due is paid when any attempt was."""

import dataclasses
import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connections, transaction

from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import outside, testing
from kyoso.engines.payments.base import Repaid, Stage
from kyoso.engines.payments.models import Attempt
from kyoso.kernel import clock
from tests import people as cast


@pytest.fixture
def told():
    """Every event that is sent, in order."""
    heard = []

    def note_paid(sender, due, **_):
        heard.append(("paid", due.pk))

    def note_refunded(sender, due, refund, **_):
        heard.append(("refunded", refund.amount))

    payments.paid.connect(note_paid)
    payments.refunded.connect(note_refunded)
    yield heard
    payments.paid.disconnect(note_paid)
    payments.refunded.disconnect(note_refunded)


def fresh(due):
    return payments.Due.objects.select_related("line").get(pk=due.pk)


def test_paying_marks_the_due_paid_and_tells_it_once(due, begin, provider, told):
    attempt = begin(due)
    assert attempt.state == "open"
    assert attempt.page
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    outside.look(attempt.ref)
    assert fresh(due).is_paid
    assert told == [("paid", due.pk)]


def test_what_failed_first_and_then_succeeded_is_paid(due, begin, provider, told):
    first = begin(due)
    provider.becomes(first.ref, Stage.DECLINED)
    outside.look(first.ref)
    second = begin(due)
    provider.pays(second.ref, 300)
    outside.look(second.ref)
    assert fresh(due).is_paid
    assert fresh(due).collected == 300
    assert told == [("paid", due.pk)]


def test_one_attempt_of_a_due_is_open_at_a_time(due, begin):
    attempt = begin(due)
    with pytest.raises(payments.AttemptOpen):
        payments.start(due, channel="qr", by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            due=due,
            channel="qr",
            provider=attempt.provider,
            amount=300,
            cost_shown=0,
            expires_at=clock.now(),
        )


def test_a_paid_or_cancelled_due_takes_no_attempt(due, begin, provider, sato):
    attempt = begin(due)
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    with pytest.raises(payments.PaidAlready):
        payments.start(due, channel="card", by=None)
    other = testing.make_due(cast.section(), debtor=None)
    payments.cancel_due(other, reason="誤り", by=sato.account)
    with pytest.raises(payments.NothingOwed):
        payments.start(other, channel="card", by=None)


def test_two_attempts_both_paid_are_found_and_owed_back(due, begin, provider, told):
    first = begin(due)
    provider.becomes(first.ref, Stage.DECLINED)
    outside.look(first.ref)
    second = begin(due)
    provider.pays(second.ref, 300)
    provider.pays(first.ref, 300)  # a late success after the decline
    outside.look(second.ref)
    outside.look(first.ref)
    assert fresh(due).overpaid == 300
    found = payments.Discrepancy.objects.get()
    assert (found.kind, found.attempt) == ("twice", first)
    assert told == [("paid", due.pk)]


def test_a_late_success_ends_the_attempt_that_is_open_beside_it(due, begin, provider):
    first = begin(due)
    provider.becomes(first.ref, Stage.DECLINED)
    outside.look(first.ref)
    second = begin(due)
    provider.pays(first.ref, 300)
    outside.look(first.ref)
    drain()
    second.refresh_from_db()
    assert second.state == "cancelled"
    assert fresh(due).overpaid == 0


def test_a_payment_at_the_counter_ends_the_open_attempt(due, begin, provider, sato):
    attempt = begin(due)
    take = {"amount": 300, "token": "t1", "by": sato.account}
    receipt = payments.take_at_counter(due, **take)
    assert payments.take_at_counter(due, **take) == receipt
    with pytest.raises(payments.PaidAlready):
        payments.take_at_counter(due, amount=300, token="t2", by=sato.account)
    drain()
    attempt.refresh_from_db()
    assert attempt.state == "cancelled"
    assert fresh(due).collected == 300


def test_the_counter_takes_the_whole_only(due, sato):
    with pytest.raises(payments.AmountNotWhole):
        payments.take_at_counter(due, amount=299, token="t", by=sato.account)


def test_a_card_is_not_offered_without_a_designation(hanako, provider):
    due = testing.make_due(cast.section(), debtor=hanako.account)
    offered = [offer.channel.slug for offer in payments.offers(due)]
    assert offered == ["bank", "store", "counter"]
    with pytest.raises(payments.ChannelNotOffered):
        payments.start(due, channel="card", by=None)


@pytest.mark.parametrize(
    ("changes", "is_offered"),
    [
        ({}, True),
        ({"revenues": "14-02"}, True),
        ({"revenues": "13\n15"}, False),
        ({"ends_on": "yesterday"}, False),
        ({"starts_on": "tomorrow"}, False),
    ],
)
def test_a_designation_holds_for_its_revenues_and_its_time(
    hanako, provider, changes, is_offered
):
    days = {"yesterday": -1, "tomorrow": 1}
    told = {
        name: clock.today() + dt.timedelta(days=days[value]) if value in days else value
        for name, value in changes.items()
    }
    testing.a_designation(**told)
    due = testing.make_due(cast.section(), debtor=hanako.account)
    offered = {offer.channel.slug for offer in payments.offers(due)}
    assert ("card" in offered) == is_offered


def test_each_channel_says_what_it_costs(due, provider):
    costs = {offer.channel.slug: offer.cost for offer in payments.offers(due)}
    assert costs["card"] == 110
    assert costs["store"] == 0
    dear = testing.make_due(cast.section(), debtor=None, amount=10_001)
    assert (
        next(o for o in payments.offers(dear) if o.channel.slug == "card").cost == 220
    )


def test_a_provider_that_does_not_answer_is_asked_again(due, provider):
    provider.is_down = True
    attempt = payments.start(due, channel="card", by=None)
    jobs.run(attempt.effect_id)
    attempt.refresh_from_db()
    assert attempt.state == "starting"
    provider.is_down = False
    jobs.Effect.objects.update(due_at=clock.now())
    drain()
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_time_that_is_over_ends_the_attempt_at_the_provider(
    due, begin, provider, clock_at
):
    attempt = begin(due)
    clock_at(attempt.expires_at)
    assert outside.ask_all() == 1
    drain()
    attempt.refresh_from_db()
    assert attempt.state == "cancelled"
    assert provider.payments[attempt.ref].stage is Stage.CANCELLED


def test_one_that_was_paid_at_the_last_moment_is_paid(due, begin, provider, clock_at):
    attempt = begin(due)
    provider.pays(attempt.ref, 300)
    clock_at(attempt.expires_at)
    outside.ask_all()
    drain()
    assert fresh(due).is_paid


def test_a_provider_that_stays_away_leaves_it_to_a_person(
    due, begin, provider, clock_at
):
    attempt = begin(due)
    provider.is_down = True
    clock_at(attempt.expires_at + dt.timedelta(days=1))
    outside.look(attempt.ref)
    attempt.refresh_from_db()
    assert attempt.state == "lost"
    assert payments.Discrepancy.objects.get().kind == "lost"
    provider.is_down = False
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    assert fresh(due).is_paid


def test_a_refund_is_confirmed_by_another_and_paid_back_once(
    due, begin, provider, sato, suzuki, told
):
    refund = paid_and_proposed(due, begin, provider, sato, 100)
    drain()
    assert provider.payments[refund.receipt.source.split(":")[1]].refunds == ()
    payments.confirm_refund(refund, by=suzuki.account)
    drain()
    refund.refresh_from_db()
    assert refund.state == "repaid"
    assert (fresh(due).refunded, fresh(due).missing) == (100, 100)
    outside.give_back(refund.ref)
    outside.look(refund.receipt.source.split(":")[1])
    assert fresh(due).refunded == 100
    assert told[1:] == [("refunded", 100)]


def test_a_refund_that_the_provider_refuses_goes_by_transfer(
    due, begin, provider, sato, suzuki, told
):
    refund = paid_and_proposed(due, begin, provider, sato, 300)
    provider.refuses_refunds = True
    payments.confirm_refund(refund, by=suzuki.account)
    drain()
    refund.refresh_from_db()
    assert (refund.state, refund.way) == ("confirmed", "transfer")
    assert payments.Discrepancy.objects.get().kind == "refused"
    payments.note_transfer(refund, on=clock.today(), by=sato.account)
    assert fresh(due).refunded == 300


def test_a_refund_nobody_asked_for_is_booked_and_shown(due, begin, provider, told):
    attempt = begin(due)
    said = provider.pays(attempt.ref, 300)
    provider.payments[attempt.ref] = dataclasses.replace(
        said, refunds=(Repaid("R-1", 300, clock.today()),)
    )
    outside.look(attempt.ref)
    outside.look(attempt.ref)
    assert fresh(due).refunded == 300
    assert payments.Discrepancy.objects.get().kind == "refund"


def paid_and_proposed(due, begin, provider, officer, amount):
    attempt = begin(due)
    provider.pays(attempt.ref, 300)
    outside.look(attempt.ref)
    receipt = payments.Receipt.objects.get()
    return payments.propose_refund(
        receipt, amount=amount, reason="mistaken", by=officer.account
    )


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_at_once_one_attempt_begins():
    hanako = cast.hanako()
    testing.a_designation()
    due = testing.make_due(cast.section(), debtor=hanako.account)
    outcomes = []
    together = threading.Barrier(8)

    def press():
        try:
            together.wait()
            payments.start(due, channel="card", by=hanako.account)
            outcomes.append("begun")
        except payments.AttemptOpen:
            outcomes.append("open")
        finally:
            connections.close_all()

    with testing.a_provider():
        threads = [threading.Thread(target=press) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(outcomes) == ["begun"] + ["open"] * 7
    assert Attempt.objects.count() == 1


def test_a_late_success_that_nobody_tells_is_found_by_asking(
    due, begin, provider, clock_at
):
    attempt = begin(due)
    provider.becomes(attempt.ref, Stage.DECLINED)
    outside.look(attempt.ref)
    provider.pays(attempt.ref, 300)
    clock_at(clock.now() + dt.timedelta(hours=1, minutes=1))
    assert outside.ask_all() == 1
    drain()
    assert fresh(due).is_paid
