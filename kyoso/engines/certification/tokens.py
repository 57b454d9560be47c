"""One form, one request: what a form that is sent twice finds."""

from django.db import IntegrityError, transaction

from kyoso.engines.certification import errors
from kyoso.engines.certification.models import Order


def keep(order: Order) -> tuple[Order, bool]:
    """Keep a request, or return the one that the same form made at the same moment.

    Raises ``OptionWrong`` where the token is somebody else's or another channel's.
    """
    try:
        with transaction.atomic():
            order.save()
    except IntegrityError:
        mine = Order.objects.filter(token=order.token, requested_by=order.requested_by)
        known = mine.first()
        if known is None:
            raise errors.OptionWrong from None
        return same(known, order.channel), False
    return order, True


def same(known: Order, channel: str) -> Order:
    """Return the request of a token; at another channel it is nobody's."""
    if known.channel != channel:
        raise errors.OptionWrong
    return known
