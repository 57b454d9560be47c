"""The messages between the centre and the city: Kyoso's own, unverified, and only here.

    PUT  /store-terminals/v1/requests/ID          ask (the same ID and body: the same answer)
    GET  /store-terminals/v1/requests/ID          where it stands
    POST /store-terminals/v1/requests/ID/paid     {"amount", "paid_on"}: the store has the fee
    GET  /store-terminals/v1/requests/ID/paper    the PDF, until an outcome is told
    POST /store-terminals/v1/requests/ID/outcome  {"outcome": "printed" | "jam" | …}
    POST /store-terminals/v1/requests/ID/cancel   before it is paid

Both sides sign with HMAC-SHA256 over five lines: SECONDS, NONCE, METHOD (of an
answer its status), PATH, and the SHA-256 of the whole body in hexadecimal, also of
a paper. The header is ``Kyoso-Store-Signature: t=SECONDS,n=NONCE,v1=HEX``. What is
older than five minutes is refused, and so is a NONCE that came before: whoever asks
again signs anew. An answer carries the NONCE of its question, and answers no other.
"""

import datetime as dt
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel.errors import Refusal

SIGNATURE = "Kyoso-Store-Signature"
# Longer on the way, and it may be somebody playing it again.
WINDOW_SECONDS = 300
OUTCOMES = ("printed", "paper_out", "jam", "other")
ID = re.compile(r"[A-Za-z0-9-]{8,40}")
NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_LARGEST_AMOUNT = 10**6


class Malformed(Refusal):
    """The message is no message of this protocol; ``field`` names the place."""

    code = "store_malformed"
    sentence = "電文の「{field}」を読めません。"


@dataclass(frozen=True)
class Asked:
    """What the centre asks for: whose card, which certificate, at which terminal."""

    issuer: str
    subject: str
    terminal: str
    kind: str
    scope: str
    items: tuple[str, ...]
    year: int | None
    copies: int


@dataclass(frozen=True)
class Paid:
    """What the store took, and on which day."""

    amount: int
    paid_on: dt.date


def read_asked(body: bytes) -> Asked:
    """Return a request; raises ``Malformed``."""
    told = _object(body)
    card = told.get("card")
    if not isinstance(card, dict):
        raise Malformed(field="card")
    items, year = told.get("items", []), told.get("year")
    if not isinstance(items, list) or len(items) > 20:
        raise Malformed(field="items")
    if year is not None and type(year) is not int:
        raise Malformed(field="year")
    return Asked(
        issuer=_text(card, "issuer", 255),
        subject=_text(card, "subject", 255),
        terminal=_text(told, "terminal", 60),
        kind=_text(told, "kind", 40),
        scope=_text(told, "scope", 10, least=0),
        items=tuple(_text({"items": one}, "items", 40) for one in items),
        year=year,
        copies=_number(told, "copies", 99),
    )


def read_paid(body: bytes) -> Paid:
    """Return what the store took; raises ``Malformed``."""
    told = _object(body)
    try:
        paid_on = dt.date.fromisoformat(_text(told, "paid_on", 10))
    except ValueError:
        raise Malformed(field="paid_on") from None
    return Paid(_number(told, "amount", _LARGEST_AMOUNT), paid_on)


def read_outcome(body: bytes) -> str:
    """Return what became of the paper; raises ``Malformed``."""
    said = _text(_object(body), "outcome", 20)
    if said not in OUTCOMES:
        raise Malformed(field="outcome")
    return said


def new_nonce() -> str:
    """Return a name for one message: 128 random bits."""
    return secrets.token_hex(16)


def sign(
    method: str, path: str, body: bytes, *, key: str, moment: dt.datetime, nonce: str
) -> str:
    """Return the signature header of a message sent at ``moment``."""
    seconds = str(int(moment.timestamp()))
    digest = _digest(key, seconds, nonce, method, path, body)
    return f"t={seconds},n={nonce},v1={digest}"


def nonce_of(
    header: str, method: str, path: str, body: bytes, *, key: str, now: dt.datetime
) -> str:
    """Return the nonce of a message that its header signs, just now; else nothing.

    Whether the nonce came before is for the caller to know. Without a key nothing
    is signed.
    """
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    seconds, nonce = parts.get("t", ""), parts.get("n", "")
    is_number = seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12
    if not key or not is_number or not NONCE.fullmatch(nonce):
        return ""
    if abs(now.timestamp() - int(seconds)) > WINDOW_SECONDS:
        return ""
    given = parts.get("v1", "").encode("utf-8", "replace")
    wanted = _digest(key, seconds, nonce, method, path, body).encode()
    return nonce if hmac.compare_digest(given, wanted) else ""


def _digest(
    key: str, seconds: str, nonce: str, method: str, path: str, body: bytes
) -> str:
    of_body = hashlib.sha256(body).hexdigest()
    signed = "\n".join((seconds, nonce, method, path, of_body)).encode()
    return hmac.new(key.encode(), signed, hashlib.sha256).hexdigest()


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError:
        raise Malformed(field="JSON") from None
    if not isinstance(told, dict):
        raise Malformed(field="JSON")
    return told


def _text(told: Mapping[str, Any], field: str, most: int, *, least: int = 1) -> str:
    value = told.get(field, "" if least == 0 else None)
    if (
        not isinstance(value, str)
        or not least <= len(value) <= most
        or not value.isprintable()
    ):
        raise Malformed(field=field)
    return value


def _number(told: Mapping[str, Any], field: str, most: int) -> int:
    value = told.get(field)
    if type(value) is not int or not 1 <= value <= most:
        raise Malformed(field=field)
    return value
