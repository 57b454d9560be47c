"""``kyoso privacy register --to FILE``: 個人情報ファイル簿 as CSV, for publication."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from kyoso.config.personal_files import as_csv, personal_files


class Command(BaseCommand):
    help = "個人情報ファイル簿を、表の分類から書き出します。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        register = verbs.add_parser("register", help="個人情報ファイル簿をCSVで書く")
        register.add_argument("--to", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        options["to"].write_text(as_csv(), "utf-8", newline="")
        files = personal_files()
        unverified = sum(not one.verified for one in files)
        self.stdout.write(
            f"{options['to']} に{len(files)}件を書きました。未確認は{unverified}件です。"
        )
