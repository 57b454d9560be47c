"""判定: status words, required pace and forecast, pure.

The rule is data (``Rule``) and a draft until headquarters adopts one. Two
promises hold for every rule: what was not counted, or not counted in time, is
never shown as good; and a better value never earns a worse word.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from kyoso.engines.indicators import periods
from kyoso.engines.indicators.errors import RuleImpossible

DAYS_A_YEAR = 365
# A value that is waited for longer than a year is not late but missing.
LONGEST_GRACE = 365
# A line through fewer or closer values would say more than they know.
FORECAST_NEEDS_VALUES = 3
FORECAST_NEEDS_DAYS = 90
# Beyond this a straight line is not a forecast (it bounds the search for a day).
FORECAST_LOOKS_AHEAD = dt.timedelta(days=20 * DAYS_A_YEAR)


class Word(StrEnum):
    """判定の言葉. UNJUDGED is no verdict: there is nothing to compare with."""

    ACHIEVED = "達成"
    ON_TRACK = "順調"
    BEHIND = "遅れ"
    UNCOUNTED = "未集計"
    OVERDUE = "期限超過"
    UNJUDGED = "判定なし"

    @property
    def slug(self) -> str:
        """The word for machines and style sheets (``on_track``)."""
        return self.name.lower()

    @property
    def is_good(self) -> bool:
        return self in {Word.ACHIEVED, Word.ON_TRACK}


class Cause(StrEnum):
    """Why the word was given, for the sentence beside it."""

    NO_VALUE = "no_value"
    NO_TARGET = "no_target"
    NO_BASELINE = "no_baseline"
    VALUE_OVERDUE = "value_overdue"
    TARGET_REACHED = "target_reached"
    TARGET_PASSED = "target_passed"
    ON_PATH = "on_path"
    BELOW_PATH = "below_path"


@dataclass(frozen=True)
class Rule:
    """What decides the word.

    ``tolerance`` is the share of the way required so far that may be missing
    (0.1: nine tenths of the required way is 順調). ``grace_days`` is how long
    after the end of its period a value may take to arrive.
    """

    number: int
    tolerance: Decimal
    grace_days: int
    decision: str = ""
    is_adopted: bool = False


def refuse_impossible(*, tolerance: Decimal, grace_days: int) -> None:
    """Raise ``RuleImpossible`` for figures that no rule can have."""
    if not 0 <= tolerance < 1 or not 0 <= grace_days <= LONGEST_GRACE:
        raise RuleImpossible


# Kyoso's proposal, shown as a draft until headquarters adopts a rule.
DRAFT = Rule(number=0, tolerance=Decimal("0.1"), grace_days=30)


@dataclass(frozen=True)
class Point:
    """A value on a day."""

    on: dt.date
    value: Decimal


@dataclass(frozen=True)
class Status:
    """The word, its cause, and what was compared on which day."""

    word: Word
    cause: Cause
    on: dt.date
    rule: Rule
    latest: Point | None = None
    required: Decimal | None = None
    due: dt.date | None = None

    @property
    def is_draft(self) -> bool:
        return not self.rule.is_adopted

    @property
    def is_good(self) -> bool:
        return self.word.is_good


@dataclass(frozen=True)
class Question:
    """Everything that a verdict depends on.

    ``points`` are the current values of one definition in order of their days;
    ``baseline`` and ``target`` speak of the same definition or are ``None``.
    """

    points: Sequence[Point]
    baseline: Point | None
    target: Point | None
    rises: bool
    frequency: str


def judge(question: Question, *, on: dt.date, rule: Rule = DRAFT) -> Status:
    """Return the status word for a day.

    Values after ``on`` are not looked at. The order of the questions: is there
    a value, is it recent, is there a target, is it reached, has its day passed,
    is there a way to compare.
    """
    points = [point for point in question.points if point.on <= on]
    latest = points[-1] if points else None
    target = question.target
    due = periods.last_due(question.frequency, on, rule.grace_days)

    def status(word: Word, cause: Cause, required: Decimal | None = None) -> Status:
        return Status(word, cause, on, rule, latest, required, due)

    if latest is None:
        return status(Word.UNCOUNTED, Cause.NO_VALUE)
    if periods.is_missing(question.frequency, latest.on, due):
        return status(Word.OVERDUE, Cause.VALUE_OVERDUE)
    if target is None:
        return status(Word.UNJUDGED, Cause.NO_TARGET)
    if _reaches(latest.value, target.value, rises=question.rises):
        return status(Word.ACHIEVED, Cause.TARGET_REACHED)
    if on > target.on + dt.timedelta(days=rule.grace_days):
        return status(Word.OVERDUE, Cause.TARGET_PASSED)
    start = start_of_path(question)
    if start is None or start.on >= latest.on:
        return status(Word.UNJUDGED, Cause.NO_BASELINE)
    required = required_on(start, target, latest.on, tolerance=rule.tolerance)
    if _reaches(latest.value, required, rises=question.rises):
        return status(Word.ON_TRACK, Cause.ON_PATH, required)
    return status(Word.BEHIND, Cause.BELOW_PATH, required)


def start_of_path(question: Question) -> Point | None:
    """Return where the way to the target begins: the baseline, else the first value."""
    if question.baseline is not None:
        return question.baseline
    return question.points[0] if question.points else None


def required_on(
    start: Point, target: Point, on: dt.date, *, tolerance: Decimal = Decimal(0)
) -> Decimal:
    """Return the value that the straight way from start to target asks for on a day.

    ``tolerance`` is the share of the way that may be missing. Before the start
    it is the start, after the target the target.
    """
    whole = (target.on - start.on).days
    gone = min(max((on - start.on).days, 0), whole)
    share = Fraction(gone, whole) if whole > 0 else Fraction(1)
    way = share * (1 - Fraction(tolerance)) * Fraction(target.value - start.value)
    return _decimal(Fraction(start.value) + way)


@dataclass(frozen=True)
class Pace:
    """How fast the value must move from now on to reach the target in time.

    ``per_year`` is in the indicator's unit and signed; ``so_far`` is the same
    for the way since the start, ``None`` if there is none.
    """

    remaining: Decimal
    days_left: int
    per_year: Decimal
    so_far: Decimal | None


def pace(question: Question, *, on: dt.date) -> Pace | None:
    """Return the required pace; ``None`` without value, target, need or time."""
    points = [point for point in question.points if point.on <= on]
    target = question.target
    if not points or target is None:
        return None
    latest = points[-1]
    days_left = (target.on - on).days
    if days_left <= 0 or _reaches(latest.value, target.value, rises=question.rises):
        return None
    remaining = target.value - latest.value
    start = start_of_path(question)
    so_far = None
    if start is not None and start.on < latest.on:
        so_far = _a_year(latest.value - start.value, (latest.on - start.on).days)
    return Pace(remaining, days_left, _a_year(remaining, days_left), so_far)


@dataclass(frozen=True)
class Forecast:
    """Where a straight line through the values leads, or why there is none.

    ``value`` is what the line shows on the day of the target (``at``), kept
    within the limits; ``None``: the values do not suffice. ``reached_on`` is
    the first day on which the line meets the target within twenty years.
    """

    at: dt.date | None
    value: Decimal | None
    used: tuple[Point, ...]
    reaches: bool = False
    reached_on: dt.date | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None


def forecast(
    question: Question,
    *,
    on: dt.date,
    limits: tuple[Decimal, Decimal] | None = None,
) -> Forecast:
    """Draw the straight line of least squares through the values of one definition.

    It assumes that what happened goes on at the same speed, and nothing else.
    At least three values over ninety days are needed, and a target to aim at.
    """
    used = tuple(point for point in question.points if point.on <= on)
    target = question.target
    if target is None or target.on <= on or not _suffice(used):
        return Forecast(target.on if target else None, None, used)
    origin = used[0].on
    slope, height = _line(used)

    def at(day: dt.date) -> Fraction:
        return height + slope * (day - origin).days

    value = _within(_decimal(at(target.on)), limits)
    reaches = _reaches(value, target.value, rises=question.rises)
    return Forecast(
        target.on, value, used, reaches, _meets(slope, height, origin, target, on)
    )


def _suffice(points: Sequence[Point]) -> bool:
    return (
        len(points) >= FORECAST_NEEDS_VALUES
        and (points[-1].on - points[0].on).days >= FORECAST_NEEDS_DAYS
    )


def _line(points: Sequence[Point]) -> tuple[Fraction, Fraction]:
    """Return slope a day and height on the first day, by least squares, exactly."""
    days = [Fraction((point.on - points[0].on).days) for point in points]
    values = [Fraction(point.value) for point in points]
    mean_day = sum(days, Fraction(0)) / len(days)
    mean_value = sum(values, Fraction(0)) / len(values)
    spread = sum(((day - mean_day) ** 2 for day in days), Fraction(0))
    together = sum(
        (
            (day - mean_day) * (value - mean_value)
            for day, value in zip(days, values, strict=True)
        ),
        Fraction(0),
    )
    slope = together / spread
    return slope, mean_value - slope * mean_day


def _meets(
    slope: Fraction, height: Fraction, origin: dt.date, target: Point, on: dt.date
) -> dt.date | None:
    """Return the first day after ``on`` on which the line is at the target."""
    if slope == 0:
        return None
    days = (Fraction(target.value) - height) / slope
    whole = -(-days.numerator // days.denominator)
    ahead = whole - (on - origin).days
    if not 0 < ahead <= FORECAST_LOOKS_AHEAD.days:
        return None
    return origin + dt.timedelta(days=whole)


def _reaches(value: Decimal, goal: Decimal, *, rises: bool) -> bool:
    return value >= goal if rises else value <= goal


def _a_year(change: Decimal, days: int) -> Decimal:
    return _decimal(Fraction(change) * DAYS_A_YEAR / days)


def _decimal(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.0001")
    )


def _within(value: Decimal, limits: tuple[Decimal, Decimal] | None) -> Decimal:
    if limits is None:
        return value
    return min(max(value, limits[0]), limits[1])
