"""Conditions and formulas in words, as an officer reads them. Pure.

They are read as a file says them, right or wrong, so that the words of a rule
that does not pass the check can be shown beside what is wrong with it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kyoso.administration.amendments.content import computed, japanese, questions
from kyoso.kernel.money import yen

_ROUNDED = {"down": "切捨て", "up": "切上げ", "half_up": "四捨五入"}
_DEEPEST = 12


@dataclass(frozen=True)
class Known:
    """One answer that a rule may look at: its words, type and options."""

    key: str
    label: str
    kind: str
    options: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """The words of everything that rules may look at, by key."""

    known: Mapping[str, Known]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> "Vocabulary":
        """Return the words of a procedure's content."""
        found = {}
        for _place, table in (*questions(content), *computed(content)):
            key = str(table.get("key", ""))
            options = table.get("options")
            found[key] = Known(
                key,
                japanese(table.get("label")) or key,
                str(table.get("type", "")),
                {
                    str(option.get("key", "")): japanese(option.get("label"))
                    for option in (options if isinstance(options, list) else ())
                    if isinstance(option, Mapping)
                },
                japanese(table.get("unit")),
            )
        return cls(found)

    def label(self, key: object) -> str:
        """Return how a question is called: 「氏名」."""
        one = self.known.get(str(key))
        return f"「{one.label if one else key}」"

    def option(self, key: object, option: object) -> str:
        """Return the words of an answer of a question."""
        one = self.known.get(str(key))
        if isinstance(option, bool):
            return "はい" if option else "いいえ"
        return f"「{(one.options.get(str(option)) if one else None) or option}」"

    def condition(self, data: Any, depth: int = 0) -> str:
        """Return a condition in words: 「氏名」に答えがある."""
        if not isinstance(data, Mapping) or depth > _DEEPEST:
            return "（読めない条件）"
        if "question" in data:
            return self._test(data)
        if "not" in data:
            return f"（{self.condition(data['not'], depth + 1)}）ではない"
        for name, joint in (("all", " かつ "), ("any", " または ")):
            parts = data.get(name)
            if isinstance(parts, list) and parts:
                said = [self._bound(part, depth + 1) for part in parts]
                return joint.join(said)
        return "（読めない条件）"

    def formula(self, data: Any, depth: int = 0) -> str:
        """Return a formula in words: 「金額」の50％（100円未満切捨て）."""
        if depth > _DEEPEST:
            return "…"
        if isinstance(data, bool) or data is None:
            return "（まだありません）"
        if isinstance(data, int):
            return f"{data:,}"
        if isinstance(data, str):
            return "今日" if data == "today" else data
        if not isinstance(data, Mapping):
            return "（読めない式）"
        for name, say in _FORMULAS.items():
            if name in data:
                return say(self, data, depth)
        return "（読めない式）"

    def _bound(self, part: Any, depth: int) -> str:
        said = self.condition(part, depth)
        is_joined = isinstance(part, Mapping) and ("all" in part or "any" in part)
        return f"（{said}）" if is_joined else said

    def _test(self, data: Mapping[str, Any]) -> str:
        key = data["question"]
        said = self.label(key)
        one = self.known.get(str(key))
        of = "の数" if one and one.kind == "group" else ""
        if "is" in data:
            return f"{said}が{self.option(key, data['is'])}"
        if "in" in data:
            options = data["in"] if isinstance(data["in"], list) else ()
            among = "、".join(self.option(key, each) for each in options)
            return f"{said}が{among}のどれか"
        if "has" in data:
            return f"{said}に{self.option(key, data['has'])}が入っている"
        if "at_least" in data:
            return f"{said}{of}が{_number(one, data['at_least'])}以上"
        if "less_than" in data:
            return f"{said}{of}が{_number(one, data['less_than'])}未満"
        if "answered" in data:
            return f"{said}に答えが{'ある' if data['answered'] else 'ない'}"
        return f"{said}（読めない条件）"

    def list_of(self, parts: Any, depth: int) -> list[str]:
        """Return the words of each part of a formula."""
        found = parts if isinstance(parts, list) else [parts]
        return [self.formula(part, depth + 1) for part in found]


def _number(one: Known | None, number: object) -> str:
    if not isinstance(number, int):
        return str(number)
    if one and one.kind == "yen":
        return yen(number)
    return f"{number:,}{one.unit if one else ''}"


def _joined(name: str, joint: str) -> "_Say":
    def say(words: Vocabulary, data: Mapping[str, Any], depth: int) -> str:
        return f"（{joint.join(words.list_of(data[name], depth))}）"

    return say


def _chosen(name: str, said: str) -> "_Say":
    def say(words: Vocabulary, data: Mapping[str, Any], depth: int) -> str:
        return f"{'と'.join(words.list_of(data[name], depth))}の{said}"

    return say


def _percent(words: Vocabulary, data: Mapping[str, Any], depth: int) -> str:
    unit = data.get("unit", 1)
    rounded = _ROUNDED.get(str(data.get("rounding")), "")
    below = f"{unit:,}円未満" if isinstance(unit, int) and unit > 1 else "端数"
    return (
        f"{words.formula(data.get('of'), depth + 1)}の{data['percent']}％"
        f"（{below}{rounded}）"
    )


def _age(words: Vocabulary, data: Mapping[str, Any], depth: int) -> str:
    day = words.formula(data.get("on", "today"), depth + 1)
    return f"{words.formula(data['age_of'], depth + 1)}の{day}現在の年齢"


def _if(words: Vocabulary, data: Mapping[str, Any], depth: int) -> str:
    return (
        f"〔{words.condition(data['if'], depth + 1)}〕なら"
        f"{words.formula(data.get('then'), depth + 1)}、"
        f"そうでなければ{words.formula(data.get('else'), depth + 1)}"
    )


def _answer(words: Vocabulary, data: Mapping[str, Any], _depth: int) -> str:
    absent = data.get("absent")
    said = words.label(data["question"])
    return f"{said}（答えがなければ{absent}）" if absent is not None else said


_Say = Callable[[Vocabulary, Mapping[str, Any], int], str]
_FORMULAS: dict[str, _Say] = {
    "question": _answer,
    "sum": _joined("sum", " ＋ "),
    "difference": _joined("difference", " － "),
    "product": _joined("product", " × "),
    "min": _chosen("min", "小さいほう"),
    "max": _chosen("max", "大きいほう"),
    "percent": _percent,
    "count": lambda words, data, _depth: f"{words.label(data['count'])}の数",
    "sum_of": lambda words, data, _depth: (
        f"{words.label(data.get('in'))}の{words.label(data['sum_of'])}の合計"
    ),
    "age_of": _age,
    "fiscal_year_of": lambda words, data, depth: (
        f"{words.formula(data['fiscal_year_of'], depth + 1)}の年度"
    ),
    "if": _if,
}
