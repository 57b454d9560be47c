"""System checks: the balances are kept by the database before the doors open."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.utils import DatabaseError

from kyoso.engines.ledger import balances


def balances_are_kept(
    *, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """``ledger.E001``: a trigger that keeps a balance is missing."""
    problems: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        try:
            if "ledger_due" not in connection.introspection.table_names():
                continue
            with connection.cursor() as cursor:
                cursor.execute(balances.INSTALLED[connection.vendor])
                installed = {row[0] for row in cursor.fetchall()}
        except DatabaseError:
            continue
        problems += [
            Error(
                f"The trigger {name} is missing on {alias}.",
                hint="Restore it from kyoso/engines/ledger/balances.py.",
                id="ledger.E001",
            )
            for name in balances.NAMES
            if name not in installed
        ]
    return problems
