"""System checks: the guards are in the database before the doors open."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.utils import DatabaseError

from kyoso.engines.audit import guards


def guards_are_installed(
    *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """``audit.E001``: a trigger that keeps audit rows is missing."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            if "audit_entry" not in connection.introspection.table_names():
                continue
            with connection.cursor() as cursor:
                cursor.execute(guards.INSTALLED[connection.vendor])
                installed = {row[0] for row in cursor.fetchall()}
        except DatabaseError:
            continue
        problems += [
            Error(
                f"The trigger {name} is missing on {alias}.",
                hint="Restore it from kyoso/engines/audit/guards.py, then run"
                " `kyoso audit verify`.",
                id="audit.E001",
            )
            for name in guards.NAMES[connection.vendor]
            if name not in installed
        ]
    return problems
