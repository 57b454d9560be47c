"""The rules of grants, without a database. Amounts are whole yen."""

import calendar as months
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.kernel import clock
from kyoso.kernel.money import rounded_down
from kyoso.kernel.text import fold
from kyoso.region.grants.definition import AmountRule, ReportRule

# Under this many grants, a sum could tell what one of them got.
LEAST_TOLD = 10
# Into how many steps the rest of a budget is then cut.
STEPS = 20


@dataclass(frozen=True)
class Reckoning:
    """計算: the cost, what is taken off it, and the amount that the rule gives."""

    cost: int
    deducted: int
    amount: int

    @property
    def base(self) -> int:
        return max(self.cost - self.deducted, 0)


def reckon(rule: AmountRule, cost: int, deducted: int) -> Reckoning:
    """Return what the rule gives for a cost: share, cut off to the unit, capped."""
    base = max(cost - deducted, 0)
    if base < rule.least_cost:
        return Reckoning(cost, deducted, 0)
    share = base * rule.numerator // rule.denominator
    return Reckoning(cost, deducted, min(rounded_down(share, rule.unit), rule.cap))


def reckon_answers(rule: AmountRule, answers: Mapping[str, Any]) -> Reckoning | None:
    """Reckon from a case's answers; None where no cost was answered."""
    costs = [value for key in rule.cost if (value := _yen(answers, key)) is not None]
    if not costs:
        return None
    taken = sum(_yen(answers, key) or 0 for key in rule.deduct)
    return reckon(rule, sum(costs), taken)


def _yen(answers: Mapping[str, Any], key: str) -> int | None:
    value = answer(answers, key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def answer(answers: Mapping[str, Any], key: str) -> Any:
    """Return the checked value of one answer, None where there is none."""
    found = answers.get(key)
    return found.get("value") if isinstance(found, Mapping) else None


def holder_text(value: Any) -> str:
    """Return an answer as the name of a household or an area, however it was typed.

    Width, spaces, hyphens and 丁目・番・号 must not make one home into two.
    """
    if isinstance(value, Mapping):
        value = value.get("address") or ""
    text = "".join(fold(str(value or "")).split())
    for before, after in (("丁目", "-"), ("番地", "-"), ("番", "-"), ("号", "")):
        text = text.replace(before, after)
    for line in "‐‑–—−ー－":
        text = text.replace(line, "-")
    return text.strip("-")


def report_due(rule: ReportRule, decided_on: dt.date) -> dt.date | None:
    """Return the last day of the report: the earlier of the two that the rule names.

    ``last_day`` is a day of the fiscal year of the decision.
    """
    if not rule.needed:
        return None
    days = []
    if rule.within_days:
        days.append(decided_on + dt.timedelta(days=rule.within_days))
    if rule.last_day:
        days.append(_in_year(rule.last_day, clock.fiscal_year(decided_on)))
    return min(days)


def _in_year(told: str, fiscal_year: int) -> dt.date:
    month, day = (int(part) for part in told.split("-"))
    year = fiscal_year if month >= 4 else fiscal_year + 1
    return dt.date(year, month, min(day, months.monthrange(year, month)[1]))


def told_remaining(remaining: int, ceiling: int, grants: int) -> tuple[int, bool]:
    """Return the rest of a budget as it may be published, and whether it is exact.

    With one to nine grants the exact rest would tell what single ones got: it is
    cut down to a twentieth of the ceiling.
    """
    if grants == 0 or grants >= LEAST_TOLD:
        return remaining, True
    step = max(ceiling // STEPS, 1)
    return remaining - remaining % step, False
