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
        if self._told(who)[0] >= self.most:
            minutes = max(1, round(self.within.total_seconds() / 60))
            raise self.refusal(minutes=minutes)

    def count(self, who: str) -> None:
        """Count one try; the time runs from the first."""
        tried, until = self._told(who)
        left = math.ceil(until - clock.now().timestamp())
        cache.set(self._key(who), (tried + 1, until), left)

    def _told(self, who: str) -> tuple[int, float]:
        """Return how often ``who`` has tried, and the moment when that is forgotten."""
        now = clock.now()
        told: tuple[int, float] | None = cache.get(self._key(who))
        if told is None or told[1] <= now.timestamp():
            return 0, (now + self.within).timestamp()
        return told

    def _key(self, who: str) -> str:
        return f"tries:{self.slug}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


# A code has 58 bits: the limit stops a program, not a person with bad eyes. A
# whole office may share one address of the net.
code_tries = Tries("forms.code", most=20, within=dt.timedelta(minutes=15))
