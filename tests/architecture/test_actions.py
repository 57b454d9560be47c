"""Actions read as sentences: one subject, then keywords, and always by whom."""

import importlib
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.architecture import house

pytestmark = pytest.mark.once

BY_POSITION = (
    inspect.Parameter.POSITIONAL_ONLY,
    inspect.Parameter.POSITIONAL_OR_KEYWORD,
    inspect.Parameter.VAR_POSITIONAL,
)


def _actions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield every public function that an ``actions`` module defines."""
    for path in house.python_files():
        parts = path.relative_to(house.ROOT).with_suffix("").parts
        if "actions" not in parts or parts[-1] == "__init__":
            continue
        module = importlib.import_module(".".join(parts))
        for name, found in inspect.getmembers(module, inspect.isfunction):
            if not name.startswith("_") and found.__module__ == module.__name__:
                yield f"{module.__name__.removeprefix('kyoso.')}.{name}", found


def test_an_action_takes_one_subject_and_then_keywords():
    faults = [
        name
        for name, action in _actions()
        if sum(
            parameter.kind in BY_POSITION
            for parameter in inspect.signature(action).parameters.values()
        )
        > 1
    ]
    house.judge("positional", faults, "Put a * after the subject.")


def test_an_action_says_by_whom():
    """What only reads, or what the clock does, belongs in another module or the list."""
    faults = [
        name
        for name, action in _actions()
        if "by" not in inspect.signature(action).parameters
    ]
    house.judge("by_nobody", faults, "Take by=, or move it to a module of its own.")
