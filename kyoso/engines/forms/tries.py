"""How often somebody may try, counted in the cache that all processes share."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.cache import cache

from kyoso.engines.forms.errors import TooManyTries
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
        if cache.get(self._key(who), 0) >= self.most:
            minutes = max(1, round(self.within.total_seconds() / 60))
            raise self.refusal(minutes=minutes)

    def count(self, who: str) -> None:
        """Count one try."""
        key = self._key(who)
        seconds = round(self.within.total_seconds())
        if not cache.add(key, 1, seconds):
            try:
                cache.incr(key)
            except ValueError:
                # It ran out between the two calls: this is the first again.
                cache.set(key, 1, seconds)

    def _key(self, who: str) -> str:
        return f"tries:{self.slug}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"


# A code has 58 bits: the limit stops a program, not a person with bad eyes. A
# whole office may share one address of the net.
code_tries = Tries("forms.code", most=20, within=dt.timedelta(minutes=15))
