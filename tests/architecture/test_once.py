"""``once`` keeps off PostgreSQL only what no database could change.

A journey of somebody who is logged in writes and reads: it runs on both.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import CODE, ROOT

pytestmark = pytest.mark.once
# Fixtures of a living server with somebody at it, and of rows that are committed.
WRITING = {"as_person", "transactional_db", "clean_media"}


def once_with_a_database(text: str) -> Iterator[str]:
    """Yield the tests of a file that are marked ``once`` and write to a database."""
    module = ast.parse(text)
    whole_file = any(
        isinstance(node, ast.Assign)
        and "pytestmark" in ast.unparse(node.targets[0])
        and "mark.once" in ast.unparse(node.value)
        for node in module.body
    )
    for node in ast.walk(module):
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_"):
            continue
        marks = {ast.unparse(mark) for mark in node.decorator_list}
        asked = {argument.arg for argument in node.args.args}
        if (whole_file or "pytest.mark.once" in marks) and WRITING & asked:
            yield node.name


def files() -> list[Path]:
    return [*(ROOT / "tests").rglob("test_*.py"), *CODE.rglob("tests/test_*.py")]


def test_no_journey_through_a_capability_runs_on_one_database_only():
    faults = [
        f"{file.relative_to(ROOT)}: {name}"
        for file in files()
        for name in once_with_a_database(file.read_text("utf-8"))
    ]
    assert not faults, "Take the mark `once` off:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "text",
    [
        "@pytest.mark.once\ndef test_x(doors, as_person): ...",
        "pytestmark = [pytest.mark.once]\ndef test_x(transactional_db): ...",
    ],
)
def test_it_would_be_noticed(text):
    assert list(once_with_a_database(text)) == ["test_x"]


def test_a_look_at_a_drawn_page_may_run_once():
    assert not list(once_with_a_database("@pytest.mark.once\ndef test_x(viewer): ..."))
