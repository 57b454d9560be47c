"""Certificates of the month, by where they were asked for."""

import datetime as dt

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.measures import issued_at_terminals
from kyoso.engines.certification.testing import a_request, examined, paid
from kyoso.kernel import clock


def test_nothing_is_issued_in_the_beginning(db):
    found = issued_at_terminals(clock.today())
    assert (found.value, found.parts) == (0, {"kiosk": 0, "store": 0})


def test_it_counts_terminals_of_the_month_and_not_the_web(hanako, holder, device, ota):
    testing.waiting(hanako, device, ota=ota)
    paid(examined(a_request(hanako)), by=ota)
    found = issued_at_terminals(clock.today())
    assert (found.value, found.parts["kiosk"]) == (1, 1)
    assert issued_at_terminals(clock.today() - dt.timedelta(days=40)).value == 0
