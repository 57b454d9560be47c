"""回数の制限: how often one may do a thing, counted on the shared cache."""

import hashlib
import ipaddress

from django.core.cache import cache
from django.http import HttpRequest

from kyoso.engines.people.adapter import AccountAdapter
from kyoso.engines.people.errors import TooManyAttempts

_IPV6, _LINE = 6, 64


def allow(scope: str, key: str, times: int, seconds: int) -> bool:
    """Tell whether ``key`` may act once more, and count the act if so.

    At most ``times`` acts in any ``seconds``. Each act claims a free slot with an
    atomic add, so that two processes never claim the same one. Call it outside
    transactions: a roll-back would give the slot back. ``key`` is hashed and
    never kept readable.
    """
    slots = _slots(scope, key, times)
    taken = cache.get_many(slots)
    return any(
        cache.add(slot, 1, timeout=seconds) for slot in slots if slot not in taken
    )


def consume(scope: str, key: str, times: int, seconds: int) -> None:
    """Do as ``allow`` does; raise ``TooManyAttempts`` where it says no."""
    if not allow(scope, key, times, seconds):
        raise TooManyAttempts


def is_used_up(scope: str, key: str, times: int) -> bool:
    """Tell whether ``key`` may not act any more, without counting an act."""
    return len(cache.get_many(_slots(scope, key, times))) >= times


def address_of(request: HttpRequest) -> str:
    """Return whom to count a stranger by: the network that a request came from.

    Behind the one trusted proxy (``KYOSO_BEHIND_PROXY``) it is the last address of
    ``X-Forwarded-For``, which that proxy wrote itself; what a client wrote before
    it is not believed. An IPv6 address counts as its /64, which one line holds.
    """
    address = str(AccountAdapter(request).get_client_ip(request))
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if known.version == _IPV6:
        return str(ipaddress.ip_network((known, _LINE), strict=False))
    return str(known)


def _slots(scope: str, key: str, times: int) -> list[str]:
    name = hashlib.sha256(f"{scope}:{key}".encode()).hexdigest()
    return [f"limit:{name}:{number}" for number in range(times)]
