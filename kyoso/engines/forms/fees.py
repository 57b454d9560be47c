"""手数料: what an application costs, from its answers alone, told step by step. Pure.

The rule stands with the questions (``[form.fee]``), because it looks at nothing
else and is pinned with them: a fee asked years ago is computed again, to the
same yen, from the stored answers and their version. Taking the money is not
known here.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Condition, Definition, Text, Value
from kyoso.engines.forms.expressions import Expression, Rounding, rounded
from kyoso.kernel import words
from kyoso.kernel.money import yen


@dataclass(frozen=True)
class FeeLine:
    """One charge: so much, or so much each, with where the amount comes from."""

    label: Text
    each: Expression
    source: str
    is_verified: bool
    times: Expression | None = None
    unit: Text = ""
    when: Condition | None = None


@dataclass(frozen=True)
class Reduction:
    """減免: on a ground, some percent of what is left to pay, or so many yen of it."""

    label: Text
    ground: str
    when: Condition
    source: str
    is_verified: bool
    percent: int = 0
    yen: int = 0
    rounding: Rounding = Rounding.DOWN


@dataclass(frozen=True)
class FeeRule:
    """What is charged, then what is taken off, in this order."""

    lines: tuple[FeeLine, ...]
    reductions: tuple[Reduction, ...] = ()

    def inputs(self) -> Iterator[str]:
        """Yield the key of every answer that the fee may look at."""
        for line in self.lines:
            for expression in (line.each, line.times):
                if expression is not None:
                    yield from expression.inputs()
            if line.when is not None:
                yield from line.when.questions()
        for reduction in self.reductions:
            yield from reduction.when.questions()


@dataclass(frozen=True)
class FeeStep:
    """One step of the sum as a person reads it; reductions are negative."""

    sentence: str
    yen: int
    source: str
    is_verified: bool


@dataclass(frozen=True)
class Fee:
    """What is to be paid, and how it comes about."""

    yen: int
    steps: tuple[FeeStep, ...]

    @property
    def is_verified(self) -> bool:
        """Whether a person has compared every amount with its source."""
        return all(step.is_verified for step in self.steps)


def fee_of(
    definition: Definition,
    values: Mapping[str, Value],
    *,
    today: dt.date,
    language: str = "ja",
) -> Fee | None:
    """Return the fee for these answers; ``None`` without a rule, or while unknown."""
    rule = definition.fee
    if rule is None:
        return None
    with translation.override(language):
        steps = []
        for line in rule.lines:
            if line.when is None or line.when.holds(values):
                step = _charged(line, values, today, language)
                if step is None:
                    return None
                steps.append(step)
        left = sum(step.yen for step in steps)
        for reduction in rule.reductions:
            if left and reduction.when.holds(values):
                step = _taken_off(reduction, left, language)
                steps.append(step)
                left += step.yen
    return Fee(left, tuple(steps))


def _charged(
    line: FeeLine, values: Mapping[str, Value], today: dt.date, language: str
) -> FeeStep | None:
    each, label = line.each.result(values, today), words.pick(line.label, language)
    times = line.times.result(values, today) if line.times else 1
    if isinstance(each, str) or isinstance(times, str) or each is None or times is None:
        return None
    # A charge is whole yen and never gives money back, whatever was typed.
    price = max(0, rounded(each, Rounding.DOWN))
    amount = max(0, rounded(price * times, Rounding.DOWN))
    if line.times is None:
        sentence = _("{label}：{yen}").format(label=label, yen=yen(amount))
    else:
        sentence = _("{label}：{each} × {n}{unit} = {yen}").format(
            label=label,
            each=yen(price),
            n=f"{Decimal(times.numerator) / times.denominator:,}",
            unit=words.pick(line.unit, language),
            yen=yen(amount),
        )
    return FeeStep(sentence, amount, line.source, line.is_verified)


def _taken_off(reduction: Reduction, left: int, language: str) -> FeeStep:
    wanted = rounded(left, reduction.rounding, percent=reduction.percent)
    amount = min(left, wanted + reduction.yen)
    sentence = _("{label}（{ground}）：−{yen}").format(
        label=words.pick(reduction.label, language),
        ground=reduction.ground,
        yen=yen(amount),
    )
    return FeeStep(sentence, -amount, reduction.source, reduction.is_verified)
