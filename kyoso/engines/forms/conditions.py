"""Reading conditions: each looks at an earlier question, in a way that fits its type."""

from collections.abc import Callable, Mapping
from typing import Any

from kyoso.engines.forms.definition import Condition, Operator, Question

_NUMBERS = {"yen", "number"}
_TRUTHS = {"yes_no", "consent"}
# Which operators make sense for which types of question.
_FITS: dict[Operator, set[str]] = {
    Operator.IS: {"choice", *_TRUTHS},
    Operator.IN: {"choice"},
    Operator.HAS: {"choices"},
    # Of a group, the number of its items.
    Operator.AT_LEAST: {*_NUMBERS, "group"},
    Operator.LESS_THAN: {*_NUMBERS, "group"},
}


class ConditionReader:
    """Reads a ``when`` table, given the questions that stand before it."""

    NEVER = Operator.ANY

    def __init__(
        self, questions: Mapping[str, Question], wrong: Callable[[str, str], None]
    ) -> None:
        self.questions = questions
        self.wrong = wrong

    def read(self, data: object, path: str, depth: int = 0) -> Condition:
        """Return the condition; a wrong one is told and never holds."""
        never = Condition(self.NEVER)
        if not isinstance(data, Mapping) or depth > 5:
            self.wrong(path, "条件の表（{ question = …, is = … }）にしてください。")
            return never
        if "question" in data:
            return self._test(data, path) or never
        return self._joined(data, path, depth) or never

    def _joined(
        self, data: Mapping[str, Any], path: str, depth: int
    ) -> Condition | None:
        if len(data) == 1:
            name, inner = next(iter(data.items()))
            if name == Operator.NOT:
                part = self.read(inner, f"{path}.not", depth + 1)
                return Condition(Operator.NOT, parts=(part,))
            if name in {Operator.ALL, Operator.ANY} and isinstance(inner, list):
                parts = tuple(
                    self.read(item, f"{path}.{name}[{n}]", depth + 1)
                    for n, item in enumerate(inner)
                )
                if parts:
                    return Condition(Operator(name), parts=parts)
        self.wrong(path, "question、all、any、not のどれか一つを書いてください。")
        return None

    def _test(self, data: Mapping[str, Any], path: str) -> Condition | None:
        question = self.questions.get(str(data["question"]))
        if question is None:
            self.wrong(f"{path}.question", "前にある質問のkeyを書いてください。")
            return None
        names = [name for name in data if name != "question"]
        tests = {Operator.ANSWERED, *_FITS}
        if len(names) != 1 or names[0] not in tests:
            offered = "、".join(sorted(tests))
            self.wrong(path, f"{offered} のどれか一つを書いてください。")
            return None
        operator = Operator(names[0])
        if operator != Operator.ANSWERED and question.kind not in _FITS[operator]:
            self.wrong(
                f"{path}.{operator}",
                f"種類が「{question.kind}」の質問には使えません。",
            )
            return None
        operand = data[operator]
        if not _operand_fits(operator, operand, question):
            self.wrong(
                f"{path}.{operator}",
                f"「{question.key}」の答えにない値です。答えの値を書いてください。",
            )
            return None
        return Condition(operator, question.key, operand)


def _operand_fits(operator: Operator, operand: object, question: Question) -> bool:
    if operator == Operator.ANSWERED:
        return isinstance(operand, bool)
    if operator == Operator.IN:
        return (
            isinstance(operand, list)
            and bool(operand)
            and all(question.option(key) for key in operand)
        )
    if operator in {Operator.AT_LEAST, Operator.LESS_THAN}:
        return type(operand) is int
    if question.kind in _TRUTHS:
        return isinstance(operand, bool)
    return question.option(operand) is not None
