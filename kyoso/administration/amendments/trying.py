"""試し入力: an amendment walked like a resident walks it, from typed answers alone.

Nothing here knows of drafts or cases: what is typed stays with the officer who
tries. A paper is stood for by a sample, so that no file is ever sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

from kyoso.engines.forms import api as forms
from kyoso.kernel import clock, words
from kyoso.ui import forms as ui_forms

SAMPLE = {
    "ref": "sample",
    "name": "見本.pdf",
    "kind": "application/pdf",
    "size": 100_000,
}
Typed = dict[str, Any]


@dataclass(frozen=True)
class Walk:
    """Where a rehearsal stands."""

    definition: forms.Definition
    typed: Typed
    language: str = "ja"

    @property
    def checked(self) -> forms.Checked:
        return forms.check(
            self.definition, self.typed, today=clock.today(), language=self.language
        )

    def place(self, slug: str) -> forms.Place | None:
        """Return where a screen stands among those that are asked now."""
        return forms.place(forms.steps(self.definition, self.checked.values), slug)

    def item(self, key: str, item: str, number: int) -> forms.ItemPlace | None:
        """Return one screen of an item of a repeated group."""
        return forms.item_place(
            self.definition,
            self.typed,
            self.checked,
            key,
            item,
            number,
            language=self.language,
        )

    def first_open(self) -> forms.Step | None:
        """Return the first screen that is unanswered or wrong; ``None`` at the end."""
        checked = self.checked
        for step in forms.steps(self.definition, checked.values):
            keys = {question.key for question in step.questions}
            if keys & {fault.question for fault in checked.errors} or not (
                keys <= set(self.typed)
            ):
                return step
        return None


def saved(walk: Walk, step: forms.Step, posted: Mapping[str, list[str]]) -> Typed:
    """Return the answers with what was posted on one screen."""
    typed = walk.typed | forms.read_posted(step, posted)
    for question in step.questions:
        if question.kind == "file":
            is_wanted = f"{question.key}.sample" in posted
            typed[question.key] = [_sample(question)] if is_wanted else []
        elif question.questions:
            typed.setdefault(question.key, [])
    return typed


def _sample(question: forms.Question) -> dict[str, object]:
    """Return the sample that stands for a file of this question."""
    return SAMPLE | {"kind": forms.SEALED} if question.settings["tray"] else SAMPLE


class SamplesForm(ui_forms.Form):
    """A tick for each question for papers: the sample stands for what is sent."""

    def __init__(self, step: forms.Step, typed: Typed) -> None:
        super().__init__()
        for question in step.questions:
            if question.kind == "file":
                self.fields[f"{question.key}.sample"] = django_forms.BooleanField(
                    label="見本の書類を付けたことにする（試し入力だけ）",
                    required=False,
                    initial=bool(typed.get(question.key)),
                )


def with_item(
    walk: Walk, place: forms.ItemPlace, posted: Mapping[str, list[str]]
) -> Typed:
    """Return the answers with what was posted on one screen of an item."""
    key = place.question.key
    entries = list(walk.typed.get(key) or ())
    answers = (
        dict(place.typed) | forms.read_posted(place.step, posted) | {"#": place.item}
    )
    names = [entry.get("#") for entry in entries]
    if place.item in names:
        entries[names.index(place.item)] = answers
    else:
        entries.append(answers)
    return walk.typed | {key: entries}


def without_item(walk: Walk, key: str, item: str) -> Typed:
    """Return the answers without one item of a group."""
    entries = walk.typed.get(key) or ()
    return walk.typed | {key: [each for each in entries if each.get("#") != item]}


def rows(walk: Walk) -> list[dict[str, Any]]:
    """Return every answer as it would be read when checking."""
    table = forms.answers_table(walk.definition, walk.checked.answers, language="ja")
    return [
        {"label": row.label, "lines": row.lines, "items": row.items} for row in table
    ]


def route(walk: Walk) -> list[str]:
    """Return the headings of the screens that were asked, in order."""
    asked = forms.steps(walk.definition, walk.checked.values)
    return [words.pick(step.heading, walk.language) for step in asked]


def skipped(walk: Walk) -> list[str]:
    """Return the questions that these answers do not meet."""
    met = {q.key for q in forms.asked(walk.definition, walk.checked.values)}
    return [
        words.pick(question.label, walk.language)
        for _page, question in walk.definition.questions()
        if question.key not in met
    ]
