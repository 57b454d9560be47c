"""What a connector implements so that residents can pay through a company.

    # connectors/some_company/wiring.py
    from kyoso.engines.payments import base
    base.providers.register(SomeCompany())

Five methods. Every call names the attempt by ``key``, Kyoso's own name for it,
which the company keeps as the merchant's order number: an answer that was lost
is asked for again, and asking to start twice starts once.

What a provider must promise, and the contract of ``payments.testing`` checks:

- a payment that is paid stays paid; only refunds are added to it;
- one that was declined, cancelled or expired never opens again, but it may
  still become paid (late success);
- ``start`` and ``refund`` with a key that is known already do nothing new, and a
  key that was cancelled before it was started can be started no more.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kyoso.kernel.registry import Registry


class Stage(StrEnum):
    """Where a payment stands at its provider."""

    UNKNOWN = "unknown"
    """The provider has never heard of the key."""
    OPEN = "open"
    """The payer has not finished yet."""
    PENDING = "pending"
    """The payer has finished; the outcome is not known yet."""
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    PAID = "paid"


@dataclass(frozen=True)
class Order:
    """What the provider is asked to collect."""

    key: str
    amount: int
    title: str
    channel: str
    return_url: str
    notify_url: str
    expires_at: dt.datetime


@dataclass(frozen=True)
class Repaid:
    """One refund: ``key`` as it was asked for, or the provider's own if it was not."""

    key: str
    amount: int
    on: dt.date


@dataclass(frozen=True)
class Statement:
    """What a provider says of one payment, whole: facts, not changes.

    ``paid_on`` is the day on which the payer entrusted the money. ``page`` is
    where the payer pays (while open). ``provider_ref`` is the provider's number.
    """

    key: str
    stage: Stage
    provider_ref: str = ""
    page: str = ""
    paid_amount: int = 0
    paid_on: dt.date | None = None
    refunds: tuple[Repaid, ...] = field(default=())


@dataclass(frozen=True)
class Notice:
    """A webhook that was really the provider's: its own id, and what it states."""

    event_id: str
    statement: Statement


class Unreachable(Exception):  # noqa: N818 - says what happened
    """No answer: it may or may not have happened. Ask again."""


class Refused(Exception):  # noqa: N818 - says what happened
    """The provider says no; ``code`` is its reason, without personal data."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class NoticeRefused(Exception):  # noqa: N818 - says what happened
    """The webhook is not the provider's: signature, time or form are wrong."""


class Provider(Protocol):
    """A payment company. Calls raise ``Unreachable`` or ``Refused``, nothing else."""

    @property
    def slug(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def is_ready(self) -> bool:
        """Whether the installation has configured it (no network call)."""

    def start(self, order: Order) -> Statement:
        """Open a page for the payer; the same key again returns the same page."""

    def status(self, key: str) -> Statement:
        """Return what is known of a payment (``Stage.UNKNOWN`` if nothing is)."""

    def cancel(self, key: str) -> Statement:
        """End a payment that is not paid; of one that is paid, say so."""

    def refund(self, key: str, *, refund_key: str, amount: int) -> Statement:
        """Give money back the way it came; the same ``refund_key`` once only."""

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Return what a webhook says, or raise ``NoticeRefused``."""


providers: Registry[Provider] = Registry("payment provider")
