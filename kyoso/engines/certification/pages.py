"""Where a requester follows a request: told by the capability that has the pages."""

from collections.abc import Callable
from dataclasses import dataclass

from kyoso.engines.certification.models import Order
from kyoso.kernel.registry import Registry


@dataclass(frozen=True)
class OrderPage:
    """The page of a request: ``address`` returns its whole address."""

    slug: str
    address: Callable[[Order], str]


order_pages: Registry[OrderPage] = Registry("page of a certificate's request")


def order_page(order: Order) -> str:
    """Return where the request is followed, or nothing where no part shows it."""
    page = next(iter(order_pages), None)
    return page.address(order) if page else ""
