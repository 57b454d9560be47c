"""Which clock runs: the three kinds of period in a town's work, as pure values.

``standard_period`` (標準処理期間, 行政手続法第6条): the usual time from the arrival
of an application at the office to its decision. Time spent on 補正 is not counted.

``statutory_period`` (法定期間): a limit the law sets for the city's act. Every day
counts, its end does not move, and only a cited article makes it pause.

``calendar_day_period`` and ``calendar_month_period``: limits for what a person
does toward the city. Closed days are counted; only an end on a closed day moves
to the next open day (地方自治法第4条の2第4項; 民法第140条–第143条).

The first day is never counted (初日不算入, 民法第140条): day 1 is the day after.
A ``Period`` knows no "today"; ``period.on(day)`` answers with a ``Standing``,
from which a page tells whose turn it is.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

DAY = dt.timedelta(days=1)
# Ten years: a longer one is a slip of the finger in a data file.
LONGEST_DAYS = 3_660
LONGEST_MONTHS = 120


class Open(Protocol):
    """What a period needs of ``calendar.OpenDays``."""

    def is_open(self, day: dt.date) -> bool: ...

    def next_open(self, day: dt.date) -> dt.date: ...


class Kind(StrEnum):
    STANDARD = "standard"
    STATUTORY = "statutory"
    CALENDAR = "calendar"


class Counting(StrEnum):
    """Which days are counted: every day, or open days (開庁日) only."""

    CALENDAR = "calendar"
    OPEN = "open"


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"


class PauseWithoutArticle(ValueError):  # noqa: N818 - named after what is wrong
    """A statutory period is paused by a cited article or not at all."""


@dataclass(frozen=True)
class Pause:
    """A time in which the clock stands.

    ``from_day`` is the day on which the other side was asked, ``to_day`` the day
    on which the answer arrived (``None``: still waiting). The days after
    ``from_day``, up to and including ``to_day``, are not counted: the day of
    asking was the city's, the day of the answer was the other side's.
    ``article`` is the law's words (「第11条第2項」), ``reason`` the page's (「補正」).
    """

    from_day: dt.date
    to_day: dt.date | None = None
    article: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if self.to_day is not None and self.to_day < self.from_day:
            raise ValueError("A pause ends before it begins.")

    def covers(self, day: dt.date) -> bool:
        """Tell whether ``day`` is left out of the count."""
        return self.from_day < day and (self.to_day is None or day <= self.to_day)

    def holds(self, day: dt.date) -> bool:
        """Tell whether the clock is seen standing on ``day``: asked, not answered."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


@dataclass(frozen=True)
class Standing:
    """How a period stands at the end of one day; all numbers in counted days.

    ``left_days`` is negative when overdue. ``due_on`` is ``None`` while a pause
    without an end makes it unknowable. ``not_counted`` are the calendar days that
    pauses have taken so far. ``pause`` is the one in force.
    """

    state: State
    used_days: int
    left_days: int
    due_on: dt.date | None
    not_counted: int
    pause: Pause | None


@dataclass(frozen=True)
class Period:
    """A number of counted days after ``starts_after``."""

    kind: Kind
    starts_after: dt.date
    days: int
    counting: Counting
    open_days: Open | None
    pauses: tuple[Pause, ...] = ()
    end_moves: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.days <= LONGEST_DAYS:
            raise ValueError(f"A period has 1 to {LONGEST_DAYS} days, not {self.days}.")

    @property
    def due_on(self) -> dt.date | None:
        """The last day of the period; ``None`` while an open pause hides it."""
        day, counted = self.starts_after, 0
        while counted < self.days:
            day += DAY
            pause = self._pause_covering(day)
            if pause is None:
                counted += self._counts(day)
            elif pause.to_day is None:
                return None
            else:
                day = pause.to_day
        if self.end_moves and self.open_days is not None:
            return self.open_days.next_open(day)
        return day

    def on(self, day: dt.date) -> Standing:
        """Return how the period stands at the end of ``day``."""
        due_on = self.due_on
        used = self._counted(self.starts_after, day)
        if due_on is None:
            left = self.days - used
        elif day <= due_on:
            # Not before the start: an arrival tomorrow has its whole period left.
            left = self._counted(max(day, self.starts_after), due_on)
        else:
            left = -self._counted(due_on, day)
        pause = next((pause for pause in self.pauses if pause.holds(day)), None)
        return Standing(
            state=self._state(left, pause),
            used_days=used,
            left_days=left,
            due_on=due_on,
            not_counted=sum(
                self._pause_covering(each) is not None
                for each in _days(self.starts_after, day)
            ),
            pause=pause,
        )

    def is_kept(self, done_on: dt.date) -> bool:
        """Tell whether something done on this day was done within the period."""
        return self.on(done_on).left_days >= 0

    def _state(self, left: int, pause: Pause | None) -> State:
        if left < 0:
            return State.OVERDUE
        return State.PAUSED if pause else State.RUNNING

    def _counts(self, day: dt.date) -> bool:
        if self.counting == Counting.CALENDAR or self.open_days is None:
            return True
        return self.open_days.is_open(day)

    def _counted(self, after: dt.date, until: dt.date) -> int:
        return sum(
            self._pause_covering(day) is None and self._counts(day)
            for day in _days(after, until)
        )

    def _pause_covering(self, day: dt.date) -> Pause | None:
        """Return the pause that takes this day, the one that ends last if several."""
        found = [pause for pause in self.pauses if pause.covers(day)]
        return max(found, key=lambda pause: pause.to_day or dt.date.max, default=None)


def standard_period(
    arrived_on: dt.date,
    days: int,
    pauses: Iterable[Pause] = (),
    open_days: Open | None = None,
    *,
    counting: Counting | None = None,
) -> Period:
    """Return the 標準処理期間 of an application that arrived (到達) on this day.

    Counts open days when ``open_days`` is given, else every day; ``counting``
    says it outright. Every pause is left out (行政手続法第6条, 補正).
    """
    usual = Counting.OPEN if open_days is not None else Counting.CALENDAR
    counting = counting or usual
    if counting == Counting.OPEN and open_days is None:
        raise ValueError("Counting open days needs a calendar.")
    return Period(Kind.STANDARD, arrived_on, days, counting, open_days, tuple(pauses))


def statutory_period(
    starts_after: dt.date, days: int, pauses: Iterable[Pause] = ()
) -> Period:
    """Return a 法定期間 for the city's act; its end never moves to a later day.

    Raises ``PauseWithoutArticle`` for a pause that cites no article.
    """
    cited = tuple(pauses)
    if not all(pause.article.strip() for pause in cited):
        raise PauseWithoutArticle("A statutory period pauses only by a cited article.")
    return Period(Kind.STATUTORY, starts_after, days, Counting.CALENDAR, None, cited)


def calendar_day_period(starts_after: dt.date, days: int, open_days: Open) -> Period:
    """Return a period in which closed days count and only the end moves.

    民法第142条, 地方自治法第4条の2第4項: an end on a closed day is the next open day.
    """
    return Period(
        Kind.CALENDAR,
        starts_after,
        days,
        Counting.CALENDAR,
        open_days,
        end_moves=True,
    )


def calendar_month_period(
    starts_after: dt.date, months: int, open_days: Open
) -> Period:
    """Return a period of whole months (審査請求 3月, 取消訴訟 6月).

    民法第143条第2項: it ends on the day before the day of the last month that
    corresponds to its first counted day, or with the last month where there is
    no such day. An end on a closed day is the next open day.
    """
    if not 0 < months <= LONGEST_MONTHS:
        raise ValueError(f"A period has 1 to {LONGEST_MONTHS} months, not {months}.")
    first = starts_after + DAY
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last_day = monthrange(year, month + 1)[1]
    if first.day > last_day:
        end = dt.date(year, month + 1, last_day)
    else:
        end = dt.date(year, month + 1, first.day) - DAY
    return calendar_day_period(starts_after, (end - starts_after).days, open_days)


def _days(after: dt.date, until: dt.date) -> Iterable[dt.date]:
    return (after + DAY * n for n in range(1, (until - after).days + 1))
