"""For tests of whatever is paid: a line, a due, a provider in memory, its contract."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from kyoso.engines.ledger import testing as ledger_testing
from kyoso.engines.ledger.api import Due
from kyoso.engines.payments import base
from kyoso.engines.payments.actions.desk import designate
from kyoso.engines.payments.base import Notice, Order, Repaid, Stage, Statement
from kyoso.engines.payments.models import Designation, Heard
from kyoso.engines.payments.outside import ask_all, look
from kyoso.kernel import clock

PROVIDER = "payment-page"
make_due = ledger_testing.make_due


class ProviderInMemory:
    """A provider that keeps the contract; a test says what happens there."""

    slug = PROVIDER
    title = "試験の収納代行会社"
    is_ready = True

    def __init__(self) -> None:
        self.payments: dict[str, Statement] = {}
        self.is_down = False
        self.refuses_refunds = False

    def start(self, order: Order) -> Statement:
        self._answer()
        known = self.payments.get(order.key)
        if known is None:
            known = Statement(
                key=order.key,
                stage=Stage.OPEN,
                provider_ref=f"P-{order.key}",
                page=f"http://sandbox.localhost/{order.key}",
            )
            self.payments[order.key] = known
        return known

    def status(self, key: str) -> Statement:
        self._answer()
        return self.payments.get(key, Statement(key=key, stage=Stage.UNKNOWN))

    def cancel(self, key: str) -> Statement:
        self._answer()
        known = self.payments.get(key)
        if known is None:
            self.payments[key] = Statement(key=key, stage=Stage.CANCELLED)
            return Statement(key=key, stage=Stage.UNKNOWN)
        if known.stage in (Stage.OPEN, Stage.PENDING):
            self.becomes(key, Stage.CANCELLED)
        return self.payments[key]

    def refund(self, key: str, *, refund_key: str, amount: int) -> Statement:
        self._answer()
        if self.refuses_refunds:
            raise base.Refused("not_refundable")
        known = self.payments[key]
        if refund_key not in {one.key for one in known.refunds}:
            repaid = Repaid(refund_key, amount, clock.today())
            self.payments[key] = dataclasses.replace(
                known, refunds=(*known.refunds, repaid)
            )
        return self.payments[key]

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Notice:
        raise base.NoticeRefused

    def becomes(self, key: str, stage: Stage) -> Statement:
        """Let something happen to an unfinished payment, or a late success."""
        known = self.payments[key]
        if known.stage is not Stage.PAID:
            self.payments[key] = dataclasses.replace(known, stage=stage)
        return self.payments[key]

    def pays(self, key: str, amount: int) -> Statement:
        known = self.payments[key]
        if known.stage is not Stage.PAID:
            self.payments[key] = dataclasses.replace(
                known, stage=Stage.PAID, paid_amount=amount, paid_on=clock.today()
            )
        return self.payments[key]

    def _answer(self) -> None:
        if self.is_down:
            raise base.Unreachable


@contextmanager
def a_provider() -> Iterator[ProviderInMemory]:
    """Let the provider in memory collect instead of the city's."""
    made = ProviderInMemory()
    with base.providers.temporarily(made):
        yield made


def a_designation(**changes: object) -> Designation:
    """Record a fictional designation for the provider of the tests."""
    told: dict[str, object] = {
        "name": "架空決済株式会社",
        "address": "架空市1番1号",
        "notice_number": "架空市告示第1号",
        "notice_on": dt.date(2026, 3, 1),
        "revenues": "",
        "forward_days": 30,
        "starts_on": dt.date(2020, 4, 1),
        "ends_on": None,
        "by": None,
    }
    return designate(PROVIDER, **{**told, **changes})  # type: ignore[arg-type]


def assert_keeps_the_contract(
    provider: base.Provider, pay: Callable[[str], None]
) -> None:
    """Hold a provider to the promises of ``base``; ``pay`` pays as a payer would."""
    order = _order("contract-1")
    first = provider.start(order)
    assert first.stage is Stage.OPEN
    assert first.page
    assert provider.start(order) == first
    assert provider.status("contract-none").stage is Stage.UNKNOWN
    pay(order.key)
    paid = provider.status(order.key)
    assert (paid.stage, paid.paid_amount) == (Stage.PAID, order.amount)
    assert provider.cancel(order.key) == paid
    once = provider.refund(order.key, refund_key="contract-r", amount=100)
    again = provider.refund(order.key, refund_key="contract-r", amount=100)
    assert once == again
    assert [one.amount for one in again.refunds] == [100]
    assert again.stage is Stage.PAID
    assert provider.cancel("contract-2").stage is Stage.UNKNOWN
    assert provider.start(_order("contract-2")).stage is Stage.CANCELLED


def _order(key: str) -> Order:
    return Order(
        key=key,
        amount=300,
        title="試験の手数料",
        channel="card",
        return_url="http://localhost/back",
        notify_url="http://localhost/notify",
        expires_at=clock.now() + dt.timedelta(minutes=90),
    )


__all__ = [
    "PROVIDER",
    "Due",
    "Heard",
    "ProviderInMemory",
    "a_designation",
    "a_provider",
    "ask_all",
    "assert_keeps_the_contract",
    "look",
    "make_due",
]
