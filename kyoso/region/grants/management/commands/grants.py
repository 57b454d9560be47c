"""``kyoso grants check|load``: programmes of grants as files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.region.grants import programmes
from kyoso.region.grants.errors import ProgrammeFileWrong


class Command(BaseCommand):
    help = "補助制度のファイル（TOML）を調べ、読み込みます。"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        for verb, told in (
            ("check", "ファイルを調べる（何も読み込まない）"),
            ("load", "調べて読み込む（すべてか、何もしないか）"),
        ):
            verbs.add_parser(verb, help=told).add_argument(
                "files",
                nargs="+",
                type=Path,
                help="ファイル、または*.tomlのあるフォルダー",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = programmes.read_files(options["files"])
            if options["verb"] == "check":
                self.stdout.write(
                    f"{len(files)}件とも問題はありません。何も読み込んでいません。"
                )
                return
            loaded = programmes.load_all(files, by=None)
        except ProgrammeFileWrong as refusal:
            raise CommandError(refusal.sentence) from None
        if options["verbosity"]:
            for each in loaded:
                self.stdout.write(f"{each.current}：読み込みました。")
