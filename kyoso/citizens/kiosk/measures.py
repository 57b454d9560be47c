"""集計方法: certificates issued at the city's terminals and at stores, by the month."""

import datetime as dt
from collections import Counter
from decimal import Decimal

from kyoso.engines.certification import api as certification
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock


def issued_at_terminals(day: dt.date) -> indicators.Measured:
    """Count the first papers of the month so far, by where they were asked for."""
    begins = dt.datetime.combine(day.replace(day=1), dt.time(), clock.CITY)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), clock.CITY)
    found = Counter(
        certification.Certificate.objects.filter(
            replaces=None, issued_at__gte=begins, issued_at__lt=ends
        ).values_list("order__channel", flat=True)
    )
    parts = {"kiosk": found["kiosk"], "store": found["store"]}
    return indicators.Measured(Decimal(sum(parts.values())), found.total(), parts)


TERMINALS = indicators.Measure(
    "certificates-issued-at-terminals",
    "端末とコンビニで発行した証明書",
    "件",
    issued_at_terminals,
    explanation=(
        "その月の1日からその日までに、庁舎などの端末かコンビニの端末から申請されて"
        "発行した証明書の件数です。差し替えは数えません。"
    ),
    part_titles={"kiosk": "庁舎などの端末", "store": "コンビニ"},
)
