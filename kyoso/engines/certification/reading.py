"""Finding requests and certificates, and who may handle them."""

from collections.abc import Iterable

from kyoso.engines.certification.models import (
    Certificate,
    CounterEntry,
    Order,
    OrderQuerySet,
)
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.kernel.ids import read_code

ISSUE = people.Permission.ISSUE_CERTIFICATES


def orders_of(account: people.Account) -> OrderQuerySet:
    """Return a resident's own requests, the newest first."""
    return Order.objects.filter(requested_by=account).order_by("-requested_at", "-pk")


def orders_for(officer: people.Officer) -> OrderQuerySet:
    """Return the requests of the sections in which an officer issues certificates."""
    return Order.objects.of_sections(people.sections_where(officer, ISSUE))


def may_handle(officer: people.Officer, order: Order) -> bool:
    """Tell whether an officer may open and issue this; of shielded people only some.

    Whose address is held back is for the officers of the register, whichever
    section's certificate it is.
    """
    if not people.may(officer, ISSUE, order.section):
        return False
    return not hidden_from(officer, [order])


def hidden_from(officer: people.Officer, orders: Iterable[Order]) -> set[int]:
    """Return the keys of the orders that ``may_handle`` keeps from an officer.

    For a list whose sections the officer issues in; few queries for the whole list.
    """
    named = {order.pk: _named(order) for order in orders}
    hidden = residents.to_hide(
        [one for some in named.values() for one in some], to=officer.account
    )
    found = {key for key, some in named.items() if hidden.intersection(some)}
    if people.may(officer, people.Permission.READ_REGISTER):
        return found
    shielded = residents.Person.objects.shielded()
    entered = CounterEntry.objects.filter(order__in=named, person__in=shielded)
    return found | set(entered.values_list("order_id", flat=True))


def _named(order: Order) -> list[residents.Named]:
    """Return whoever asked and whoever is certified."""
    keys = (order.requested_by_id, order.principal_id)
    return [residents.Named(key) for key in keys if key is not None]


def certificate_by(code: str) -> Certificate | None:
    """Return the certificate of a code as a person typed it. Raises ``CodeMistyped``."""
    found = Certificate.objects.select_related("order").filter(code=read_code(code))
    return found.first()


def current(order: Order) -> Certificate | None:
    """Return the certificate of a request that holds, with its paper."""
    found = order.certificates.valid().select_related("document__file")
    return found.first()


def may_receive(order: Order) -> bool:
    """Tell whether its requester may still have the paper: a mandate may have ended."""
    if order.principal is None or order.is_at_counter:
        return True
    return people.may_act_for(
        order.requested_by, order.principal, order.kind.mandate_slug
    )


def pdf_for(order: Order, *, level: people.IdentityLevel) -> File | None:
    """Return the signed PDF for a card's session of its requester, once it is made.

    Raises ``residents.CardNeeded``: what it says is of the register.
    """
    if level < people.IdentityLevel.CARD:
        raise residents.CardNeeded
    if order.delivery != "pdf" or not may_receive(order):
        return None
    found = current(order)
    return found.document.file if found else None
