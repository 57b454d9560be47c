"""``kyoso backup FILE``: see docs/how-to/back-up-and-restore.md."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyoso.config import backup


class Command(BaseCommand):
    help = "データベースとファイルを1つの書庫に保存します。"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = backup.back_up(options["archive"])
        except (backup.BackupProblem, OSError) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(
            f"保存しました: {options['archive']}（{manifest['made_at']}）"
        )
