"""How often somebody may try, counted in the cache that all processes share."""

import datetime as dt
import hashlib
import math
from dataclasses import dataclass

from django.core.cache import cache

from kyoso.engines.forms.errors import TooManyTries
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal


@dataclass(frozen=True)
class Tries:
    """At most ``most`` tries ``within`` a time from the first, for each ``who``.

    Only the digest of ``who`` (an address of the net, an account) is kept.
    """

    slug: str
    most: int
    within: dt.timedelta
    refusal: type[Refusal] = TooManyTries

    def refuse(self, who: str) -> None:
        """Raise the refusal when ``who`` has used them up."""
        until = self._until(who)
        if until and len(cache.get_many(self._slots(who, until))) >= self.most:
            minutes = max(1, round(self.within.total_seconds() / 60))
            raise self.refusal(minutes=minutes)

    def count(self, who: str) -> None:
        """Count one try; the time runs from the first.

        Each try claims a free place with an atomic add, in the database as on Redis:
        of two at the same moment neither is lost.
        """
        until = self._until(who) or self._begin(who)
        slots = self._slots(who, until)
        left = math.ceil(until / 1000 - clock.now().timestamp())
        taken = cache.get_many(slots)
        any(cache.add(slot, 1, left) for slot in slots if slot not in taken)

    def _until(self, who: str) -> int:
        """Return the moment, in milliseconds, when its tries are forgotten; 0: none."""
        told: int = cache.get(self._key(who), 0)
        return told if told > clock.now().timestamp() * 1000 else 0

    def _begin(self, who: str) -> int:
        """Begin a time; whoever was quicker has begun the same one."""
        key, until = self._key(who), clock.now() + self.within
        told = int(until.timestamp() * 1000)
        seconds = math.ceil(self.within.total_seconds())
        if not cache.add(key, told, seconds):
            known = self._until(who)
            if known:
                return known
            cache.set(key, told, seconds)
        return told

    def _slots(self, who: str, until: int) -> list[str]:
        key = self._key(who)
        return [f"{key}:{until}:{number}" for number in range(self.most)]

    def _key(self, who: str) -> str:
        return f"tries:{self.slug}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


# A code has 58 bits: the limit stops a program, not a person with bad eyes. A
# whole office may share one address of the net.
code_tries = Tries("forms.code", most=20, within=dt.timedelta(minutes=15))
