"""CUPSの印刷機: sent with ``lp``, watched with ``lpstat``, taken back with ``cancel``.

What does not come out in time is taken back before anybody is told: a paper that
the system keeps would come out later, for whoever stands there then.
"""

import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

_SENT = re.compile(r"request id is (\S+)")
# printer-state-reasons of IPP (RFC 8011), as lpstat shows them under Alerts.
_TROUBLES = (("media-jam", "jam"), ("media-empty", "paper_out"))
_COMMAND_SECONDS = 15


@dataclass(frozen=True)
class Cups:
    """One queue of the system. ``turns`` times ``pause`` seconds it may take."""

    name: str
    turns: int = 60
    pause: float = 2.0
    wait: Callable[[float], None] = time.sleep

    def send(self, paper: bytes, copies: int) -> str:
        """Print and return what became of it."""
        sent = _run(
            ["lp", "-d", self.name, "-n", str(copies), "-o", "media=A4", "-"], paper
        )
        named = _SENT.search(sent)
        if named is None:
            return "other"
        number = named.group(1)
        for _turn in range(self.turns):
            if _holds(_run(["lpstat", "-W", "completed", "-o", self.name]), number):
                return "printed"
            trouble = self._trouble()
            if trouble:
                return self._taken_back(number, trouble)
            self.wait(self.pause)
        return self._taken_back(number, "other")

    def _trouble(self) -> str:
        told = _run(["lpstat", "-l", "-p", self.name])
        return next((word for alert, word in _TROUBLES if alert in told), "")

    def _taken_back(self, number: str, trouble: str) -> str:
        """Take it back; what was finished meanwhile is finished."""
        _run(["cancel", number])
        waiting = _run(["lpstat", "-W", "not-completed", "-o", self.name])
        return "other" if _holds(waiting, number) else trouble


def _holds(told: str, number: str) -> bool:
    return any(line.split(None, 1)[:1] == [number] for line in told.splitlines())


def _run(command: list[str], given: bytes = b"") -> str:
    """Run a command of CUPS in the language that ``_SENT`` expects; "" where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, no shell
            command,
            input=given,
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")
