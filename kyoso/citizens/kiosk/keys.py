"""端末の鍵: what a device's browser and printer show, and what is kept of it."""

import hashlib
import hmac

from kyoso.citizens.kiosk.models import Device


def digest(secret: str) -> str:
    """Return what is kept of a key: 256 random bits need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def device_of(shown: str) -> Device | None:
    """Return the device whose key this is (``REF.KEY``), or nothing."""
    ref, _, key = shown.partition(".")
    if not key:
        return None
    found = Device.objects.standing().filter(ref=ref).first()
    if found is None or not found.is_paired:
        return None
    return found if hmac.compare_digest(found.key_digest, digest(key)) else None
