"""集計方法: certificates issued online, and how long one takes."""

import datetime as dt
from decimal import Decimal
from statistics import median

from kyoso.engines.certification import api as certification
from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock


def _issued(day: dt.date) -> list[tuple[str, float]]:
    """Return channel and hours of each first certificate of the fiscal year."""
    first = clock.fiscal_year_days(clock.fiscal_year(day))[0]
    begins = dt.datetime.combine(first, dt.time(), clock.CITY)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), clock.CITY)
    found = certification.Certificate.objects.filter(
        replaces=None, issued_at__gte=begins, issued_at__lt=ends
    ).values_list("order__channel", "issued_at", "order__requested_at")
    return [
        (channel, (issued - asked).total_seconds() / 3600)
        for channel, issued, asked in found
    ]


def issued_online(day: dt.date) -> indicators.Measured:
    """Count the certificates that were asked for on the web in the fiscal year."""
    found = _issued(day)
    online = sum(channel == "web" for channel, _ in found)
    counter = sum(channel == "counter" for channel, _ in found)
    terminal = len(found) - online - counter
    parts = {"web": online, "terminal": terminal, "counter": counter}
    return indicators.Measured(Decimal(online), len(found), parts)


def median_hours(day: dt.date) -> indicators.Measured:
    """Measure the median hours from request to issue of those asked for on the web."""
    hours = [taken for channel, taken in _issued(day) if channel == "web"]
    value = Decimal(str(round(median(hours), 1))) if hours else None
    return indicators.Measured(value, len(hours))


ONLINE = indicators.Measure(
    "certificates-issued-online",
    "オンラインで申請されて発行した証明書",
    "通",
    issued_online,
    explanation=(
        "年度の初めからその日までに、ウェブから申請されて発行した証明書の件数です。"
        "差し替えは数えません。"
    ),
    part_titles={"web": "ウェブ", "terminal": "端末", "counter": "窓口・郵送"},
)
HOURS = indicators.Measure(
    "certificate-hours",
    "証明書の申請から発行までの時間",
    "時間",
    median_hours,
    explanation=(
        "年度の初めからその日までに、ウェブから申請されて発行した証明書について、"
        "申請から発行までの時間の中央値です。支払いを待った時間も含みます。"
    ),
)
