"""期間: by when a case must be decided, and what stops or extends that.

A case has one clock. Where a law sets the period of the decision (法定期間) it is
that one: 補正 stops it and an officer extends it only by the article that its
procedure names. Else it is the city's 標準処理期間, which 補正 always stops.
"""

import datetime as dt
import statistics
from collections.abc import Iterable

from kyoso.engines.casework.definition import Definition
from kyoso.engines.casework.models import Case, Extension
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
    definition: Definition,
    arrived_on: dt.date,
    pauses: list[Pause],
    *,
    extended_by: int = 0,
) -> Period | None:
    """Return the period from an arrival; None where neither law nor city set one.

    ``extended_by`` are the days of an extension, which only a statutory period has.
    """
    by_law = definition.statutory_period
    if by_law is not None:
        return deadlines.statutory_period(arrived_on, by_law.days + extended_by, pauses)
    standard = definition.standard_period
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
    """Return the period of a case (reads its corrections and its extension)."""
    extension = extension_of(case)
    return of(
        case.revision.definition,
        city_day(case.arrived_at),
        pauses_of(case),
        extended_by=extension.days if extension else 0,
    )


def due_day(case: Case) -> dt.date | None:
    """Return the day by which a case must be decided; None while its clock rests."""
    period = of_case(case)
    return period.due_on if period else None


def extension_of(case: Case) -> Extension | None:
    """Return the extension of a case; asks nothing where no article allows one."""
    by_law = case.revision.definition.statutory_period
    if by_law is None or not by_law.extension_article:
        return None
    found: Extension | None = getattr(case, "extension", None)
    return found


def pauses_of(case: Case) -> list[Pause]:
    """Return the corrections of the case as pauses of its clock.

    None where the period is statutory and no article lets 補正 stop it.
    """
    by_law = case.revision.definition.statutory_period
    article = by_law.pause_article if by_law else "行政手続法第6条"
    if not article:
        return []
    return [
        Pause(
            city_day(correction.asked_at),
            city_day(correction.ended_at) if correction.ended_at else None,
            article=article,
            reason="補正",
        )
        for correction in case.corrections.all()
    ]


def rests_for_corrections(definition: Definition) -> bool:
    """Tell whether asking for a correction stops the clock of such a case."""
    by_law = definition.statutory_period
    return by_law is None or bool(by_law.pause_article)


def is_kept(case: Case) -> bool | None:
    """Tell whether a case that ends today kept its period (None: none set)."""
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
