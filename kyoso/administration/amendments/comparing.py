"""What changed between two texts of a procedure, in words, logic included. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.administration.amendments.content import Place, japanese
from kyoso.administration.amendments.parts import FACES, Field, Part, Rule, Shape
from kyoso.administration.amendments.parts_of_form import (
    FORM,
    TYPES,
    part_of,
    question_part,
)
from kyoso.administration.amendments.saying import Vocabulary

_LANGUAGES = {"ja": "", "easy": "やさしい日本語：", "en": "English："}
_NAMES = ("key", "slug", "title", "label", "text", "section")
# Lists of a procedure outside its form, in the order of its pages.
LISTS: tuple[Place, ...] = (
    ("procedure", "grounds"),
    ("procedure", "amounts"),
    ("procedure", "conditions"),
    ("procedure", "route"),
    ("procedure", "consulted"),
    ("documents",),
    ("outcomes",),
    ("correction_reasons",),
    ("refusal_reasons",),
    ("form", "pages"),
    ("form", "computed"),
    ("form", "exits"),
    ("form", "fee", "lines"),
    ("form", "fee", "reductions"),
)


@dataclass(frozen=True)
class Difference:
    """One change, as ``ui/diff_view.html`` draws it."""

    title: str
    kind: str
    before: str
    after: str


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Difference]:
    """Return every change between two contents, in the order of the pages."""
    return list(_Comparison(before, after).all_of_them())


class _Comparison:
    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.before, self.after = before, after
        self.words = Vocabulary.of(before), Vocabulary.of(after)

    def all_of_them(self) -> Iterator[Difference]:
        sides = self.before.get("procedure", {}), self.after.get("procedure", {})
        for part in FACES.values():
            yield from self.fields(part.title, part, *sides)
        old, new = self.before.get("form"), self.after.get("form")
        if old and not new:
            yield Difference("様式", "removed", japanese(old.get("title")), "")
        elif new and not old:
            yield Difference("様式", "added", "", japanese(new.get("title")))
        yield from self.fields("様式", FORM, old or {}, new or {})
        for place in LISTS:
            listed = part_of(place)
            assert listed is not None
            yield from self.items(
                listed.title,
                place,
                _found(self.before, place),
                _found(self.after, place),
            )

    def fields(
        self, title: str, part: Part, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Difference]:
        for field in part.fields:
            values = tuple(_value(field, side) for side in (old, new))
            if values[0] != values[1]:
                said = (_said(field, value) for value in values)
                yield _changed(f"{title}：{field.label}", *said)
        for rule in part.rules:
            if old.get(rule.name) != new.get(rule.name):
                yield _changed(
                    f"{title}：{rule.label}",
                    self._rule(rule, old, 0),
                    self._rule(rule, new, 1),
                )

    def items(
        self,
        title: str,
        place: Place,
        old: list[Mapping[str, Any]],
        new: list[Mapping[str, Any]],
    ) -> Iterator[Difference]:
        names = [[_name_of(item) for item in side] for side in (old, new)]
        for number, item in enumerate(old):
            if names[0][number] not in names[1]:
                yield self._gone(title, item, 0, "removed")
        for number, item in enumerate(new):
            name = names[1][number]
            if name not in names[0]:
                yield self._gone(title, item, 1, "added")
                continue
            known = old[names[0].index(name)]
            yield from self.item(title, (*place, number), known, item)
        kept = [
            [name for name in side if name in names[0] and name in names[1]]
            for side in names
        ]
        if kept[0] != kept[1]:
            yield _changed(
                f"{title}：順番",
                "、".join(_called_in(old, name) for name in kept[0]),
                "、".join(_called_in(new, name) for name in kept[1]),
            )

    def item(
        self, title: str, place: Place, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> Iterator[Difference]:
        kinds = str(old.get("type", "")), str(new.get("type", ""))
        part = part_of(place, kind=kinds[1])
        if part is None:
            return
        own = f"{title}「{_called(new)}」"
        if kinds[0] != kinds[1] and kinds[1] in TYPES:
            yield _changed(
                f"{own}：種類", *(TYPES.get(kind, ("",))[0] for kind in kinds)
            )
        yield from self.fields(own, part, old, new)
        for name, inner_title in (
            ("questions", "質問"),
            ("options", "選択肢"),
            ("terms", "起案で書くこと"),
            ("records", "記"),
        ):
            sides = old.get(name), new.get(name)
            if sides != (None, None):
                yield from self.items(
                    f"{own} › {inner_title}",
                    (*place, name),
                    sides[0] or [],
                    sides[1] or [],
                )

    def _gone(
        self, title: str, item: Mapping[str, Any], side: int, kind: str
    ) -> Difference:
        lines = self._lines(item, side)
        text = "\n".join([_called(item), *lines])
        before, after = (text, "") if kind == "removed" else ("", text)
        return Difference(f"{title}「{_called(item)}」", kind, before, after)

    def _lines(self, item: Mapping[str, Any], side: int) -> list[str]:
        lines = []
        kind = str(item.get("type"))
        if kind in TYPES:
            lines.append(f"種類：{TYPES[kind][0]}")
        if item.get("ground"):
            lines.append(f"根拠：{item['ground']}")
        part = question_part(kind) if kind in TYPES else None
        lines += [
            f"{rule.label}：{self._rule(rule, item, side)}"
            for rule in (part.rules if part else _RULES)
            if rule.name in item
        ]
        lines += [
            f"　{_called(inner)}"
            for name in ("questions", "options")
            for inner in item.get(name) or ()
        ]
        return lines

    def _rule(self, rule: Rule, table: Mapping[str, Any], side: int) -> str:
        if rule.name not in table:
            return ""
        words, data = self.words[side], table[rule.name]
        return words.formula(data) if rule.is_formula else words.condition(data)


_RULES = (
    Rule("when", "条件"),
    Rule("value", "計算のしかた", is_formula=True),
    Rule("each", "一つの金額", is_formula=True),
    Rule("times", "掛ける数", is_formula=True),
)


def _found(content: Any, place: Place) -> list[Mapping[str, Any]]:
    for part in place:
        content = content.get(part) if isinstance(content, Mapping) else None
    return content if isinstance(content, list) else []


def _name_of(item: Mapping[str, Any]) -> str:
    return next((japanese(item[name]) for name in _NAMES if item.get(name)), "")


def _called(item: Mapping[str, Any]) -> str:
    for name in ("title", "label", "text", "key", "section"):
        said = japanese(item.get(name))
        if said:
            return said
    return "名称なし"


def _called_in(items: list[Mapping[str, Any]], name: str) -> str:
    return next(_called(item) for item in items if _name_of(item) == name)


def _value(field: Field, table: Any) -> Any:
    for part in field.name.split("."):
        table = table.get(part) if isinstance(table, Mapping) else None
    if field.shape in {Shape.WORDS, Shape.LONG_WORDS}:
        texts = table if isinstance(table, Mapping) else {"ja": table or ""}
        return {key: text for key, text in texts.items() if text}
    if field.shape == Shape.FLAG:
        return bool(field.absent) if table is None else table
    if field.name == "required" and (table is None or isinstance(table, bool)):
        return "no" if table is False else "yes"
    return field.absent if table in (None, "", []) else table


def _said(field: Field, value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(
            f"{_LANGUAGES[k]}{t}" for k, t in value.items() if k in _LANGUAGES
        )
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    options = dict(field.options)
    if isinstance(value, list):
        lines = [options.get(str(each)) or japanese(each) for each in value]
        return "\n".join(lines)
    if value in (None, ""):
        return ""
    return options.get(str(value), str(value))


def _changed(title: str, before: str, after: str) -> Difference:
    kind = "changed" if before and after else "added" if after else "removed"
    return Difference(title, kind, before, after)
