"""端末の登録: an officer registers it, its browser is given a key once."""

import datetime as dt
import secrets

from django.db import transaction

from kyoso.citizens.kiosk import errors
from kyoso.citizens.kiosk.keys import Keys, digest
from kyoso.citizens.kiosk.models import Device
from kyoso.engines.audit import api as audit
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.kernel.ids import new_code, read_code

# Time to walk from the desk to the device.
PAIRING_MINUTES = 60


@transaction.atomic
def register(section: Section, *, name: str, place: str, by: Account) -> Device:
    """Register a device; its browser still needs a pairing number."""
    made = Device.objects.create(
        section=section, name=name, place=place, registered_by=by
    )
    audit.record("kiosk.device_registered", by=by, subject=made)
    return made


@transaction.atomic
def offer_pairing(device: Device, *, by: Account) -> str:
    """Return a number that is typed at the device once, within the hour.

    The keys that the device has by now hold until the new ones are given out.
    """
    held = _in_service(device)
    code = new_code()
    held.pairing_digest = digest(code)
    held.pairing_until = clock.now() + dt.timedelta(minutes=PAIRING_MINUTES)
    held.save(update_fields=["pairing_digest", "pairing_until"])
    audit.record("kiosk.pairing_offered", by=by, subject=held)
    return code


@transaction.atomic
def pair(code: str, *, by: Account | None) -> tuple[Device, Keys]:
    """Take a typed number; return the device and the keys for its browser and printer.

    The former keys end. Raises ``PairingWrong``, ``ids.CodeMistyped``.
    """
    known = (
        Device.objects.select_for_update()
        .in_service()
        .filter(pairing_digest=digest(read_code(code)), pairing_until__gt=clock.now())
        .first()
    )
    if known is None:
        raise errors.PairingWrong
    screen, printer = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    known.key_digest, known.printer_digest = digest(screen), digest(printer)
    known.pairing_digest, known.pairing_until = "", None
    known.save(
        update_fields=[
            "key_digest",
            "printer_digest",
            "pairing_digest",
            "pairing_until",
        ]
    )
    audit.record("kiosk.device_paired", by=by, subject=known)
    return known, Keys(f"{known.ref}.{screen}", f"{known.ref}.{printer}")


@transaction.atomic
def switch(device: Device, *, is_on: bool, by: Account) -> Device:
    """Open or close a device to people; what is being printed is not stopped.

    Opening it says that its last fault is mended.
    """
    held = _in_service(device)
    held.is_on = is_on
    if is_on:
        held.trouble = ""
    held.save(update_fields=["is_on", "trouble"])
    audit.record("kiosk.device_switched", by=by, subject=held, on=is_on)
    return held


@transaction.atomic
def end(device: Device, *, by: Account) -> Device:
    """Take a device away for good: its keys open nothing any more."""
    held = _in_service(device)
    held.is_on, held.key_digest, held.printer_digest = False, "", ""
    held.pairing_digest, held.pairing_until = "", None
    held.ended_at, held.ended_by = clock.now(), by
    held.save(
        update_fields=[
            "is_on",
            "key_digest",
            "printer_digest",
            "pairing_digest",
            "pairing_until",
            "ended_at",
            "ended_by",
        ]
    )
    audit.record("kiosk.device_ended", by=by, subject=held)
    return held


def _in_service(device: Device) -> Device:
    held = Device.objects.select_for_update().get(pk=device.pk)
    if held.ended_at:
        raise errors.DeviceEnded
    return held
