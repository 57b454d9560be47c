"""印刷の往復: ask, fetch, print, tell. One paper at a time, each handed out once."""

import http.client
import json
import logging
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

log = logging.getLogger("kyoso.kiosk_printer")

SECONDS = 20
# The outcome of a print is told until the server has heard it.
TELLINGS, BETWEEN = 20, 3.0
LARGEST_PAPER = 20 * 1024 * 1024


class Printer(Protocol):
    """What prints: ``printed``, or ``paper_out``, ``jam`` or ``other``.

    ``clear`` makes sure that nothing of before comes out any more.
    """

    def clear(self) -> None: ...

    def send(self, paper: bytes, copies: int) -> str: ...


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    body: bytes


# How the server is called: method, path below it, body or nothing.
Call = Callable[[str, str, bytes | None], Answer]


class Unreachable(Exception):  # noqa: N818 - says what happened
    """No answer: the server may or may not have heard."""


@dataclass
class Agent:
    """The program: ``turn`` prints one paper if there is one."""

    call: Call
    printer: Printer
    wait: Callable[[float], None] = time.sleep

    def turn(self) -> str:
        """Print what waits; return the outcome, or "" where nothing does.

        Raises ``Unreachable`` only while nothing is in its hands.
        """
        asked = self.call("POST", "/kiosk/printer/next", b"")
        if asked.status == 401:
            raise PermissionError("The server does not know this key.")
        if asked.status != 200:
            return ""
        told = json.loads(asked.body)
        ref, copies = str(told["ref"]), int(told["copies"])
        outcome = self._print(ref, copies)
        self._tell(ref, outcome)
        return outcome

    def _print(self, ref: str, copies: int) -> str:
        try:
            paper = self.call("GET", f"/kiosk/printer/tries/{ref}/paper", None)
            if paper.status != 200 or not paper.body.startswith(b"%PDF"):
                return "other"
            return self.printer.send(paper.body, copies)
        except (Unreachable, OSError) as problem:
            log.warning("not printed: %s", type(problem).__name__)
            return "other"

    def _tell(self, ref: str, outcome: str) -> None:
        """Tell until it is heard; given up, the server calls an officer by itself."""
        body = json.dumps({"outcome": outcome}).encode()
        for _telling in range(TELLINGS):
            try:
                heard = self.call("POST", f"/kiosk/printer/tries/{ref}", body)
            except Unreachable:
                heard = Answer(0, b"")
            if heard.status in (200, 400, 404):
                return
            self.wait(BETWEEN)
        log.error("the server did not hear what became of a paper")


def over_http(server: str, key: str) -> Call:
    """Return how to call the server with the printer's key.

    An answer that breaks off is none: half a paper is not printed.
    """

    def call(method: str, path: str, body: bytes | None) -> Answer:
        request = urllib.request.Request(  # noqa: S310 - the server of the command line
            f"{server}{path}",
            data=body,
            method=method,
            headers={
                "Authorization": f"Kiosk {key}",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as got:  # noqa: S310
                return Answer(got.status, _whole(got))
        except urllib.error.HTTPError as refused:
            with refused:
                return Answer(refused.code, b"")
        except (OSError, http.client.HTTPException) as problem:
            raise Unreachable from problem

    return call


def _whole(got: http.client.HTTPResponse) -> bytes:
    """Return the body, as long as it was announced. Raises ``HTTPException``."""
    announced = got.length
    body = got.read(LARGEST_PAPER + 1)
    is_short = announced is not None and len(body) != announced
    if is_short or len(body) > LARGEST_PAPER:
        raise http.client.IncompleteRead(body[:0], announced)
    return body
