"""Verbs of webhooks: add, try, renew the secret, switch, end, tell."""

import datetime as dt

from django.db import IntegrityError, transaction

from kyoso.connectors.webhooks.errors import (
    AddressKnown,
    TooManyEndpoints,
    TrialsPaused,
)
from kyoso.connectors.webhooks.models import Endpoint, Notice, new_secret
from kyoso.connectors.webhooks.rules import refuse_address
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Case
from kyoso.engines.jobs import api as jobs
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.ids import new_ref

MOST = 5
# How long the former secret signs beside the new one.
CHANGING_OVER = dt.timedelta(days=1)
# In ten minutes, for one account: a trial is a call of ours to somebody's server.
TRIALS, TRIAL_SECONDS = 10, 600
KIND = "webhooks.notice"


def add_endpoint(
    account: Account, *, name: str, address: str, by: Account
) -> tuple[Endpoint, str]:
    """Register an address of ``account``; return it and its secret, shown once.

    Raises ``NotHttps``, ``AddressOddlyWritten``, ``AddressPrivate``,
    ``AddressUnknown``, ``AddressKnown``, ``TooManyEndpoints``.
    """
    refuse_address(address)
    try:
        with transaction.atomic():
            # One after the other, so that two at once do not both find room.
            Account.objects.select_for_update().get(pk=account.pk)
            standing = Endpoint.objects.standing().filter(account=account)
            if standing.count() >= MOST:
                raise TooManyEndpoints(most=MOST)
            endpoint = Endpoint.objects.create(
                account=account, name=name, address=address, added_by=by
            )
            _record("webhooks.endpoint_added", endpoint, by)
            return endpoint, endpoint.secret
    except IntegrityError:
        raise AddressKnown from None


@transaction.atomic
def renew_secret(endpoint: Endpoint, *, by: Account) -> str:
    """Make a new secret and return it; the former one signs too for a day."""
    held = _lock(endpoint)
    held.former_secret, held.secret = held.secret, new_secret()
    held.former_until = clock.now() + CHANGING_OVER
    held.save(update_fields=["former_secret", "secret", "former_until"])
    _record("webhooks.secret_renewed", held, by)
    return held.secret


@transaction.atomic
def switch(endpoint: Endpoint, *, on: bool, by: Account) -> Endpoint:
    """Switch an address on or off; what happened meanwhile is not told afterwards."""
    held = _lock(endpoint)
    if held.ended_at is None and held.is_on != on:
        held.is_on, held.failures = on, 0
        held.save(update_fields=["is_on", "failures"])
        _record("webhooks.endpoint_switched", held, by)
    return held


@transaction.atomic
def end_endpoint(endpoint: Endpoint, *, by: Account) -> Endpoint:
    """Take an address away for good; ending twice changes nothing."""
    held = _lock(endpoint)
    if held.ended_at is None:
        held.is_on = False
        held.ended_at, held.ended_by = clock.now(), by
        held.save(update_fields=["is_on", "ended_at", "ended_by"])
        _record("webhooks.endpoint_ended", held, by)
    return held


def send_trial(endpoint: Endpoint, *, by: Account) -> Notice:
    """Send a trial notice (``ping``), which is about no application."""
    if not people.limits.allow(
        "webhooks.trial", endpoint.account.ref, TRIALS, TRIAL_SECONDS
    ):
        raise TrialsPaused
    with transaction.atomic():
        notice = _post(endpoint, by, event="ping", mark=new_ref())
        _record("webhooks.trial_sent", endpoint, by)
        return notice


def tell(case: Case, *, event: str, by: Account | None) -> None:
    """Post a notice of a change to each address of the applicant's own.

    Inside the transaction of the change; costs one query where there is none.
    """
    if case.account_id is None:
        return
    for endpoint in Endpoint.objects.listening().filter(account=case.account_id):
        _post(
            endpoint,
            by,
            event=event,
            mark=f"{case.ref}.{case.edition}.{event}"[:40],
            application=case.ref,
            application_state=case.state,
        )


def _post(
    endpoint: Endpoint,
    by: Account | None,
    *,
    event: str,
    mark: str,
    application: str = "",
    application_state: str = "",
) -> Notice:
    notice, is_new = Notice.objects.get_or_create(
        endpoint=endpoint,
        mark=mark,
        defaults={
            "event": event,
            "application": application,
            "application_state": application_state,
        },
    )
    if is_new:
        jobs.post(KIND, subject_ref=notice.ref, by=by)
    return notice


def _lock(endpoint: Endpoint) -> Endpoint:
    return (
        Endpoint.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=endpoint.pk)
    )


def _record(event: str, endpoint: Endpoint, by: Account) -> None:
    audit.record(event, by=by, subject=endpoint, person=endpoint.account)
