"""kill -9 at each step of what the certificate centre of stores tells the city.

The centre hears no answer and says it again: one request, one fee, one paper.
"""

import itertools

import pytest
from django.conf import settings as django_settings

from kyoso.connectors.store_terminals import actions, protocol, testing
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.media import testing as media_testing
from kyoso.kernel import clock
from tests.operations import dying

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def city(settings, tmp_path, hanako, shindo):
    """A city that has introduced it, open now, with a store of its own."""
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    settings.CITY_FOLDER = testing.introduced(
        django_settings.CITY_FOLDER, tmp_path / "city"
    )
    certification_testing.a_holder(hanako, by=shindo)
    certification_testing.a_revenue_line()
    testing.known(hanako, "hanako")
    with clock.at(testing.an_open_moment()):
        yield


def test_a_death_while_asking_makes_one_request():
    for step in itertools.count(1):
        number = f"C-asked-{step:04d}"

        def ask(number=number):
            return testing.asked("hanako", number)

        was_killed = dying.is_killed(ask, at=step)
        made = ask()
        assert StoreRequest.objects.filter(number=number).count() == 1
        assert made.order is not None
        actions.cancel(made, by=None)
        if not was_killed:
            break
    assert step > 5, "Nobody died."


def test_a_death_while_paying_books_the_fee_once_and_ends_in_a_paper():
    for step in itertools.count(1):
        made = testing.to_pay("hanako")
        paid = protocol.Paid(200, clock.today())

        def pay(made=made, paid=paid):
            return actions.pay(made, paid=paid, by=None)

        was_killed = dying.is_killed(pay, at=step)
        pay()
        receipts = ledger.Receipt.objects.filter(due__about=made.order.about)
        assert receipts.count() == 1
        if not was_killed:
            break
    assert step > 5, "Nobody died."
    drain()
    assert all(
        one.order.certificates.count() == 1 for one in StoreRequest.objects.all()
    )


def test_a_death_while_the_outcome_is_told_is_told_again():
    made = testing.fetched("hanako")
    for step in itertools.count(1):

        def tell():
            return actions.tell(made, outcome="printed", by=None)

        was_killed = dying.is_killed(tell, at=step)
        tell()
        assert testing.fresh(made).outcome == "printed"
        if not was_killed:
            break
        StoreRequest.objects.update(outcome="", told=None)
    assert step > 2, "Nobody died."
