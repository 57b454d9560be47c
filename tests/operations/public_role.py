"""The database role of the public process, and the office's own between its acts."""

import pytest
from django.db import ProgrammingError, connection, transaction

ROLE = "kyoso_public_for_tests"


def as_office(act):
    """Let the office's process do something in between."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        try:
            return act()
        finally:
            cursor.execute(f"SET ROLE {ROLE}")


def refuse(cursor, statement):
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute(statement)
