"""CUPS: printed when the system says so; whatever fails is taken back first."""

import pytest

from kyoso.connectors.kiosk_printer import cups
from kyoso.connectors.kiosk_printer.cups import Cups


class System:
    """The commands of CUPS, as they answer; ``script`` is one word a look."""

    def __init__(self, *script, accepts=True, cancels=True):
        self.script, self.accepts, self.cancels = list(script), accepts, cancels
        self.ran, self.queue = [], []

    def __call__(self, command, given=b""):
        self.ran.append(command)
        if command[0] == "lp":
            if not self.accepts:
                return ""
            assert given == b"%PDF"
            self.queue.append("hall-7")
            return "request id is hall-7 (0 file(s))\n"
        if command[0] == "cancel":
            if self.cancels:
                self.queue.remove(command[1])
            return ""
        if "-p" in command:
            word = self.script.pop(0) if self.script else ""
            return f"printer hall is idle.\n\tAlerts: {word}\n"
        if "not-completed" in command:
            return "".join(f"{one} kiosk 1024 today\n" for one in self.queue)
        if self.script[:1] == ["done"]:
            self.script.pop(0)
            return "hall-71 kiosk 1\nhall-7 kiosk 1024 today\n"
        return "hall-71 kiosk 1 today\n"


@pytest.fixture
def printing(monkeypatch):
    def run(system, copies=1):
        monkeypatch.setattr(cups, "_run", system)
        return Cups("hall", turns=3, wait=lambda seconds: None).send(b"%PDF", copies)

    return run


def test_it_is_printed_when_the_system_says_so(printing):
    system = System("", "done")
    assert printing(system, 3) == "printed"
    assert system.ran[0] == ["lp", "-d", "hall", "-n", "3", "-o", "media=A4", "-"]
    assert ["cancel", "hall-7"] not in system.ran


@pytest.mark.parametrize(
    ("alert", "word"),
    [("media-jam-error", "jam"), ("media-empty-warning", "paper_out")],
)
def test_a_trouble_is_taken_back_before_it_is_told(printing, alert, word):
    system = System(alert)
    assert printing(system) == word
    assert not system.queue


def test_what_takes_too_long_is_taken_back(printing):
    system = System()
    assert printing(system) == "other"
    assert not system.queue


def test_what_cannot_be_taken_back_is_no_plain_jam(printing):
    assert printing(System("media-jam", cancels=False)) == "other"


def test_a_printer_that_takes_nothing_is_told(printing):
    assert printing(System(accepts=False)) == "other"


def test_without_cups_there_is_no_answer():
    assert cups._run(["a-program-that-is-not-there"]) == ""
    assert "hall" in cups._run(["echo", "hall"])
