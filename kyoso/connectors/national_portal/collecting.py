"""The round: list, keep, file, acknowledge. Safe to kill anywhere and to repeat.

Each step is a transaction of its own and looks at what the last one left: what was
listed and not kept is fetched, what was kept and not filed is filed, what has ended
and was not acknowledged is acknowledged. A package may so be fetched twice; a case
is filed once.
"""

import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F

from kyoso.connectors.national_portal import wire
from kyoso.connectors.national_portal.errors import (
    CannotOpen,
    EndedAlready,
    NameMissing,
    NeverOpened,
    NotTaken,
    NumberInside,
    ProcedureUnknown,
    StillFaulty,
    Unreadable,
)
from kyoso.connectors.national_portal.filing import file_arrival
from kyoso.connectors.national_portal.layout import LayoutWrong
from kyoso.connectors.national_portal.mapping import MappingWrong
from kyoso.connectors.national_portal.models import Arrival, Line, Reason, State
from kyoso.connectors.national_portal.reading import mapping_of, procedure_of
from kyoso.connectors.national_portal.sealing import seal
from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Section
from kyoso.engines.tray import api as tray
from kyoso.kernel import clock

log = logging.getLogger("kyoso.national_portal")

# A package that is broken may have been cut on its way: it is fetched again so often.
MOST_FETCHES = 3
# So many calls without an answer in a row, and the rest waits for the next round.
PATIENCE = 3


@dataclass
class Round:
    """What one round did, for the command and for the tests."""

    listed: int = 0
    fetched: int = 0
    filed: int = 0
    waiting: int = 0
    sealed: int = 0
    acknowledged: int = 0
    # What failed, and whether it was the line rather than one application.
    troubles: list[str] = field(default_factory=list)
    line_trouble: str = ""

    def note(self, trouble: wire.Trouble) -> None:
        self.troubles.append(trouble.code)
        if not isinstance(trouble, wire.NotThere | wire.TooLarge):
            self.line_trouble = self.line_trouble or trouble.code


def collect() -> Round:
    """Do one round with the portal; nothing where the city has none."""
    done = Round()
    if not wire.is_set_up():
        return done
    portal = wire.Portal()
    _list(portal, done)
    _fetch(portal, done)
    for arrival in Arrival.objects.light().filter(state=State.KEPT):
        _settle(arrival, done)
    _acknowledge(portal, done)
    _note_line(done)
    return done


def settle(arrival: Arrival) -> None:
    """File one kept arrival, or say why a person must look at it."""
    _settle(arrival, Round())


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
    return is_new


def _fetch(portal: wire.Portal, done: Round) -> None:
    failed = 0
    for arrival in _to_fetch():
        if failed >= PATIENCE:
            break
        closed = _is_never_opened(arrival)
        if closed and not tray.is_open():
            # Not even fetched: the number stays out of this house.
            put_apart(arrival)
            done.waiting += 1
            continue
        try:
            content = portal.fetch(arrival.receipt_number)
        except wire.Trouble as trouble:
            failed += isinstance(trouble, wire.Away)
            done.note(trouble)
            Arrival.objects.filter(pk=arrival.pk).update(trouble=trouble.code)
            continue
        failed = 0
        if closed:
            done.sealed += pass_on(arrival, content=content)
        else:
            done.fetched += _keep(arrival, content)


def _to_fetch() -> list[Arrival]:
    """What was never fetched; with a tray, also what stayed at the portal for want of one."""
    states = [State.LISTED]
    if tray.is_open():
        states.append(State.NUMBERED)
    found = list(Arrival.objects.light().filter(state__in=states))
    return [one for one in found if one.state == State.LISTED or _is_never_opened(one)]


def _is_never_opened(arrival: Arrival) -> bool:
    try:
        mapping = mapping_of(arrival)
    except MappingWrong:
        return False
    return mapping is not None and mapping.carries_number


@transaction.atomic
def pass_on(arrival: Arrival, *, content: bytes) -> bool:
    """Seal an application unopened into the tray; here only its number stays.

    In one transaction: it is in the tray exactly when it has this end, and only then
    is the portal told.
    """
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    section = held.section or _section_of(held)
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
def put_apart(arrival: Arrival) -> None:
    """Let go of what holds a 個人番号 (番号法20条); the portal has it until it is told.

    Nothing is lost: without an acknowledgement the application stays there, for the
    section whose duty the number is.
    """
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not held.is_open or held.state == State.NUMBERED:
        return
    held.state, held.sealed, held.size = State.NUMBERED, None, 0
    held.reason, held.refusal = Reason.NUMBER, ""
    held.section = held.section or _section_of(held)
    held.save()
    audit.record("national_portal.put_apart", by=None, subject=held)


@transaction.atomic
def _keep(arrival: Arrival, content: bytes) -> bool:
    """Keep the package sealed; whoever was quicker has kept the same one."""
    return bool(
        Arrival.objects.filter(pk=arrival.pk, state=State.LISTED).update(
            sealed=seal(content, receipt_number=arrival.receipt_number),
            size=len(content),
            fetches=F("fetches") + 1,
            state=State.KEPT,
            trouble="",
        )
    )


def _settle(arrival: Arrival, done: Round) -> None:
    try:
        file_arrival(arrival, by=None)
    except EndedAlready:
        return
    except CannotOpen as refusal:
        _cannot_open(arrival, refusal.why, done)
    except ProcedureUnknown:
        _wait(arrival, Reason.UNKNOWN, done)
    except (NumberInside, NeverOpened):
        put_apart(arrival)
        done.waiting += 1
    except Unreadable:
        _wait(arrival, Reason.UNREADABLE, done)
    except (StillFaulty, NameMissing):
        _wait(arrival, Reason.FAULTY, done)
    except NotTaken as refusal:
        _wait(arrival, Reason.REFUSED, done, refusal=refusal.sentence)
    except (MappingWrong, LayoutWrong) as refusal:
        _wait(arrival, Reason.MAPPING, done, refusal=refusal.sentence)
    else:
        done.filed += 1


def _cannot_open(arrival: Arrival, why: Reason, done: Round) -> None:
    if why == Reason.BROKEN and arrival.fetches < MOST_FETCHES:
        # What came stays kept until another fetch has brought a whole one.
        Arrival.objects.filter(pk=arrival.pk, state=State.KEPT).update(
            state=State.LISTED, trouble=why.value
        )
        return
    _wait(arrival, why, done)


@transaction.atomic
def _wait(arrival: Arrival, why: Reason, done: Round, *, refusal: str = "") -> None:
    """Leave it to an officer of the procedure's section, or of any that takes it on."""
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not held.is_open:
        return
    held.state, held.reason, held.refusal = State.WAITING, why, refusal[:300]
    if held.section_id is None:
        held.section = _section_of(held)
    held.save(update_fields=["state", "reason", "refusal", "section"])
    done.waiting += 1


def _section_of(arrival: Arrival) -> Section | None:
    try:
        procedure = procedure_of(mapping_of(arrival))
    except MappingWrong:
        return None
    return procedure.section if procedure else None


def _acknowledge(portal: wire.Portal, done: Round) -> None:
    failed = 0
    for arrival in Arrival.objects.unacknowledged().light():
        if failed >= PATIENCE:
            break
        try:
            portal.acknowledge(arrival.receipt_number)
        except wire.NotThere:
            # The portal has let go of it: there is nobody left to be told.
            pass
        except wire.Trouble as trouble:
            failed += 1
            done.note(trouble)
            continue
        with transaction.atomic():
            Arrival.objects.filter(pk=arrival.pk, acknowledged_at=None).update(
                acknowledged_at=clock.now()
            )
            audit.record("national_portal.acknowledged", by=None, subject=arrival)
        done.acknowledged += 1


@transaction.atomic
def _note_line(done: Round) -> None:
    line, _is_new = Line.objects.select_for_update().get_or_create(pk=1)
    if done.line_trouble:
        line.trouble = done.line_trouble
        line.failing_since = line.failing_since or clock.now()
        log.warning("the portal failed", extra={"trouble": line.trouble})
    else:
        line.trouble, line.failing_since = "", None
        line.reached_at = clock.now()
    line.save()
