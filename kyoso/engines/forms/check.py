"""Whether answers can be taken: a pure function of a definition, answers and a day."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils import translation

from kyoso.engines.forms.definition import (
    Definition,
    Page,
    Question,
    Required,
    Value,
)
from kyoso.engines.forms.expressions import Computed
from kyoso.engines.forms.kinds import groups
from kyoso.engines.forms.kinds.base import Asked, Wrong, answer, storable

Answers = dict[str, dict[str, Value]]


@dataclass(frozen=True)
class Fault:
    """One thing to mend: in which question, at which part, and how.

    In an item of a repeated group, ``item`` names it and ``within`` is the same
    fault as the item's own screen tells it.
    """

    question: str
    part: str
    sentence: str
    item: str = ""
    within: "Fault | None" = None


@dataclass(frozen=True)
class Checked:
    """The answers to what was asked, and the faults that are left in them.

    ``answers`` holds every asked question, what could be computed, and no other:
    ``{key: {"typed": …, "value": …}}``, value ``None`` when not answered or
    wrong; of a group, what is wrong inside an item is ``None`` there. ``lacking`` names the soft-required questions without an answer.
    """

    answers: Answers
    errors: tuple[Fault, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.errors

    @property
    def values(self) -> dict[str, Value]:
        return {key: answer["value"] for key, answer in self.answers.items()}

    def faults_of(self, key: str) -> list[Fault]:
        """Return the faults of one question."""
        return [fault for fault in self.errors if fault.question == key]


def check(
    definition: Definition,
    typed: Mapping[str, Value],
    *,
    today: dt.date,
    language: str = "ja",
    only: Collection[str] | None = None,
) -> Checked:
    """Check what was typed against a definition; never raises, whatever is in it.

    ``typed`` maps question keys to what was typed (see ``kinds``); unknown keys
    are ignored. Conditions look at the values of earlier questions, so one pass
    decides what is asked. ``only`` limits the faults, not the answers, to some
    questions, or items of groups (none at all: the values are wanted). Sentences come in ``language``.
    """
    answers: Answers = {}
    errors: list[Fault] = []
    lacking: list[str] = []
    values: dict[str, Value] = {}
    opened = None if only is None else {groups.key_of(name) for name in only}
    with translation.override(language):
        for page, question in definition.order:
            if isinstance(question, Computed):
                value = question.value(values, today)
                if value is not None:
                    values[question.key] = value
                    answers[question.key] = {"typed": None, "value": value}
                continue
            if not _is_asked(page, question, values):
                continue
            raw = storable(typed.get(question.key))
            is_told = opened is None or question.key in opened
            asked = Asked(question, today, language, values, is_told)
            value, wrongs = answer(asked, raw)
            answers[question.key] = {"typed": raw, "value": value}
            values[question.key] = value
            if is_told:
                faults = (_fault(question.key, wrong) for wrong in wrongs)
                errors += [fault for fault in faults if _is_opened(fault, only)]
            if not wrongs and _is_lacking(question, value):
                lacking.append(question.key)
    return Checked(answers, tuple(errors), tuple(lacking))


def asked(definition: Definition, values: Mapping[str, Value]) -> list[Question]:
    """Return the questions that are asked, given the values of all answers.

    Answers of questions that are not asked count as absent.
    """
    known: dict[str, Value] = {}
    found = []
    for page, question in definition.order:
        if isinstance(question, Computed):
            known[question.key] = values.get(question.key)
        elif _is_asked(page, question, known):
            known[question.key] = values.get(question.key)
            found.append(question)
    return found


def _is_asked(
    page: Page | None, question: Question, values: Mapping[str, Value]
) -> bool:
    if page is not None and page.when is not None and not page.when.holds(values):
        return False
    return question.when is None or question.when.holds(values)


def _is_lacking(question: Question, value: Value) -> bool:
    """Tell whether a paper or an answer that may follow later is not there yet."""
    if value is None:
        return question.required == Required.SOFT
    return bool(question.questions) and any(
        _is_lacking(inner, item[inner.key])
        for item in value
        for inner in question.questions
        if inner.key in item
    )


def _fault(key: str, wrong: Wrong) -> Fault:
    within = None
    if wrong.within is not None:
        inner, inside = wrong.within
        within = Fault(inner, inside.part, inside.sentence)
    return Fault(key, wrong.part, wrong.sentence, wrong.item, within)


def _is_opened(fault: Fault, only: Collection[str] | None) -> bool:
    """Tell whether a fault is in what is open: not in a closed item of a group."""
    return (
        only is None
        or fault.question in only
        or groups.item_name(fault.question, fault.item) in only
    )
