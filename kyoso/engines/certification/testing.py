"""For tests of other parts: fictional people with cards, requests, and what they owe."""

import io
import uuid
from typing import Any

from PIL import Image

from kyoso.engines.certification.actions.asking import request
from kyoso.engines.certification.kinds import kinds
from kyoso.engines.certification.models import Order
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import testing as ledger_testing
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock

CARD = people.IdentityLevel.CARD


def a_holder(
    resident: people.Resident,
    *,
    by: people.Officer,
    number: int = residents_testing.FIRST,
    **columns: str,
) -> residents.Person:
    """Return the person of the register whose card this resident has shown."""
    person = residents_testing.a_person(number, **columns)
    return residents_testing.linked(resident, person, by=by)


def a_request(
    resident: people.Resident, kind: str = "resident-record", **more: Any
) -> Order:
    """Ask for a certificate with a card's session; by default a PDF for work."""
    told = {
        "level": CARD,
        "delivery": "pdf",
        "purpose": "work",
        "token": uuid.uuid4().hex,
        "by": resident.account,
        **more,
    }
    return request(kinds()[kind], **told)


def examined(order: Order) -> Order:
    """Let the worker examine it; the books have the line of the fee."""
    a_revenue_line()
    drain()
    order.refresh_from_db()
    return order


def paid(order: Order, *, by: people.Officer) -> Order:
    """Pay what is due at the counter, and let the worker do what follows."""
    due = payments.dues_about(order.about).get(cancelled_at=None)
    payments.take_at_counter(due, amount=due.missing, token=order.ref, by=by.account)
    drain()
    order.refresh_from_db()
    return order


def a_revenue_line() -> Any:
    """Return the line of the books into which the fees go."""
    return ledger_testing.make_line(
        people.Section.objects.get(slug="shimin-hoken"),
        code="14-02-01-01",
        side="revenue",
    )


def an_income(person: residents.Person, *, declared: str = "1", **items: int) -> None:
    """Load one person's income of this fiscal year; what is not named is empty."""
    row = {
        "宛名番号": person.number,
        "年度": str(clock.fiscal_year(clock.today())),
        "申告区分": declared,
        **{name: str(amount) for name, amount in items.items()},
    }
    residents_testing.loaded(row, layout="shotoku")


def a_tax(person: residents.Person) -> None:
    """Load what one person was charged and has paid this fiscal year."""
    row = {
        "宛名番号": person.number,
        "年度": str(clock.fiscal_year(clock.today())),
        "税目": "01",
        "課税額": "120000",
        "納付額": "90000",
        "未納額": "30000",
        "基準日": clock.today().isoformat(),
    }
    residents_testing.loaded(row, layout="nozei")


def a_seal(person: residents.Person) -> residents.SealRegistration:
    """Register a fictional imprint for a person."""
    drawn = io.BytesIO()
    Image.new("L", (200, 200), 128).save(drawn, "PNG")
    return residents.SealRegistration.objects.create(
        person=person,
        number="900001",
        registered_on=clock.today(),
        image=drawn.getvalue(),
    )
