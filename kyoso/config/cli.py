"""The ``kyoso`` command: Django's management commands, hyphens allowed.

What an operator can mend ends in a sentence instead of a traceback: a wrong
setting, a database that is away, one that has not been migrated.
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_SERVED = ("public", "office", "worker", "sandbox")
# What a shell answers for a command that Ctrl-C ended.
_INTERRUPTED = 130


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyoso.config.settings")
    arguments = list(sys.argv)
    if len(arguments) > 1:
        arguments[1] = arguments[1].replace("-", "_")
    if arguments[1:2] == ["serve"]:
        # Settings are read once, at the start: they must know the door by then.
        for word in arguments[2:]:
            if word in _SERVED:
                os.environ["KYOSO_DOOR"] = word
    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    except DatabaseError:
        remedy = _remedy()
        if not remedy:
            raise
        sys.exit(remedy)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def _remedy() -> str:
    """Return what to do about the database, or nothing where it is well."""
    try:
        connection.close()
        executor = MigrationExecutor(connection)
        is_behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return (
            "データベースにつながりません。"
            "DATABASE_URLと、データベースが動いていることを確かめてください。"
        )
    if is_behind:
        return (
            "データベースの用意ができていません。"
            "先に「kyoso migrate」と「kyoso createcachetable」を実行してください。"
        )
    return ""


if __name__ == "__main__":
    main()
