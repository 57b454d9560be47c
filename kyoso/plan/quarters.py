"""四半期 of a fiscal year (April to March), pure."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kyoso.kernel import clock

_FISCAL_YEAR_STARTS_IN = 4
_MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter: 1 is April to June, 4 January to March of the next year."""

    fiscal_year: int
    number: int

    @property
    def title(self) -> str:
        """令和8年度第2四半期, in the language of the page."""
        return _("%(year)s第%(number)s四半期") % {
            "year": _year(self.fiscal_year),
            "number": self.number,
        }

    @property
    def starts_on(self) -> dt.date:
        month = _FISCAL_YEAR_STARTS_IN + _MONTHS * (self.number - 1)
        return dt.date(self.fiscal_year + (month > 12), (month - 1) % 12 + 1, 1)

    @property
    def ends_on(self) -> dt.date:
        return self.next.starts_on - dt.timedelta(days=1)

    @property
    def next(self) -> "Quarter":
        if self.number == 4:
            return Quarter(self.fiscal_year + 1, 1)
        return Quarter(self.fiscal_year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        if self.number == 1:
            return Quarter(self.fiscal_year - 1, 4)
        return Quarter(self.fiscal_year, self.number - 1)


def _year(fiscal_year: int) -> str:
    """Return the year as the language of the page counts it."""
    language = get_language() or "ja"
    if language.startswith("en"):
        return f"FY{fiscal_year}"
    if language == "ja":
        return clock.fiscal_year_title(fiscal_year)
    return f"{fiscal_year}年度"


def quarter_of(day: dt.date) -> Quarter:
    """Return the quarter that holds ``day``."""
    behind = (day.month - _FISCAL_YEAR_STARTS_IN) % 12
    year = day.year - (day.month < _FISCAL_YEAR_STARTS_IN)
    return Quarter(year, behind // _MONTHS + 1)
