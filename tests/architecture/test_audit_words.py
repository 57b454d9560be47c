"""Every event that a person may find about themself has a sentence of its own."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from kyoso.engines.audit import api as audit
from tests.architecture import house

pytestmark = pytest.mark.once


def _events(path: Path) -> Iterator[str]:
    """Yield the events that a module writes about a person.

    That is: the first word of ``audit.record(…, person=…)``; where it is passed
    on (``f"casework.{event}"``, ``_record("people.post_confirmed", …)``), the
    words that the module hands to it.
    """
    for call in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        named = {keyword.arg: keyword.value for keyword in call.keywords}
        first = call.args[0] if call.args else None
        name = ast.unparse(call.func)
        if (
            isinstance(first, ast.Constant)
            and (name == "_record" or (name == "audit.record" and "person" in named))
            and isinstance(first.value, str)
            and "." in first.value
        ):
            yield first.value
        given = named.get("event")
        if "engines/casework/" in path.as_posix() and given is not None:
            yield from (
                f"casework.{part.value}"
                for part in ast.walk(given)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )


def events() -> set[str]:
    return {event for path in house.python_files() for event in _events(path)}


def test_the_scan_sees_what_is_written() -> None:
    assert {
        "casework.decided",
        "casework.read",
        "people.post_confirmed",
        "forms.draft_started",
    } <= events()


def test_every_event_about_a_person_has_words() -> None:
    house.judge(
        "unworded",
        (event for event in events() if event not in audit.labels),
        "Register an audit.Label: a resident reads it under 「わたしの情報を見た人」.",
    )


def test_no_label_is_for_an_event_that_nothing_writes() -> None:
    written = events() | {
        literal.value
        for path in house.python_files()
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record"
        for literal in call.args[:1]
        if isinstance(literal, ast.Constant)
    }
    labelled = {label.slug for label in audit.labels}
    assert labelled <= written, sorted(labelled - written)
