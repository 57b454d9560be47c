"""電文の名前: each message of the centre is taken once, however often it comes."""

import datetime as dt

from django.db import IntegrityError, transaction

from kyoso.connectors.store_terminals.models import StoreNonce
from kyoso.connectors.store_terminals.protocol import WINDOW_SECONDS
from kyoso.kernel import clock

# A message dated five minutes ahead is believed for five more: its name is kept as long.
_REMEMBERED = dt.timedelta(seconds=2 * WINDOW_SECONDS)


def admit(nonce: str) -> bool:
    """Tell whether no message of this name came before, and remember it."""
    try:
        with transaction.atomic():
            StoreNonce.objects.create(nonce=nonce)
    except IntegrityError:
        return False
    return True


def forget_nonces() -> int:
    """Delete the names of messages that are too old to be believed; return how many."""
    old = StoreNonce.objects.filter(came__lt=clock.now() - _REMEMBERED)
    return old.delete()[0]
