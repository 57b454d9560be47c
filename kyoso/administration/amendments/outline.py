"""The whole of a content at a glance: its parts with their names and rules in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kyoso.administration.amendments.content import (
    Place,
    address_of,
    at,
    has,
    japanese,
    pattern_of,
)
from kyoso.administration.amendments.parts import FACES
from kyoso.administration.amendments.parts_of_form import (
    TYPES,
    is_question,
    part_of,
)
from kyoso.administration.amendments.saying import Vocabulary

_STRENGTHS = {"soft": "あとでもよい", False: "任意"}


@dataclass(frozen=True)
class Item:
    """One thing of a list: how it is called, its rules in words, what is inside."""

    where: str
    name: str
    kind: str
    notes: tuple[str, ...]
    is_first: bool
    is_last: bool
    inside: "Listed | None" = None


@dataclass(frozen=True)
class Listed:
    """A list of a content: its heading, its items, where to add one."""

    where: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Outline:
    """The content in the order of its pages."""

    faces: tuple[tuple[str, str], ...]
    facts: tuple[Listed, ...]
    pages: Listed
    logic: tuple[Listed, ...]
    has_form: bool


def of(content: Mapping[str, Any]) -> Outline:
    """Return the outline of a content."""
    words = Vocabulary.of(content)
    return Outline(
        tuple((f"procedure@{slug}", part.title) for slug, part in FACES.items()),
        tuple(
            _listed(content, place, words)
            for place in (
                ("procedure", "grounds"),
                ("procedure", "conditions"),
                ("procedure", "amounts"),
                ("procedure", "route"),
                ("procedure", "consulted"),
                ("documents",),
                ("outcomes",),
                ("correction_reasons",),
                ("refusal_reasons",),
            )
        ),
        _listed(content, ("form", "pages"), words),
        tuple(
            _listed(content, place, words)
            for place in (
                ("form", "exits"),
                ("form", "computed"),
                ("form", "fee", "lines"),
                ("form", "fee", "reductions"),
            )
        ),
        "form" in content,
    )


def lists_in(content: Mapping[str, Any], place: Place) -> list[Listed]:
    """Return the lists inside one part: options, inner questions, terms, records."""
    table = at(content, place)
    kind = str(table.get("type", "")) if is_question(place) else ""
    names = {
        ("outcomes",): ("terms", "records"),
        ("form", "pages"): ("questions",),
    }.get(pattern_of(place), ())
    if kind in {"choice", "choices"}:
        names = ("options",)
    elif kind == "group":
        names = ("questions",)
    words = Vocabulary.of(content)
    return [_listed(content, (*place, name), words) for name in names]


def _listed(content: Mapping[str, Any], place: Place, words: Vocabulary) -> Listed:
    items = at(content, place) if has(content, place) else []
    is_of_questions = is_question((*place, 0))
    part = part_of((*place, 0))
    title = "質問" if is_of_questions or part is None else part.title
    return Listed(
        address_of(place),
        title,
        tuple(
            _item(
                content, (*place, number), each, words, is_last=number + 1 == len(items)
            )
            for number, each in enumerate(items)
        ),
    )


def _item(
    content: Mapping[str, Any],
    place: Place,
    table: Mapping[str, Any],
    words: Vocabulary,
    *,
    is_last: bool,
) -> Item:
    kind = str(table.get("type", "")) if is_question(place) else ""
    inside = None
    if pattern_of(place) == ("form", "pages") or kind == "group":
        inside = _listed(content, (*place, "questions"), words)
    return Item(
        address_of(place),
        next(
            (
                s
                for n in ("title", "label", "text", "section")
                if (s := japanese(table.get(n)))
            ),
            "（名前がありません）",
        ),
        TYPES.get(kind, ("",))[0],
        tuple(_notes(table, words)),
        place[-1] == 0,
        is_last,
        inside,
    )


def _notes(table: Mapping[str, Any], words: Vocabulary) -> list[str]:
    notes = []
    # What was typed may be no strength at all, nor even the key of one.
    required = table.get("required", True)
    strength = _STRENGTHS.get(required) if isinstance(required, str | bool) else None
    if strength and "type" in table:
        notes.append(strength)
    if "when" in table:
        notes.append(f"条件：{words.condition(table['when'])}")
    notes += [
        f"計算：{words.formula(table[name])}"
        for name in ("value", "each")
        if name in table and "title" not in table
    ]
    if "times" in table:
        notes.append(f"掛ける数：{words.formula(table['times'])}")
    if "type" in table and "privacy" in table and "value" not in table:
        ground = table.get("ground") or "なし"
        notes.append(f"根拠：{ground}")
    return notes
