"""The rules of fiscal years: when a year closes, and to which year money belongs."""

import datetime as dt

from kyoso.kernel import clock


def closing_day(fiscal_year: int) -> dt.date:
    """Return the day on which the books of a year close: 出納閉鎖, 5月31日.

    地方自治法235条の5. The two months before it are the 出納整理期間.
    """
    return dt.date(fiscal_year + 1, 5, 31)


def last_day(fiscal_year: int) -> dt.date:
    """Return 3月31日, the last day on which the year may promise money (地方自治法208条)."""
    return dt.date(fiscal_year + 1, 3, 31)


def is_open(fiscal_year: int, day: dt.date) -> bool:
    """Tell whether money may still be booked to the year, 出納整理期間 included."""
    return day <= closing_day(fiscal_year)


def may_promise(fiscal_year: int, day: dt.date) -> bool:
    """Tell whether the year may take new promises: within the year itself."""
    return clock.fiscal_year(day) == fiscal_year


def year_of_receipt(fiscal_year: int, day: dt.date) -> int:
    """Return the year to which money received on ``day`` belongs.

    Until the books close, the due's own year; after that the year in which it
    came (過年度収入, 地方自治法施行令160条).
    """
    return fiscal_year if is_open(fiscal_year, day) else clock.fiscal_year(day)


def deemed_paid_on(
    entrusted_on: dt.date, forwarded_on: dt.date | None, forward_by: dt.date | None
) -> dt.date:
    """Return the day on which a payment counts (納付の日).

    Paid to a designated receiver (指定納付受託者): the day on which the payer
    entrusted it, if the receiver forwards it by the day the city has set; when
    it comes later, the day it came. Without a receiver between, the day itself.
    The rule is data of the city, with its source: ``[deemed]`` of payments.toml.
    """
    if forward_by is None or forwarded_on is None or forwarded_on <= forward_by:
        return entrusted_on
    return forwarded_on


def next_instalment(day: dt.date) -> dt.date:
    """Return the same day of the next month; the last day of a month stays the last."""
    following = day + dt.timedelta(days=1)
    first = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    if following.day == 1:
        return last
    return first.replace(day=min(day.day, last.day))


def refund_is_from_revenue(year_of_receipt: int, day: dt.date) -> bool:
    """Tell whether a refund is taken from the revenue itself (戻出).

    Until the books of the receipt's year close; afterwards it is spending of the
    running year (過年度支出). 地方自治法施行令165条の7, 165条の8; not compared yet.
    """
    return is_open(year_of_receipt, day)
