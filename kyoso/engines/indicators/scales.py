"""目盛り: where a day and a value lie in a drawing, and which numbers stand at the side."""

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal

from kyoso.kernel import clock

# Shares that all lie in this upper part of their height are drawn from above
# nought, and the drawing says so; counts always start at nought.
_HIGH = 0.65
_NICE = (1, 2, 2.5, 5, 10)
_PERCENT = 100.0
# Values have four decimals; nothing smaller is told apart.
_SMALLEST = 0.0001


@dataclass(frozen=True)
class Heights:
    """The vertical axis from ``low`` to ``high``, with its numbers."""

    low: float
    high: float
    ticks: tuple[float, ...]
    top: float
    bottom: float

    def y(self, value: float | Decimal) -> float:
        share = (float(value) - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    @property
    def starts_at_nought(self) -> bool:
        return self.low == 0


@dataclass(frozen=True)
class Days:
    """The horizontal axis over whole fiscal years."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def x(self, day: dt.date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.left + share * (self.right - self.left), 1)

    @property
    def years(self) -> list[int]:
        return list(
            range(clock.fiscal_year(self.first), clock.fiscal_year(self.last) + 1)
        )


def heights(
    values: list[float], *, is_share: bool, top: float, bottom: float, steps: int = 4
) -> Heights:
    """Choose an axis that holds every value, of about ``steps`` even steps."""
    highest, lowest = max(values), min(values)
    low = 0.0
    if is_share and highest > 0 and lowest > _HIGH * highest:
        low = lowest - (highest - lowest or highest * 0.1)
    step = _nice_step((highest - low) or 1.0, steps)
    low = max(math.floor(low / step) * step, 0.0)
    high = math.ceil(highest / step) * step
    if high - highest < step * 0.15:
        high += step
    if is_share:
        high = min(high, _PERCENT)
    count = round((high - low) / step)
    ticks = tuple(low + step * number for number in range(count + 1))
    return Heights(low, max(high, ticks[-1]), ticks, top, bottom)


def days(held: list[dt.date], *, left: float, right: float) -> Days:
    """Choose the fiscal years that hold every day."""
    first = clock.fiscal_year_days(clock.fiscal_year(min(held)))[0]
    last = clock.fiscal_year_days(clock.fiscal_year(max(held)))[1]
    return Days(first, last, left, right)


def _nice_step(span: float, steps: int) -> float:
    rough = max(span / steps, _SMALLEST)
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * nice for nice in _NICE if size * nice >= rough * 0.999)
