"""How far from today a day may lie that somebody types."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from kyoso.kernel import clock, eras
from kyoso.ui import dates, sentences


@dataclass(frozen=True)
class Years:
    """Whole calendar years back and ahead of this one.

    Every field for a day has them, so that a slip of the finger (令和80年) or the
    year 9999 gets a sentence and never reaches a deadline.
    """

    back: int
    ahead: int

    def refuse(self, day: dt.date, label: sentences.Text) -> None:
        """Raise ``ValidationError`` for a day outside, with both ends in its words."""
        first, last = self.ends()
        if not first <= day <= last:
            told = sentences.out_of_range(label, dates.day(first), dates.day(last))
            raise ValidationError(told, code="range")

    def ends(self) -> tuple[dt.date, dt.date]:
        """Return the first and the last day that may be typed today."""
        year = clock.today().year
        first = dt.date(year - self.back, 1, 1)
        return max(first, eras.FIRST_DAY), dt.date(year + self.ahead, 12, 31)
