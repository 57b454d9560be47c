"""審査請求期間: until when a decision can be challenged (行政不服審査法18条)."""

import datetime as dt

from kyoso.kernel import calendar, deadlines

# 18条1項: three months from the day after the day of knowledge.
MONTHS = 3
# 18条2項: a year from the day after the decision, whether known or not.
MONTHS_AFTER_DECISION = 12


def due_on(*, known_on: dt.date, decided_on: dt.date) -> dt.date:
    """Return the last day: the earlier of the two periods.

    The first day is not counted; an end on a closed day moves to the next open
    one (地方自治法4条の2第4項).
    """
    ends = [
        deadlines.calendar_month_period(known_on, MONTHS, calendar.city()),
        deadlines.calendar_month_period(
            decided_on, MONTHS_AFTER_DECISION, calendar.city()
        ),
    ]
    days = [period.due_on for period in ends if period.due_on is not None]
    return min(days)
