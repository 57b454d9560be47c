"""``kyoso procedures check|load|export``: procedures as files."""

import itertools
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kyoso.engines.casework import procedures
from kyoso.engines.casework.errors import ProcedureFileWrong
from kyoso.engines.casework.models import Procedure


class Command(BaseCommand):
    help = "手続のファイル（TOML）を調べ、読み込み、書き出します。"

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
        export = verbs.add_parser("export", help="手続をTOMLで書き出す")
        export.add_argument("slug")
        export.add_argument(
            "--to", type=Path, help="ファイル（指定しなければ標準出力）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["verb"] == "export":
                self._export(options["slug"], options["to"])
                return
            files = procedures.read_files(options["files"])
            if options["verb"] == "check":
                for doubt in itertools.chain(*map(procedures.doubts, files)):
                    self.stdout.write(f"注意 {doubt}")
                self.stdout.write(
                    f"{len(files)}件とも問題はありません。何も読み込んでいません。"
                )
                return
            loaded = procedures.load_all(files, by=None)
            if options["verbosity"]:
                for each in loaded:
                    self.stdout.write(f"{each.current}：読み込みました。")
        except ProcedureFileWrong as refusal:
            raise CommandError(refusal.sentence) from None

    def _export(self, slug: str, to: Path | None) -> None:
        procedure = (
            Procedure.objects.filter(slug=slug).select_related("current").first()
        )
        if procedure is None:
            raise CommandError(f"「{slug}」という手続はありません。")
        text = procedures.export(procedure)
        if to is None:
            self.stdout.write(text, ending="")
        else:
            to.write_text(text, encoding="utf-8")
            self.stdout.write(f"{to}に書き出しました。")
