"""Hanako at the terminal in city hall, told through public actions. Everything is fictional."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Protocol

from kyoso.citizens.kiosk.actions import devices, printing
from kyoso.citizens.kiosk.hearing import hear
from kyoso.citizens.kiosk.models import Device, PrintJob
from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification import api as certification
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock

Act = Callable[[], object]
_DAY = dt.timedelta(days=1)


class Town(Protocol):
    """Who acts: accounts of officers and residents by short names."""

    def officer(self, name: str) -> people.Account: ...

    def resident(self, name: str) -> people.Account: ...


def tell(town: Town, *, work: Act) -> None:
    """Register two devices; print two papers, jam a third, leave one to be fetched."""
    shindo = town.officer("shindo")
    section = people.Section.objects.get(slug="shimin-hoken")
    hall = _device(section, "1号機（架空）", "市役所1階ロビー（架空）", shindo)
    _device(section, "2号機（架空）", "二ツ井地域局（架空）", shindo)
    with clock.at(_an_open_moment()):
        hear(hall)
        jobs = [
            _asked(town, hall, "resident-facts", "work", number=1, items=["address"]),
            _asked(town, hall, "resident-record", "licence", number=2),
            _asked(town, hall, "resident-record", "other", number=3, copies=2),
            _asked(town, hall, "resident-record", "scholarship", number=4),
        ]
    work()
    for job in jobs:
        _pay(job, town)
    work()
    hear(hall)
    _print(jobs[0], hall, town, outcome="printed")
    _print(jobs[1], hall, town, outcome="paper_out")
    printing.print_again(jobs[1], device=hall, why="用紙を足した（架空）", by=shindo)
    _printed(hall, outcome="printed")
    _print(jobs[2], hall, town, outcome="jam")


def _device(
    section: people.Section, name: str, place: str, by: people.Account
) -> Device:
    made = devices.register(section, name=name, place=place, by=by)
    devices.pair(devices.offer_pairing(made, by=by), by=by)
    made.refresh_from_db()
    return made


def _an_open_moment() -> dt.datetime:
    """Return ten o'clock of the last day on which terminals were open."""
    moment = dt.datetime.combine(clock.today(), dt.time(10), clock.CITY)
    while moment > clock.now() or not rules().hours.is_open(moment):
        moment -= _DAY
    return moment


def _asked(
    town: Town,
    device: Device,
    kind: str,
    purpose: str,
    *,
    number: int,
    items: list[str] | None = None,
    copies: int = 1,
) -> PrintJob:
    told: dict[str, Any] = {
        "purpose": purpose,
        "items": items or [],
        "copies": copies,
        "token": f"demo-kiosk-{number}",
    }
    return printing.ask(
        device,
        kind=certification.kinds()[kind],
        level=people.IdentityLevel.CARD,
        told=told,
        language="ja",
        by=town.resident("hanako"),
    )


def _pay(job: PrintJob, town: Town) -> None:
    due = payments.dues_about(job.order.about).get(cancelled_at=None)
    payments.take_at_counter(
        due, amount=due.missing, token=f"demo-{job.ref}", by=town.officer("ota")
    )


def _print(job: PrintJob, device: Device, town: Town, *, outcome: str) -> None:
    printing.begin(job, device=device, by=town.resident("hanako"))
    _printed(device, outcome=outcome)


def _printed(device: Device, *, outcome: str) -> None:
    attempt = printing.take(device, by=None)
    if attempt is not None:
        printing.tell(attempt, outcome=outcome, by=None)
