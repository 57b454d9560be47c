"""Whatever is heard, in whatever order, by whichever road: it ends in the truth."""

import dataclasses
import datetime as dt

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import outside, testing
from kyoso.engines.payments.actions import learning
from kyoso.engines.payments.actions.reconciling import reconcile
from kyoso.engines.payments.base import Notice, Repaid, Stage, Statement
from kyoso.engines.payments.machine import Known, joined
from kyoso.engines.payments.models import Attempt
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal
from tests import people as cast

STATEMENTS = st.sampled_from([stage for stage in Stage if stage is not Stage.PAID]).map(
    lambda stage: Statement("k", stage)
) | st.just(Statement("k", Stage.PAID, paid_amount=300))


@given(st.lists(STATEMENTS), st.randoms())
def test_joining_knows_no_order_and_no_repetition(said, random):
    def end(statements):
        known = Known()
        for one in statements:
            known = joined(known, one)
        return known

    mixed = [*said, *said]
    random.shuffle(mixed)
    assert end(said) == end(mixed)


@given(st.lists(STATEMENTS))
def test_what_is_paid_stays_paid(said):
    known = joined(Known(), Statement("k", Stage.PAID, paid_amount=300))
    for one in said:
        known = joined(known, one)
    assert known == Known("paid", 300)


class World(RuleBasedStateMachine):
    """The payer, the provider, the network, the clock and the officers, all mixed."""

    hanako = sato = suzuki = None

    def __init__(self):
        super().__init__()
        self.point = transaction.savepoint()
        self.provider_is = testing.a_provider()
        self.provider = self.provider_is.__enter__()
        self.moment = clock.now()
        self.told = []
        self.counter = 0
        self.files = 0
        self.slips = 0
        self.due = testing.make_due(cast.section(), debtor=self.hanako.account)

    def teardown(self):
        self.everything_is_asked()
        self.the_books_say_what_the_provider_knows()
        self.provider_is.__exit__(None, None, None)
        transaction.savepoint_rollback(self.point)

    @rule(channel=st.sampled_from(["card", "qr", "store"]), answered=st.booleans())
    def begin(self, channel, answered):
        self.try_to(lambda: self.start(channel, answered))

    def start(self, channel, answered):
        attempt = payments.start(self.due, channel=channel, by=None)
        if answered:
            jobs.run(attempt.effect_id)

    @rule(pick=st.integers(0, 9), stage=st.sampled_from(["pending", "declined"]))
    def the_provider_says_no_or_not_yet(self, pick, stage):
        key = self.key(pick)
        known = self.provider.payments.get(key)
        if known and known.stage in (Stage.OPEN, Stage.PENDING):
            self.remember(self.provider.becomes(key, Stage(stage)))

    @rule(pick=st.integers(0, 9))
    def the_payer_pays_perhaps_late(self, pick):
        key = self.key(pick)
        if key in self.provider.payments and self.provider.payments[key].page:
            amount = Attempt.objects.get(ref=key).amount
            self.remember(self.provider.pays(key, amount))

    @rule(pick=st.integers(0, 9), amount=st.integers(1, 300))
    def the_provider_gives_back_by_itself(self, pick, amount):
        key = self.key(pick)
        known = self.provider.payments.get(key)
        if known and known.stage is Stage.PAID:
            back = sum(one.amount for one in known.refunds)
            promised = ledger.Receipt.objects.filter(
                source=f"{testing.PROVIDER}:{key}", promised_back__gt=0
            ).exists()
            if back + amount <= known.paid_amount and not promised:
                repaid = Repaid(f"R{len(known.refunds)}", amount, clock.today())
                said = dataclasses.replace(known, refunds=(*known.refunds, repaid))
                self.provider.payments[key] = said
                self.remember(said)

    @rule(pick=st.integers(0, 30), again=st.booleans())
    def a_notice_arrives_late_and_perhaps_again(self, pick, again):
        if self.told:
            number = pick % len(self.told)
            notice = Notice(f"e{number}-{id(self)}", self.told[number])
            for _ in range(1 + again):
                learning.hear(notice, provider=testing.PROVIDER, by=None)

    @rule(pick=st.integers(0, 9))
    def the_payer_comes_back(self, pick):
        if self.key(pick):
            self.try_to(lambda: outside.look(self.key(pick)))

    @rule(pick=st.integers(0, 9))
    def the_payer_leaves(self, pick):
        if self.key(pick):
            self.try_to(lambda: outside.end(self.key(pick)))

    @rule(down=st.booleans())
    def the_line_is_cut_or_mended(self, down):
        self.provider.is_down = down

    @rule(minutes=st.sampled_from([1, 30, 91, 60 * 24 * 2, 60 * 24 * 8]))
    def time_passes(self, minutes):
        self.moment += dt.timedelta(minutes=minutes)

    @rule()
    def the_worker_works(self):
        with clock.at(self.moment):
            outside.ask_all()
            jobs.run_due()

    @rule()
    def somebody_pays_at_the_counter(self):
        self.try_to(self.take)

    def take(self):
        missing = ledger.Due.objects.get(pk=self.due.pk).missing
        token = f"t{self.counter}-{id(self)}"
        payments.take_at_counter(
            self.due, amount=missing, token=token, by=self.sato.account
        )
        self.counter += 1

    @rule(pick=st.integers(0, 9), forwarded=st.booleans())
    def a_line_of_the_file_comes(self, pick, forwarded):
        key = self.key(pick)
        known = self.provider.payments.get(key)
        if known and known.stage is Stage.PAID:
            self.files += 1
            day = clock.today().isoformat()
            text = (
                "取引番号,区分,金額,委託日,入金日\r\n"
                f"{key},売上,{known.paid_amount},{day},{day if forwarded else ''}\r\n"
                f"{self.files}-{id(self)},売上,1,{day},{day}\r\n"
            )
            reconcile(
                testing.PROVIDER, name="x", content=text.encode(), by=self.sato.account
            )

    @rule(forwarded=st.booleans(), again=st.booleans())
    def a_store_takes_the_slip(self, forwarded, again):
        """It cannot know that the due was paid or cancelled meanwhile."""
        number = max(1, self.slips) if again else self.slips + 1
        self.slips = max(self.slips, number)
        day = clock.today().isoformat()
        text = (
            "伝票番号,納付書番号,区分,金額,収納日,入金日\r\n"
            f"{number}-{id(self)},{self.due.pk:021},速報,300,{day},"
            f"{day if forwarded else ''}\r\n"
        )
        reconcile("store-slip", name="x", content=text.encode(), by=self.sato.account)

    @rule()
    def an_officer_cancels(self):
        self.try_to(
            lambda: payments.cancel_due(self.due, reason="誤り", by=self.sato.account)
        )

    @rule(amount=st.integers(1, 300))
    def an_officer_agrees_to_parts(self, amount):
        self.try_to(
            lambda: ledger.agree_instalments(
                self.due,
                amount=amount,
                due_on=clock.today(),
                reason="分割",
                by=self.sato.account,
            )
        )

    @rule(refuses=st.booleans())
    def the_provider_refuses_refunds_or_not(self, refuses):
        self.provider.refuses_refunds = refuses

    @rule(pick=st.integers(0, 9), amount=st.integers(1, 300))
    def two_officers_give_back(self, pick, amount):
        receipts = list(ledger.Receipt.objects.filter(due=self.due))
        if receipts:
            receipt = receipts[pick % len(receipts)]
            self.try_to(lambda: self.give_back(receipt, amount))

    def give_back(self, receipt, amount):
        refund = payments.propose_refund(
            receipt, amount=amount, reason="twice", by=self.sato.account
        )
        payments.confirm_refund(refund, by=self.suzuki.account)

    @invariant()
    def nothing_is_booked_that_never_was(self):
        due = ledger.Due.objects.get(pk=self.due.pk)
        assert due.collected <= self.paid_in_truth()
        assert due.refunded <= due.collected
        assert Attempt.objects.filter(due=due).live().count() <= 1

    def everything_is_asked(self):
        self.provider.is_down = False
        for _ in range(3):
            self.moment += dt.timedelta(days=12)
            with clock.at(self.moment):
                for attempt in self.attempts():
                    outside.look(attempt.ref)
                jobs.run_due()

    def the_books_say_what_the_provider_knows(self):
        due = ledger.Due.objects.get(pk=self.due.pk)
        assert due.collected == self.paid_in_truth()
        given = sum(one.amount for payment in self.mine() for one in payment.refunds)
        by_transfer = ledger.Refund.objects.filter(
            due=due, way="transfer", state="repaid"
        )
        assert due.refunded == given + sum(one.amount for one in by_transfer)
        assert not Attempt.objects.filter(due=due).live()
        if (
            due.overpaid
            and not due.refunded
            and not due.receipts.filter(channel="counter")
        ):
            assert (
                payments.Discrepancy.objects.filter(
                    due=due, kind__in=["twice", "cancelled"]
                )
                or due.cancelled_at
            )

    def paid_in_truth(self):
        return (
            sum(one.paid_amount for one in self.mine())
            + sum(
                one.amount
                for one in ledger.Receipt.objects.filter(
                    due=self.due, channel="counter"
                )
            )
            + 300 * self.slips
        )

    def mine(self):
        refs = set(Attempt.objects.filter(due=self.due).values_list("ref", flat=True))
        return [p for key, p in self.provider.payments.items() if key in refs]

    def attempts(self):
        return list(Attempt.objects.filter(due=self.due).order_by("pk"))

    def key(self, pick):
        attempts = self.attempts()
        return attempts[pick % len(attempts)].ref if attempts else ""

    def remember(self, said):
        self.told.append(said)

    def try_to(self, act):
        try:
            with clock.at(self.moment):
                act()
        except (Refusal, jobs.NotDone):
            pass  # a refusal is an answer


@pytest.mark.slow
def test_any_order_repetition_and_loss_ends_in_what_the_provider_knows(
    hanako, sato, suzuki, designation
):
    World.hanako, World.sato, World.suzuki = hanako, sato, suzuki
    run_state_machine_as_test(
        World, settings=settings(max_examples=15, stateful_step_count=20)
    )
