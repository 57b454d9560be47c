"""The company's side: what it does when asked, and what happens on its page."""

import dataclasses
import datetime as dt
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from kyoso.connectors.payment_page.protocol import SIGNATURE, sign, told_of
from kyoso.connectors.payment_page.sandbox import store
from kyoso.connectors.payment_page.sandbox.store import Kept
from kyoso.engines.payments.base import Repaid, Stage, Statement
from kyoso.kernel import clock, outbound
from kyoso.kernel.doors import link
from kyoso.kernel.errors import Refusal

LATE_SECONDS = 30
_UNFINISHED = (Stage.OPEN, Stage.PENDING)


def start(key: str, order: dict[str, Any]) -> Statement:
    """Open a page, once."""
    with store.changing(key) as held:
        if not held:
            page = link("sandbox", "payment_page_sandbox:page", key)
            number = f"SB{secrets.token_hex(5).upper()}"
            held.append(Kept(Statement(key, Stage.OPEN, number, page), order))
        return held[0].said


def cancel(key: str) -> Statement | None:
    """End what is not paid; a key never started is remembered as cancelled."""
    with store.changing(key) as held:
        if not held:
            held.append(Kept(Statement(key, Stage.CANCELLED), {}))
            return None
        if held[0].said.stage in _UNFINISHED and held[0].pays_at is None:
            held[0] = _at(held[0], Stage.CANCELLED)
        return held[0].said


def refund(key: str, refund_key: str, amount: int) -> Statement | None:
    """Give back once per refund key; never more than was paid."""
    with store.changing(key) as held:
        if not held or held[0].said.stage is not Stage.PAID:
            return None
        said = held[0].said
        if refund_key not in {one.key for one in said.refunds}:
            back = sum(one.amount for one in said.refunds)
            if not 0 < amount <= said.paid_amount - back:
                return None
            done = Repaid(refund_key, amount, clock.today())
            said = dataclasses.replace(said, refunds=(*said.refunds, done))
            held[0] = dataclasses.replace(held[0], said=said)
        return said


def act(key: str, how: str) -> str:
    """Let the payer press a button; return where the city waits for them."""
    with store.changing(key) as held:
        before = held[0]
        held[0] = _BUTTONS[how](before)
        after = held[0]
    _tell(how, before.said, after)
    return str(after.order["return_url"])


def _at(kept: Kept, stage: Stage) -> Kept:
    if kept.said.stage not in _UNFINISHED:
        return kept
    return dataclasses.replace(kept, said=dataclasses.replace(kept.said, stage=stage))


def _pay(kept: Kept) -> Kept:
    return store.paid(kept, kept.order["amount"])


def _pay_later(kept: Kept) -> Kept:
    later = clock.now() + dt.timedelta(seconds=LATE_SECONDS)
    return dataclasses.replace(_at(kept, Stage.PENDING), pays_at=later)


_BUTTONS: dict[str, Callable[[Kept], Kept]] = {
    "success": _pay,
    "decline": lambda kept: _at(kept, Stage.DECLINED),
    "late": _pay_later,
    "twice": _pay,
    "disorder": _pay,
    "silent": _pay,
    "killed": _pay,
    "nothing": lambda kept: kept,
}


def _tell(how: str, before: Statement, after: Kept) -> None:
    """Send the webhooks of a button; what does not arrive is lost, as in life."""
    url = after.order["notify_url"]
    pending = dataclasses.replace(before, stage=Stage.PENDING)
    if how in {"silent", "killed", "nothing"}:
        return
    event_id = secrets.token_hex(12)
    if how == "disorder":
        _send(url, event_id, after.said)
        _send(url, secrets.token_hex(12), pending)
        _send(url, secrets.token_hex(12), before)
        return
    _send(url, event_id, after.said)
    if how == "twice":
        _send(url, event_id, after.said)


def _send(url: str, event_id: str, said: Statement) -> None:
    told = {"event_id": event_id, "payment": told_of(said)}
    body = json.dumps(told, ensure_ascii=False).encode()
    headers = {
        SIGNATURE: sign(body, clock.now()),
        "Content-Type": "application/json",
    }
    with suppress(Refusal):
        outbound.request("POST", url, content=body, headers=headers)
