"""``kyoso budget load FILE.toml``: put the lines of a fiscal year in, or change them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyoso.engines.ledger.budget_file import load_budget
from kyoso.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Load the budget lines of one fiscal year from a TOML file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["load"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = load_budget(options["file"], by=None)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        if options["verbosity"]:
            self.stdout.write(f"{len(lines)}件の科目を読み込みました。")
