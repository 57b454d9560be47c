"""The round: list, keep, file, acknowledge. Safe to kill anywhere and to repeat.

Each step is a transaction of its own and looks at what the last one left: what was
listed and not kept is fetched, what was kept and not filed is filed, what has ended
and was not acknowledged is acknowledged. A package may so be fetched twice; a case
is filed once. Whatever one arrival does, the others have their turn.
"""

import logging

from django.db import transaction

from kyoso.connectors.national_portal import wire
from kyoso.connectors.national_portal.fetching import PATIENCE, fetch
from kyoso.connectors.national_portal.models import (
    ODD_LINE,
    UNTOLD,
    Arrival,
    Line,
    Reason,
    State,
)
from kyoso.connectors.national_portal.rounds import Round
from kyoso.connectors.national_portal.settling import apart_from_the_others, settle
from kyoso.engines.audit import api as audit
from kyoso.kernel import clock

log = logging.getLogger("kyoso.national_portal")


def collect() -> Round:
    """Do one round with the portal; nothing where the city has none."""
    done = Round()
    if not wire.is_set_up():
        return done
    portal = wire.Portal()
    _list(portal, done)
    fetch(portal, done)
    for arrival in Arrival.objects.light().filter(state=State.KEPT):
        with apart_from_the_others(arrival, done):
            settle(arrival, done)
    _acknowledge(portal, done)
    _note_line(done)
    return done


def _list(portal: wire.Portal, done: Round) -> None:
    try:
        for listed in portal.waiting():
            done.listed += _note(listed)
    except wire.Trouble as trouble:
        done.note(trouble)


@transaction.atomic
def _note(listed: wire.Listed) -> bool:
    """Write down a number at its first sight; unique in the database."""
    arrival, is_new = Arrival.objects.get_or_create(
        receipt_number=listed.receipt_number,
        defaults={
            "procedure_code": listed.procedure_code,
            "arrived_at": listed.arrived_at,
        },
    )
    if is_new:
        audit.record("national_portal.listed", by=None, subject=arrival)
    elif arrival.arrived_at is None and listed.arrived_at is not None:
        _note_moment(arrival, listed)
    return is_new


def _note_moment(arrival: Arrival, listed: wire.Listed) -> None:
    """The portal says now when it arrived: what waited for that alone goes on."""
    same = Arrival.objects.filter(pk=arrival.pk, arrived_at=None)
    same.update(arrived_at=listed.arrived_at)
    Arrival.objects.filter(
        pk=arrival.pk, state=State.WAITING, reason=Reason.DATE
    ).update(state=State.KEPT, reason="")


def _acknowledge(portal: wire.Portal, done: Round) -> None:
    failed = 0
    for arrival in Arrival.objects.unacknowledged().light():
        if failed >= PATIENCE:
            break
        try:
            portal.acknowledge(arrival.receipt_number)
        except wire.NotThere as trouble:
            # Told to nobody: an officer looks at it, and it is not told on and on.
            done.note(trouble)
            Arrival.objects.filter(pk=arrival.pk).update(trouble=UNTOLD)
            continue
        except wire.Trouble as trouble:
            failed += 1
            done.note(trouble)
            continue
        failed = 0
        _note_told(arrival)
        done.acknowledged += 1


@transaction.atomic
def _note_told(arrival: Arrival) -> None:
    Arrival.objects.filter(pk=arrival.pk, acknowledged_at=None).update(
        acknowledged_at=clock.now()
    )
    audit.record("national_portal.acknowledged", by=None, subject=arrival)


@transaction.atomic
def _note_line(done: Round) -> None:
    """Note whether the portal was there; that a line of its list is odd, too."""
    line, _is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if done.line_trouble:
        line.trouble = done.line_trouble
        line.failing_since = line.failing_since or clock.now()
        log.warning("the portal failed", extra={"trouble": line.trouble})
    else:
        line.trouble = ODD_LINE if done.has_odd_line else ""
        line.failing_since = None
        line.reached_at = clock.now()
    line.save()
