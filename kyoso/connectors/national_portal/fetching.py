"""Fetching: what waits at the portal is kept sealed, or passed on unopened."""

from django.db import transaction
from django.db.models import F, Q

from kyoso.connectors.national_portal import wire
from kyoso.connectors.national_portal.mapping import MappingWrong
from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.connectors.national_portal.reading import is_never_opened
from kyoso.connectors.national_portal.rounds import Round
from kyoso.connectors.national_portal.sealing import seal
from kyoso.connectors.national_portal.settling import (
    apart_from_the_others,
    put_apart,
    section_of,
    wait,
)
from kyoso.engines.audit import api as audit
from kyoso.engines.tray import api as tray

# So many calls without an answer in a row, and the rest waits for the next round.
PATIENCE = 3
# Never fetched, for want of a mapping that says whether it may be opened.
_UNMAPPED = Q(state=State.WAITING, reason=Reason.MAPPING, sealed=None)


def fetch(portal: wire.Portal, done: Round) -> None:
    """Fetch whatever is not here yet, until the portal does not answer."""
    failed = 0
    for arrival in _to_fetch():
        if failed >= PATIENCE:
            break
        has_failed = False
        with apart_from_the_others(arrival, done):
            has_failed = not _fetch(portal, arrival, done)
        failed = failed + 1 if has_failed else 0


def _to_fetch() -> list[Arrival]:
    """What was never fetched; with a tray, also what stayed at the portal for want of one."""
    wanted = Q(state=State.LISTED) | _UNMAPPED
    if tray.is_open():
        wanted |= Q(state=State.NUMBERED)
    return list(Arrival.objects.light().filter(wanted))


def _fetch(portal: wire.Portal, arrival: Arrival, done: Round) -> bool:
    """Fetch one; tell whether the portal was there, as far as it was asked."""
    try:
        is_closed = is_never_opened(arrival)
    except MappingWrong as refusal:
        # Whether it may be opened, nobody can tell: it stays at the portal.
        if arrival.state != State.NUMBERED:
            wait(arrival, Reason.MAPPING, done, refusal=refusal.sentence)
        return True
    if is_closed and not _is_taken(arrival):
        # Not even fetched: the number stays out of this house.
        put_apart(arrival, Reason.CLOSED, done)
        return True
    if not is_closed and arrival.state == State.NUMBERED:
        return True
    try:
        content = portal.fetch(arrival.receipt_number)
    except wire.Trouble as trouble:
        return _failed(arrival, trouble, done)
    if is_closed:
        _hand_on(arrival, content, done)
    else:
        done.fetched += _keep(arrival, content)
    return True


def goes_on_unopened(arrival: Arrival) -> bool:
    """Tell whether the next round passes it on into the tray."""
    try:
        return is_never_opened(arrival) and _is_taken(arrival)
    except MappingWrong:
        return False


def _is_taken(arrival: Arrival) -> bool:
    """Tell whether there is a tray, and a section in it that answers for the number."""
    section = arrival.section or section_of(arrival)
    return tray.is_open() and section is not None


def _failed(arrival: Arrival, trouble: wire.Trouble, done: Round) -> bool:
    done.note(trouble)
    Arrival.objects.filter(pk=arrival.pk).update(trouble=trouble.code)
    if isinstance(trouble, wire.TooLarge):
        wait(arrival, Reason.TOO_MUCH, done)
    elif isinstance(trouble, wire.NotThere):
        wait(arrival, Reason.GONE, done)
    return not isinstance(trouble, wire.Away | wire.LoginRefused)


def _hand_on(arrival: Arrival, content: bytes, done: Round) -> None:
    try:
        done.sealed += pass_on(arrival, content=content)
    except tray.TrayTooLarge:
        wait(arrival, Reason.TOO_MUCH, done)
    except tray.TrayRefused as refusal:
        done.troubles.append(refusal.code)
        put_apart(arrival, Reason.CLOSED, done)


@transaction.atomic
def pass_on(arrival: Arrival, *, content: bytes) -> bool:
    """Seal an application unopened into the tray; here only its number stays.

    In one transaction: it is in the tray exactly when it has this end, and only then
    is the portal told. Raises ``TrayRefused``; then nothing has happened.
    """
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    section = held.section or section_of(held)
    if not held.is_open or section is None:
        return False
    sealed = tray.put(content, name=f"{held.receipt_number}.zip", by=None)
    tray.hand_in(
        [sealed.ref], receipt_number=held.receipt_number, section=section, by=None
    )
    held.state, held.section, held.sealed = State.TRAY, section, None
    held.size, held.reason, held.refusal, held.trouble = len(content), "", "", ""
    held.save()
    audit.record("national_portal.passed_on", by=None, subject=held)
    return True


@transaction.atomic
def _keep(arrival: Arrival, content: bytes) -> bool:
    """Keep the package sealed; whoever was quicker has kept the same one."""
    wanted = Q(state=State.LISTED) | _UNMAPPED
    return bool(
        Arrival.objects.filter(wanted, pk=arrival.pk).update(
            sealed=seal(content, receipt_number=arrival.receipt_number),
            size=len(content),
            fetches=F("fetches") + 1,
            state=State.KEPT,
            reason="",
            refusal="",
            trouble="",
        )
    )
