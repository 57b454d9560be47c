"""Which channels are offered for a due, and what each costs the payer."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from kyoso.engines.ledger.api import Due
from kyoso.engines.payments import base
from kyoso.engines.payments.channels import Channel, Slip, rules
from kyoso.engines.payments.models import Designation
from kyoso.kernel import clock


@dataclass(frozen=True)
class Offer:
    """A channel as a payer sees it: what it costs, and who receives the money."""

    channel: Channel
    cost: int
    total: int
    designation: Designation | None

    @property
    def is_cost_verified(self) -> bool:
        return self.channel.cost.verified


def offers(due: Due) -> list[Offer]:
    """Return the channels by which this due may be paid now (one query)."""
    designations = in_force(clock.today())
    found = []
    for channel in rules().channels.values():
        if due.asked > channel.largest or not _is_ready(channel):
            continue
        designation = _covering(designations, channel, due)
        if channel.needs_designation and designation is None:
            continue
        cost = channel.cost.of(due.asked)
        found.append(Offer(channel, cost, due.asked + cost, designation))
    return found


def at_the_counter(due: Due) -> Offer | None:
    """Return the city's own counter, which needs nobody's designation."""
    for channel in rules().channels.values():
        if not channel.provider and due.asked <= channel.largest:
            cost = channel.cost.of(due.asked)
            return Offer(channel, cost, due.asked + cost, None)
    return None


def in_force(day: dt.date) -> list[Designation]:
    """Return the designations of receivers that hold on ``day``."""
    begun = Designation.objects.filter(starts_on__lte=day)
    return [one for one in begun if one.ends_on is None or one.ends_on >= day]


def forward_by(due: Due, provider: str, paid_on: dt.date) -> dt.date:
    """Return the day by which the receiver has to forward what was entrusted."""
    for one in in_force(paid_on):
        if one.provider == provider and one.covers(due.line.code):
            return paid_on + dt.timedelta(days=one.forward_days)
    return paid_on + dt.timedelta(days=rules().forward_days)


def slip_for(due: Due) -> Slip | None:
    """Return the contract under which a slip of this due is paid in a store, if any.

    Stores take no slip after its last day, and none above an amount.
    """
    slip = rules().slip
    if slip is None or (slip.is_sample and settings.PRODUCTION):
        return None
    is_in_time = due.due_on >= clock.today()
    return slip if is_in_time and 0 < due.asked <= slip.largest else None


def _is_ready(channel: Channel) -> bool:
    if not channel.provider:
        return True
    return (
        channel.provider in base.providers
        and base.providers.get(channel.provider).is_ready
    )


def _covering(
    designations: list[Designation], channel: Channel, due: Due
) -> Designation | None:
    return next(
        (
            one
            for one in designations
            if one.provider == channel.provider and one.covers(due.line.code)
        ),
        None,
    )
