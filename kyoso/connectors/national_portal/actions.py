"""Verbs of officers: take on, choose the procedure, file, fetch again, handle outside."""

from typing import Any

from django.db import transaction

from kyoso.connectors.national_portal.errors import (
    NeverOpened,
    NotFetched,
    NotNow,
    NumberInside,
)
from kyoso.connectors.national_portal.fetching import pass_on
from kyoso.connectors.national_portal.filing import file_arrival, locked
from kyoso.connectors.national_portal.mapping import of_procedure
from kyoso.connectors.national_portal.models import (
    SEEN,
    UNTOLD,
    Arrival,
    Reason,
    State,
)
from kyoso.connectors.national_portal.reading import is_numbered
from kyoso.connectors.national_portal.rounds import Round
from kyoso.connectors.national_portal.sealing import SealBroken, unseal
from kyoso.connectors.national_portal.settling import (
    apart_from_the_others,
    put_apart,
    settle,
)
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.people.api import Account, Section
from kyoso.engines.tray import api as tray
from kyoso.kernel import clock

# With these the package itself is at fault: another fetch may bring a whole one.
MAY_FETCH_AGAIN = {
    Reason.BROKEN,
    Reason.LOCKED,
    Reason.STRANGE,
    Reason.TOO_MUCH,
    Reason.SEAL,
    Reason.GONE,
}


@transaction.atomic
def take_on(arrival: Arrival, *, section: Section, by: Account) -> Arrival:
    """Give what nobody has, or what another should have, to a section."""
    held = locked(arrival)
    held.section = section
    held.save(update_fields=["section"])
    _note("national_portal.taken_on", held, by, section=section.slug)
    return held


def choose(arrival: Arrival, *, procedure: Procedure, by: Account) -> Arrival:
    """Say which procedure it is, and file it if everything is there.

    Of a procedure whose forms carry a 個人番号 nothing is opened, and what was kept is
    sealed into the tray. Raises ``MappingWrong``, ``EndedAlready``; then nothing has
    happened.
    """
    is_closed = is_numbered(of_procedure(procedure.slug), procedure)
    with transaction.atomic():
        held = locked(arrival)
        held.chosen, held.section = procedure.slug, procedure.section
        held.save(update_fields=["chosen", "section"])
        _note("national_portal.chosen", held, by, procedure=procedure.slug)
    if is_closed:
        _close(held)
    elif held.sealed is not None:
        done = Round()
        with apart_from_the_others(held, done):
            settle(held, done)
    held.refresh_from_db()
    return held


def _close(held: Arrival) -> None:
    """Pass what was kept on, unread; without a tray let go of it: the portal has it."""
    if held.sealed is None or not tray.is_open():
        put_apart(held, Reason.CLOSED, Round())
        return
    number = held.receipt_number
    try:
        pass_on(held, content=unseal(bytes(held.sealed), receipt_number=number))
    except (SealBroken, tray.TrayRefused):
        put_apart(held, Reason.CLOSED, Round())


def file_now(
    arrival: Arrival,
    *,
    by: Account,
    incomplete: bool = False,
    name: str = "",
    kana: str = "",
) -> Case:
    """File it by an officer's word. Raises what ``filing.file_arrival`` raises.

    Where a 個人番号 is found in it, it is let go of as in a round of the machine.
    """
    try:
        return file_arrival(arrival, by=by, incomplete=incomplete, name=name, kana=kana)
    except NumberInside:
        put_apart(arrival, Reason.NUMBER, Round())
        raise
    except NeverOpened:
        put_apart(arrival, Reason.CLOSED, Round())
        raise


@transaction.atomic
def fetch_again(arrival: Arrival, *, by: Account) -> Arrival:
    """Let the next round fetch it once more. Raises ``NotFetched``, ``EndedAlready``."""
    held = locked(arrival)
    if held.state != State.WAITING or held.reason not in MAY_FETCH_AGAIN:
        raise NotFetched
    held.state, held.fetches, held.reason = State.LISTED, 0, ""
    held.save(update_fields=["state", "fetches", "reason"])
    _note("national_portal.fetch_asked", held, by)
    return held


@transaction.atomic
def settle_outside(arrival: Arrival, *, note: str, by: Account) -> Arrival:
    """Close it with the reason: it was handled elsewhere. The portal is then told.

    What was kept stays sealed, like the papers of a case. Raises ``EndedAlready``.
    """
    held = locked(arrival)
    held.state, held.note = State.OUTSIDE, note
    held.handled_at, held.handled_by = clock.now(), by
    # Of what the portal has no more, it need not hear.
    held.trouble = SEEN if held.reason == Reason.GONE else ""
    held.save()
    _note("national_portal.settled_outside", held, by)
    return held


def tell_again(arrival: Arrival, *, by: Account) -> Arrival:
    """Let the next round tell the portal once more. Raises ``NotNow``."""
    return _answer_untold(arrival, "", "national_portal.tell_asked", by)


def see_untold(arrival: Arrival, *, by: Account) -> Arrival:
    """Say that the portal need not be told: it has no such number. Raises ``NotNow``."""
    return _answer_untold(arrival, SEEN, "national_portal.untold_seen", by)


@transaction.atomic
def _answer_untold(arrival: Arrival, code: str, event: str, by: Account) -> Arrival:
    held: Arrival = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if held.is_open or held.trouble != UNTOLD:
        raise NotNow
    held.trouble = code
    held.save(update_fields=["trouble"])
    _note(event, held, by)
    return held


def _note(event: str, arrival: Arrival, by: Account, **told: Any) -> None:
    audit.record(event, by=by, subject=arrival, **told)
