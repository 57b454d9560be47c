"""What may be chosen where the choice depends on the procedure: sections, questions."""

from collections.abc import Callable, Mapping
from typing import Any

from kyoso.administration.amendments.content import (
    Place,
    at,
    computed,
    has,
    japanese,
    questions,
)
from kyoso.engines.people.api import Section

Offered = list[tuple[str, str]]
_OUTSIDE_A_GROUP = 5


def offered(name: str, content: Mapping[str, Any], place: Place) -> Offered:
    """Return the choices of one list, as key and words."""
    return _LISTS[name](content, place)


def _sections(_content: Mapping[str, Any], _place: Place) -> Offered:
    sections = Section.objects.select_related("department")
    return [(each.slug, each.name) for each in sections.order_by("pk")]


def _of_type(kind: str) -> Callable[[Mapping[str, Any], Place], Offered]:
    def found(content: Mapping[str, Any], _place: Place) -> Offered:
        return [
            _named(question)
            for place, question in questions(content)
            if question.get("type") == kind and len(place) == _OUTSIDE_A_GROUP
        ]

    return found


def _notices(content: Mapping[str, Any], place: Place) -> Offered:
    electronic = {
        question.get("key")
        for _place, question in questions(content)
        for option in question.get("options", ())
        if option.get("key") == "electronic"
    }
    return [one for one in _of_type("choice")(content, place) if one[0] in electronic]


def _answers(content: Mapping[str, Any], _place: Place) -> Offered:
    asked = [
        _named(question)
        for place, question in questions(content)
        if len(place) == _OUTSIDE_A_GROUP
    ]
    return asked + [_named(each) for _place, each in computed(content)]


def _terms(content: Mapping[str, Any], place: Place) -> Offered:
    outcome = place[:2]
    terms = (
        at(content, (*outcome, "terms")) if has(content, (*outcome, "terms")) else ()
    )
    return [(term["key"], japanese(term.get("title"))) for term in terms]


def _outcomes(content: Mapping[str, Any], _place: Place) -> Offered:
    return [
        (outcome["key"], japanese(outcome.get("title")) or outcome["key"])
        for outcome in content.get("outcomes", ())
    ]


def _amounts(content: Mapping[str, Any], _place: Place) -> Offered:
    found = {
        term["key"]: japanese(term.get("title")) or term["key"]
        for outcome in content.get("outcomes", ())
        for term in outcome.get("terms", ())
        if term.get("kind") == "yen"
    }
    return list(found.items())


def _earlier(content: Mapping[str, Any], place: Place) -> Offered:
    kind = at(content, place).get("type") if has(content, place) else None
    found: Offered = []
    for known, question in questions(content):
        if known == place:
            break
        if question.get("type") == kind and len(known) == _OUTSIDE_A_GROUP:
            found.append(_named(question))
    return found


def _named(question: Mapping[str, Any]) -> tuple[str, str]:
    key = str(question.get("key", ""))
    return key, japanese(question.get("label")) or key


_LISTS: dict[str, Callable[[Mapping[str, Any], Place], Offered]] = {
    "sections": _sections,
    "files": _of_type("file"),
    "names": _of_type("name"),
    "addresses": _of_type("address"),
    "phones": _of_type("phone"),
    "emails": _of_type("email"),
    "notices": _notices,
    "answers": _answers,
    "terms": _terms,
    "outcomes": _outcomes,
    "amounts": _amounts,
    "earlier": _earlier,
}
