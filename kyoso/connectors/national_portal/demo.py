"""What the double of the portal holds when the demo begins; the worker fetches it.

One application becomes a case, one lacks an answer, one is of a procedure that nobody
knows, two carry a 個人番号 and go on unopened into the tray. Everybody in them is fictional.
"""

import datetime as dt

from kyoso.connectors.national_portal.sandbox import examples
from kyoso.kernel import clock

_KINDS = ("care", "whole", "lacking", "unknown", "numbered")


def tell() -> None:
    """Let the applications of the last days arrive at the double."""
    for days, kind in enumerate(reversed(_KINDS), start=1):
        moment = clock.now() - dt.timedelta(days=days)
        number = f"SB-{kind.upper().replace('_', '-')}"
        examples.arrive(kind, number, arrived_at=moment.isoformat())
