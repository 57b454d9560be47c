"""Actions read as sentences: one subject, then keywords, and always by whom."""

import inspect

import pytest

from tests.architecture import house

pytestmark = pytest.mark.once

BY_POSITION = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)


def test_an_action_takes_one_subject_and_then_keywords():
    faults = [
        name
        for name, action in house.actions()
        if sum(
            parameter.kind in BY_POSITION
            for parameter in inspect.signature(action).parameters.values()
        )
        > 1
    ]
    house.judge("positional", faults, "Put a * after the subject.")


def test_an_action_says_by_whom():
    """What only reads, or what the clock does, belongs in another module or the list."""
    faults = [name for name, action in house.actions() if not house.takes_by(action)]
    house.judge("by_nobody", faults, "Take by=, or move it to a module of its own.")
