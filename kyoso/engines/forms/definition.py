"""What a form is: pages, questions, conditions. Frozen values, no database.

A ``Definition`` is made by ``schema.parse`` from checked data and by nothing
else, so whoever holds one may rely on every promise of
``docs/reference/form-definition.md``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kyoso.engines.forms.expressions import Computed
    from kyoso.engines.forms.fees import FeeRule

# One text in every language, or a table {"ja": …, "easy": …, "en": …}.
Text = str | Mapping[str, str]
# What a person typed or what the town works with; always fit for JSON.
Value = Any


class Required(StrEnum):
    """Whether a question must be answered before filing."""

    YES = "yes"
    NO = "no"
    # Asked for, but its absence stops nobody: an incomplete application still
    # arrives (行政手続法7条), and the section asks for the rest (補正).
    SOFT = "soft"


class Operator(StrEnum):
    IS = "is"
    IN = "in"
    HAS = "has"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    ANSWERED = "answered"
    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True)
class Condition:
    """When something is asked: a test of one earlier answer, or of other conditions."""

    operator: Operator
    question: str = ""
    operand: Value = None
    parts: tuple["Condition", ...] = ()

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Tell whether the condition holds; an absent answer is ``None``."""
        if self.question:
            return _holds(self.operator, values.get(self.question), self.operand)
        if self.operator == Operator.ALL:
            return all(part.holds(values) for part in self.parts)
        if self.operator == Operator.ANY:
            return any(part.holds(values) for part in self.parts)
        return not self.parts[0].holds(values)

    def questions(self) -> Iterator[str]:
        """Yield the key of every question that the condition looks at."""
        if self.question:
            yield self.question
        for part in self.parts:
            yield from part.questions()


def _holds(operator: Operator, answer: Value, operand: Value) -> bool:
    if operator == Operator.ANSWERED:
        return (answer is not None) == bool(operand)
    if answer is None:
        return False
    if operator == Operator.IS:
        return type(answer) is type(operand) and bool(answer == operand)
    if operator == Operator.IN:
        return answer in operand
    if operator == Operator.HAS:
        return operand in answer
    # Of a repeated group, the number of its items counts.
    number = Decimal(len(answer) if isinstance(answer, list) else answer)
    bound = Decimal(operand)
    return number >= bound if operator == Operator.AT_LEAST else number < bound


@dataclass(frozen=True)
class Option:
    """One possible answer of a choice."""

    key: str
    label: Text
    support: Text = ""


@dataclass(frozen=True)
class Question:
    """One thing asked, with the law that allows asking it.

    ``questions`` are what a repeated group asks of each of its items; ``prefill``
    says what that is known already may be offered: of the resident's own account,
    or inside a group of one of the household.
    """

    key: str
    kind: str
    label: Text
    privacy: str
    ground: str
    ask: Text = ""
    support: Text = ""
    required: Required = Required.YES
    ground_verified: bool = False
    when: Condition | None = None
    prefill: str = ""
    same_as: str = ""
    options: tuple[Option, ...] = ()
    settings: Mapping[str, Value] = field(default_factory=dict)
    questions: tuple["Question", ...] = ()

    @property
    def heading(self) -> Text:
        """The question as the resident reads it."""
        return self.ask or self.label

    @property
    def is_required(self) -> bool:
        return self.required == Required.YES

    @property
    def takes_household(self) -> bool:
        """Whether the items may be filled from the resident's household (世帯)."""
        return any(inner.prefill for inner in self.questions)

    def option(self, key: object) -> Option | None:
        """Return the option of this key, if there is one."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True)
class Page:
    """A group of questions: one screen for a clerk, one block when checking."""

    slug: str
    title: Text
    questions: tuple[Question, ...]
    intro: Text = ""
    together: bool = False
    when: Condition | None = None


@dataclass(frozen=True)
class Exit:
    """What to tell a person who probably cannot receive it; never a refusal."""

    slug: str
    when: Condition
    title: Text
    reason: Text
    ground: str
    instead: Text


@dataclass(frozen=True)
class Step:
    """One screen of a resident's way: a question, or a page asked together."""

    slug: str
    page: Page
    questions: tuple[Question, ...]

    @property
    def heading(self) -> Text:
        if len(self.questions) == 1:
            return self.questions[0].heading
        return self.page.title


@dataclass(frozen=True)
class Definition:
    """A whole form, as one version of it says."""

    slug: str
    title: Text
    applicant: Mapping[str, str]
    pages: tuple[Page, ...]
    exits: tuple[Exit, ...] = ()
    intro: Text = ""
    minutes: int | None = None
    computed: tuple["Computed", ...] = ()
    fee: "FeeRule | None" = None

    def questions(self) -> Iterator[tuple[Page, Question]]:
        """Yield every question with its page, in the order of asking."""
        for page in self.pages:
            for question in page.questions:
                yield page, question

    @cached_property
    def order(self) -> tuple[tuple[Page | None, "Question | Computed"], ...]:
        """What is asked and computed, one after the other; of a question its page."""
        found: list[tuple[Page | None, Question | Computed]] = []
        for number, (page, question) in enumerate(self.questions()):
            found += [(None, each) for each in self.computed if each.after == number]
            found.append((page, question))
        most = len(self.places)
        return (*found, *((None, each) for each in self.computed if each.after == most))

    @cached_property
    def places(self) -> Mapping[str, tuple[Page, Question]]:
        """Every question by its key, with its page."""
        return {question.key: (page, question) for page, question in self.questions()}

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Every question by its key, those inside repeated groups too."""
        found: dict[str, Question] = {}
        for _page, question in self.questions():
            found |= {each.key: each for each in (question, *question.questions)}
        return found

    @cached_property
    def has_tray(self) -> bool:
        """Whether it asks for a file that is handed on unopened (番号の受け皿)."""
        return any(each.settings.get("tray") for each in self.by_key.values())

    @cached_property
    def screens(self) -> Mapping[str, str]:
        """The slug of the resident's screen of every question."""
        return {q.key: step.slug for step in self.steps() for q in step.questions}

    def question(self, key: str) -> Question:
        """Return the question of this key, or raise ``KeyError``."""
        return self.places[key][1]

    def page(self, slug: str) -> Page:
        """Return the page of this slug, or raise ``KeyError``."""
        for page in self.pages:
            if page.slug == slug:
                return page
        raise KeyError(slug)

    def steps(self) -> Iterator[Step]:
        """Yield every screen of a resident's way, conditions aside."""
        for page in self.pages:
            if page.together:
                yield Step(page.slug, page, page.questions)
            else:
                for question in page.questions:
                    yield Step(question.key, page, (question,))
