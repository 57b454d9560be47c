"""Sums and ages as data: exact, bounded, the same whenever and wherever computed. Pure.

Numbers are whole or fractions, never floating point. Where an input is missing
there is no result; what a condition does not choose is not looked at.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kyoso.engines.forms.definition import Condition, Question, Value
from kyoso.kernel import clock

# Beyond it no amount of a town is meant; such a result counts as missing.
LARGEST = 10**15
Number = int | Fraction
Result = Number | str | None


class Rounding(StrEnum):
    """切捨て, 切上げ, 四捨五入: by the size of the number, whatever its sign."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


class Act(StrEnum):
    LITERAL = "literal"
    QUESTION = "question"
    TODAY = "today"
    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    MIN = "min"
    MAX = "max"
    PERCENT = "percent"
    COUNT = "count"
    SUM_OF = "sum_of"
    AGE_OF = "age_of"
    FISCAL_YEAR_OF = "fiscal_year_of"
    IF = "if"


@dataclass(frozen=True)
class Expression:
    """One step of a computation; ``kind`` is what it gives: number, date, choice."""

    act: Act
    kind: str = "number"
    parts: tuple["Expression", ...] = ()
    key: str = ""
    inner: str = ""
    literal: Value = None
    when: Condition | None = None
    rounding: Rounding = Rounding.DOWN
    unit: int = 1

    def inputs(self) -> Iterator[str]:
        """Yield the key of every answer that may be looked at."""
        if self.key:
            yield self.key
        if self.when is not None:
            yield from self.when.questions()
        for part in self.parts:
            yield from part.inputs()

    def result(self, values: Mapping[str, Value], today: dt.date) -> Result:
        """Return what it gives for these answers; ``None`` while one is missing."""
        found = _ACTS[self.act](self, values, today)
        if found is None or isinstance(found, str):
            return found
        return found if -LARGEST < found < LARGEST else None


@dataclass(frozen=True)
class Computed:
    """計算した値: shown and stored with the answers, looked at by conditions.

    ``question`` is how it is told: a question that nobody is asked. It is computed
    when ``after`` of the form's questions were asked, all its inputs among them.
    """

    question: Question
    expression: Expression
    after: int
    rounding: Rounding = Rounding.DOWN

    @property
    def key(self) -> str:
        return self.question.key

    def value(self, values: Mapping[str, Value], today: dt.date) -> Value:
        """Return the value to store: whole yen, a whole number, a day, an option."""
        found = self.expression.result(values, today)
        if isinstance(found, Fraction):
            return rounded(found, self.rounding)
        return found


def rounded(
    number: Number, rounding: Rounding, unit: int = 1, *, percent: int = 100
) -> int:
    """Return ``percent`` of a number in whole ``unit``: 1,234 down to hundreds is 1,200."""
    size, parts = abs(number.numerator) * percent, number.denominator * unit * 100
    whole, rest = divmod(size, parts)
    if (rounding == Rounding.UP and rest) or (
        rounding == Rounding.HALF_UP and rest * 2 >= parts
    ):
        whole += 1
    return (whole if number >= 0 else -whole) * unit


def age_on(born: dt.date, day: dt.date) -> int | None:
    """Return the full years of age on a day (``clock.age_on``); ``None`` before birth."""
    return None if day < born else clock.age_on(born, day)


def fiscal_year(day: dt.date) -> int:
    """Return the 会計年度 of a day: from 1 April (地方自治法208条)."""
    return day.year if day.month >= 4 else day.year - 1


def _literal(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    found: Result = given.literal
    return found


def _answer(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    # Where nothing was answered, ``absent`` counts, if it was written.
    found: Result = values.get(given.key)
    if found is None:
        found = given.literal
    if given.kind == "number" and isinstance(found, str):
        return Fraction(found)
    return found


def _numbers(
    given: Expression, values: Mapping[str, Value], today: dt.date
) -> list[Number] | None:
    found = []
    for part in given.parts:
        number = part.result(values, today)
        if not isinstance(number, int | Fraction):
            return None
        found.append(number)
    return found


def _joined(
    join: Callable[[list[Number]], Number],
) -> Callable[[Expression, Mapping[str, Value], dt.date], Result]:
    def joined(
        given: Expression, values: Mapping[str, Value], today: dt.date
    ) -> Result:
        numbers = _numbers(given, values, today)
        return None if numbers is None else join(numbers)

    return joined


def _product(numbers: list[Number]) -> Number:
    found: Number = 1
    for number in numbers:
        found *= number
        if not -LARGEST < found < LARGEST and 0 not in numbers:
            return LARGEST
    return found


def _percent(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    numbers = _numbers(given, values, today)
    if numbers is None:
        return None
    return rounded(numbers[0], given.rounding, given.unit, percent=given.literal)


def _count(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    # No items is none, once the group was asked; a group not asked counts nothing.
    return len(values.get(given.key) or [])


def _sum_of(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    total: Number = 0
    for item in values.get(given.key) or []:
        if given.inner in item:
            if item[given.inner] is None:
                return None
            total += Fraction(item[given.inner])
    return (
        int(total) if isinstance(total, Fraction) and total.denominator == 1 else total
    )


def _days(
    given: Expression, values: Mapping[str, Value], today: dt.date
) -> list[dt.date] | None:
    found = [part.result(values, today) for part in given.parts]
    if not all(isinstance(day, str) for day in found):
        return None
    return [dt.date.fromisoformat(str(day)) for day in found]


def _age(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    days = _days(given, values, today)
    return None if days is None else age_on(*days)


def _fiscal(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    days = _days(given, values, today)
    return None if days is None else fiscal_year(days[0])


def _if(given: Expression, values: Mapping[str, Value], today: dt.date) -> Result:
    assert given.when is not None
    chosen = given.parts[0] if given.when.holds(values) else given.parts[1]
    return chosen.result(values, today)


_ACTS: Mapping[Act, Callable[[Expression, Mapping[str, Value], dt.date], Result]] = {
    Act.LITERAL: _literal,
    Act.TODAY: lambda _given, _values, today: today.isoformat(),
    Act.QUESTION: _answer,
    Act.SUM: _joined(sum),
    Act.DIFFERENCE: _joined(lambda numbers: numbers[0] - sum(numbers[1:])),
    Act.PRODUCT: _joined(_product),
    Act.MIN: _joined(min),
    Act.MAX: _joined(max),
    Act.PERCENT: _percent,
    Act.COUNT: _count,
    Act.SUM_OF: _sum_of,
    Act.AGE_OF: _age,
    Act.FISCAL_YEAR_OF: _fiscal,
    Act.IF: _if,
}
