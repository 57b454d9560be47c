"""What a resident owes, in one list; and how the city is paid."""

import datetime as dt
from decimal import Decimal

from kyoso.citizens.bills.measures import cashless_share
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.payments.testing import make_due
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor


def test_it_lists_what_is_to_pay_and_what_is_done(hanako, taro, ota):
    section = cast.section()
    open_due = make_due(section, debtor=hanako.account, amount=450)
    paid = make_due(section, debtor=hanako.account)
    theirs = make_due(section, debtor=taro.account)
    payments.take_at_counter(paid, amount=300, token="t", by=ota.account)
    page = Visitor("public").as_person(hanako).get("/bills").content.decode()
    assert page.index("これから払うもの") < page.index(open_due.ref)
    assert page.index("終わったもの") < page.index(paid.ref)
    assert "450円" in page
    assert theirs.ref not in page


def test_with_nothing_to_pay_it_says_so(hanako):
    page = Visitor("public").as_person(hanako).get("/bills").content.decode()
    assert "これから払うものはありません。" in page


def test_the_share_without_cash_counts_what_came_this_year(hanako):
    today = clock.today()
    assert cashless_share(today).value is None
    for number, channel in enumerate(("card", "qr", "store", "counter")):
        ledger.book(
            make_due(cast.section(), debtor=None),
            amount=300,
            channel=channel,
            source=f"s{number}",
            paid_on=today,
            forward_by=None,
            by=None,
        )
    found = cashless_share(today)
    assert (found.value, found.rows) == (Decimal(50), 4)
    last_year = today - dt.timedelta(days=366)
    assert cashless_share(last_year).value is None
