"""CUPSの印刷機: sent with ``lp``, watched with ``lpstat``, taken back with ``cancel``.

What does not come out in time is taken back before anybody is told: a paper that
the system keeps would come out later, for whoever stands there then. Nothing of a
paper stays in the system's spool either: a job is purged once it has ended, and
what a power cut left there is purged at the start.
"""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SENT = re.compile(r"request id is (\S+)")
# printer-state-reasons of IPP (RFC 8011), as lpstat shows them under Alerts.
_TROUBLES = (("media-jam", "jam"), ("media-empty", "paper_out"))
# job-state-reasons of IPP: a job that was aborted or cancelled has ended too, with
# others. Only this one came out.
_SUCCESS = "job-completed-successfully"
_COMMAND_SECONDS = 15


@dataclass(frozen=True)
class Cups:
    """One queue of the system. ``turns`` times ``pause`` seconds it may take."""

    name: str
    turns: int = 60
    pause: float = 2.0
    wait: Callable[[float], None] = time.sleep

    def clear(self) -> None:
        """Take back and purge every job of the queue, whoever left it there."""
        for number, _told in _jobs(_run(["lpstat", "-W", "all", "-o", self.name])):
            _run(["cancel", "-x", number])

    def send(self, paper: bytes, copies: int) -> str:
        """Print and return what became of it; afterwards the system keeps nothing."""
        sent = _run(
            ["lp", "-d", self.name, "-n", str(copies), "-o", "media=A4", "-"], paper
        )
        named = _SENT.search(sent)
        if named is None:
            # It may have been taken all the same, under a number that nobody said.
            self.clear()
            return "other"
        number = named.group(1)
        try:
            return self._watched(number)
        finally:
            _run(["cancel", "-x", number])

    def _watched(self, number: str) -> str:
        for _turn in range(self.turns):
            ended = self._ended(number)
            if ended:
                return ended
            trouble = self._trouble()
            if trouble:
                return self._taken_back(number, trouble)
            self.wait(self.pause)
        return self._taken_back(number, "other")

    def _ended(self, number: str) -> str:
        """Return how a job ended: ``printed``, ``other``, or "" while it has not."""
        told = _run(["lpstat", "-l", "-W", "completed", "-o", self.name])
        for found, reasons in _jobs(told):
            if found == number:
                return "printed" if _SUCCESS in reasons.split() else "other"
        return ""

    def _trouble(self) -> str:
        told = _run(["lpstat", "-l", "-p", self.name])
        return next((word for alert, word in _TROUBLES if alert in told), "")

    def _taken_back(self, number: str, trouble: str) -> str:
        """Take it back; what was finished meanwhile is finished."""
        _run(["cancel", number])
        if self._ended(number) == "printed":
            return "printed"
        waiting = _run(["lpstat", "-W", "not-completed", "-o", self.name])
        is_waiting = any(found == number for found, _told in _jobs(waiting))
        return "other" if is_waiting else trouble


def _jobs(told: str) -> Iterator[tuple[str, str]]:
    """Yield each job that lpstat lists, with the lines about it that stand below."""
    number, about = "", ""
    for line in told.splitlines():
        if line[:1].isspace():
            about += line + "\n"
            continue
        if number:
            yield number, about
        number, about = next(iter(line.split()), ""), ""
    if number:
        yield number, about


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
