"""kill -9 at each step of paying: nothing that was paid is lost, nothing is doubled.

The city's process dies at every step of beginning an attempt, of taking the
company's notice, of coming back from the company and of asking it; and the company
dies while it tells. Afterwards the resident and the worker go on, and the books say
what the company knows. The company keeps its own record (``sandbox.store``), as a
real one does, so a death of the city cannot make it forget.
"""

import itertools
from contextlib import suppress

import pytest

from kyoso.connectors.payment_page.sandbox import company, store
from kyoso.connectors.payment_page.tests.conftest import Wire
from kyoso.engines.jobs import testing as jobs_testing
from kyoso.engines.jobs.api import Effect, sweep
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import testing
from kyoso.engines.payments.api import Attempt, Discrepancy
from kyoso.kernel import clock, outbound
from tests import people as cast
from tests.operations import dying

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def wire(monkeypatch, settings, tmp_path):
    settings.VAR = tmp_path
    made = Wire()
    monkeypatch.setattr(outbound, "request", made.request)
    testing.a_designation()
    return made


@pytest.fixture
def payer(hanako):
    return cast.visiting(hanako)


def test_a_death_while_an_attempt_begins_loses_no_attempt(wire, payer, hanako):
    for step in itertools.count(1):
        due = new_due(hanako)
        was_killed = dying.is_killed(lambda due=due: start(payer, due), at=step)
        go_on(payer, due)
        agree(due)
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    assert not Discrepancy.objects.exists()


def test_a_death_while_the_company_tells_books_the_money_once(wire, payer, hanako):
    for step in itertools.count(1):
        due = new_due(hanako)
        attempt = opened(payer, due)
        was_killed = dying.is_killed(lambda one=attempt: pay(one, "twice"), at=step)
        go_on(payer, due)
        agree(due)
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    assert not Discrepancy.objects.exists()


def test_a_death_on_the_way_back_books_the_money_once(wire, payer, hanako):
    for step in itertools.count(1):
        due = new_due(hanako)
        attempt = opened(payer, due)
        pay(attempt, "silent")
        was_killed = dying.is_killed(lambda one=attempt: come_back(payer, one), at=step)
        go_on(payer, due)
        agree(due)
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    assert not Discrepancy.objects.exists()


def test_a_death_of_the_worker_that_asks_books_the_money_once(wire, payer, hanako):
    for step in itertools.count(1):
        due = new_due(hanako)
        pay(opened(payer, due), "silent")
        Attempt.objects.filter(due=due).update(ask_at=clock.now())
        was_killed = dying.is_killed(work, at=step)
        go_on(payer, due)
        agree(due)
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    assert not Discrepancy.objects.exists()


def test_a_company_that_dies_before_it_tells_is_asked(wire, payer, hanako):
    due = new_due(hanako)
    pay(opened(payer, due), "killed")
    assert not ledger.Due.objects.get(pk=due.pk).is_paid
    Attempt.objects.filter(due=due).update(ask_at=clock.now())
    work()
    agree(due)
    assert ledger.Due.objects.get(pk=due.pk).is_paid


def test_a_company_that_cannot_be_reached_leaves_a_way_on(wire, payer, hanako):
    due = new_due(hanako)
    wire.is_cut = True
    start(payer, due)
    assert due.attempts.get().state == "starting"
    wire.is_cut = False
    go_on(payer, due)
    agree(due)


def new_due(resident):
    return testing.make_due(cast.section(), debtor=resident.account)


def start(payer, due):
    page = payer.post(f"/pay/{due.ref}/start", {"channel": "card"})
    assert page.status_code in {302, 422}, page.content.decode()


def opened(payer, due):
    start(payer, due)
    return due.attempts.get(state="open")


def pay(attempt, how):
    company.act(attempt.ref, how)


def come_back(payer, attempt):
    page = payer.get(f"/pay/attempts/{attempt.ref}/back")
    assert page.status_code == 302


def work():
    """Do what the worker does in a round: sweep, ask, carry out."""
    testing.ask_all()
    sweep()
    jobs_testing.drain()


def go_on(payer, due):
    """The resident tries again until it is paid; the worker until nothing waits."""
    for _ in range(10):
        # What waits for a later moment: that moment has come.
        Effect.objects.filter(state="waiting").update(
            due_at=clock.now(), handed_out_at=None
        )
        Attempt.objects.exclude(state="paid").update(ask_at=clock.now())
        work()
        if ledger.Due.objects.get(pk=due.pk).is_paid:
            if not Effect.objects.filter(state__in=["waiting", "running"]).exists():
                return
            continue
        attempt = due.attempts.first()
        if attempt is None or not attempt.is_live:
            start(payer, due)
        elif attempt.state == "open":
            with suppress(KeyError):
                pay(attempt, "success")
    attempts = list(due.attempts.values_list("state", flat=True))
    raise AssertionError(f"It was never paid: {attempts}.")


def agree(due):
    """The books hold what the company took, once; nothing is left half-done."""
    kept = [store.find(attempt.ref) for attempt in due.attempts.all()]
    taken = sum(one.said.paid_amount for one in kept if one)
    now = ledger.Due.objects.get(pk=due.pk)
    assert now.collected == taken == 300
    assert now.receipts.count() == 1
    assert not due.attempts.live().exists()
    assert not Effect.objects.filter(state__in=["waiting", "running"]).exists()
    assert not Effect.objects.filter(state__in=["dead", "uncertain"]).exists()
