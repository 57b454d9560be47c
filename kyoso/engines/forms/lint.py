"""What is lawful in a definition and yet looks like a slip: warnings, never faults.

Conditions are tried with every kind of answer that can make a difference. Where
there are too many to try, nothing is said: a warning here is always true.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kyoso.engines.forms.definition import (
    Condition,
    Definition,
    Operator,
    Question,
    Required,
    Value,
)
from kyoso.engines.forms.expressions import Computed

# Answers tried for one condition; some milliseconds each thousand.
_MOST_TRIED = 20_000
_ANY_ANSWER = "…"
_TRUTHS = {"yes_no", "consent"}


@dataclass(frozen=True)
class Doubt:
    """Something an author should look at again: in which part, and why."""

    place: str
    sentence: str


@dataclass(frozen=True)
class _Asked:
    """An answer that conditions may look at, and every condition it hangs on."""

    question: Question
    conditions: tuple[Condition, ...]
    is_computed: bool = False


def doubts(definition: Definition) -> list[Doubt]:
    """Return what looks like a slip in the logic of a form, in the order of asking."""
    found: list[Doubt] = []
    trial = _Trial(definition)
    for page in definition.pages:
        if page.when is not None and trial.is_never((page.when,)):
            found.append(
                Doubt(page.slug, "この頁は、どんな答えでも開きません（when）。")
            )
            continue
        for question in page.questions:
            before = (page.when,) if page.when else ()
            found += trial.of_question(question, before)
    for way in definition.exits:
        if trial.is_never((way.when,)):
            found.append(
                Doubt(way.slug, "この案内は、どんな答えでも出ません（when）。")
            )
    unverified = [q.key for q in definition.by_key.values() if not q.ground_verified]
    if unverified:
        found.append(
            Doubt(
                "ground",
                f"根拠を原典と照らし合わせていない質問が{len(unverified)}問あります"
                f"（{'、'.join(unverified)}）。",
            )
        )
    return found


def unused(definition: Definition, used: set[str]) -> list[Doubt]:
    """Return the personal questions that nothing uses: no paper, record, rule, sum.

    ``used`` are the keys that the procedure names; what the form itself looks at
    (the applicant, conditions, results, the fee) counts as used too.
    """
    known = used | set(definition.applicant.values()) | set(_looked_at(definition))
    return [
        Doubt(
            question.key,
            "個人についての質問ですが、書類、記、条件、計算のどこにも使われていません。"
            "審査に要るか、確かめてください。",
        )
        for question in definition.by_key.values()
        if question.privacy in {"personal", "special"}
        and question.kind not in {"consent", "group"}
        and question.key not in known
    ]


def _looked_at(definition: Definition) -> Iterator[str]:
    for _page, question in definition.questions():
        for each in (question, *question.questions):
            if each.when is not None:
                yield from each.when.questions()
    for page in definition.pages:
        if page.when is not None:
            yield from page.when.questions()
    for way in definition.exits:
        yield from way.when.questions()
    for computed in definition.computed:
        yield from computed.expression.inputs()
    if definition.fee is not None:
        yield from definition.fee.inputs()


class _Trial:
    """Tries conditions with every answer that can make a difference to them."""

    def __init__(self, definition: Definition) -> None:
        self.asked: dict[str, _Asked] = {}
        for page, entry in definition.order:
            if isinstance(entry, Computed):
                self.asked[entry.key] = _Asked(entry.question, (), is_computed=True)
                continue
            outer = (page.when if page else None, entry.when)
            for each in (entry, *entry.questions):
                own = (*outer, each.when) if each is not entry else outer
                kept = tuple(condition for condition in own if condition is not None)
                self.asked[each.key] = _Asked(each, kept)

    def of_question(
        self, question: Question, before: tuple[Condition, ...]
    ) -> Iterator[Doubt]:
        if question.when is not None:
            if self.is_never((*before, question.when)):
                yield Doubt(
                    question.key, "この質問は、どんな答えでも聞かれません（when）。"
                )
                return
            if self.is_always(question.when, before):
                yield Doubt(question.key, "この条件は、いつも成り立ちます（when）。")
            before = (*before, question.when)
        for inner in question.questions:
            yield from self.of_question(inner, before)

    def is_never(self, conditions: tuple[Condition, ...]) -> bool:
        """Tell whether no answers at all make all conditions hold together."""
        tried = self._answers(conditions, is_complete=False)
        return tried is not None and not any(
            all(condition.holds(values) for condition in conditions) for values in tried
        )

    def is_always(self, condition: Condition, before: tuple[Condition, ...]) -> bool:
        """Tell whether it holds for whoever answers what must be answered."""
        tried = self._answers((*before, condition), is_complete=True)
        return tried is not None and all(
            condition.holds(values)
            for values in tried
            if all(each.holds(values) for each in before)
        )

    def _answers(
        self, conditions: Sequence[Condition], *, is_complete: bool
    ) -> Iterator[Mapping[str, Value]] | None:
        """Return the answers to try, ``None`` where there are too many."""
        keys = self._reached(conditions)
        bounds = list(self._tests(keys, conditions))
        offered = {
            key: _values(self.asked[key], bounds, is_complete=is_complete)
            for key in keys
        }
        size = 1
        for values in offered.values():
            size *= len(values)
        return None if size > _MOST_TRIED else self._tried(offered)

    def _tried(
        self, offered: Mapping[str, Sequence[Value]]
    ) -> Iterator[Mapping[str, Value]]:
        for chosen in itertools.product(*offered.values()):
            values: dict[str, Value] = {}
            for key, value in zip(offered, chosen, strict=True):
                is_asked = all(c.holds(values) for c in self.asked[key].conditions)
                values[key] = value if is_asked else None
            yield values

    def _reached(self, conditions: Sequence[Condition]) -> list[str]:
        """Return every answer that has a say in the conditions, in order of asking."""
        found: set[str] = set()
        waiting = [key for condition in conditions for key in condition.questions()]
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                for condition in self.asked[key].conditions:
                    waiting += condition.questions()
        return [key for key in self.asked if key in found]

    def _tests(
        self, keys: Sequence[str], conditions: Sequence[Condition]
    ) -> Iterator[Condition]:
        whole = [*conditions, *(c for key in keys for c in self.asked[key].conditions)]
        for condition in whole:
            yield from _leaves(condition)


def _leaves(condition: Condition) -> Iterator[Condition]:
    if condition.question:
        yield condition
    for part in condition.parts:
        yield from _leaves(part)


def _values(
    asked: _Asked, tests: Sequence[Condition], *, is_complete: bool
) -> list[Value]:
    """Return one answer of every kind that the tests can tell apart."""
    question = asked.question
    own = [test for test in tests if test.question == question.key]
    found: list[Value]
    if question.kind in _TRUTHS:
        found = [True, False] if question.kind == "yes_no" else [True]
    elif question.kind == "choice":
        found = [option.key for option in question.options]
    elif question.kind == "choices":
        looked = sorted({str(t.operand) for t in own if t.operator == Operator.HAS})
        sizes = range(len(looked) + 1)
        found = [list(c) for n in sizes for c in itertools.combinations(looked, n)]
    else:
        found = _around(question, own, is_free=asked.is_computed)
    must = question.required == Required.YES and not asked.is_computed
    return found if is_complete and must else [*found, None]


def _around(
    question: Question, tests: Sequence[Condition], *, is_free: bool
) -> list[Value]:
    """Return a number on each side of every bound, of those that may be answered."""
    bounds = {
        int(test.operand)
        for test in tests
        if test.operator in {Operator.AT_LEAST, Operator.LESS_THAN}
    }
    if not bounds:
        return [[{}] if question.questions else _ANY_ANSWER]
    numbers = {bound + step for bound in bounds for step in (-1, 0)}
    least, most = question.settings.get("min"), question.settings.get("max")
    if least is not None and most is not None and not is_free:
        numbers = {least, most} | {n for n in numbers if least <= n <= most}
    if question.questions:
        return [[{}] * number for number in sorted(numbers) if number > 0]
    return sorted(numbers)
