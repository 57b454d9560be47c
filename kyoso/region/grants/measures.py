"""集計方法: what was decided in grants, and how much of the rounds is used."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, Sum

from kyoso.engines.indicators import api as indicators
from kyoso.kernel import clock
from kyoso.region.grants import rules
from kyoso.region.grants.models import Grant, Round, Step
from kyoso.region.grants.stages import Act


def _decided(day: dt.date) -> "list[tuple[str, int]]":
    """Return programme and decided amount of this fiscal year's grants, as of ``day``."""
    first = dt.date(clock.fiscal_year(day), 4, 1)
    ends = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), clock.CITY)
    revoked = Step.objects.filter(act=Act.REVOKE, at__lt=ends).values("grant")
    return list(
        Grant.objects.filter(decided_on__gte=first, decided_on__lte=day)
        .exclude(pk__in=revoked)
        .values_list("programme__slug", "granted")
    )


def decided_count(day: dt.date) -> indicators.Measured:
    """Count the grants decided in the fiscal year and not revoked."""
    found = _decided(day)
    return indicators.Measured(Decimal(len(found)), len(found))


def decided_amount(day: dt.date) -> indicators.Measured:
    """Add up the decided amounts of the fiscal year, in yen, as far as may be told."""
    found = _decided(day)
    told, _ceiling, _rounds = _taken(day, found)
    return indicators.Measured(Decimal(told), len(found))


def execution_rate(day: dt.date) -> indicators.Measured:
    """Measure the share, in percent, of the year's rounds that grants have taken."""
    told, ceiling, rounds = _taken(day, _decided(day))
    if not ceiling:
        return indicators.Measured(None, 0)
    value = Decimal(told * 100) / ceiling
    return indicators.Measured(value, rounds, {"taken": told, "left": ceiling - told})


def _taken(day: dt.date, decided: "list[tuple[str, int]]") -> tuple[int, int, int]:
    """Return what grants took of the year's rounds, their ceiling and their number.

    Of a few grants it is told as roughly as the public page tells what is left, so
    that nobody can reckon what one of them received.
    """
    found = Round.objects.filter(fiscal_year=clock.fiscal_year(day))
    sums = found.aggregate(ceiling=Sum("ceiling"), rounds=Count("pk"))
    ceiling = sums["ceiling"] or 0
    taken = sum(amount for _slug, amount in decided)
    left, _is_exact = rules.told_remaining(
        max(ceiling - taken, 0), ceiling, len(decided)
    )
    return ceiling - left, ceiling, sums["rounds"]


MEASURES = (
    indicators.Measure(
        "grants-decided",
        "補助金の交付決定件数",
        "件",
        decided_count,
        explanation="年度の初めからその日までに交付を決定し、取り消していない補助金の件数です。",
    ),
    indicators.Measure(
        "grants-amount",
        "補助金の交付決定額",
        "円",
        decided_amount,
        explanation=(
            "年度の初めからその日までに交付を決定し、取り消していない補助金の、"
            "交付決定額（変更したものは変更後の額）の合計です。"
            "10件に満たないときは、予算枠の20分の1の単位に切り上げます。"
        ),
    ),
    indicators.Measure(
        "grants-execution",
        "補助金の予算執行率",
        "%",
        execution_rate,
        explanation=(
            "年度のすべての募集の予算枠のうち、その日までの交付決定額が占める割合です。"
            "10件に満たないときは、予算枠の20分の1の単位に切り上げます。"
        ),
        part_titles={"taken": "交付決定額（円）", "left": "残り（円）"},
    ),
)
