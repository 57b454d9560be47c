"""Asking the sections for values that are due."""

import datetime as dt

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import periods
from kyoso.engines.indicators.errors import NobodyToAsk
from kyoso.engines.indicators.lateness import overdue_since, people_to_ask
from kyoso.engines.indicators.models import Indicator, ValueRequest
from kyoso.engines.indicators.readings import read
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account, Post
from kyoso.kernel import clock, doors

VALUE_WANTED = "indicators.value_wanted"
# One reminder a week: the mail of every morning is read by nobody.
ASK_AGAIN_AFTER = dt.timedelta(days=7)


@transaction.atomic
def ask(indicator: Indicator, *, by: Account | None) -> ValueRequest:
    """Ask the section in charge for the value of the period that is due.

    Every officer who may enter it gets one message. Without a section the
    planners are asked. Raises ``NobodyToAsk``.
    """
    found = read([indicator])[0]
    due = periods.last_due(indicator.frequency, clock.today(), found.rule.grace_days)
    asked = people_to_ask(indicator)
    if not asked:
        raise NobodyToAsk(title=indicator.title)
    request = ValueRequest.objects.create(
        indicator=indicator,
        period_end=due or clock.today(),
        asked_by=by,
        asked=len(asked),
    )
    for post in asked:
        _tell(post, request, by=by)
    audit.record("indicators.value_asked_for", by=by, subject=indicator)
    return request


def ask_for_overdue(*, by: Account | None = None) -> list[ValueRequest]:
    """Ask for every overdue value that was not asked for within a week."""
    typed = Indicator.objects.filter(measure="").select_related("owner")
    requests = []
    for found in read(typed):
        indicator = found.indicator
        if overdue_since(found) is None or _asked_lately(indicator):
            continue
        if people_to_ask(indicator):
            requests.append(ask(indicator, by=by))
    return requests


def _tell(post: Post, request: ValueRequest, *, by: Account | None) -> None:
    """Mail one officer; officers have no postal route."""
    indicator = request.indicator
    account = post.officer.account
    if not account.email:
        return
    messaging.send(
        VALUE_WANTED,
        to=messaging.Recipient(account, email=account.email, electronic=True),
        context={
            "officer": post.officer.name,
            "section": post.section.name,
            "indicator": indicator.title,
            "day": clock.wareki(request.period_end),
            "address": doors.link(
                doors.OFFICE, "indicators:indicator", slug=indicator.slug
            ),
        },
        about=indicator.slug,
        section=post.section,
        by=by,
    )


def _asked_lately(indicator: Indicator) -> bool:
    return indicator.requests.filter(
        asked_at__gt=clock.now() - ASK_AGAIN_AFTER
    ).exists()
