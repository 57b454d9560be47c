"""The double: asks, pays, fetches and prints, or breaks at the place that ``trouble`` names.

- ``late``: the first paper never arrives (a time-out after the issue); asked again
- ``twice``: each message is sent twice, signed anew, as a centre does that heard no answer
- ``reused``: the same number comes again with another certificate
- ``tampered``: the message is changed on the way; ``replayed``: it is an old one;
  ``echoed``: somebody on the way sends the very same one once more
- ``underpaid``: the store says another sum
- ``paper_out``, ``jam``: nothing comes out; ``silent``: the terminal dies with it
"""

import datetime as dt
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from kyoso.connectors.store_terminals import protocol
from kyoso.kernel import clock

TROUBLES = (
    ("", "何も起こらない"),
    ("late", "発行のあとで時間切れになり、もう一度取り出す"),
    ("twice", "どの電文も2回届く"),
    ("reused", "同じ受付番号で別の証明書を求める"),
    ("tampered", "電文が途中で書き換えられる"),
    ("replayed", "古い電文が送りなおされる"),
    ("echoed", "署名も同じ電文が、もう一度届く"),
    ("underpaid", "店舗が違う額を知らせる"),
    ("paper_out", "用紙が切れる"),
    ("jam", "紙が詰まる"),
    ("silent", "端末が黙る"),
)
_PATH = "/store-terminals/v1/requests"
_OLD = protocol.WINDOW_SECONDS + 60
_LOOKS = 30


@dataclass(frozen=True)
class Heard:
    """One answer of the city: its status, its body, whether it was really the city's."""

    status: int
    body: bytes
    is_citys: bool

    @property
    def is_good(self) -> bool:
        return self.status == 200 and self.is_citys

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body or b"{}")
        return found


# How the city is called: method, path, headers, body; returns status, headers, body.
Call = Callable[[str, str, dict[str, str], bytes], tuple[int, dict[str, str], bytes]]


@dataclass
class Terminal:
    """A terminal; ``papers`` is what came out of it, ``log`` what was said.

    ``heard`` are the names of the questions that the city has answered: once each.
    """

    call: Call
    wait: Callable[[float], None] = time.sleep
    papers: list[bytes] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)
    log: list[tuple[str, int, str]] = field(default_factory=list)

    def run(
        self,
        card: dict[str, str],
        kind: str,
        *,
        trouble: str = "",
        copies: int = 1,
        **more: Any,
    ) -> str:
        """Serve one person; return the number of the request."""
        number = f"C{secrets.token_hex(8)}"
        told = {
            "card": card,
            "terminal": "架空コンビニ能代店1号機",
            "kind": kind,
            "copies": copies,
            **more,
        }
        if not self.say("PUT", number, "", told, trouble).is_good:
            return number
        if trouble == "reused":
            self.say("PUT", number, "", {**told, "copies": copies + 1})
            return number
        stage = self.until(number, "examining")
        if stage.get("stage") != "to_pay":
            return number
        amount = stage["amount"] - (trouble == "underpaid")
        paid = {"amount": amount, "paid_on": clock.today().isoformat()}
        if not self.say("POST", number, "/paid", paid, trouble).is_good:
            return number
        if self.until(number, "making").get("stage") == "ready":
            self._print(number, copies, trouble)
        return number

    def say(
        self,
        method: str,
        number: str,
        way: str = "",
        told: dict[str, Any] | None = None,
        trouble: str = "",
    ) -> Heard:
        """Send one message as the trouble has it."""
        body = json.dumps(told, ensure_ascii=False).encode() if told else b""
        old = _OLD if trouble == "replayed" else 0
        path = f"{_PATH}/{number}{way}"
        nonce, signed = _signed(method, path, body, old)
        if trouble == "tampered":
            body = body.replace(b"}", b" }")
        heard = self._send(method, path, body, signed, nonce)
        if trouble == "twice":
            nonce, signed = _signed(method, path, body, old)
        if trouble in ("twice", "echoed"):
            heard = self._send(method, path, body, signed, nonce)
        return heard

    def until(self, number: str, stage: str) -> dict[str, Any]:
        """Ask until the request has left a stage; the centre's patience has an end."""
        told: dict[str, Any] = {}
        for _look in range(_LOOKS):
            told = self.say("GET", number).told
            if told.get("stage") != stage:
                return told
            self.wait(1.0)
        return told

    def _print(self, number: str, copies: int, trouble: str) -> None:
        paper = self.say("GET", number, "/paper")
        if trouble == "late":
            paper = self.say("GET", number, "/paper")
        if not paper.is_good or trouble == "silent":
            return
        outcome = trouble if trouble in ("paper_out", "jam") else "printed"
        if outcome == "printed":
            self.papers += [paper.body] * copies
        self.say("POST", number, "/outcome", {"outcome": outcome}, trouble)

    def _send(
        self, method: str, path: str, body: bytes, signed: str, nonce: str
    ) -> Heard:
        headers = {
            protocol.SIGNATURE: signed,
            "Content-Type": "application/json",
        }
        status, answered, got = self.call(method, path, headers, body)
        named = protocol.nonce_of(
            answered.get(protocol.SIGNATURE, ""),
            str(status),
            path,
            got,
            key=settings.STORE_TERMINALS["key"],
            now=clock.now(),
        )
        is_citys = named == nonce and nonce not in self.heard
        self.heard.add(nonce)
        shown = (
            "PDF" if got.startswith(b"%PDF") else got.decode("utf-8", "replace")[:120]
        )
        self.log.append((f"{method} {path.removeprefix(_PATH)}", status, shown))
        return Heard(status, got, is_citys)


def _signed(method: str, path: str, body: bytes, old: int) -> tuple[str, str]:
    """Return a new name for a message, and its signature of ``old`` seconds ago."""
    nonce = protocol.new_nonce()
    signed = protocol.sign(
        method,
        path,
        body,
        key=settings.STORE_TERMINALS["key"],
        moment=clock.now() - dt.timedelta(seconds=old),
        nonce=nonce,
    )
    return nonce, signed
