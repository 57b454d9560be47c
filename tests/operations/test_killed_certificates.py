"""kill -9 at each step of asking, examining, paying and issuing a certificate.

Whoever was killed begins again: one request, one due, one certificate that holds.
"""

import itertools

import pytest

from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing
from kyoso.engines.certification.actions.asking import examine_order
from kyoso.engines.certification.actions.issuing import issue_by_rule
from kyoso.engines.documents.api import Document
from kyoso.engines.jobs.api import Effect
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.media import testing as media_testing
from kyoso.engines.payments import api as payments
from tests.operations import dying

pytestmark = pytest.mark.django_db(transaction=True)
State = certification.State


@pytest.fixture(autouse=True)
def city(settings, tmp_path, hanako, shindo):
    """A store and a signature of this test alone; Hanako's card is compared."""
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    testing.a_holder(hanako, by=shindo)
    testing.a_revenue_line()


def test_a_death_while_asking_makes_one_request(hanako):
    for step in itertools.count(1):
        token = f"asked-{step}"
        was_killed = dying.is_killed(
            lambda token=token: testing.a_request(hanako, token=token), at=step
        )
        order = testing.a_request(hanako, token=token)
        posted = Effect.objects.filter(
            kind="certification.examine", subject_ref=order.ref
        )
        assert posted.count() == 1
        certification.withdraw(order, by=hanako.account)
        if not was_killed:
            break
    assert step > 3, "Nobody died."
    assert certification.Order.objects.count() == step


def test_a_death_while_examining_asks_for_the_fee_once(hanako):
    for step in itertools.count(1):
        order = testing.a_request(hanako)
        was_killed = dying.is_killed(
            lambda order=order: examine_order(order, by=None), at=step
        )
        examine_order(order, by=None)
        order.refresh_from_db()
        assert order.state == State.TO_PAY
        assert payments.dues_about(order.about).count() == 1
        certification.withdraw(order, by=hanako.account)
        if not was_killed:
            break
    assert step > 3, "Nobody died."


def test_a_death_while_paying_takes_the_money_once_and_goes_on(hanako, ota):
    for step in itertools.count(1):
        order = testing.a_request(hanako)
        examine_order(order, by=None)
        due = payments.dues_about(order.about).get()

        def pay(due=due, token=order.ref):
            return payments.take_at_counter(
                due, amount=300, token=token, by=ota.account
            )

        was_killed = dying.is_killed(pay, at=step)
        pay()
        order.refresh_from_db()
        assert order.state == State.PAID
        assert ledger.Receipt.objects.filter(due=due).count() == 1
        assert (
            Effect.objects.filter(
                kind="certification.issue", subject_ref=order.ref
            ).count()
            == 1
        )
        issue_by_rule(order)
        if not was_killed:
            break
    assert step > 5, "Nobody died."


def test_a_death_while_issuing_issues_once(hanako, ota):
    for step in itertools.count(1):
        order = testing.a_request(hanako)
        examine_order(order, by=None)
        due = payments.dues_about(order.about).get()
        payments.take_at_counter(due, amount=300, token=order.ref, by=ota.account)
        was_killed = dying.is_killed(lambda order=order: issue_by_rule(order), at=step)
        issue_by_rule(order)
        order.refresh_from_db()
        assert order.state == State.ISSUED
        made = order.certificates.get()
        assert made.content.told["subject"] == "住民票の写し"
        assert Document.objects.filter(about=order.about).count() == 1
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    drain()
    made.refresh_from_db()
    assert made.document.file is not None
