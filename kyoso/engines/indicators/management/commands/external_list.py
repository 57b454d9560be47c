"""``kyoso external-list check|load FILE``: what other systems run, with its source."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.indicators import list_files
from kyoso.kernel.errors import Refusal


class Command(BaseCommand):
    help = "ほかの仕組みで動いている事務の一覧（日付つき）を読み込みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in ("load", "check"):
            verbs.add_parser(verb).add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if options["verb"] == "check":
                list_files.read(path)
                self.stdout.write("問題はありません。何も読み込んでいません。")
                return
            loaded = list_files.load(path, by=None)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(
            f"{loaded.as_of}現在の{loaded.stated_count}件を読み込みました。"
        )
