"""Reading expressions of a definition: each fault is told where it stands."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kyoso.engines.forms.conditions import ConditionReader
from kyoso.engines.forms.definition import Question
from kyoso.engines.forms.expressions import LARGEST, Act, Expression, Rounding
from kyoso.kernel import clock

# What each type of question gives to a computation, and what each computed type takes.
KINDS = {"yen": "number", "number": "number", "date": "date", "choice": "choice"}
_LISTS = {Act.SUM, Act.DIFFERENCE, Act.PRODUCT, Act.MIN, Act.MAX}
_MOST_PARTS = 20
_DEEPEST = 6
_KEYS: dict[str, set[str]] = {
    "question": {"question", "absent"},
    **{act.value: {act.value} for act in _LISTS},
    "percent": {"percent", "of", "rounding", "unit"},
    "count": {"count"},
    "sum_of": {"sum_of", "in"},
    "age_of": {"age_of", "on"},
    "fiscal_year_of": {"fiscal_year_of"},
    "if": {"if", "then", "else"},
}


def inputs_of(data: object) -> Iterator[str]:
    """Yield the keys that unread data looks at."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            if name in {"question", "count", "in"} and isinstance(value, str):
                yield value
            else:
                yield from inputs_of(value)
    elif isinstance(data, list):
        for item in data:
            yield from inputs_of(item)


class ExpressionReader:
    """Reads one expression, given what stands before it and the options it may give."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        wrong: Callable[[str, str], None],
        options: tuple[str, ...] = (),
    ) -> None:
        self.questions = questions
        self.wrong = wrong
        self.options = options

    def read(
        self, data: object, path: str, kind: str, depth: int = 0
    ) -> Expression | None:
        """Return the expression if it gives a ``kind``; else tell what is wrong."""
        found = self._read(data, path, kind, depth)
        if found is not None and found.kind != kind:
            self.wrong(path, f"{_SAID[kind]}になる式を書いてください。")
            return None
        return found

    def _read(
        self, data: object, path: str, kind: str, depth: int
    ) -> Expression | None:
        if type(data) is int and abs(data) < LARGEST:
            return Expression(Act.LITERAL, literal=data)
        if isinstance(data, dt.date | str):
            return self._word(data, path, kind)
        names = [name for name in _KEYS if isinstance(data, Mapping) and name in data]
        if not isinstance(data, Mapping) or len(names) != 1 or depth > _DEEPEST:
            offered = "、".join(_KEYS)
            self.wrong(path, f"整数か、{offered} のどれか一つの式を書いてください。")
            return None
        name = names[0]
        for key in data:
            if key not in _KEYS[name]:
                self.wrong(f"{path}.{key}", f"「{key}」は、この式では使えません。")
        if name in _LISTS:
            return self._list(data, path, Act(name), depth)
        read = getattr(self, f"_{name}")
        found: Expression | None = read(data, path, kind, depth)
        return found

    def _word(self, data: dt.date | str, path: str, kind: str) -> Expression | None:
        text = data if isinstance(data, str) else data.isoformat()
        if kind == "choice" and text in self.options:
            return Expression(Act.LITERAL, "choice", literal=text)
        if kind == "date" and text == Act.TODAY:
            return Expression(Act.TODAY, "date")
        if kind == "date":
            try:
                day = clock.parse_day(text)
            except (clock.DayImpossible, clock.DayUnreadable):
                pass
            else:
                return Expression(Act.LITERAL, "date", literal=day.isoformat())
        self.wrong(path, f"{_SAID[kind]}になる値か式を書いてください。")
        return None

    def _list(
        self, data: Mapping[str, Any], path: str, act: Act, depth: int
    ) -> Expression | None:
        given = data[act]
        if not isinstance(given, list) or not 1 <= len(given) <= _MOST_PARTS:
            self.wrong(
                f"{path}.{act}", f"{_MOST_PARTS}個までの式の一覧にしてください。"
            )
            return None
        parts = [
            self.read(part, f"{path}.{act}[{n}]", "number", depth + 1)
            for n, part in enumerate(given)
        ]
        whole = tuple(part for part in parts if part is not None)
        return Expression(act, parts=whole) if len(whole) == len(parts) else None

    def _question(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        question = self.questions.get(str(data["question"]))
        if question is None or question.kind not in KINDS:
            offered = "、".join(KINDS)
            self.wrong(
                f"{path}.question",
                f"前にある質問（種類は {offered}）を書いてください。",
            )
            return None
        absent = data.get("absent")
        if absent is not None and not (
            KINDS[question.kind] == "number" and type(absent) is int
        ):
            self.wrong(f"{path}.absent", "答えのないときの整数を書いてください。")
        return Expression(
            Act.QUESTION, KINDS[question.kind], key=question.key, literal=absent
        )

    def _percent(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        of = self.read(data.get("of"), f"{path}.of", "number", depth + 1)
        percent, unit = data["percent"], data.get("unit", 1)
        if type(percent) is not int or not 0 <= percent <= 1000:
            self.wrong(f"{path}.percent", "0から1000までの整数にしてください。")
        elif type(unit) is not int or not 1 <= unit <= 1_000_000:
            self.wrong(f"{path}.unit", "1から1000000までの整数にしてください。")
        elif data.get("rounding") not in set(Rounding):
            offered = "、".join(Rounding)
            self.wrong(f"{path}.rounding", f"{offered} のどれかにしてください。")
        elif of is not None:
            rounding = Rounding(data["rounding"])
            return Expression(
                Act.PERCENT, parts=(of,), literal=percent, rounding=rounding, unit=unit
            )
        return None

    def _group(self, key: object, path: str) -> Question | None:
        question = self.questions.get(str(key))
        if question is None or not question.questions:
            self.wrong(path, "前にある繰り返し（group）のkeyを書いてください。")
            return None
        return question

    def _count(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        group = self._group(data["count"], f"{path}.count")
        return Expression(Act.COUNT, key=group.key) if group else None

    def _sum_of(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        group = self._group(data.get("in"), f"{path}.in")
        if group is None:
            return None
        for inner in group.questions:
            if inner.key == data["sum_of"] and KINDS.get(inner.kind) == "number":
                return Expression(Act.SUM_OF, key=group.key, inner=inner.key)
        self.wrong(f"{path}.sum_of", "繰り返しの中の金額か数の質問を書いてください。")
        return None

    def _age_of(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        born = self.read(data["age_of"], f"{path}.age_of", "date", depth + 1)
        day = self.read(data.get("on", "today"), f"{path}.on", "date", depth + 1)
        if born is None or day is None:
            return None
        return Expression(Act.AGE_OF, parts=(born, day))

    def _fiscal_year_of(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        name = Act.FISCAL_YEAR_OF
        day = self.read(data[name], f"{path}.{name}", "date", depth + 1)
        return Expression(name, parts=(day,)) if day else None

    def _if(
        self, data: Mapping[str, Any], path: str, kind: str, depth: int
    ) -> Expression | None:
        conditions = ConditionReader(self.questions, self.wrong)
        when = conditions.read(data["if"], f"{path}.if")
        parts = tuple(
            self.read(data.get(name), f"{path}.{name}", kind, depth + 1)
            for name in ("then", "else")
        )
        if parts[0] is None or parts[1] is None:
            return None
        return Expression(Act.IF, kind, parts=(parts[0], parts[1]), when=when)


_SAID = {"number": "数", "date": "日付", "choice": "選択肢"}
