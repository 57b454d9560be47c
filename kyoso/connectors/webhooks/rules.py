"""What a notice says, how it is signed, and which addresses may get one."""

import datetime as dt
import hashlib
import hmac
import json
from urllib.parse import urlsplit

from django.conf import settings

from kyoso.connectors.webhooks.errors import (
    AddressOddlyWritten,
    AddressPrivate,
    AddressUnknown,
    NotHttps,
)
from kyoso.connectors.webhooks.models import Endpoint, Notice
from kyoso.kernel import outbound

ID, SIGNATURE = "Kyoso-Webhook-Id", "Kyoso-Webhook-Signature"
# Longer on the way, and it may be somebody playing it again.
WINDOW_SECONDS = 300


def body_of(notice: Notice) -> bytes:
    """Return what is sent: the same bytes at every attempt."""
    told = {
        "id": notice.ref,
        "event": notice.event,
        "occurred_at": notice.occurred_at.isoformat(),
        "application": notice.application,
        "state": notice.application_state,
    }
    return json.dumps(told, ensure_ascii=False).encode()


def headers_of(
    notice: Notice, endpoint: Endpoint, body: bytes, moment: dt.datetime
) -> dict[str, str]:
    """Return the headers of one attempt; two signatures while secrets change over."""
    seconds = str(int(moment.timestamp()))
    keys = [endpoint.secret]
    if endpoint.former_until is not None and moment < endpoint.former_until:
        keys.append(endpoint.former_secret)
    signed = ",".join(f"v1={digest(key, notice.ref, seconds, body)}" for key in keys)
    return {
        "Content-Type": "application/json",
        ID: notice.ref,
        SIGNATURE: f"t={seconds},{signed}",
    }


def digest(secret: str, id_: str, seconds: str, body: bytes) -> str:
    """Return HMAC-SHA256 over ``ID.SECONDS.BODY``, in hexadecimal."""
    signed = f"{id_}.{seconds}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(
    header: str, *, secret: str, id_: str, body: bytes, now: dt.datetime
) -> bool:
    """Tell whether a header signs this body just now: what a receiver asks."""
    parts = [part.partition("=")[::2] for part in header.split(",")]
    seconds = next((value for name, value in parts if name == "t"), "")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        return False
    if abs(now.timestamp() - int(seconds)) > WINDOW_SECONDS:
        return False
    wanted = digest(secret, id_, seconds, body).encode()
    given = [value for name, value in parts if name == "v1"]
    return any(hmac.compare_digest(each.encode(), wanted) for each in given)


def refuse_address(address: str) -> None:
    """Refuse what is no https address of a host on the public internet.

    Outside production the doubles may be named, over http. The address is looked
    up here and again at every call: a name may lead elsewhere later.
    """
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise NotHttps from None
    is_double = (
        not settings.PRODUCTION
        and parts.scheme == "http"
        and host in settings.OUTBOUND_ALLOWED_HOSTS
    )
    if (parts.scheme != "https" and not is_double) or not host:
        raise NotHttps
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressOddlyWritten
    try:
        outbound.refuse_private(address)
    except outbound.AddressRefused:
        raise AddressPrivate from None
    except outbound.NoAnswer:
        raise AddressUnknown from None
