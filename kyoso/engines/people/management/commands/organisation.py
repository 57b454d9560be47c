"""``kyoso organisation load FILE``: the city's departments and sections."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.people import organisation
from kyoso.engines.people.errors import OrganisationFileWrong


class Command(BaseCommand):
    help = "市の部と課をTOMLのファイルから読み込みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb in ("load", "check"):
            verbs.add_parser(verb).add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if options["verb"] == "check":
                organisation.read(path)
                self.stdout.write("問題はありません。何も読み込んでいません。")
                return
            loaded = organisation.load(path, by=None)
        except OrganisationFileWrong as refusal:
            raise CommandError(refusal.sentence) from None
        self.stdout.write(
            f"{loaded.departments}部{loaded.sections}課を読み込みました。"
        )
