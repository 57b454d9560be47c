"""System checks: the rounds' sums are kept by the database before the doors open."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.utils import DatabaseError

from kyoso.region.grants import sums


def rounds_are_kept(
    *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """``grants.E001``: a trigger that keeps the sum of a round is missing."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            if "grants_grant" not in connection.introspection.table_names():
                continue
            with connection.cursor() as cursor:
                cursor.execute(sums.INSTALLED[connection.vendor])
                installed = {row[0] for row in cursor.fetchall()}
        except DatabaseError:
            continue
        problems += [
            Error(
                f"The trigger {name} is missing on {alias}.",
                hint="Restore it from kyoso/region/grants/sums.py.",
                id="grants.E001",
            )
            for name in sums.NAMES
            if name not in installed
        ]
    return problems
