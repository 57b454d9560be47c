"""What every test of the house shares: a database of its own, one clock, no network.

Tests run in random order (pytest-randomly; ``-p no:randomly`` stops it,
``--randomly-seed=...`` repeats one). Only loopback may be called (``addopts`` of
pyproject.toml); a database is made for each worker and each run.
"""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import hypothesis
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.db.backends.postgresql.operations import (
    DatabaseOperations as PostgreSQLOperations,
)
from django.utils import translation

from kyoso.engines.audit import testing as audit_testing
from kyoso.engines.forms import testing as forms_testing
from kyoso.kernel import clock, kept

pytest_plugins = ["tests.cast"]

# No deadline: a busy machine is not a wrong rule. No database of examples, and the
# same examples each time: what a test says must not depend on what an earlier run
# left here, nor on luck. ``HYPOTHESIS_PROFILE=search`` tries others.
hypothesis.settings.register_profile(
    "kyoso", deadline=None, database=None, derandomize=True
)
hypothesis.settings.register_profile(
    "search", deadline=None, database=None, print_blob=True
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "kyoso"))


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Run once what no database changes (the marker ``once`` in pyproject.toml says
    what that is); deal the long tests out at the beginning.

    Workers take even parts of the list and then help one another: a long test left
    for the end would keep one of them waiting.
    """
    if connections["default"].vendor == "postgresql":
        for item in items:
            if item.get_closest_marker("once"):
                item.add_marker(pytest.mark.skip(reason="Runs with SQLite."))
    # A child inherits what a browser's loop hides from Django: those that fork come
    # first of all, in the first worker, before any browser is open there.
    forking = [item for item in items if "dying" in vars(item.module)]
    items[:] = [item for item in items if "dying" not in vars(item.module)]
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.get_closest_marker("slow")]
    short = [item for item in items if not item.get_closest_marker("slow")]
    items[:] = forking + [
        item
        for worker in range(workers)
        for item in long[worker::workers] + short[worker::workers]
    ]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Give each worker of each run a database of its own name.

    SQLite is a file, as in an installation, so that threads and WAL behave the
    same; it lies in the run's temporary folder. No database of a test need survive
    a power cut.
    """
    for connection in connections.all(initialized_only=False):
        if connection.vendor == "postgresql":
            options = connection.settings_dict["OPTIONS"]
            options["options"] = (
                f"{options.get('options', '')} -c synchronous_commit=off".strip()
            )
        if connection.vendor == "sqlite":
            folder = tmp_path_factory.mktemp("database")
            connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
            options = connection.settings_dict["OPTIONS"]
            options["init_command"] = options["init_command"].replace(
                "synchronous=FULL", "synchronous=OFF"
            )


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Let tests with real transactions empty their tables, audit rows included."""
    with django_db_blocker.unblock():
        audit_testing.let_tests_empty_tables()
        forms_testing.let_tests_empty_tables()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PostgreSQLOperations, "sql_flush", sql_flush)
        yield
    with django_db_blocker.unblock():
        end_other_sessions()


_TRUNCATE = PostgreSQLOperations.sql_flush


def sql_flush(
    self: PostgreSQLOperations, style: Any, tables: list[str], **options: Any
) -> list[str]:
    """Empty only the tables in which there is something, row by row.

    Django's TRUNCATE makes every table's and every index's file anew: seconds after
    each test with real transactions. Keys and triggers sleep meanwhile, which only a
    superuser may let them; for anybody else it stays as it is.
    """
    if options.get("reset_sequences"):
        return _TRUNCATE(self, style, tables, **options)
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT FROM {self.quote_name(table)})"  # noqa: S608
        for table in tables
    )
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            return _TRUNCATE(self, style, tables, **options)
        cursor.execute(asked)
        full = [table for (table,) in cursor.fetchall()]
    return [
        "SET LOCAL session_replication_role = replica",
        *(f"DELETE FROM {self.quote_name(table)}" for table in full),  # noqa: S608
    ]


def end_other_sessions() -> None:
    """Let go of what a killed process or a server's last request still holds.

    PostgreSQL drops no database in which somebody is.
    """
    if connections["default"].vendor == "postgresql":
        with connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def japanese() -> None:
    """Begin in Japanese: a page that another test opened in English leaves it on."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Begin with nothing remembered of the pages another test has drawn."""
    caches["fragments"].clear()
    kept.forget()


@pytest.fixture
def clock_at() -> Iterator[Callable[[str | dt.datetime], dt.datetime]]:
    """Set the clock: ``clock_at("2026-11-23 10:00")``, in the city's time.

    May be called again to let time pass; the clock is right again after the test.
    """
    with ExitStack() as told:

        def at(moment: str | dt.datetime) -> dt.datetime:
            if isinstance(moment, str):
                moment = dt.datetime.fromisoformat(moment)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=clock.CITY)
            told.enter_context(clock.at(moment))
            return moment

        yield at
