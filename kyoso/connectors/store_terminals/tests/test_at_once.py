"""The same message several times at the same moment: one request, one fee."""

import pytest

from kyoso.connectors.store_terminals import actions, protocol, testing
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.engines.ledger import api as ledger
from kyoso.kernel import clock
from tests.together import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_one_request_and_one_fee(holder):
    with clock.at(testing.an_open_moment()):
        moment = clock.now()

    def at_noon(act):
        def run():
            with clock.at(moment):
                return act()

        return run

    asked = at_once(
        *[at_noon(lambda: testing.asked("hanako", "C-at-once")) for _time in range(4)]
    )
    assert all(isinstance(one, StoreRequest) for one in asked)
    assert StoreRequest.objects.count() == 1
    testing.drain()
    made = StoreRequest.objects.get()
    paid = protocol.Paid(200, clock.today())
    at_once(
        *[at_noon(lambda: actions.pay(made, paid=paid, by=None)) for _time in range(4)]
    )
    assert ledger.Receipt.objects.count() == 1
