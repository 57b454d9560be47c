"""System checks: the triggers that keep the evidence are there."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from kyoso.engines.signatures.guards import GUARDS, INSTALLED


@register(Tags.database)
def evidence_is_guarded(
    app_configs: Sequence[Any] | None,
    databases: Sequence[str] | None = None,
    **options: Any,
) -> list[CheckMessage]:
    """Refuse a database in which a signature's evidence could be altered."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if "signatures_signature" not in connection.introspection.table_names():
            continue
        with connection.cursor() as cursor:
            cursor.execute(INSTALLED[connection.vendor])
            there = {row[0] for row in cursor.fetchall()}
        found += [
            Error(
                f"The trigger {name} is missing: evidence could be altered.",
                hint="Run kyoso migrate.",
                id="signatures.E001",
            )
            for name in sorted(GUARDS - there)
        ]
    return found
