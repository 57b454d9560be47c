"""A file is read in one sitting, a function at one glance."""

import ast

import pytest

from tests.architecture import house

pytestmark = pytest.mark.once

# Longer files were, in every model codebase looked at, several files in one.
LONGEST_FILE = 400
# ruff's PLR0915 says the same; this counts tests and scripts too.
LONGEST_FUNCTION = 50


def _all_python() -> list:
    others = [
        path
        for folder in ("tests", "benchmarks", "packaging")
        for path in sorted((house.ROOT / folder).rglob("*.py"))
    ]
    return [*house.python_files(with_tests=True), *others]


def test_no_file_is_longer_than_one_sitting():
    faults = [
        path.relative_to(house.ROOT).as_posix()
        for path in _all_python()
        if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    house.judge("long_files", faults, f"Part what has over {LONGEST_FILE} lines.")


def test_no_function_is_longer_than_a_glance():
    faults = []
    for path in _all_python():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                statements = sum(isinstance(each, ast.stmt) for each in ast.walk(node))
                if statements - 1 > LONGEST_FUNCTION:
                    where = path.relative_to(house.ROOT).as_posix()
                    faults.append(f"{where}::{node.name}")
    house.judge(
        "long_functions", faults, f"Part what has over {LONGEST_FUNCTION} statements."
    )
