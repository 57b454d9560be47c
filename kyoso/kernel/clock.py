"""The only clock of the house.

Everything that asks what time it is asks here, so that tests and the demo can
move time in one place. Moments are aware; a day is a day in the city. Dates in
和暦 are written and read by ``kernel.eras``, whose words are offered here too.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from kyoso.kernel.eras import (
    ERAS,
    WESTERN,
    DayImpossible,
    DayUnreadable,
    day_of,
    era_of,
    fiscal_year,
    fiscal_year_days,
    fiscal_year_title,
    fiscal_year_title_long,
    parse_day,
    wareki,
    wareki_short,
    wareki_weekday,
)

__all__ = [
    "CITY",
    "ERAS",
    "WESTERN",
    "DayImpossible",
    "DayUnreadable",
    "age_on",
    "at",
    "day_of",
    "era_of",
    "fiscal_year",
    "fiscal_year_days",
    "fiscal_year_title",
    "fiscal_year_title_long",
    "now",
    "parse_day",
    "today",
    "wareki",
    "wareki_short",
    "wareki_weekday",
]

CITY = ZoneInfo("Asia/Tokyo")

_told: ContextVar[dt.datetime | None] = ContextVar("told", default=None)


def now() -> dt.datetime:
    """Return this moment, aware, in the city's time zone."""
    told = _told.get()
    return told if told is not None else dt.datetime.now(CITY)


def today() -> dt.date:
    """Return the date in the city."""
    return now().astimezone(CITY).date()


def age_on(born: dt.date, day: dt.date) -> int:
    """Return the full years of age on a day; negative before birth.

    One is a year older from the birthday on (年齢計算ニ関スル法律: the year is full
    when the day before ends); who was born on 29 February, from 1 March.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let the house believe that it is ``moment`` (tests and the demo year).

    ``moment`` must be aware; a naive one raises ``ValueError``.
    """
    if moment.tzinfo is None:
        raise ValueError("The clock needs an aware moment.")
    token = _told.set(moment.astimezone(CITY))
    try:
        yield
    finally:
        _told.reset(token)
