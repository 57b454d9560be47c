"""端末の鍵: what a device's browser and its printer show, and what is kept of it.

Two keys: who copies the cookie of a screen gets no papers, and who reads the
printer's file gets no screen.
"""

import hashlib
import hmac
from dataclasses import dataclass

from kyoso.citizens.kiosk.models import Device
from kyoso.kernel.ids import is_ref


@dataclass(frozen=True)
class Keys:
    """What pairing gives out: one key for the browser, one for the printer's program."""

    screen: str
    printer: str


def digest(secret: str) -> str:
    """Return what is kept of a key: 256 random bits need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def device_of(shown: str) -> Device | None:
    """Return the device whose browser shows this key (``REF.KEY``), or nothing."""
    return _found(shown, "key_digest")


def printer_of(shown: str) -> Device | None:
    """Return the device whose printer's program shows this key, or nothing."""
    return _found(shown, "printer_digest")


def _found(shown: str, field: str) -> Device | None:
    ref, _, key = shown.partition(".")
    # Whatever a stranger writes, also NUL, is asked of no database.
    if not key or not is_ref(ref):
        return None
    found = Device.objects.in_service().filter(ref=ref).first()
    if found is None or not found.is_paired:
        return None
    kept: str = getattr(found, field)
    return found if hmac.compare_digest(kept, digest(key)) else None
