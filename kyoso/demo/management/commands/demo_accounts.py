"""``kyoso demo-accounts``: who can log in to the demo, and how."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyoso.demo.accounts import read_accounts


class Command(BaseCommand):
    help = "デモのログイン情報を並べます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="JSONで出す")

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = read_accounts()
        if not accounts:
            raise CommandError(
                "デモのデータがありません。先に make demo を実行してください。"
            )
        if options["json"]:
            self.stdout.write(json.dumps(accounts, ensure_ascii=False, indent=2))
            return
        for account in accounts:
            self.stdout.write(
                f"{account['role']}　{account['name']}　{account['email']}　{account['log_in']}"
            )
