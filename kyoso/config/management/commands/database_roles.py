"""``kyoso database-roles``: the SQL that gives each door its own rights."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from kyoso.config.roles import public_role_sql


class Command(BaseCommand):
    help = "市民の入口が使うデータベースの役割のSQLを表示します（PostgreSQL）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--public", default="kyoso_public", help="役割の名前")

    def handle(self, *args: Any, **options: Any) -> None:
        # All or nothing: the public door works on while the rights are renewed.
        for line in ("BEGIN;", *public_role_sql(options["public"]), "COMMIT;"):
            self.stdout.write(line)
