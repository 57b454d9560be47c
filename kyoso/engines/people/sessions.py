"""Sessions in the database, read without a model.

Every request of a person begins with this one row: building a query and an
object for it costs four times the statement itself. Writing stays Django's own.
"""

import functools
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import connections, router
from django.db.models.functions import Now


class SessionStore(db.SessionStore):
    """Django's database sessions; only ``load`` is short."""

    def load(self) -> dict[str, Any]:
        connection = connections[router.db_for_read(self.model) or "default"]
        with connection.cursor() as cursor:
            cursor.execute(_statement(self.model), [self.session_key])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])


@functools.cache
def _statement(model: type[AbstractBaseSession]) -> str:
    # By the server's clock: Django wrote the end by the machine's, not by ours.
    asked = model.objects.filter(session_key="", expire_date__gt=Now())
    statement, _key = asked.values_list("session_data").query.sql_with_params()
    return statement
