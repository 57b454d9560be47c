"""期間: the standard period of a case, without the time of its corrections."""

import datetime as dt
import statistics
from collections.abc import Iterable

from kyoso.engines.casework.definition import Definition, StandardPeriod
from kyoso.engines.casework.models import Case
from kyoso.kernel import calendar, clock, deadlines
from kyoso.kernel.deadlines import Pause, Period

# What a definition may write as the unit of its standard period.
UNITS = {
    "open_days": deadlines.Counting.OPEN,
    "calendar_days": deadlines.Counting.CALENDAR,
}


# Of fewer, a middle would tell about single people.
FEWEST_FOR_A_MEDIAN = 10


def median_open_days(
    spans: Iterable[tuple[dt.datetime, dt.datetime | None]],
) -> float | None:
    """Return the middle of the open days (開庁日) from arrivals to decisions.

    ``None`` of fewer than ``FEWEST_FOR_A_MEDIAN``.
    """
    city = calendar.city()
    days = [
        city.open_days_between(city_day(arrived), city_day(closed))
        for arrived, closed in spans
        if closed is not None
    ]
    return statistics.median(days) if len(days) >= FEWEST_FOR_A_MEDIAN else None


def of(
    standard: StandardPeriod, arrived_on: dt.date, pauses: list[Pause]
) -> Period | None:
    """Return the standard period from an arrival; None where the city set none."""
    if standard.days is None:
        return None
    return deadlines.standard_period(
        arrived_on,
        standard.days,
        pauses,
        calendar.city(),
        counting=UNITS[standard.unit],
    )


def of_case(case: Case) -> Period | None:
    """Return the standard period of a case (reads its corrections)."""
    return of(
        case.revision.definition.standard_period,
        city_day(case.arrived_at),
        pauses_of(case),
    )


def pauses_of(case: Case) -> list[Pause]:
    """Return the corrections of the case as pauses of the clock."""
    return [
        Pause(
            city_day(correction.asked_at),
            city_day(correction.ended_at) if correction.ended_at else None,
            article="行政手続法第6条",
            reason="補正",
        )
        for correction in case.corrections.all()
    ]


def is_kept(case: Case) -> bool | None:
    """Tell whether a case that ends today kept its standard period (None: none set)."""
    period = of_case(case)
    return None if period is None else period.is_kept(clock.today())


def reply_day(definition: Definition, today: dt.date) -> dt.date:
    """Return the day by which a correction asked today should be answered."""
    return calendar.city().next_open(
        today + dt.timedelta(days=definition.correction_days)
    )


def city_day(moment: dt.datetime) -> dt.date:
    """Return the date of a moment in the city."""
    return moment.astimezone(clock.CITY).date()
