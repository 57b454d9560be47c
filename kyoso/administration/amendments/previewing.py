"""見本: how residents will see the question that an officer is building."""

from collections.abc import Mapping
from typing import Any

from kyoso.administration.amendments.content import Place, at
from kyoso.administration.amendments.parts_of_form import is_question
from kyoso.engines.forms import api as forms


def question_of(place: Place) -> Place | None:
    """Return the place of the question in which a place lies, or is; else None."""
    for length in range(len(place), 0, -1):
        if is_question(place[:length]):
            return place[:length]
    return None


def screen_of(content: Mapping[str, Any], place: Place) -> forms.Place | None:
    """Return the question at a place as a screen of its own, conditions aside.

    None where there is no question, or while the form has something to mend: a
    screen is drawn of what can be asked.
    """
    where = question_of(place)
    if where is None or forms.faults(content["form"]):
        return None
    definition = forms.parse(content["form"])
    question = definition.by_key[at(content, where)["key"]]
    page = next(
        page
        for page, each in definition.questions()
        if question in (each, *each.questions)
    )
    step = forms.Step(question.key, page, (question,))
    return forms.Place(step, 1, 1, None, None)
