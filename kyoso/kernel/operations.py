"""The one migration operation through which vendor SQL enters a database."""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class VendorSQL(Operation):
    """Run statements in the words of each database, and others to go back.

    Each argument is a list of single statements (a trigger's body may hold
    semicolons, so nothing is split). A vendor that is neither raises
    ``NotImplementedError``.
    """

    reduces_to_sql = True

    def __init__(
        self,
        *,
        sqlite: Sequence[str] = (),
        postgresql: Sequence[str] = (),
        reverse_sqlite: Sequence[str] = (),
        reverse_postgresql: Sequence[str] = (),
    ) -> None:
        self.sqlite = sqlite
        self.postgresql = postgresql
        self.reverse_sqlite = reverse_sqlite
        self.reverse_postgresql = reverse_postgresql

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change nothing that models see."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        self._run(schema_editor, self.sqlite, self.postgresql)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: Any,
        to_state: Any,
    ) -> None:
        self._run(schema_editor, self.reverse_sqlite, self.reverse_postgresql)

    def describe(self) -> str:
        return "Vendor SQL"

    def _run(
        self,
        schema_editor: BaseDatabaseSchemaEditor,
        sqlite: Sequence[str],
        postgresql: Sequence[str],
    ) -> None:
        vendor = schema_editor.connection.vendor
        spoken = {"sqlite": sqlite, "postgresql": postgresql}
        if vendor not in spoken:
            raise NotImplementedError(f"No SQL is written for {vendor}.")
        for statement in spoken[vendor]:
            schema_editor.execute(statement, params=None)
