"""The way through a form: which screens there are now, which comes next. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from kyoso.engines.forms.check import asked
from kyoso.engines.forms.definition import Definition, Exit, Page, Question, Step, Value
from kyoso.engines.forms.expressions import Computed
from kyoso.engines.forms.kinds.groups import key_of


@dataclass(frozen=True)
class Place:
    """Where a step stands: number ``number`` of ``total`` as things are now."""

    step: Step
    number: int
    total: int
    before: Step | None
    after: Step | None


def steps(
    definition: Definition,
    values: Mapping[str, Value],
    only: Collection[str] = (),
) -> list[Step]:
    """Return the screens that are asked, in order; ``only`` keeps some questions."""
    opened = {key_of(name) for name in only}
    open_keys = {
        question.key
        for question in asked(definition, values)
        if not only or question.key in opened
    }
    found = []
    for step in definition.steps():
        kept = tuple(q for q in step.questions if q.key in open_keys)
        if kept:
            is_whole = len(kept) == len(step.questions)
            found.append(step if is_whole else replace(step, questions=kept))
    return found


def pages(
    definition: Definition,
    values: Mapping[str, Value],
    only: Collection[str] = (),
) -> list[Step]:
    """Return a clerk's screens: each asked page whole, with what is asked of it.

    Conditions inside a page cannot fold it while it is being typed, so every
    question of the page is shown that is asked or hangs on the page itself.
    """
    opened = {key_of(name) for name in only}
    open_keys = {question.key for question in asked(definition, values)}
    found = []
    for page in definition.pages:
        own = {question.key for question in page.questions}
        kept = tuple(
            question
            for question in page.questions
            if (question.key in open_keys or _hangs_on(question, own))
            and (not only or question.key in opened)
        )
        if kept and (page.when is None or page.when.holds(values)):
            found.append(Step(page.slug, page, kept))
    return found


def place(found: list[Step], slug: str) -> Place | None:
    """Return where a screen stands among ``found``; ``None`` if it is not asked."""
    for number, step in enumerate(found):
        if step.slug == slug:
            return Place(
                step,
                number + 1,
                len(found),
                found[number - 1] if number else None,
                found[number + 1] if number + 1 < len(found) else None,
            )
    return None


def exits(definition: Definition, values: Mapping[str, Value]) -> list[Exit]:
    """Return what a person with these answers should know before going on."""
    return [way for way in definition.exits if way.when.holds(values)]


def step_of(definition: Definition, key: str) -> str:
    """Return the slug of the resident's screen that asks a question."""
    return definition.screens[key]


def page_of(definition: Definition, key: str) -> Page:
    """Return the page that holds a question."""
    return definition.places[key][0]


def hanging(definition: Definition) -> Iterator[tuple[str, set[str]]]:
    """Yield what is asked or computed in order, with the answers it hangs on."""
    for page, entry in definition.order:
        if isinstance(entry, Computed):
            yield entry.key, set(entry.expression.inputs())
        else:
            conditions = (page.when if page else None, entry.when)
            inside = (inner.when for inner in entry.questions)
            found = {
                key
                for condition in (*conditions, *inside)
                if condition is not None
                for key in condition.questions()
            }
            yield entry.key, found


def _hangs_on(question: Question, keys: Collection[str]) -> bool:
    return question.when is not None and any(
        key in keys for key in question.when.questions()
    )
