"""集計期間: months, quarters and fiscal years (April to March), pure.

``frequency`` is a value of ``Indicator.Frequency``; an irregular indicator has
no period and is never overdue by the calendar.
"""

import datetime as dt

_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}
_FISCAL_YEAR_STARTS_IN = 4


def period_start(frequency: str, day: dt.date) -> dt.date:
    """Return the first day of the period that holds ``day``.

    An irregular indicator is kept by the month.
    """
    months = _MONTHS.get(frequency, 1)
    behind = (day.month - _FISCAL_YEAR_STARTS_IN) % 12 % months
    return _months_later(day.replace(day=1), -behind)


def period_end(frequency: str, day: dt.date) -> dt.date:
    """Return the last day of the period that holds ``day``."""
    months = _MONTHS.get(frequency, 1)
    return _months_later(period_start(frequency, day), months) - dt.timedelta(days=1)


def last_due(frequency: str, on: dt.date, grace_days: int) -> dt.date | None:
    """Return the end of the newest period whose value must be in hand ``on`` a day.

    A value is due ``grace_days`` after its period has ended. ``None``: this
    indicator is counted irregularly.
    """
    if frequency not in _MONTHS:
        return None
    settled = on - dt.timedelta(days=grace_days)
    return period_start(frequency, settled) - dt.timedelta(days=1)


def is_missing(frequency: str, latest: dt.date | None, due: dt.date | None) -> bool:
    """Tell whether no value lies in the due period or after it."""
    if due is None:
        return False
    return latest is None or latest < period_start(frequency, due)


def _months_later(first: dt.date, months: int) -> dt.date:
    """Return the first of the month so many months after a first of the month."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
