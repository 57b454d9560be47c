"""For tests of every part: the test database may be emptied between tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from kyoso.engines.audit import guards


def let_tests_empty_tables() -> None:
    """Drop the guards against deletion in the test database.

    Tests that use real transactions end by emptying every table, which the
    guards would refuse. ``guarded`` puts them back for the tests about them.
    """
    _run(guards.drop(connection.vendor, guards.EMPTYING))


@contextmanager
def guarded() -> Iterator[None]:
    """Hold all guards for the length of a test (inside its transaction)."""
    _run(guards.create(connection.vendor, guards.EMPTYING))
    try:
        yield
    finally:
        let_tests_empty_tables()


@contextmanager
def unguarded() -> Iterator[None]:
    """Be an intruder who may drop triggers, for the length of a test."""
    updates = [n for n in guards.NAMES[connection.vendor] if n not in guards.EMPTYING]
    _run(guards.drop(connection.vendor, updates))
    try:
        yield
    finally:
        _run(guards.create(connection.vendor, updates))


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
