"""What a form asks, as plain data for programs: one language, nothing left out.

``docs/reference/form-definition.md`` explains the words; ``answer`` says which
JSON a program sends for a question (see ``docs/how-to/apply-by-program.md``).
"""

from collections.abc import Mapping
from typing import Any

from kyoso.engines.forms.definition import Condition, Definition, Exit, Question
from kyoso.engines.forms.kinds import kinds
from kyoso.kernel import words

_LISTS = {"choices", "file", "group"}


def described(definition: Definition, *, language: str) -> dict[str, Any]:
    """Return the pages of a form with their questions and conditions."""
    return {
        "slug": definition.slug,
        "title": words.pick(definition.title, language),
        "pages": [
            {
                "slug": page.slug,
                "title": words.pick(page.title, language),
                "when": condition(page.when),
                "questions": [_question(each, language) for each in page.questions],
            }
            for page in definition.pages
        ],
    }


def condition(when: Condition | None) -> dict[str, Any] | None:
    """Return when something is asked: a test of one answer, or of other tests."""
    if when is None:
        return None
    if when.question:
        operand = when.operand
        return {
            "test": when.operator.value,
            "question": when.question,
            "than": list(operand) if isinstance(operand, tuple | set) else operand,
        }
    return {
        "test": when.operator.value,
        "parts": [condition(part) for part in when.parts],
    }


def told(way: Exit, *, language: str) -> dict[str, str]:
    """Return what a person with these answers should know: an exit, in words."""
    return {
        "slug": way.slug,
        "title": words.pick(way.title, language),
        "reason": words.pick(way.reason, language),
        "ground": way.ground,
        "instead": words.pick(way.instead, language),
    }


def _question(question: Question, language: str) -> dict[str, Any]:
    return {
        "key": question.key,
        "type": question.kind,
        "label": words.pick(question.label, language),
        "ask": words.pick(question.heading, language),
        "support": words.pick(question.support, language),
        "required": question.required.value,
        "ground": question.ground,
        "ground_verified": question.ground_verified,
        "privacy": question.privacy,
        "when": condition(question.when),
        "answer": _answer(question),
        "parts": list(kinds.get(question.kind).parts),
        "options": [
            {"key": option.key, "label": words.pick(option.label, language)}
            for option in question.options
        ],
        "settings": {
            name: _plain(value, language) for name, value in question.settings.items()
        },
        "questions": [_question(each, language) for each in question.questions],
    }


def _plain(value: Any, language: str) -> Any:
    if isinstance(value, Mapping):
        return words.pick(value, language)
    if isinstance(value, tuple | list):
        return [_plain(each, language) for each in value]
    return value


def _answer(question: Question) -> str:
    """Name the JSON of an answer: a text, a table of ``parts``, or a list."""
    if question.kind in _LISTS:
        return "list"
    return "table" if kinds.get(question.kind).parts else "text"
