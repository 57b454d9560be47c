"""A budget line is never overspent, and what it has promised always adds up."""

import datetime as dt
import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.db.models import Sum
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from kyoso.engines.audit.api import Entry
from kyoso.engines.ledger import api as ledger
from kyoso.engines.ledger import checks, testing
from kyoso.engines.ledger.models import AllotmentMove
from kyoso.kernel.errors import Refusal
from tests import people as cast


def reserve(line, amount, by, about="grants:1"):
    return ledger.reserve(line, amount=amount, about=about, title="助成", by=by)


def test_it_takes_a_promise_from_what_remains(line, sato):
    allotment = reserve(line, 30_000, sato.account)
    line.refresh_from_db()
    assert (allotment.amount, line.committed, line.remaining) == (
        30_000,
        30_000,
        70_000,
    )


def test_it_refuses_with_what_remains_in_the_sentence(line, sato):
    reserve(line, 90_000, sato.account)
    with pytest.raises(ledger.BudgetShort) as refused:
        reserve(line, 10_001, sato.account)
    assert "残りは10,000円" in refused.value.sentence
    assert ledger.Allotment.objects.count() == 1
    assert Entry.objects.filter(event="ledger.reserved").count() == 1


def test_settling_for_less_returns_the_rest(line, sato):
    allotment = ledger.settle(
        reserve(line, 30_000, sato.account), amount=28_000, by=sato.account
    )
    line.refresh_from_db()
    assert (allotment.state, line.committed) == ("settled", 28_000)


def test_settling_for_more_needs_the_budget(line, sato):
    allotment = reserve(line, 90_000, sato.account)
    with pytest.raises(ledger.BudgetShort):
        ledger.settle(allotment, amount=100_001, by=sato.account)
    ledger.settle(allotment, amount=100_000, by=sato.account)


def test_a_released_promise_is_whole_again_and_settles_no_more(line, sato):
    allotment = ledger.release(reserve(line, 30_000, sato.account), by=sato.account)
    line.refresh_from_db()
    assert (allotment.amount, line.committed) == (0, 0)
    with pytest.raises(ledger.AllotmentSettled):
        ledger.settle(allotment, amount=1, by=sato.account)


def test_orders_stay_within_what_was_settled(line, sato):
    allotment = reserve(line, 30_000, sato.account)
    order = {"payee_name": "能代 花子", "by": sato.account}
    with pytest.raises(ledger.AllotmentNotSettled):
        ledger.order(allotment, amount=30_000, **order)
    ledger.settle(allotment, amount=30_000, by=sato.account)
    ledger.order(allotment, amount=20_000, **order)
    with pytest.raises(ledger.OrdersTooMuch):
        ledger.order(allotment, amount=10_001, **order)
    ledger.order(allotment, amount=10_000, **order)


def test_money_taken_back_returns_to_the_line_until_the_books_close(
    line, sato, clock_at
):
    allotment = ledger.settle(
        reserve(line, 30_000, sato.account), amount=30_000, by=sato.account
    )
    ledger.order(allotment, amount=30_000, payee_name="能代 花子", by=sato.account)
    closing = ledger.closing_day(line.fiscal_year)
    clock_at(dt.datetime.combine(closing, dt.time(17)))
    ledger.claw_back(allotment, amount=10_000, by=sato.account)
    line.refresh_from_db()
    assert line.committed == 20_000
    clock_at(dt.datetime.combine(closing + dt.timedelta(days=1), dt.time(9)))
    late = ledger.claw_back(allotment, amount=10_000, by=sato.account)
    line.refresh_from_db()
    assert (line.committed, late.clawed_back) == (20_000, 20_000)
    with pytest.raises(ledger.AmountImpossible):
        ledger.claw_back(allotment, amount=10_001, by=sato.account)


def test_the_next_year_promises_from_its_own_lines(line, sato, clock_at):
    clock_at(f"{line.fiscal_year + 1}-04-01 09:00")
    with pytest.raises(ledger.YearClosed):
        reserve(line, 1, sato.account)


def test_revenue_is_not_promised(db, sato):
    line = testing.make_line(cast.section(), side="revenue", code="14-01-01-01")
    with pytest.raises(ledger.WrongSide):
        reserve(line, 1, sato.account)


def test_not_even_a_hand_at_the_database_overspends(line, sato):
    allotment = reserve(line, 100_000, sato.account)
    with pytest.raises(IntegrityError), transaction.atomic():
        AllotmentMove.objects.create(
            allotment=allotment,
            line=line,
            kind="reserve",
            amount=1,
            moved_by=sato.account,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        AllotmentMove.objects.update(amount=1)


@pytest.mark.django_db(transaction=True)
def test_of_32_who_decide_at_once_only_as_many_succeed_as_there_is_money():
    by = cast.sato().account
    line = testing.make_line(cast.section(), budget=100_000)
    together = threading.Barrier(32)
    outcomes = []

    def decide(number):
        try:
            together.wait()
            reserve(line, 10_000, by, about=f"grants:{number}")
            outcomes.append("granted")
        except ledger.BudgetShort:
            outcomes.append("short")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=(n,)) for n in range(32)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    line.refresh_from_db()
    assert sorted(outcomes) == ["granted"] * 10 + ["short"] * 22
    assert (line.committed, line.remaining) == (100_000, 0)
    assert ledger.Allotment.objects.count() == 10


@pytest.mark.slow
def test_whatever_is_done_in_any_order_the_line_adds_up(line, sato):  # noqa: C901 - one machine of many short rules
    by = sato.account

    class Decisions(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.point = transaction.savepoint()
            self.found = []

        def teardown(self):
            transaction.savepoint_rollback(self.point)

        @rule(amount=st.integers(-1, 60_000))
        def reserve(self, amount):
            self._try(lambda: self.found.append(reserve(line, amount, by)))

        @rule(pick=st.integers(0, 5), amount=st.integers(0, 120_000))
        def settle(self, pick, amount):
            self._on(pick, lambda one: ledger.settle(one, amount=amount, by=by))

        @rule(pick=st.integers(0, 5))
        def release(self, pick):
            self._on(pick, lambda one: ledger.release(one, by=by))

        @rule(pick=st.integers(0, 5), amount=st.integers(0, 60_000))
        def order(self, pick, amount):
            self._on(
                pick,
                lambda one: ledger.order(one, amount=amount, payee_name="花子", by=by),
            )

        @rule(pick=st.integers(0, 5), amount=st.integers(0, 60_000))
        def claw_back(self, pick, amount):
            self._on(pick, lambda one: ledger.claw_back(one, amount=amount, by=by))

        @invariant()
        def it_adds_up(self):
            line.refresh_from_db()
            borne = line.allotments.aggregate(sum=Sum("amount"))["sum"] or 0
            moved = line.moves.aggregate(sum=Sum("amount"))["sum"] or 0
            assert line.committed == borne == moved
            assert line.remaining == line.budget - line.committed >= 0
            for one in line.allotments.all():
                asked = one.orders.aggregate(sum=Sum("amount"))["sum"] or 0
                assert one.ordered == asked <= one.amount + one.clawed_back

        def _on(self, pick, act):
            if self.found:
                self._try(lambda: act(self.found[pick % len(self.found)]))

        def _try(self, act):
            with suppress(Refusal):  # a refusal is an answer
                act()

    run_state_machine_as_test(
        Decisions, settings=settings(max_examples=10, stateful_step_count=12)
    )


def test_the_start_is_refused_where_a_trigger_is_missing(db):
    assert checks.balances_are_kept(databases=["default"]) == []
    with connection.cursor() as cursor:
        on = " ON ledger_receipt" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_receipt_counts{on}")
    assert [one.id for one in checks.balances_are_kept(databases=["default"])] == [
        "ledger.E001"
    ]
