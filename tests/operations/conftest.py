"""What tests of the running system share: the rights of the public role."""

import pytest
from django.db import connection

from kyoso.config.roles import public_role_sql
from tests.operations.public_role import ROLE


@pytest.fixture
def as_public(db, settings):
    """Act with the rights of the public role until the end of the test."""
    settings.CACHES = settings.CACHES | {"default": settings.CACHES["public"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE}")
        # What the other fixtures wrote is checked now: a table with checks to come
        # cannot be altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in public_role_sql(ROLE):
            cursor.execute(statement)
        cursor.execute(f"SET ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")
