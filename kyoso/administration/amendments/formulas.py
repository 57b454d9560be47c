"""Formulas as pages: one act with its parts, each a number, an answer or a formula.

A part that is a formula itself has a page of its own, one place further in.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django import forms as django_forms

from kyoso.administration.amendments.content import (
    Place,
    computed,
    has,
    questions,
)
from kyoso.administration.amendments.parts_of_form import ROUNDINGS
from kyoso.administration.amendments.saying import Known, Vocabulary
from kyoso.kernel import clock
from kyoso.ui import fields, forms

NUMBER_ACTS = (
    ("number", "決まった数"),
    ("question", "答えそのもの"),
    ("sum", "足す"),
    ("difference", "引く（一つ目から、残りを）"),
    ("product", "掛ける"),
    ("min", "いちばん小さいもの（上限を付けるときにも）"),
    ("max", "いちばん大きいもの（下限を付けるときにも）"),
    ("percent", "割合（％）"),
    ("count", "繰り返しの数"),
    ("sum_of", "繰り返しの中の合計"),
    ("age_of", "年齢"),
    ("fiscal_year_of", "年度"),
    ("if", "条件で分ける"),
)
DATE_ACTS = (
    ("day", "決まった日付か今日"),
    ("question", "答えそのもの"),
    ("if", "条件で分ける"),
)
_LISTS = {"sum", "difference", "product", "min", "max"}
_PARTS = 6
_NUMBERS = {"yen", "number"}
_NOTHING, _WRITTEN, _FORMULA, _TODAY = "", "value", "formula", "today"
# One more than the check allows a group to be deep, so that it is the check that says no.
_GROUP_INNER = 7


def act_of(data: Any) -> str:
    """Return which act a formula is."""
    if isinstance(data, Mapping):
        acts = dict((*NUMBER_ACTS, *DATE_ACTS))
        return next((name for name in acts if name in data), "number")
    return "number" if isinstance(data, int) else "day"


def begun(act: str) -> Any:
    """Return what a formula of this act begins with."""
    if act in _LISTS:
        return {act: [0]}
    return {
        "number": 0,
        "day": "today",
        "question": {"question": ""},
        "percent": {"percent": 50, "of": 0, "rounding": "down"},
        "count": {"count": ""},
        "sum_of": {"sum_of": "", "in": ""},
        "age_of": {"age_of": "today"},
        "fiscal_year_of": {"fiscal_year_of": "today"},
        "if": {"if": {"all": []}, "then": 0, "else": 0},
    }[act]


def parts_of(data: Any) -> list[tuple[Place, str]]:
    """Return the places of the parts that are formulas themselves, with their name."""
    if not isinstance(data, Mapping):
        return []
    found: list[tuple[Place, str]] = []
    act = act_of(data)
    if act in _LISTS and isinstance(data[act], list):
        for number, part in enumerate(data[act]):
            if _is_formula(part):
                found.append(((act, number), f"{number + 1}つ目の式"))
    for name, words in (
        ("of", "もとの数の式"),
        ("then", "あてはまるときの式"),
        ("else", "あてはまらないときの式"),
        ("age_of", "生まれた日の式"),
        ("on", "いつの年齢かの式"),
        ("fiscal_year_of", "日付の式"),
    ):
        if _is_formula(data.get(name)):
            found.append(((name,), words))
    return found


class FormulaForm(forms.Form):
    """The parts of one act."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        formula: Any,
        content: Mapping[str, Any],
        is_date: bool,
    ) -> None:
        super().__init__(data)
        self.formula = formula
        self.act = act_of(formula)
        self.known = Vocabulary.of(content).known
        self.answers = _outside(content)
        self.content = content
        self.is_date = is_date
        self._lay_out()
        forms.speak(self)

    def made(self) -> Any:
        """Return the formula with what was chosen."""
        typed, act = self.cleaned_data, self.act
        if act == "number":
            return typed["number"]
        if act == "day":
            return self._operand("day", self.formula)
        if act == "question":
            absent = typed.get("absent")
            found: dict[str, Any] = {"question": typed["question"]}
            return found | ({"absent": absent} if absent is not None else {})
        if act in _LISTS:
            before = self.formula[act] if isinstance(self.formula[act], list) else []
            parts = [
                self._operand(f"part{n}", before[n] if n < len(before) else None)
                for n in range(max(_PARTS, len(before)))
            ]
            return {act: [part for part in parts if part is not None]}
        if act == "count":
            return {"count": typed["group"]}
        if act == "sum_of":
            group, _colon, inner = typed["inner"].partition(":")
            return {"sum_of": inner, "in": group}
        return self._table()

    def _table(self) -> dict[str, Any]:
        typed, act, before = self.cleaned_data, self.act, self.formula
        if act == "percent":
            made = {
                "percent": typed["percent"],
                "of": self._operand("of", before.get("of")),
                "rounding": typed["rounding"],
            }
            return made | ({"unit": typed["unit"]} if typed.get("unit") else {})
        if act == "age_of":
            born, day = (
                self._operand(name, before.get(name)) for name in ("age_of", "on")
            )
            return {"age_of": born} | ({"on": day} if day is not None else {})
        if act == "fiscal_year_of":
            return {act: self._operand(act, before.get(act))}
        return {
            "if": before.get("if"),
            "then": self._operand("then", before.get("then")),
            "else": self._operand("else", before.get("else")),
        }

    def _lay_out(self) -> None:
        act, formula = self.act, self.formula
        if act == "number":
            self._number("number", "数", initial=formula)
        elif act == "day":
            self._operand_fields("day", "日付", formula, is_date=True)
        elif act == "question":
            self._choice(
                "question", "答え", self._fitting(is_date=self.is_date), formula
            )
            if not self.is_date:
                self._number(
                    "absent",
                    "答えがないときの数",
                    initial=formula.get("absent"),
                    required=False,
                )
        elif act in _LISTS:
            parts = formula[act] if isinstance(formula[act], list) else []
            for n in range(max(_PARTS, len(parts))):
                part = parts[n] if n < len(parts) else None
                self._operand_fields(f"part{n}", f"{n + 1}つ目", part, is_date=False)
        elif act == "count":
            self._choice("group", "繰り返し", self._groups(), {"group": formula[act]})
        elif act == "sum_of":
            chosen = f"{formula.get('in')}:{formula.get('sum_of')}"
            self._choice("inner", "合計するもの", self._inner(), {"inner": chosen})
        else:
            self._lay_out_table()

    def _lay_out_table(self) -> None:
        act, formula = self.act, self.formula
        if act == "percent":
            self._number("percent", "割合（％）", initial=formula.get("percent"))
            self._operand_fields("of", "もとの数", formula.get("of"), is_date=False)
            self._choice("rounding", "端数", list(ROUNDINGS), formula)
            self._number(
                "unit",
                "端数をそろえる単位（円）",
                initial=formula.get("unit"),
                required=False,
            )
        elif act == "age_of":
            born = formula.get("age_of")
            self._operand_fields("age_of", "生まれた日", born, is_date=True)
            self._operand_fields("on", "いつの年齢か", formula.get("on"), is_date=True)
        elif act == "fiscal_year_of":
            self._operand_fields(act, "日付", formula.get(act), is_date=True)
        else:
            for name, label in (
                ("then", "あてはまるとき"),
                ("else", "あてはまらないとき"),
            ):
                part = formula.get(name)
                self._operand_fields(name, label, part, is_date=self.is_date)

    def _number(
        self, name: str, label: str, *, initial: Any, required: bool = True
    ) -> None:
        number = django_forms.IntegerField(
            label=label,
            initial=initial,
            required=required,
            min_value=-999_999_999,
            max_value=999_999_999,
        )
        number.widget = django_forms.TextInput(
            {"inputmode": "numeric", "data-width": "8"}
        )
        self.fields[name] = number

    def _choice(
        self, name: str, label: str, options: list[tuple[str, str]], chosen: Any
    ) -> None:
        self.fields[name] = django_forms.ChoiceField(
            label=label,
            choices=[("", "選んでください"), *options],
            initial=chosen.get(name),
        )

    def _operand_fields(
        self, name: str, label: str, part: Any, *, is_date: bool
    ) -> None:
        options = [(_NOTHING, "なし")]
        if is_date:
            options.append((_TODAY, "今日"))
        options += [
            (_WRITTEN, "右に書く日付" if is_date else "右に書く数"),
            *((f"q:{key}", said) for key, said in self._fitting(is_date=is_date)),
            (_FORMULA, "式（保存してから作る）"),
        ]
        chosen, text = _as_operand(part)
        if chosen not in dict(options):
            options.append((chosen, "いまの答え（使えません）"))
        self.fields[f"{name}.what"] = django_forms.ChoiceField(
            label=label, choices=options, initial=chosen, required=False
        )
        self.fields[f"{name}.text"] = fields.LineField(
            label=f"{label}（書くとき）",
            initial=text,
            required=False,
            max_length=20,
            width=8,
        )
        clean = partial(self._clean_text, name, is_date=is_date)
        setattr(self, f"clean_{name}.text", clean)

    def _clean_text(self, name: str, *, is_date: bool) -> str:
        what = self.cleaned_data.get(f"{name}.what")
        text: str = self.cleaned_data[f"{name}.text"].strip()
        if what != _WRITTEN:
            return ""
        label = self.fields[f"{name}.what"].label
        if is_date:
            try:
                return str(clock.parse_day(text).isoformat())
            except (clock.DayImpossible, clock.DayUnreadable):
                raise django_forms.ValidationError(
                    f"{label}の日付は、令和9年4月1日のように入力してください。"
                ) from None
        digits = text.replace(",", "").replace("円", "")
        if (
            not digits.removeprefix("-").isascii()
            or not digits.removeprefix("-").isdigit()
        ):
            raise django_forms.ValidationError(
                f"{label}の数は、1000のように数字で入力してください。"
            )
        return str(int(digits[:12]))

    def _operand(self, name: str, before: Any) -> Any:
        what, text = (self.cleaned_data[f"{name}.{part}"] for part in ("what", "text"))
        if what == _WRITTEN:
            return text if "-" in text[1:] else int(text)
        if what == _TODAY:
            return _TODAY
        if what == _FORMULA:
            return before if _is_formula(before) else {"sum": [0]}
        if what.startswith("q:"):
            key = what[2:]
            is_kept = isinstance(before, Mapping) and before.get("question") == key
            return before if is_kept else {"question": key}
        return None

    def _fitting(self, *, is_date: bool) -> list[tuple[str, str]]:
        return [
            (one.key, f"「{one.label}」の答え")
            for one in self.answers_known()
            if (one.kind == "date" if is_date else one.kind in _NUMBERS)
        ]

    def answers_known(self) -> list[Known]:
        """Return the answers outside groups, and what is computed."""
        return [self.known[key] for key in self.answers if key in self.known]

    def _called(self, question: Mapping[str, Any]) -> str:
        return f"「{self.known[str(question.get('key'))].label}」"

    def _groups(self) -> list[tuple[str, str]]:
        return [
            (one.key, f"「{one.label}」")
            for one in self.answers_known()
            if one.kind == "group"
        ]

    def _inner(self) -> list[tuple[str, str]]:
        return [
            (
                f"{group.get('key')}:{inner.get('key')}",
                self._called(group) + "の" + self._called(inner),
            )
            for place, group in questions(self.content)
            for inner_place, inner in questions(self.content)
            if len(inner_place) == _GROUP_INNER
            and inner_place[:5] == place
            and inner.get("type") in _NUMBERS
        ]


def wants_date(content: Mapping[str, Any], place: Place) -> bool:
    """Tell whether the formula at a place must give a day."""
    inside = {"age_of", "on", "fiscal_year_of"} & set(place[4:])
    if inside:
        return True
    if place[:2] != ("form", "computed") or not has(content, place[:3]):
        return False
    computed_ = content["form"]["computed"][place[2]]
    return bool(computed_.get("type") == "date")


def _outside(content: Mapping[str, Any]) -> list[str]:
    asked = [
        str(question.get("key", ""))
        for place, question in questions(content)
        if len(place) < _GROUP_INNER
    ]
    return asked + [str(each.get("key", "")) for _place, each in computed(content)]


def _is_formula(part: Any) -> bool:
    if not isinstance(part, Mapping):
        return False
    return "question" not in part or set(part) - {"question"} != set()


def _as_operand(part: Any) -> tuple[str, str]:
    if part is None:
        return _NOTHING, ""
    if part == _TODAY:
        return _TODAY, ""
    if isinstance(part, int | str):
        return _WRITTEN, str(part)
    if _is_formula(part):
        return _FORMULA, ""
    return f"q:{part['question']}", ""
