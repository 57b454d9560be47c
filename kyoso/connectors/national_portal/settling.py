"""After fetching: file it, or say why a person must look; one arrival never ends a round."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, transaction

from kyoso.connectors.national_portal.errors import (
    CannotOpen,
    DateUnknown,
    EndedAlready,
    FormMissing,
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
from kyoso.connectors.national_portal.models import Arrival, Reason, State
from kyoso.connectors.national_portal.reading import mapping_of, procedure_of
from kyoso.connectors.national_portal.rounds import Round
from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Section

log = logging.getLogger("kyoso.national_portal")

# A package that is broken may have been cut on its way: it is fetched again so often.
MOST_FETCHES = 3
_WHY: dict[type[Exception], Reason] = {
    ProcedureUnknown: Reason.UNKNOWN,
    Unreadable: Reason.UNREADABLE,
    FormMissing: Reason.NO_FORM,
    DateUnknown: Reason.DATE,
    StillFaulty: Reason.FAULTY,
    NameMissing: Reason.FAULTY,
}


def settle(arrival: Arrival, done: Round) -> None:
    """File one kept arrival, or leave it to an officer with the reason."""
    try:
        file_arrival(arrival, by=None)
    except EndedAlready:
        return
    except CannotOpen as refusal:
        _cannot_open(arrival, refusal.why, done)
    except NumberInside:
        put_apart(arrival, Reason.NUMBER, done)
    except NeverOpened:
        put_apart(arrival, Reason.CLOSED, done)
    except tuple(_WHY) as refusal:
        wait(arrival, _WHY[type(refusal)], done)
    except NotTaken as refusal:
        wait(arrival, Reason.REFUSED, done, refusal=refusal.sentence)
    except (MappingWrong, LayoutWrong) as refusal:
        wait(arrival, Reason.MAPPING, done, refusal=refusal.sentence)
    else:
        done.filed += 1


@contextmanager
def apart_from_the_others(arrival: Arrival, done: Round) -> Iterator[None]:
    """Let what goes wrong with one arrival, in whatever way, hold up no other.

    It waits as broken, with the kind of error. A database that is away is no fault of
    an arrival: that ends the round, and the next one goes on.
    """
    try:
        yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as wrong:
        log.exception(
            "an arrival broke the round", extra={"arrival": arrival.receipt_number}
        )
        kind = type(wrong).__name__
        done.troubles.append(kind)
        wait(
            arrival,
            Reason.BROKEN,
            done,
            refusal=f"思いがけない誤りがありました（{kind}）。システム管理者に知らせてください。",
        )


@transaction.atomic
def wait(arrival: Arrival, why: Reason, done: Round, *, refusal: str = "") -> None:
    """Leave it to an officer of the procedure's section, or of any that takes it on."""
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not held.is_open:
        return
    done.waiting += (held.state, held.reason) != (State.WAITING, why)
    held.state, held.reason, held.refusal = State.WAITING, why, refusal[:300]
    if held.section_id is None:
        held.section = section_of(held)
    held.save(update_fields=["state", "reason", "refusal", "section"])


@transaction.atomic
def put_apart(arrival: Arrival, why: Reason, done: Round) -> None:
    """Let go of what holds a 個人番号 (番号法20条); the portal has it until it is told.

    ``why``: its procedure is closed to us, or a number was found (``NUMBER``). Nothing is lost: without an acknowledgement the application stays there, for the
    section whose duty the number is.
    """
    held = Arrival.objects.select_for_update(of=("self",)).get(pk=arrival.pk)
    if not held.is_open or held.state == State.NUMBERED:
        return
    held.state, held.sealed, held.size = State.NUMBERED, None, 0
    held.reason, held.refusal = why, ""
    held.section = held.section or section_of(held)
    held.save()
    audit.record("national_portal.put_apart", by=None, subject=held)
    done.waiting += 1


def section_of(arrival: Arrival) -> Section | None:
    """Return the section of the procedure, where that is known and loaded."""
    try:
        procedure = procedure_of(mapping_of(arrival))
    except MappingWrong:
        return None
    return procedure.section if procedure else None


def _cannot_open(arrival: Arrival, why: Reason, done: Round) -> None:
    if why == Reason.BROKEN and arrival.fetches < MOST_FETCHES:
        # What came stays kept until another fetch has brought a whole one.
        Arrival.objects.filter(pk=arrival.pk, state=State.KEPT).update(
            state=State.LISTED, trouble=why.value
        )
        return
    wait(arrival, why, done)
