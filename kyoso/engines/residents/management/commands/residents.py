"""``kyoso residents check|load|abandon|generate``: the copy of the resident register."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kyoso.engines.residents.actions.loads import abandon, load
from kyoso.engines.residents.checking import MOST_SHOWN, check
from kyoso.engines.residents.errors import FileWrong
from kyoso.engines.residents.generating.files import protected_file, write_city
from kyoso.engines.residents.layout import layouts
from kyoso.engines.residents.models import Load
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal


class Command(BaseCommand):
    help = "住民情報の写しのファイルを調べ、読み込み、架空の市を作ります。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        checks = verbs.add_parser("check", help="ファイルを調べる（何も変えない）")
        loads = verbs.add_parser("load", help="ファイルを読み込む")
        for verb in (checks, loads):
            verb.add_argument("file", type=Path)
            verb.add_argument(
                "--difference", action="store_true", help="差分のファイルとして扱う"
            )
        loads.add_argument(
            "--removed",
            type=int,
            default=0,
            help="全件のファイルにもうない行の数（違えば読み込まない）",
        )
        gives_up = verbs.add_parser("abandon", help="途中の読み込みを取りやめる")
        gives_up.add_argument("layout", choices=[*layouts()])
        makes = verbs.add_parser("generate", help="架空の市のファイルを作る")
        makes.add_argument("--people", type=int, default=48_000)
        makes.add_argument("--seed", type=int, default=1)
        makes.add_argument("--to", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        verb = options["verb"]
        if verb == "generate":
            self._generate(options["to"], options["people"], options["seed"])
        elif verb == "abandon":
            count = abandon(options["layout"], by=None)
            self.stdout.write(f"途中の読み込みを{count}件取りやめました。")
        elif not options["file"].is_file():
            raise CommandError(
                f"{options['file']} がありません。場所を確かめてください。"
            )
        elif verb == "check":
            self._check(options["file"], is_full=not options["difference"])
        else:
            mode = Load.Mode.DIFFERENCE if options["difference"] else Load.Mode.FULL
            self._load(options["file"], mode, options["removed"])

    def _check(self, file: Path, *, is_full: bool) -> None:
        reading = check(file, is_full=is_full)
        if reading.faults or reading.layout is None:
            self._tell(file, FileWrong(reading.faults))
        else:
            self.stdout.write(f"{file.name}：問題はありません。{reading.rows}行。")

    def _load(self, file: Path, mode: Load.Mode, removed: int) -> None:
        try:
            done = load(file, mode=mode, removed=removed, by=None)
        except FileWrong as wrong:
            self._tell(file, wrong)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from None
        else:
            did = "読み込みました" if done.has_changed else "すでに読み込んであります"
            title = layouts()[done.load.layout].title
            self.stdout.write(
                f"{title}（{done.load.get_mode_display()}）：{did}。{done.load.rows}行。"
            )
            for name, count in done.load.counts.items():
                self.stdout.write(f"  {name}：{count}")

    def _tell(self, file: Path, wrong: FileWrong) -> None:
        for fault in wrong.faults[:MOST_SHOWN]:
            self.stderr.write(f"{file.name} {fault}")
        raise CommandError(wrong.sentence)

    def _generate(self, to: Path, people: int, seed: int) -> None:
        if people < 1:
            raise CommandError("--people は1以上にしてください。")
        begun = time.monotonic()
        city = write_city(to, people=people, seed=seed, on=clock.today())
        took = time.monotonic() - begun
        self.stdout.write(
            f"{to} と {protected_file(to).name} を書きました。架空の{city.made}人、"
            f"65歳以上{city.elderly / city.made:.1%}（{took:.1f}秒）。"
        )
