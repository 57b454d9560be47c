"""The protocol: JSON over HTTPS, every payment named by the city's own key.

    PUT  /v1/payments/KEY                  start (the same key: the same answer)
    GET  /v1/payments/KEY                  status (404: never heard of)
    POST /v1/payments/KEY/cancel           end what is not paid
    PUT  /v1/payments/KEY/refunds/REFUND   refund (the same key: once)

Each answers with the whole payment. A webhook carries the same payment and an
``event_id``, signed in ``Kyoso-Payment-Signature: t=SECONDS,v1=HEX`` with
HMAC-SHA256 over ``SECONDS.BODY``; one older than five minutes is refused.
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from kyoso.engines.payments.base import (
    Notice,
    NoticeRefused,
    Order,
    Refused,
    Repaid,
    Stage,
    Statement,
    Unreachable,
)
from kyoso.kernel import clock, outbound
from kyoso.kernel.errors import Refusal

SIGNATURE = "Kyoso-Payment-Signature"
# Longer on the way, and it may be somebody playing it again.
WINDOW_SECONDS = 300


class PaymentPage:
    """The company that ``KYOSO_PAYMENT_URL`` names."""

    slug = "payment-page"
    title = "収納代行会社（支払い画面）"

    @property
    def is_ready(self) -> bool:
        return bool(settings.PAYMENT_PAGE["base"])

    def start(self, order: Order) -> Statement:
        return _ask(
            "PUT",
            order.key,
            "",
            {
                "amount": order.amount,
                "title": order.title,
                "channel": order.channel,
                "return_url": order.return_url,
                "notify_url": order.notify_url,
                "expires_at": order.expires_at.isoformat(),
            },
        )

    def status(self, key: str) -> Statement:
        return _ask("GET", key, "")

    def cancel(self, key: str) -> Statement:
        return _ask("POST", key, "/cancel", {})

    def refund(self, key: str, *, refund_key: str, amount: int) -> Statement:
        return _ask("PUT", key, f"/refunds/{refund_key}", {"amount": amount})

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> Notice:
        check_signature(headers.get(SIGNATURE, ""), body)
        try:
            told = json.loads(body)
            event_id = told["event_id"]
            if not isinstance(event_id, str) or not 0 < len(event_id) <= 80:
                raise NoticeRefused("event_id")
            return Notice(event_id, statement_of(told["payment"]))
        except (KeyError, TypeError, ValueError) as wrong:
            raise NoticeRefused(type(wrong).__name__) from None


def sign(body: bytes, moment: dt.datetime) -> str:
    """Return the signature header of a body sent at ``moment``."""
    seconds = str(int(moment.timestamp()))
    return f"t={seconds},v1={_digest(seconds, body)}"


def check_signature(header: str, body: bytes) -> None:
    """Raise ``NoticeRefused`` unless the header signs this body, just now."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    seconds = parts.get("t", "")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        raise NoticeRefused("time")
    if abs(clock.now().timestamp() - int(seconds)) > WINDOW_SECONDS:
        raise NoticeRefused("time")
    given = parts.get("v1", "").encode("utf-8", "replace")
    if not hmac.compare_digest(given, _digest(seconds, body).encode()):
        raise NoticeRefused("signature")


def statement_of(told: Mapping[str, Any]) -> Statement:
    """Return a payment as it was told; anything odd is a ``ValueError`` or the like."""
    paid_on = told["paid_on"]
    found = Statement(
        key=_text(told["key"], 16),
        stage=Stage(told["stage"]),
        provider_ref=_text(told["number"], 80),
        page=_text(told["page"], 500),
        paid_amount=_amount(told["paid_amount"]),
        paid_on=dt.date.fromisoformat(paid_on) if paid_on else None,
        refunds=tuple(
            Repaid(
                _text(one["key"], 80),
                _amount(one["amount"]),
                dt.date.fromisoformat(one["on"]),
            )
            for one in told["refunds"]
        ),
    )
    if (found.stage is Stage.PAID) != (found.paid_amount > 0):
        raise ValueError("paid without an amount, or an amount without payment")
    return found


def told_of(said: Statement) -> dict[str, Any]:
    """Return a payment as the protocol tells it."""
    return {
        "key": said.key,
        "stage": said.stage.value,
        "number": said.provider_ref,
        "page": said.page,
        "paid_amount": said.paid_amount,
        "paid_on": said.paid_on.isoformat() if said.paid_on else None,
        "refunds": [
            {"key": one.key, "amount": one.amount, "on": one.on.isoformat()}
            for one in said.refunds
        ],
    }


def _digest(seconds: str, body: bytes) -> str:
    key = settings.PAYMENT_PAGE["webhook_key"].encode()
    return hmac.new(key, seconds.encode() + b"." + body, hashlib.sha256).hexdigest()


def _text(value: object, most: int) -> str:
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise ValueError("text")
    return value


def _amount(value: object) -> int:
    if type(value) is not int or not 0 <= value <= 10**13:
        raise ValueError("amount")
    return value


def _ask(
    method: str, key: str, way: str, content: Mapping[str, Any] | None = None
) -> Statement:
    """Call the company; whatever is not a whole sensible answer was no answer."""
    given = settings.PAYMENT_PAGE
    options: dict[str, Any] = {"headers": {"Authorization": f"Bearer {given['key']}"}}
    if content is not None:
        options["json"] = content
    try:
        got = outbound.request(
            method, f"{given['base']}/v1/payments/{key}{way}", **options
        )
    except Refusal as refusal:
        raise Unreachable from refusal
    if got.status_code == 404:
        return Statement(key=key, stage=Stage.UNKNOWN)
    if 400 <= got.status_code < 500:
        raise Refused(f"status:{got.status_code}")
    try:
        if got.status_code != 200:
            raise Unreachable
        said = statement_of(got.json())
    except (KeyError, TypeError, ValueError) as wrong:
        raise Unreachable from wrong
    if said.key != key:
        raise Unreachable
    return said
