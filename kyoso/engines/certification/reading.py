"""Finding requests and certificates, and who may handle them."""

from collections.abc import Iterable

from kyoso.engines.certification.models import Certificate, Order, OrderQuerySet
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
    return not residents.accounts_to_hide([order.requested_by_id], to=officer.account)


def hidden_from(officer: people.Officer, orders: Iterable[Order]) -> set[int]:
    """Return the requesters among ``orders`` whom ``may_handle`` keeps from an officer.

    For a list whose sections the officer issues in; one query for the whole list.
    """
    keys = [order.requested_by_id for order in orders]
    return residents.accounts_to_hide(keys, to=officer.account)


def certificate_by(code: str) -> Certificate | None:
    """Return the certificate of a code as a person typed it. Raises ``CodeMistyped``."""
    found = Certificate.objects.select_related("order").filter(code=read_code(code))
    return found.first()


def current(order: Order) -> Certificate | None:
    """Return the certificate of a request that holds, with its paper."""
    found = order.certificates.valid().select_related("document__file")
    return found.first()


def pdf_for(order: Order, *, level: people.IdentityLevel) -> File | None:
    """Return the signed PDF for a card's session of its requester, once it is made.

    Raises ``residents.CardNeeded``: what it says is of the register.
    """
    if level < people.IdentityLevel.CARD:
        raise residents.CardNeeded
    if order.delivery != "pdf":
        return None
    found = current(order)
    return found.document.file if found else None
