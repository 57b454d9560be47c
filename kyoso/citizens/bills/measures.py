"""集計方法: how the city's dues are paid."""

import datetime as dt
from decimal import Decimal

from kyoso.engines.indicators import api as indicators
from kyoso.engines.payments import api as payments
from kyoso.kernel import clock

_CASHLESS = ("card", "qr", "bank")


def cashless_share(day: dt.date) -> indicators.Measured:
    """Measure the share, in percent, of payments without cash in the fiscal year."""
    first = dt.date(clock.fiscal_year(day), 4, 1)
    counted = payments.receipts_by_kind(first, day)
    total = sum(counted.values())
    cashless = sum(counted[kind] for kind in _CASHLESS)
    value = Decimal(cashless * 100) / total if total else None
    parts = {"cashless": cashless, "cash": total - cashless}
    return indicators.Measured(value, total, parts)


CASHLESS = indicators.Measure(
    "cashless-payments",
    "キャッシュレスで納付された割合",
    "%",
    cashless_share,
    explanation=(
        "年度の初めからその日までに記録した納付のうち、クレジットカード、"
        "スマートフォン決済、インターネットバンキングによるものの割合です。"
        "コンビニエンスストアと窓口は、現金として数えます。"
    ),
    part_titles={"cashless": "キャッシュレス", "cash": "現金"},
)
