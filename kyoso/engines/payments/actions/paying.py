"""What a payer does: start an attempt, leave it."""

import datetime as dt

from django.db import IntegrityError, transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import errors
from kyoso.engines.payments.models import Attempt
from kyoso.engines.payments.offering import Offer, offers
from kyoso.engines.payments.rules import next_question
from kyoso.engines.people.api import Account
from kyoso.kernel import clock


@transaction.atomic
def start(due: ledger.Due, *, channel: str, by: Account | None) -> Attempt:
    """Begin to pay what is asked now; the provider is asked by an effect.

    One attempt of a due is live at a time, by constraint, and a paid due takes
    no more of them. Raises ``PaidAlready``, ``NothingOwed``, ``AttemptOpen``,
    ``ChannelNotOffered``.
    """
    held = ledger.lock(due, by=by)
    if held.cancelled_at:
        raise errors.NothingOwed
    if held.is_paid:
        raise errors.PaidAlready
    offer = _offered(held, channel)
    attempt = Attempt(
        due=held,
        channel=channel,
        provider=offer.channel.provider,
        amount=held.asked,
        cost_shown=offer.cost,
        started_by=by,
        expires_at=clock.now() + dt.timedelta(minutes=offer.channel.minutes),
    )
    attempt.ask_at = next_question(
        attempt.state, is_live=True, asked=0, now=attempt.started_at
    )
    attempt.effect = jobs.post("payments.start", subject_ref=attempt.ref, by=by)
    try:
        with transaction.atomic():
            attempt.save()
    except IntegrityError:
        raise errors.AttemptOpen from None
    audit.record("payments.started", by=by, subject=attempt, person=held.debtor)
    return attempt


@transaction.atomic
def leave(attempt: Attempt, *, by: Account | None) -> jobs.Effect:
    """Ask the provider to end an attempt, so that another way can be chosen.

    The provider decides: one that is paid already stays paid.
    """
    effect = jobs.post("payments.cancel", subject_ref=attempt.ref, by=by)
    audit.record("payments.left", by=by, subject=attempt, person=attempt.due.debtor)
    return effect


def _offered(due: ledger.Due, slug: str) -> Offer:
    for offer in offers(due):
        if offer.channel.slug == slug and offer.channel.provider:
            return offer
    raise errors.ChannelNotOffered
