"""For tests of other parts: a city that has introduced issuing at stores, and a request."""

import datetime as dt
import secrets
import shutil
from pathlib import Path

from kyoso.connectors.store_terminals import actions, protocol
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.engines.certification import api as certification
from kyoso.engines.jobs.testing import drain
from kyoso.engines.people import api as people
from kyoso.kernel import clock

ISSUER = "https://card.example"
# As a city that has introduced it changes its file.
_CHANGES = (
    ("introduced = false", "introduced = true\nsince = 2020-01-01"),
    ('kiosk = ["print"], counter', 'kiosk = ["print"], store = ["print"], counter'),
    ("kiosk = 300, counter", "kiosk = 300, store = 200, counter"),
)


def introduced(city: Path, folder: Path) -> Path:
    """Return a copy of a city's folder in which stores issue, for 200 yen."""
    shutil.copytree(city, folder)
    file = folder / "certificates.toml"
    told = file.read_text("utf-8")
    for old, new in _CHANGES:
        if old not in told:
            raise ValueError(f"{old!r} is not in certificates.toml.")
        told = told.replace(old, new)
    file.write_text(told, "utf-8")
    return folder


def known(resident: people.Resident, subject: str) -> people.ExternalIdentity:
    """Let the city know a resident's card."""
    return people.ExternalIdentity.objects.create(
        account=resident.account,
        issuer=ISSUER,
        subject=subject,
        level=people.IdentityLevel.CARD,
    )


def an_open_moment() -> dt.datetime:
    """Return noon of today, or of the first days of January at the turn of the year."""
    noon = dt.datetime.combine(clock.today(), dt.time(12), clock.CITY)
    hours = certification.rules().store.hours
    is_open = hours is not None and hours.is_open(noon)
    return noon if is_open else noon + dt.timedelta(days=6)


def asked(subject: str, number: str = "") -> StoreRequest:
    """Return a request of the centre for the record of a household."""
    told = protocol.Asked(
        issuer=ISSUER,
        subject=subject,
        terminal="架空コンビニ能代店1号機",
        kind="resident-record",
        scope="",
        items=(),
        year=None,
        copies=1,
    )
    number = number or f"C{secrets.token_hex(8)}"
    return actions.ask(number, asked=told, body=number.encode(), by=None)


def to_pay(subject: str) -> StoreRequest:
    """Return a request that the worker found good."""
    made = asked(subject)
    drain()
    return fresh(made)


def fetched(subject: str) -> StoreRequest:
    """Return a paid request whose paper its terminal has."""
    made = to_pay(subject)
    actions.pay(made, paid=protocol.Paid(200, clock.today()), by=None)
    drain()
    actions.fetch(made, by=None)
    return fresh(made)


def jammed(subject: str) -> StoreRequest:
    """Return a paid request whose paper did not come out."""
    return fresh(actions.tell(fetched(subject), outcome="jam", by=None))


def fresh(request: StoreRequest) -> StoreRequest:
    found = StoreRequest.objects.select_related("order__section")
    return found.get(pk=request.pk)
