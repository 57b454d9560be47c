"""The items of a repeated group on screens: their list, and the screens of each one."""

import datetime as dt
from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Definition, Question, Step, Value
from kyoso.engines.forms.kinds import groups
from kyoso.engines.forms.kinds.base import Asked, Posted, is_empty, kinds
from kyoso.kernel import words

if TYPE_CHECKING:
    from kyoso.engines.forms.check import Checked


@dataclass(frozen=True)
class ItemShown:
    """One item as a person reads it: 「お子さん 2」 and what was answered of it.

    ``kinds`` says of each row which kind of question it answers.
    """

    name: str
    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The list of items on the group's own screen, and what may be done there."""

    items: tuple["Listed", ...]
    item: str
    may_add: bool


@dataclass(frozen=True)
class Listed:
    """One line of the list: 「お子さん 2　能代 太郎」."""

    name: str
    title: str
    called: str
    is_open: bool
    may_remove: bool


@dataclass(frozen=True)
class ItemPlace:
    """One screen of one item: part ``number`` of those that are asked."""

    question: Question
    item: str
    title: str
    step: Step
    typed: Mapping[str, Value]
    number: int
    total: int
    is_there: bool

    @property
    def is_last(self) -> bool:
        return self.number == self.total


def items_shown(asked: Asked, typed: Value, value: Value) -> tuple[ItemShown, ...]:
    """Return the items of a group's answer with their labels and lines."""
    if not asked.question.questions or not isinstance(value, list):
        return ()
    found = []
    pairs = zip(groups.entries(typed), value, strict=False)
    for number, (entry, item) in enumerate(pairs, start=1):
        inside = groups.asked_in(asked, item)
        found.append(
            ItemShown(
                entry[groups.NAME],
                groups.item_title(asked, number),
                tuple(
                    (inner.label, _lines(inner, item[inner.question.key]))
                    for inner in inside
                ),
                tuple(inner.question.kind for inner in inside),
            )
        )
    return tuple(found)


def group_shown(asked: Asked, typed: Value, only: Collection[str]) -> Group:
    """Return the list of items, with what may be done: of a correction, what is open."""
    question = asked.question
    entries = groups.entries(typed)
    is_whole = not only or question.key in only
    return Group(
        items=tuple(
            Listed(
                entry[groups.NAME],
                groups.item_title(asked, number),
                _called(asked, entry),
                is_whole or groups.item_name(question.key, entry[groups.NAME]) in only,
                is_whole,
            )
            for number, entry in enumerate(entries, start=1)
        ),
        item=asked.say(asked.setting("item")),
        may_add=is_whole and len(entries) < asked.setting("max"),
    )


def pressed(step: Step, posted: Posted) -> tuple[str, str, str] | None:
    """Return which button of a group was pressed: the way, the group, the item.

    A name that is not there is the view's to refuse; one to be added is made here.
    """
    for question in step.questions:
        if question.questions:
            for way in ("change", "drop"):
                for name in posted.get(f"{question.key}.{way}", ()):
                    if groups.is_item(name):
                        return way, question.key, name
            if f"{question.key}.add" in posted:
                return "add", question.key, groups.new_name()
    return None


def may_remove(key: str, item: str, only: Collection[str]) -> bool:
    """Tell whether an item may be taken away: not where only its answers are open."""
    return groups.is_item(item) and (not only or key in only)


def item_place(
    definition: Definition,
    typed: Mapping[str, Value],
    checked: "Checked",
    key: str,
    item: str,
    number: int,
    *,
    language: str = "ja",
    only: Collection[str] = (),
    whole: bool = False,
) -> ItemPlace | None:
    """Return one screen of an item, there already or to be added.

    ``None`` where the group is not asked, where a correction has not opened the
    item, or beyond the last screen. A clerk sees the item ``whole``.
    """
    if key not in checked.answers or not definition.question(key).questions:
        return None
    question = definition.question(key)
    entries = groups.entries(typed.get(key))
    names = [entry[groups.NAME] for entry in entries]
    is_there, is_whole = item in names, not only or key in only
    is_named = is_there and groups.item_name(key, item) in only
    if not (groups.is_item(item) and (is_whole or is_named)):
        return None
    place = names.index(item) if is_there else len(names)
    told = checked.values[key] or []
    values = told[place] if place < len(told) else {}
    steps = _parts(definition, question, ChainMap(values, checked.values), whole=whole)
    if not 1 <= number <= len(steps):
        return None
    return ItemPlace(
        question,
        item,
        groups.item_title(Asked(question, dt.date.min, language), place + 1),
        steps[number - 1],
        entries[place] if is_there else {},
        number,
        len(steps),
        is_there,
    )


def item_labels(
    definition: Definition, answers: Mapping[str, Mapping[str, Value]], language: str
) -> dict[str, str]:
    """Return how every item of every group is called, by its name."""
    with translation.override(language):
        return {
            groups.item_name(question.key, entry[groups.NAME]): (
                f"{words.pick(question.label, language)}（{groups.item_title(asked, n)}）"
            )
            for _page, question in definition.questions()
            if question.questions and question.key in answers
            for asked in [Asked(question, dt.date.min, language)]
            for n, entry in enumerate(
                groups.entries(answers[question.key].get("typed")), start=1
            )
        }


def differ_only_in(
    key: str,
    before: Mapping[str, Value] | None,
    after: Mapping[str, Value] | None,
    items: Collection[str],
) -> bool:
    """Tell whether two answers of a group differ in nothing but the named items."""
    if before is None or after is None:
        return False
    told = [groups.entries(answer.get("typed")) for answer in (before, after)]
    names = [[entry[groups.NAME] for entry in entries] for entries in told]
    return names[0] == names[1] and all(
        old == new or groups.item_name(key, old[groups.NAME]) in items
        for old, new in zip(*told, strict=True)
    )


def _parts(
    definition: Definition,
    question: Question,
    known: Mapping[str, Value],
    *,
    whole: bool,
) -> list[Step]:
    """Return the screens of an item as things are now.

    Without script a screen cannot fold, so a question that hangs on an answer of
    the same screen begins the next one. A clerk reads from paper: one screen,
    with every question that may be asked.
    """
    page, _question = definition.places[question.key]
    own = {inner.key for inner in question.questions}
    parts: list[list[Question]] = []
    fixed: list[set[str]] = []
    for inner in question.questions:
        looked_at = set(inner.when.questions()) if inner.when else set()
        if not fixed or (looked_at & fixed[-1] and not whole):
            fixed.append(set())
            parts.append([])
        fixed[-1].add(inner.key)
        if groups.holds(inner, known) or (whole and looked_at & own):
            parts[-1].append(inner)
    kept = [tuple(part) for part in parts if part]
    return [Step(str(n), page, part) for n, part in enumerate(kept, start=1)]


def _called(asked: Asked, entry: Mapping[str, Value]) -> str:
    """Return the first answer of an item, by which a person knows it again."""
    for inner in asked.question.questions:
        typed = entry.get(inner.key)
        if isinstance(typed, Mapping):
            # By the kind's own order: PostgreSQL keeps none in what it stores.
            said = [typed.get(part) for part in kinds.get(inner.kind).parts]
            typed = next((part for part in said if not is_empty(part)), None)
        if isinstance(typed, str) and not is_empty(typed):
            option = inner.option(typed)
            return asked.say(option.label) if option else typed
    return ""


def _lines(asked: Asked, value: Value) -> tuple[str, ...]:
    if value is None:
        return (_("記入なし"),)
    return tuple(kinds.get(asked.question.kind).show(asked, value).split("\n"))
