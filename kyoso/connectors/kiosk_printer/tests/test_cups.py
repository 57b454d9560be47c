"""CUPS: printed when the system says so; whatever fails is taken back first."""

import pytest

from kyoso.connectors.kiosk_printer import cups
from kyoso.connectors.kiosk_printer.cups import Cups

SUCCESS = "job-completed-successfully"


class System:
    """The commands of CUPS, as they answer; ``script`` is one word a look.

    A word is an alert of the printer, or ``done:REASON``, how the job ended.
    """

    def __init__(self, *script, accepts=True, cancels=True, queue=()):
        self.script, self.accepts, self.cancels = list(script), accepts, cancels
        self.ran, self.queue, self.kept = [], list(queue), []

    def __call__(self, command, given=b""):
        self.ran.append(command)
        if command[0] == "lp":
            return self.sent(given)
        if command[0] == "cancel":
            return self.cancelled(command)
        if "-p" in command:
            word = self.script.pop(0) if self.script else ""
            return f"printer hall is idle.\n\tAlerts: {word}\n"
        if "completed" in command:
            return self.ended()
        return "".join(f"{one} kiosk 1024 today\n" for one in self.queue)

    def sent(self, given):
        assert given == b"%PDF"
        self.queue.append("hall-7")
        return "request id is hall-7 (0 file(s))\n" if self.accepts else ""

    def cancelled(self, command):
        if self.cancels and command[-1] in self.queue:
            self.queue.remove(command[-1])
        return ""

    def ended(self):
        told = f"hall-71 kiosk 1 today\n\tAlerts: {SUCCESS}\n\tqueued for hall\n"
        if self.script and self.script[0].startswith("done:"):
            reason = self.script.pop(0).removeprefix("done:")
            self.queue.remove("hall-7")
            told += f"hall-7 kiosk 1024 today\n\tStatus: x\n\tAlerts: {reason}\n"
            self.kept.append("hall-7")
        return told


@pytest.fixture
def printing(monkeypatch):
    def run(system, copies=1):
        monkeypatch.setattr(cups, "_run", system)
        return Cups("hall", turns=3, wait=lambda seconds: None).send(b"%PDF", copies)

    return run


def test_it_is_printed_when_the_system_says_so(printing):
    system = System("", f"done:{SUCCESS}")
    assert printing(system, 3) == "printed"
    assert system.ran[0] == ["lp", "-d", "hall", "-n", "3", "-o", "media=A4", "-"]
    assert ["cancel", "hall-7"] not in system.ran


@pytest.mark.parametrize(
    "reason",
    [
        "aborted-by-system",
        "job-canceled-by-user",
        "job-canceled-at-device",
        "job-completed-with-errors",
        "",
    ],
)
def test_a_job_that_ended_otherwise_was_not_printed(printing, reason):
    assert printing(System("", f"done:{reason}")) == "other"


@pytest.mark.parametrize(
    "script", [[f"done:{SUCCESS}"], ["media-jam"], ["done:aborted-by-system"], []]
)
def test_nothing_of_a_paper_stays_in_the_spool(printing, script):
    system = System(*script)
    printing(system)
    assert system.ran[-1] == ["cancel", "-x", "hall-7"]


@pytest.mark.parametrize(
    ("alert", "word"),
    [("media-jam-error", "jam"), ("media-empty-warning", "paper_out")],
)
def test_a_trouble_is_taken_back_before_it_is_told(printing, alert, word):
    system = System(alert)
    assert printing(system) == word
    assert not system.queue


def test_what_came_out_while_it_was_taken_back_is_printed(printing):
    system = System("media-empty-warning", f"done:{SUCCESS}", cancels=False)
    assert printing(system) == "printed"


def test_what_takes_too_long_is_taken_back(printing):
    system = System()
    assert printing(system) == "other"
    assert not system.queue


def test_what_cannot_be_taken_back_is_no_plain_jam(printing):
    assert printing(System("media-jam", cancels=False)) == "other"


def test_a_printer_that_gives_no_number_keeps_nothing(printing):
    system = System(accepts=False)
    assert printing(system) == "other"
    assert not system.queue


def test_what_a_power_cut_left_is_purged_at_the_start(monkeypatch):
    system = System(queue=["hall-5", "hall-6"])
    monkeypatch.setattr(cups, "_run", system)
    Cups("hall").clear()
    assert system.ran[0] == ["lpstat", "-W", "all", "-o", "hall"]
    assert system.ran[1:] == [["cancel", "-x", "hall-5"], ["cancel", "-x", "hall-6"]]


def test_without_cups_there_is_no_answer():
    assert cups._run(["a-program-that-is-not-there"]) == ""
    assert "hall" in cups._run(["echo", "hall"])
