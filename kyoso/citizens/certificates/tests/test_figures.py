"""Certificates issued online, and the hours from request to issue."""

import datetime as dt
from decimal import Decimal

from kyoso.citizens.certificates.measures import issued_online, median_hours
from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import a_request, examined, paid
from kyoso.kernel import clock


def test_nothing_issued_has_no_median(db):
    assert median_hours(clock.today()).value is None
    assert issued_online(clock.today()).value == 0


def test_it_counts_first_papers_of_the_year(hanako, holder, ota, shindo):
    order = paid(examined(a_request(hanako)), by=ota)
    certification.Order.objects.filter(pk=order.pk).update(
        requested_at=certification.current(order).issued_at - dt.timedelta(hours=3)
    )
    certification.reissue(certification.current(order), reason="x", by=shindo.account)
    assert issued_online(clock.today()).value == 1
    assert median_hours(clock.today()).value == Decimal("3.0")
    assert issued_online(clock.today() - dt.timedelta(days=400)).value == 0
