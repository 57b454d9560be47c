"""A draft on its way: its screens, its rows, what was said about each answer."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from kyoso.citizens.applications import household, reading
from kyoso.citizens.applications.rules import CASE, subject_of
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from kyoso.engines.people.api import Account
from kyoso.kernel import clock

# Under this purpose the case's own rule decides who may read the files.
PURPOSE = "casework.attachment"


@dataclass(frozen=True)
class Comment:
    """What the section asks to mend in an answer, and what was answered before."""

    text: str
    before: tuple[str, ...]


class Walk:
    """One look at a draft: everything that its pages ask, computed once."""

    def __init__(self, draft: Draft, language: str) -> None:
        self.draft = draft
        self.language = language
        self.definition = draft.version.parsed

    def named(self, ref: str) -> "Walk":
        """Return the same walk under another name, to draw its page with."""
        draft = copy.copy(self.draft)
        draft.ref = ref
        return Walk(draft, self.language)

    @cached_property
    def checked(self) -> forms.Checked:
        return forms.checked(self.draft, language=self.language)

    @cached_property
    def steps(self) -> list[forms.Step]:
        values = forms.values(self.draft)
        return forms.steps(self.definition, values, self.draft.only)

    @cached_property
    def case(self) -> Case | None:
        """The case that is being mended, or nothing."""
        if subject_of(self.draft.about, CASE) is None:
            return None
        return reading.case_of_mending(self.draft)

    @cached_property
    def procedure(self) -> Procedure:
        return self.case.procedure if self.case else reading.procedure_shown(self.draft)

    @property
    def is_mending(self) -> bool:
        return self.case is not None

    @property
    def home(self) -> str:
        """The page from which this walk began."""
        if self.case is not None:
            return reverse("applications:case", args=[self.case.ref])
        return reverse("applications:procedure", args=[self.procedure.slug])

    def rows(self) -> list[forms.Row]:
        rows = forms.answers_table(
            self.definition,
            self.checked.answers,
            language=self.language,
            checked=self.checked,
        )
        opened = {forms.key_of(name) for name in self.draft.only}
        return [row for row in rows if not opened or row.key in opened]

    @property
    def fee(self) -> forms.Fee | None:
        """What this application costs, as far as it can be told; a correction nothing."""
        if self.draft.only:
            return None
        return forms.fee_of(
            self.definition,
            self.checked.values,
            today=clock.today(),
            language=self.language,
        )

    def groups(self) -> list[tuple[str, list[forms.Row]]]:
        """Return the rows under the headings of their pages."""
        found: dict[str, list[forms.Row]] = {}
        for row in self.rows():
            found.setdefault(row.heading, []).append(row)
        return list(found.items())

    def number_of(self, step: forms.Step) -> int:
        """Return the number of a screen in the form, the same for everybody."""
        return [each.slug for each in self.definition.steps()].index(step.slug) + 1

    def earlier(self, step: forms.Step) -> forms.Row | None:
        """Return the earlier answer that this question may take over."""
        for question in step.questions:
            if question.same_as and question.key not in self.draft.typed:
                for row in self.rows():
                    if row.key == question.same_as and row.is_answered:
                        return row
        return None

    def household(self, step: forms.Step, *, by: Account | None) -> str:
        """Return the group of a screen whose items this person may choose."""
        return household.group_on(step, self.draft, by=by)

    def comments(self, step: forms.Step) -> list[Comment]:
        """Return what the section said about the answers of this screen."""
        keys = {question.key for question in step.questions}
        return [
            comment
            for name, comment in self._comments.items()
            if forms.key_of(name) in keys
        ]

    def item(
        self, key: str, item: str, number: int, *, whole: bool = False
    ) -> forms.ItemPlace | None:
        """Return one screen of one item of a group, if it may be opened."""
        return forms.item_place(
            self.definition,
            self.draft.typed,
            self.checked,
            key,
            item,
            number,
            language=self.language,
            only=self.draft.only,
            whole=whole,
        )

    def faults_in(self, place: forms.ItemPlace) -> list[forms.Fault]:
        """Return what is wrong on one screen of one item, as that screen tells it."""
        keys = {question.key for question in place.step.questions}
        return [
            fault.within
            for fault in self.checked.errors
            if fault.question == place.question.key
            and fault.item == place.item
            and fault.within is not None
            and fault.within.question in keys
        ]

    def comments_on_item(self, key: str, item: str) -> list[Comment]:
        """Return what the section said about one item of a group."""
        found = self._comments.get(forms.item_name(key, item))
        return [found] if found else []

    @cached_property
    def _comments(self) -> Mapping[str, Comment]:
        asked = casework.asked_items(self.case) if self.case else []
        if self.case is None or not asked:
            return {}
        rows = forms.answers_table(
            self.definition, self.case.latest.answers, language=self.language
        )
        told = forms.lines_by_name(rows)
        return {
            item.question: Comment(item.comment, told.get(item.question, ("", ()))[1])
            for item in asked
        }


def first_open(walk: Walk) -> forms.Step | None:
    """Return the first screen that nobody has seen or that is still wrong."""
    wrong = {fault.question for fault in walk.checked.errors}
    for step in walk.steps:
        keys = {question.key for question in step.questions}
        if keys & wrong or not keys & set(walk.draft.typed):
            return step
    return None


def after(walk: Walk, slug: str, *, to_check: bool) -> str:
    """Return the address that follows a screen: the next one, or the check.

    Back from checking, only screens that a changed answer has opened come first.
    """
    if to_check:
        step = first_open(walk)
    else:
        place = forms.place(walk.steps, slug)
        step = place.after if place else first_open(walk)
    if step is None:
        return reverse("applications:check", args=[walk.draft.ref])
    address = reverse("applications:question", args=[walk.draft.ref, step.slug])
    return f"{address}?check=1" if to_check else address


def address_of(draft: Draft, step: str) -> str:
    """Return the address of a screen by its name: 「bed」, or 「children.k3f9.1」."""
    key, _dot, rest = step.partition(".")
    item, _dot, number = rest.partition(".")
    if item and number.isdecimal():
        return reverse("applications:item", args=[draft.ref, key, item, int(number)])
    return reverse("applications:question", args=[draft.ref, key])


def group_address(draft: Draft, way: tuple[str, str, str], *, to_check: bool) -> str:
    """Return where a button of a group leads: to one item, or to taking it away."""
    act, key, item = way
    if act == "drop":
        address = reverse("applications:item_drop", args=[draft.ref, key, item])
    else:
        address = reverse("applications:item", args=[draft.ref, key, item, 1])
    return f"{address}?check=1" if to_check else address


def stays(
    draft: Draft, sent: Mapping[str, list[Any]], posted: Mapping[str, list[str]]
) -> bool:
    """Tell whether a screen is shown again: its own button, or files to look at.

    What was found on a file is told once, before one goes on; then one may.
    """
    if "stay" in posted or any(name.endswith(".remove") for name in posted):
        return True
    return any(
        file.get("found")
        for key, files in sent.items()
        if files
        for file in draft.typed_for(key) or ()
    )


def uploads(request: HttpRequest, step: forms.Step) -> dict[str, list[Any]]:
    """Return the files that were sent, by question."""
    return {
        question.key: request.FILES.getlist(forms.upload_name(question))
        for question in step.questions
        if question.kind == "file"
    }
