"""繰り返し: the same questions of each child, each member of a household, each device.

What is typed is a list of tables, one an item: the answers by question, and
under ``#`` the item's own name, so that two tabs never mean two items by one
number. ``children#k3f9`` names one item wherever questions are named.
"""

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Question, Value
from kyoso.engines.forms.kinds.base import (
    Asked,
    Kind,
    Posted,
    Setting,
    Wrong,
    answer,
    kinds,
)
from kyoso.kernel.ids import new_ref
from kyoso.ui import sentences

NAME = "#"
# What a posted screen never writes itself: files and items have their own actions.
KEPT_APART = {"file", "group"}
MOST = 50
_NAME_LENGTH = 8
_ITEM = re.compile(r"[a-z0-9]{1,16}")


class GroupKind(Kind):
    """繰り返し.

    An answer is only ever written item by item, by the actions for items: what
    is posted under the group's own name is ignored.
    """

    slug = "group"
    keeps_apart = True
    settings = {
        "item": Setting((str, dict), is_text=True, required=True),
        "min": Setting(int, 0, least=0, most=MOST),
        "max": Setting(int, 20, least=1, most=MOST),
    }

    def read(self, key: str, posted: Posted) -> Value:
        return []

    def is_empty(self, typed: Value) -> bool:
        return not typed

    def missing(self, asked: Asked) -> str:
        return str(sentences.no_item(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        if not isinstance(typed, list) or not all(
            isinstance(entry, Mapping) for entry in typed
        ):
            raise Wrong(sentences.not_items(asked.label))
        wrongs: list[Wrong] = []
        least, most = asked.setting("min"), asked.setting("max")
        if len(typed) > most:
            wrongs.append(Wrong(sentences.too_many_items(asked.label, most)))
        if len(typed) < least:
            wrongs.append(Wrong(sentences.too_few_items(asked.label, least)))
        value = []
        for number, entry in enumerate(entries(typed), start=1):
            item, inside = _item(asked, entry, number)
            value.append(item)
            wrongs += inside
        if wrongs:
            wrongs[0].also = tuple(wrongs[1:])
            wrongs[0].value = value
            raise wrongs[0]
        return value

    def show(self, asked: Asked, value: Value) -> str:
        lines = []
        for number, item in enumerate(value, start=1):
            lines.append(item_title(asked, number))
            lines += [
                f"{inner.label}：{_in_a_line(inner, item[inner.question.key])}"
                for inner in asked_in(asked, item)
            ]
        return "\n".join(lines)

    def typed_from(self, value: Value) -> Value:
        # Which question has which type is the definition's to say, not the value's.
        return value


def item_title(asked: Asked, number: int) -> str:
    """Return how one item is called: 「お子さん 2」."""
    return f"{asked.say(asked.setting('item'))} {number}"


def asked_in(asked: Asked, item: Mapping[str, Value]) -> list[Asked]:
    """Return the questions that were asked of an item, to show their answers."""
    return [
        replace(asked, question=inner)
        for inner in asked.question.questions
        if inner.key in item
    ]


def entries(typed: Value) -> list[dict[str, Value]]:
    """Return the items of a group as they were typed, each with a name of its own."""
    found: dict[str, dict[str, Value]] = {}
    for number, entry in enumerate(typed if isinstance(typed, list) else [], start=1):
        table = dict(entry) if isinstance(entry, Mapping) else {}
        name = table.get(NAME)
        if not isinstance(name, str) or not _ITEM.fullmatch(name) or name in found:
            # Sent by a program, or by somebody who plays: the place is the name.
            name = next(
                each
                for each in (f"n{number}" + "x" * tries for tries in range(MOST * 4))
                if each not in found
            )
        found[name] = table | {NAME: name}
    return list(found.values())


def is_item(name: str) -> bool:
    """Tell whether this can name an item at all."""
    return _ITEM.fullmatch(name) is not None


def new_name() -> str:
    """Return a name for an item that is added."""
    return new_ref()[:_NAME_LENGTH]


def item_name(key: str, item: str) -> str:
    """Return the name of one item of a group among the names of questions."""
    return f"{key}{NAME}{item}"


def key_of(name: str) -> str:
    """Return the question's key, of its own name or of the name of an item."""
    return name.partition(NAME)[0]


def holds(question: Question, known: Mapping[str, Value]) -> bool:
    """Tell whether a question is asked, as far as its own condition goes."""
    return question.when is None or question.when.holds(known)


def _item(
    asked: Asked, entry: Mapping[str, Value], number: int
) -> tuple[dict[str, Value], list[Wrong]]:
    item: dict[str, Value] = {}
    wrongs = []
    # What stands outside is known inside; no question has the same key twice.
    known = ChainMap(item, dict(asked.known))
    for question in asked.question.questions:
        if holds(question, known):
            inner = replace(asked, question=question, known=known)
            value, inside = answer(inner, entry.get(question.key))
            item[question.key] = value
            wrongs += [
                Wrong(
                    f"{item_title(asked, number)}：{wrong.sentence}",
                    item=entry[NAME],
                    within=(question.key, wrong),
                )
                for wrong in inside
            ]
    return item, wrongs


def _in_a_line(asked: Asked, value: Value) -> str:
    if value is None:
        return _("記入なし")
    return kinds.get(asked.question.kind).show(asked, value).replace("\n", " ")


kinds.register(GroupKind())
