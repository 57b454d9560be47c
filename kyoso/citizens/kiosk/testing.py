"""For tests of other parts: a device with its key, and jobs at each step."""

import datetime as dt
import uuid
from typing import Any

from kyoso.citizens.kiosk.actions import devices, printing
from kyoso.citizens.kiosk.hearing import hear
from kyoso.citizens.kiosk.keys import Keys
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.people import api as people
from kyoso.kernel import clock

# Past every stretch on which terminals are closed.
_LATER = dt.timedelta(days=6)


def an_open_moment() -> dt.datetime:
    """Return noon of today, or of the first days of January at the turn of the year."""
    noon = dt.datetime.combine(clock.today(), dt.time(12), clock.CITY)
    return noon if rules().hours.is_open(noon) else noon + _LATER


def a_device(by: people.Officer, name: str = "1号機") -> tuple[Device, Keys]:
    """Return a paired device of the officer's section, just heard of, and its keys."""
    section = people.current_posts(by)[0].section
    made = devices.register(section, name=name, place="市役所1階", by=by.account)
    paired, keys = devices.pair(devices.offer_pairing(made, by=by.account), by=None)
    hear(paired)
    return paired, keys


def asked(resident: people.Resident, device: Device, **more: Any) -> PrintJob:
    """Ask at the device, by default for a household's record for work."""
    told = {
        "purpose": "work",
        "scope": "household",
        "items": [],
        "year": None,
        "copies": 1,
        "token": uuid.uuid4().hex[:16],
        **more,
    }
    kind = certification.kinds()[told.pop("kind", "resident-record")]
    return printing.ask(
        device,
        kind=kind,
        level=people.IdentityLevel.CARD,
        told=told,
        language="ja",
        by=resident.account,
    )


def to_pay(resident: people.Resident, device: Device, **more: Any) -> PrintJob:
    """Return a job whose request the worker found good."""
    job = asked(resident, device, **more)
    certification_testing.examined(job.order)
    return fresh(job)


def waiting(
    resident: people.Resident, device: Device, *, ota: people.Officer, **more: Any
) -> PrintJob:
    """Return a paid job whose paper is made and waits for the button."""
    job = to_pay(resident, device, **more)
    certification_testing.paid(job.order, by=ota)
    return fresh(job)


def failed(
    resident: people.Resident, device: Device, *, ota: people.Officer
) -> PrintJob:
    """Return a job whose paper jammed; the device has been mended since."""
    job = waiting(resident, device, ota=ota)
    printing.begin(job, device=device, by=resident.account)
    attempt = printing.take(device, by=None)
    assert attempt is not None
    printing.tell(attempt, outcome="jam", by=None)
    Device.objects.filter(pk=device.pk).update(trouble="")
    return fresh(job)


def fresh(job: PrintJob) -> PrintJob:
    return PrintJob.objects.select_related("order__section").get(pk=job.pk)
